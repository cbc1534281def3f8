package evidence

import (
	"strconv"
	"strings"
)

// Source is one publication and what is known of it. Text fields are empty when nothing is known.
type Source struct {
	ID            string `yaml:"id,required"`
	Kind          string `yaml:"kind,required"`  // one of Kinds
	Title         string `yaml:"title,required"` // as printed, or a descriptive one where no title was seen
	Authors       string `yaml:"authors"`
	Journal       string `yaml:"journal"` // journal, publisher or issuing body
	Year          int    `yaml:"year"`    // 0 when not seen
	Locator       string `yaml:"locator"` // volume, issue, pages, recommendation number, date
	DOI           string `yaml:"doi"`
	PMID          string `yaml:"pmid"`
	PMCID         string `yaml:"pmcid"`
	URL           string `yaml:"url"`
	Verified      bool   `yaml:"verified"` // the record and every identifier given were confirmed on a published page
	Read          string `yaml:"read"`     // how much of it was read
	Finding       string `yaml:"finding"`
	Population    string `yaml:"population"`
	Comparator    string `yaml:"comparator"`
	FollowUp      string `yaml:"follow_up"`
	Level         string `yaml:"level"`
	Grade         string `yaml:"grade"`
	GradingScheme string `yaml:"grading_scheme"`
	Note          string `yaml:"note"`
	SupersededBy  string `yaml:"superseded_by"` // id of the source that replaces it
	Supersedes    string `yaml:"supersedes"`    // id of the source it replaces
	Lapses        string `yaml:"lapses"`        // when it stops being current by its own rule
}

// Kinds returns the kinds of source, from guideline to clinic marketing.
func Kinds() []string {
	return []string{
		"guideline", "systematic-review", "rct", "observational", "expert-opinion",
		"regulation", "product-label", "secondary", "data-set", "marketing",
	}
}

// Cite returns a one-line reference without an address: authors, title, journal, year, locator. A source whose record
// was not confirmed says so at the end.
func (s Source) Cite() string {
	var b strings.Builder
	for _, part := range []string{s.Authors, s.Title, s.Journal} {
		writeSentence(&b, part)
	}
	writeSentence(&b, s.when())
	if !s.Verified {
		b.WriteString(" (identity not verified)")
	}
	return strings.TrimSpace(b.String())
}

// when sets a volume off by a semicolon, as in 2017;47(3):133-149, and words by a comma.
func (s Source) when() string {
	switch {
	case s.Year == 0:
		return s.Locator
	case s.Locator == "":
		return strconv.Itoa(s.Year)
	case strings.ContainsAny(s.Locator[:1], "(0123456789") && !strings.Contains(s.Locator, " "):
		return strconv.Itoa(s.Year) + ";" + s.Locator
	default:
		return strconv.Itoa(s.Year) + ", " + s.Locator
	}
}

// Link returns where to read the source: its DOI, else its PubMed record, else its address, else "".
func (s Source) Link() string {
	switch {
	case s.DOI != "":
		// A DOI may hold characters that an address cannot; parentheses and slashes it can.
		escape := strings.NewReplacer("%", "%25", "#", "%23", "?", "%3F", "<", "%3C", ">", "%3E", `"`, "%22")
		return "https://doi.org/" + escape.Replace(s.DOI)
	case s.PMID != "":
		return "https://pubmed.ncbi.nlm.nih.gov/" + s.PMID + "/"
	default:
		return s.URL
	}
}

func writeSentence(b *strings.Builder, text string) {
	text = strings.Join(strings.Fields(text), " ") // one line, whatever the file looks like
	if text == "" {
		return
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(text)
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") && !strings.HasSuffix(text, "!") {
		b.WriteByte('.')
	}
}
