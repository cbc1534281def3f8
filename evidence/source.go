package evidence

import (
	"strconv"
	"strings"
)

// Source is one publication and what it found. Text is empty where nothing is known.
type Source struct {
	ID            string    `yaml:"id,required" json:"id"`
	Kind          string    `yaml:"kind,required" json:"kind"`      // one of Kinds
	Medium        string    `yaml:"medium" json:"medium,omitempty"` // one of Media; "" for the usual one of its kind
	Title         string    `yaml:"title,required" json:"title"`    // as printed, or a descriptive one where no title was seen
	Authors       string    `yaml:"authors" json:"authors,omitempty"`
	Journal       string    `yaml:"journal" json:"journal,omitempty"` // journal, publisher or issuing body
	Year          int       `yaml:"year" json:"year,omitempty"`       // 0 when not seen
	Locator       string    `yaml:"locator" json:"locator,omitempty"` // volume, issue, pages, recommendation number, date
	DOI           string    `yaml:"doi" json:"doi,omitempty"`
	PMID          string    `yaml:"pmid" json:"pmid,omitempty"`
	PMCID         string    `yaml:"pmcid" json:"pmcid,omitempty"`
	URL           string    `yaml:"url" json:"url,omitempty"`
	Verified      bool      `yaml:"verified" json:"verified"` // the record and every identifier given were confirmed on a published page
	Read          Reading   `yaml:"read" json:"read,omitempty"`
	ReadDetail    string    `yaml:"read_detail" json:"read_detail,omitempty"` // which part, which summary
	Population    string    `yaml:"population" json:"population,omitempty"`
	Level         string    `yaml:"level" json:"level,omitempty"`                   // how good its evidence is, by its own or a register's account
	GradingScheme string    `yaml:"grading_scheme" json:"grading_scheme,omitempty"` // where confirmed
	Findings      []Finding `yaml:"findings" json:"findings,omitempty"`
	Note          string    `yaml:"note" json:"note,omitempty"`
	SupersededBy  string    `yaml:"superseded_by" json:"superseded_by,omitempty"` // id of the source that replaces it
	Lapses        Date      `yaml:"lapses" json:"lapses,omitzero"`                // from when it is no longer current by a rule of its own
	LapsesWhy     string    `yaml:"lapses_why" json:"lapses_why,omitempty"`       // that rule
}

// Kinds returns the kinds of source, from guideline to clinic marketing.
func Kinds() []string {
	return []string{
		"guideline", "systematic-review", "rct", "observational", "expert-opinion",
		"regulation", "product-label", "secondary", "data-set", "marketing",
	}
}

// LapsedBy reports whether the source is no longer current on a day by a rule of its own. One that lapses in a month
// counts as lapsed from the first of it.
func (s Source) LapsedBy(on Date) bool { return !s.Lapses.IsZero() && on.Compare(s.Lapses) >= 0 }

func (s Source) clone() Source {
	s.Findings = cloneFindings(s.Findings)
	return s
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

// escapeDOI: a DOI may hold characters that an address cannot; parentheses and slashes it can.
var escapeDOI = strings.NewReplacer("%", "%25", "#", "%23", "?", "%3F", "<", "%3C", ">", "%3E", `"`, "%22")

// Link returns where to read the source: its DOI, else its PubMed record, else its address, else "".
func (s Source) Link() string {
	switch {
	case s.DOI != "":
		return "https://doi.org/" + escapeDOI.Replace(s.DOI)
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
