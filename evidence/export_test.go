package evidence_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/evidence"
)

// The records of testdata/export/library.yaml in every format, beside it.
func TestExport(t *testing.T) {
	data, err := os.ReadFile("testdata/export/library.yaml")
	require.NoError(t, err)
	library, err := evidence.Open(fstest.MapFS{"library.yaml": {Data: data}})
	require.NoError(t, err)
	for format, file := range map[string]string{"vancouver": "vancouver.txt", "csl": "csl.json", "bibtex": "references.bib"} {
		got, err := evidence.Export(format, library.Sources())
		require.NoError(t, err)
		golden := "testdata/export/" + file
		if *update {
			require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		require.Equal(t, string(want), got)
	}
	_, err = evidence.Export("bibtx", library.Sources())
	require.EqualError(t, err, `unknown format "bibtx"; did you mean "bibtex"? one of vancouver, csl, bibtex`)
}

func TestExportOfNothing(t *testing.T) {
	for format, want := range map[string]string{"vancouver": "", "csl": "[]\n", "bibtex": ""} {
		got, err := evidence.Export(format, nil)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

// cslTypes are the types of the schema of CSL-JSON, version 1.0 and 1.0.2.
const cslTypes = "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document " +
	"entry entry-dictionary entry-encyclopedia figure graphic hearing interview legal_case legislation manuscript map motion_picture " +
	"musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report " +
	"review review-book software song speech standard thesis treaty webpage"

// The schema of CSL-JSON allows no other variables and asks for these types of them.
func TestCSLFollowsItsSchema(t *testing.T) {
	text := []string{
		"id", "type", "title", "container-title", "publisher", "volume", "issue", "page", "genre", "DOI", "PMID", "PMCID", "URL", "note",
	}
	exported, err := evidence.Export("csl", evidence.Builtin().Sources())
	require.NoError(t, err)
	var items []map[string]any
	require.NoError(t, json.Unmarshal([]byte(exported), &items))
	require.Len(t, items, len(evidence.Builtin().Sources()))
	for _, item := range items {
		for key, value := range item {
			switch {
			case slices.Contains(text, key):
				require.IsType(t, "", value, key)
				require.NotEmpty(t, value, key)
			case key == "author":
				requireNames(t, value)
			case key == "issued":
				date, err := json.Marshal(value)
				require.NoError(t, err)
				require.Regexp(t, `^\{"date-parts":\[\[\d{4}\]\]\}$`, string(date), item["id"])
			default:
				t.Errorf("%v: the schema has no variable %q of ours", item["id"], key)
			}
		}
		require.Contains(t, strings.Fields(cslTypes), item["type"])
		require.NotEmpty(t, item["id"])
	}
}

func requireNames(t *testing.T, value any) {
	t.Helper()
	names, ok := value.([]any)
	require.True(t, ok)
	require.NotEmpty(t, names)
	for _, name := range names {
		for part, text := range name.(map[string]any) {
			require.Contains(t, []string{"family", "given", "suffix", "literal"}, part)
			require.IsType(t, "", text)
		}
	}
}

// A record that was not confirmed says so wherever it goes, and none that was confirmed does.
func TestExportsFlagWhatIsNotVerified(t *testing.T) {
	for _, source := range evidence.Builtin().Sources() {
		for _, format := range evidence.Formats() {
			text, err := evidence.Export(format, []evidence.Source{source})
			require.NoError(t, err)
			require.Equal(t, !source.Verified, strings.Contains(text, "identity not verified"), "%s as %s", source.ID, format)
			for _, identifier := range []string{source.DOI, source.PMID} {
				require.Contains(t, text, identifier, "%s as %s", source.ID, format)
			}
		}
	}
}

// What BibTeX counts and what TeX minds: braces in pairs, and no bare special character outside of addresses.
func TestBibTeXIsWellFormed(t *testing.T) {
	text, err := evidence.Export("bibtex", evidence.Builtin().Sources())
	require.NoError(t, err)
	bare := regexp.MustCompile(`(^|[^\\])[&%$#_~^<>]`)
	keys := map[string]bool{}
	for _, entry := range strings.Split(text, "\n\n") {
		require.Equal(t, strings.Count(entry, "{"), strings.Count(entry, "}"), entry)
		head := regexp.MustCompile(`^@(article|misc)\{([A-Za-z0-9-]+),\n`).FindStringSubmatch(entry)
		require.NotNil(t, head, entry)
		require.False(t, keys[head[2]], head[2])
		keys[head[2]] = true
		for line := range strings.Lines(entry) {
			field, value, found := strings.Cut(strings.TrimSpace(line), " = ")
			if found && field != "url" && field != "doi" {
				require.NotRegexp(t, bare, value, entry)
			}
		}
	}
	require.Len(t, keys, len(evidence.Builtin().Sources()))
}

func TestAuthorList(t *testing.T) {
	for _, test := range []struct {
		authors string
		want    []evidence.Author
		others  bool
	}{
		{"", nil, false},
		{"Ernst E", []evidence.Author{{Family: "Ernst", Given: "E"}}, false},
		{"Koc TA Jr, De Greef I, et al.", []evidence.Author{{Family: "Koc", Given: "TA", Suffix: "Jr"}, {Family: "De Greef", Given: "I"}}, true},
		{"Fernandez-de-las-Penas C", []evidence.Author{{Family: "Fernandez-de-las-Penas", Given: "C"}}, false},
		{"López-Castellanos, et al.", []evidence.Author{{Family: "López-Castellanos"}}, true},
		{"MacDermid et al.", []evidence.Author{{Family: "MacDermid"}}, true},
		{"World Health Organization", []evidence.Author{{Body: "World Health Organization"}}, false},
		{"Office of Forms, Signs and Co", []evidence.Author{{Body: "Office of Forms, Signs and Co"}}, false},
		{"CCGI", []evidence.Author{{Body: "CCGI"}}, false},
	} {
		got, others := evidence.Source{Authors: test.authors}.AuthorList()
		require.Equal(t, test.want, got, test.authors)
		require.Equal(t, test.others, others, test.authors)
	}
	for _, source := range evidence.Builtin().Sources() {
		named, _ := source.AuthorList()
		require.Equal(t, source.Authors == "", len(named) == 0, source.ID)
		for _, author := range named {
			require.NotContains(t, author.Family, ",", source.ID)
			require.Contains(t, source.Authors, author.String(), source.ID)
		}
	}
}
