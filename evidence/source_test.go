package evidence_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/evidence"
)

func TestCite(t *testing.T) {
	for _, test := range []struct {
		name   string
		source evidence.Source
		want   string
	}{
		{"nothing known", evidence.Source{}, "(identity not verified)"},
		{"title only", evidence.Source{Title: "A page", Verified: true}, "A page."},
		{"volume", evidence.Source{Authors: "A B", Title: "Is it?", Journal: "J", Year: 2017, Locator: "1(2):3-4", Verified: true},
			"A B. Is it? J. 2017;1(2):3-4."},
		{"date in words", evidence.Source{Title: "T", Year: 2014, Locator: "October 2014", Verified: true}, "T. 2014, October 2014."},
		{"no year", evidence.Source{Title: "T", Locator: "id 7", Verified: true}, "T. id 7."},
		{"not verified", evidence.Source{Title: "T", Year: 2020}, "T. 2020. (identity not verified)"},
		{"several lines", evidence.Source{Title: "One\n  two", Verified: true}, "One two."},
	} {
		t.Run(test.name, func(t *testing.T) { require.Equal(t, test.want, test.source.Cite()) })
	}
}

func TestLink(t *testing.T) {
	for _, test := range []struct {
		name   string
		source evidence.Source
		want   string
	}{
		{"nothing", evidence.Source{PMCID: "PMC1"}, ""},
		{"address", evidence.Source{URL: "https://example.org/a"}, "https://example.org/a"},
		{"record before address", evidence.Source{PMID: "7", URL: "https://example.org/a"}, "https://pubmed.ncbi.nlm.nih.gov/7/"},
		{"doi before all", evidence.Source{DOI: "10.1000/(a)1", PMID: "7"}, "https://doi.org/10.1000/(a)1"},
		{"doi no address can hold", evidence.Source{DOI: "10.1000/a<b>#c?%"}, "https://doi.org/10.1000/a%3Cb%3E%23c%3F%25"},
	} {
		t.Run(test.name, func(t *testing.T) { require.Equal(t, test.want, test.source.Link()) })
	}
}
