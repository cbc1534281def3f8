package evidence

import (
	"strconv"
	"strings"
)

func bibTeX(sources []Source) string {
	entries := make([]string, len(sources))
	for i, s := range sources {
		entries[i] = s.bibTeX()
	}
	return strings.Join(entries, "\n")
}

// bibTeX is an @article, or a @misc with what published it as howpublished. Titles stand in double braces: a style must
// not touch the capitals of NICE or WHO.
func (s Source) bibTeX() string {
	at := s.place()
	kind, container := "misc", "howpublished"
	if s.medium() == "article" && s.Journal != "" {
		kind, container = "article", "journal"
	}
	year := ""
	if s.Year != 0 {
		year = strconv.Itoa(s.Year)
	}
	var b strings.Builder
	b.WriteString("@" + kind + "{" + s.ID)
	for _, field := range [][2]string{
		{"author", s.bibAuthors()}, {"title", braced(texEscape(s.Title))}, {container, texEscape(s.Journal)}, {"year", year},
		{"volume", texEscape(at.volume)}, {"number", texEscape(at.issue)}, {"pages", texEscape(strings.ReplaceAll(at.page, "-", "--"))},
		{"doi", texVerbatim(s.DOI)}, {"pmid", s.PMID}, {"pmcid", s.PMCID}, {"url", texVerbatim(s.Link())}, {"note", texEscape(s.remark(at))},
	} {
		if field[1] != "" {
			b.WriteString(",\n  " + field[0] + " = {" + field[1] + "}")
		}
	}
	b.WriteString("\n}\n")
	return b.String()
}

// bibAuthors writes Family, Suffix, Given; bodies in braces, which keep BibTeX from taking them apart.
func (s Source) bibAuthors() string {
	named, others := s.AuthorList()
	var names []string
	for _, a := range named {
		parts := []string{texEscape(a.Family)}
		switch {
		case a.Body != "":
			parts = []string{braced(texEscape(a.Body))}
		case a.Suffix != "":
			parts = append(parts, a.Suffix, a.Given)
		case a.Given != "":
			parts = append(parts, a.Given)
		}
		names = append(names, strings.Join(parts, ", "))
	}
	if others {
		names = append(names, "others")
	}
	return strings.Join(names, " and ")
}

func braced(text string) string {
	if text == "" {
		return ""
	}
	return "{" + text + "}"
}

// texEscape makes text of any characters that mean something in TeX, and one line of several.
func texEscape(text string) string {
	return strings.NewReplacer(
		`\`, `\textbackslash{}`, "{", `\textbraceleft{}`, "}", `\textbraceright{}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`,
		"~", `\textasciitilde{}`, "^", `\textasciicircum{}`, "<", `\textless{}`, ">", `\textgreater{}`,
	).Replace(strings.Join(strings.Fields(text), " "))
}

// texVerbatim is for identifiers and addresses, which styles print as they stand: only what would end the field or the
// line must go, and an address can spell it otherwise.
func texVerbatim(text string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(text)
}
