package evidence

import (
	"strconv"
	"strings"
)

// vancouver is a numbered list, one reference a line.
func vancouver(sources []Source) string {
	var b strings.Builder
	for i, s := range sources {
		b.WriteString(strconv.Itoa(i+1) + ". " + s.vancouver() + "\n")
	}
	return b.String()
}

// vancouver gives the first six authors, as the style has it, and the identifiers behind the reference.
func (s Source) vancouver() string {
	const most = 6
	named, others := s.AuthorList()
	if len(named) > most {
		named, others = named[:most], true
	}
	short := s
	short.Authors = authorsText(named, others)
	parts := []string{short.Cite()}
	switch {
	case s.DOI != "":
		parts = append(parts, "doi: "+s.DOI+".")
	case s.Link() == s.URL && s.URL != "":
		parts = append(parts, "Available from: "+s.URL)
	}
	if s.PMID != "" {
		parts = append(parts, "PMID: "+s.PMID+".")
	}
	if s.PMCID != "" {
		parts = append(parts, "PMCID: "+s.PMCID+".")
	}
	return strings.Join(parts, " ")
}

func authorsText(named []Author, others bool) string {
	var names []string
	for _, a := range named {
		names = append(names, a.String())
	}
	if others {
		names = append(names, "et al.")
	}
	return strings.Join(names, ", ")
}
