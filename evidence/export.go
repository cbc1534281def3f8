package evidence

import (
	"errors"
	"regexp"
)

// Formats returns the names of the formats that [Export] writes.
func Formats() []string { return []string{"vancouver", "csl", "bibtex"} }

// Export writes references to sources in one of [Formats]: a numbered list in Vancouver style, CSL-JSON, or BibTeX. The
// keys are the ids of the sources. What was not seen is left out, and a record that was not confirmed says so.
func Export(format string, sources []Source) (string, error) {
	switch format {
	case "vancouver":
		return vancouver(sources), nil
	case "csl":
		return cslJSON(sources)
	case "bibtex":
		return bibTeX(sources), nil
	}
	return "", errors.New(unknownName("format", format, Formats()))
}

const notVerified = "identity not verified"

// pages is what a locator says of the place in a journal; rest is a locator of another kind.
type pages struct{ volume, issue, page, rest string }

var pagesForm = regexp.MustCompile(`^([\w-]*)(?:\(([^)]+)\))?:(\S+)$`)

// place takes a locator such as 166(7):514-530 apart.
func (s Source) place() pages {
	m := pagesForm.FindStringSubmatch(s.Locator)
	if m == nil {
		return pages{rest: s.Locator}
	}
	return pages{volume: m[1], issue: m[2], page: m[3]}
}
