package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func factsFile(t *testing.T, facts string) string {
	name := filepath.Join(t.TempDir(), "facts.json")
	require.NoError(t, os.WriteFile(name, []byte(facts), 0o644))
	return name
}

func TestExplainJSONIsThatOfTheLibrary(t *testing.T) {
	const facts = `{"condition": "sciatica"}`
	x, err := dryneedling.AsPublished().Explain([]byte(facts))
	require.NoError(t, err)
	got := printed(t, "explain", "-json", factsFile(t, facts))
	require.True(t, json.Valid([]byte(got)))
	require.Equal(t, string(x.JSON()), got)
}

// A page stands alone and runs nothing: no script, nothing to fetch but the picture's name space.
func TestExplanationPageStandsAlone(t *testing.T) {
	for _, facts := range []string{`{}`, `{"cancer_concern": true}`, `{"condition": "migraine", "pregnancy": true}`} {
		page := strings.ReplaceAll(printed(t, "explain", "-html", factsFile(t, facts)), "http://www.w3.org/2000/svg", "")
		for _, never := range []string{"<script", "<link", "<img", "<iframe", "@import", "url(", "http:", "https:", " on", "javascript:"} {
			if never == " on" {
				require.NotRegexp(t, `<[^>]* on[a-z]+=`, page)
				continue
			}
			require.NotContains(t, strings.ToLower(page), never)
		}
		require.Equal(t, strings.Count(page, "<details>"), strings.Count(page, "</details>"))
		require.Equal(t, strings.Count(page, "<li>"), strings.Count(page, "</li>"))
		require.Equal(t, strings.Count(page, "<ul>"), strings.Count(page, "</ul>"))
		require.NotContains(t, page, "ZgotmplZ")
	}
}

// What a bundle writes in its texts stays text on the page.
func TestExplanationPageEscapes(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.CopyFS(folder, os.DirFS("../../testdata/bundles/lantern")))
	name := filepath.Join(folder, "guideline.yaml")
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	const attack = `<script>alert(1)</script>`
	changed := strings.ReplaceAll(string(data), "title: ", `title: `+attack+` `)
	require.NoError(t, os.WriteFile(name, []byte(changed), 0o644))
	g, err := decision.Open(os.DirFS(folder))
	require.NoError(t, err)
	x, err := g.Explain(decision.Facts{})
	require.NoError(t, err)
	var out strings.Builder
	require.NoError(t, explanationPage(&out, g, x))
	require.NotContains(t, out.String(), "<script")
	require.Contains(t, out.String(), "&lt;script&gt;")
}

// Whatever form an explanation has, it says of each option when it applies and what withholds
// it, and beside what bars all of them only that.
func TestExplainOptions(t *testing.T) {
	for _, form := range [][]string{nil, {"-html"}} {
		show := func(facts string) string {
			return flat(printed(t, append(append([]string{"explain"}, form...), factsFile(t, facts))...))
		}
		open := show(`{}`)
		for _, o := range dryneedling.AsPublished().OptionRules() {
			require.Contains(t, open, "("+o.ID+"; ")
		}
		require.Contains(t, open, "Withheld when: ")
		barred := show(`{"cancer_concern": true}`)
		require.Contains(t, barred, "all of them are withheld")
		require.NotContains(t, barred, "Withheld when: ")
	}
}
