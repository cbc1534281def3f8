package main

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/evidence"
)

var escapes = regexp.MustCompile(`\x1b\[[0-9;]*m`)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		name, text  string
		first, rest int
		want        []string
	}{
		{"nothing", " \n ", 10, 10, nil},
		{"between words", "one two three four", 9, 9, []string{"one two", "three", "four"}},
		{"shorter first line", "one two three", 3, 9, []string{"one", "two three"}},
		{"exactly full", "one two", 7, 7, []string{"one two"}},
		{"characters, not bytes", "ééé ééé", 7, 7, []string{"ééé ééé"}},
		{"a word too long for a line", "a https://example.org/long b", 10, 10, []string{"a", "https://example.org/long", "b"}},
		{"no line begins with a percent sign", "at least 80 % of them", 11, 11, []string{"at least 80 %", "of them"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, wrap(test.text, test.first, test.rest))
		})
	}
}

// TestPagesFit holds every page that is not a table of data to the width, words apart that
// are longer than a line.
func TestPagesFit(t *testing.T) {
	lines := [][]string{{"facts"}, {"evidence"}, {"conditions"}, {"help"}}
	for _, claim := range dryneedling.AsPublished().Evidence().Claims() {
		lines = append(lines, []string{"evidence", claim.ID})
	}
	for _, source := range dryneedling.AsPublished().Evidence().Sources() {
		lines = append(lines, []string{"evidence", source.ID})
	}
	for _, condition := range dryneedling.AsPublished().Conditions().Conditions() {
		lines = append(lines, []string{"conditions", condition.ID})
	}
	for _, line := range lines {
		var stdout, stderr strings.Builder
		require.Equal(t, exitDone, run(line, strings.NewReader(""), &stdout, &stderr, nothing), "%v: %s", line, stderr.String())
		for text := range strings.Lines(stdout.String()) {
			if n := utf8.RuneCountInString(text) - 1; n > width && !strings.Contains(text, "http") {
				require.LessOrEqual(t, n, width+2, "%v: %q", line, text)
			}
		}
	}
}

func TestShortCite(t *testing.T) {
	for _, test := range []struct {
		name   string
		source evidence.Source
		want   string
	}{
		{"one author", evidence.Source{Authors: "Gattie E", Year: 2017, Verified: true}, "Gattie 2017"},
		{"two", evidence.Source{Authors: "Gattie E, Cleland JA", Year: 2017, Verified: true}, "Gattie and Cleland 2017"},
		{"many", evidence.Source{Authors: "Qaseem A, Wilt TJ, McLean RM", Year: 2017, Verified: true}, "Qaseem et al. 2017"},
		{"and others", evidence.Source{Authors: "Finucane LM, et al.", Year: 2020, Verified: true}, "Finucane et al. 2020"},
		{"junior", evidence.Source{Authors: "Koc TA Jr, Bise CG, Neville C", Year: 2023, Verified: true}, "Koc et al. 2023"},
		{"a body", evidence.Source{Authors: "World Health Organization", Year: 2023, Verified: true}, "World Health Organization 2023"},
		{"nobody", evidence.Source{Title: "A page"}, "A page (identity not verified)"},
	} {
		t.Run(test.name, func(t *testing.T) { require.Equal(t, test.want, shortCite(test.source)) })
	}
}
