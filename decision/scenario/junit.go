package scenario

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

// The form of JUnit that tools for continuous integration read, without times: two runs of
// the same cases give the same bytes.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string    `xml:"name,attr"`
		Class   string    `xml:"classname,attr"`
		File    string    `xml:"file,attr,omitempty"`
		Failure *junitBad `xml:"failure"`
		Error   *junitBad `xml:"error"`
	}
	junitBad struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes the document as JUnit XML: a suite for each report, a case for each scenario and
// for each row of a table that failed; the rows that agree are one case.
func (d *Document) JUnit() ([]byte, error) {
	all := junitSuites{Name: "mskguide"}
	for _, r := range d.Reports {
		s := r.junit()
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Errors += s.Errors
		all.Suites = append(all.Suites, s)
	}
	out, err := xml.MarshalIndent(all, "", "  ")
	return append([]byte(xml.Header), append(out, '\n')...), err
}

func (r *Report) junit() junitSuite {
	name := strings.Join(append([]string{r.Guideline.ID}, r.Guideline.Overlays...), "+")
	s := junitSuite{Name: name + ": " + r.Of}
	for i := range r.Cases {
		c := &r.Cases[i]
		k := junitCase{Name: c.ID, Class: name, File: c.File}
		if c.Title != "" {
			k.Name += ": " + c.Title
		}
		switch {
		case len(c.Errors) > 0:
			k.Error = &junitBad{c.Errors[0].Message, c.Errors.Error()}
			s.Errors++
		case len(c.Differences) > 0:
			k.Failure = &junitBad{Message: c.Differences[0].Text()}
			for _, d := range c.Differences {
				k.Failure.Text += d.String() + "\n"
			}
			s.Failures++
		}
		s.Cases = append(s.Cases, k)
	}
	if agree := r.Total - r.Silent - len(r.Cases); r.Table && agree > 0 {
		s.Cases = append(s.Cases, junitCase{Name: fmt.Sprintf("%s that agree", wording.Count(agree, "row")), Class: name, File: r.Of})
	}
	s.Tests = len(s.Cases)
	return s
}
