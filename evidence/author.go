package evidence

import (
	"regexp"
	"strings"
)

// Author is a person or a body.
type Author struct {
	Family string // "" for a body
	Given  string // initials as printed: "WC"; "" where they were not seen
	Suffix string // "Jr", "III", "3rd"
	Body   string // "" for a person
}

// AuthorList takes the authors apart. It tells people, written as a surname with initials, from bodies, and says whether
// there are others who are not named.
func (s Source) AuthorList() (named []Author, others bool) {
	text := strings.TrimSpace(s.Authors)
	if text == "" {
		return nil, false
	}
	text, others = cutOthers(text)
	parts := strings.Split(text, ", ")
	for _, part := range parts {
		person, ok := person(part)
		switch {
		case ok:
			named = append(named, person)
		case others && len(parts) == 1: // "Lew et al." is a surname
			named = append(named, Author{Family: part})
		default:
			return []Author{{Body: text}}, others
		}
	}
	return named, others
}

func cutOthers(text string) (string, bool) {
	for _, mark := range []string{", et al.", " et al."} {
		if rest, found := strings.CutSuffix(text, mark); found {
			return rest, true
		}
	}
	return text, false
}

var personForm = regexp.MustCompile(`^(\p{L}.*?) ([A-Z]{1,4})(?: (Jr|Sr|II|III|2nd|3rd))?$`)

func person(text string) (Author, bool) {
	m := personForm.FindStringSubmatch(text)
	if m == nil {
		return Author{}, false
	}
	return Author{Family: m[1], Given: m[2], Suffix: m[3]}, true
}

// String writes an author as printed.
func (a Author) String() string {
	text := a.Body
	for _, part := range []string{a.Family, a.Given, a.Suffix} {
		if part != "" {
			text = strings.TrimSpace(text + " " + part)
		}
	}
	return text
}
