package decision_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestBadFacts holds every mistake in a document of facts to its place and its words.
func TestBadFacts(t *testing.T) {
	const golden = "../testdata/facts/bad.txt"
	g := madeUp(t, "kiln")
	text, err := os.ReadFile(golden)
	require.NoError(t, err)
	cases := strings.Split(string(text), "\n== ")
	rewritten := cases[:1:1]
	for _, c := range cases[1:] {
		name, rest, _ := strings.Cut(c, "\n")
		document, want, found := strings.Cut("\n"+rest+"\n", "\n--\n")
		require.True(t, found, name)
		document = strings.TrimPrefix(document, "\n")
		_, err := g.Case(decision.JSON{Name: "f.json", Data: []byte(document)})
		require.Error(t, err, name)
		requireFactPlaces(t, document, err)
		rewritten = append(rewritten, name+"\n"+strings.TrimPrefix(document+"\n", "\n")+"--\n"+err.Error())
		if !*update {
			require.Equal(t, strings.TrimSpace(want), err.Error(), name)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(strings.Join(rewritten, "\n== ")+"\n"), 0o666))
	}
}

// requireFactPlaces asks of the errors in a document that each has a place within it and
// that they are in its order.
func requireFactPlaces(t testing.TB, document string, err error) {
	lines := strings.Split(document, "\n")
	all := errorDocument(t, err)
	require.NotEmpty(t, all)
	for _, e := range all {
		require.Equal(t, "f.json", e.File, err)
		require.Positive(t, e.Line, err)
		require.LessOrEqual(t, e.Line, len(lines), err)
		require.Positive(t, e.Column, err)
		require.LessOrEqual(t, e.Column, 1+utf8.RuneCountInString(lines[e.Line-1]), err)
		require.NotEmpty(t, e.Message, err)
		require.NotContains(t, e.Message, "\n", err)
		require.Less(t, len(e.Message), 2000, err)
	}
	require.True(t, slices.IsSortedFunc(all, func(a, b located) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	}), err)
}

// TestBadFactsLarge holds what a text file cannot show, and what is too large to print.
func TestBadFactsLarge(t *testing.T) {
	g := madeUp(t, "kiln")
	const mega = 1 << 20
	for _, c := range []struct{ name, document, want string }{
		{"a text of two megabytes", `{"ware": "` + strings.Repeat("x", 2*mega) + `"}`,
			"f.json:1:1: the document has 2097164 bytes; at most 1048576 are read"},
		{"a long text", `{"ware": "` + strings.Repeat("ä", mega/4) + `"}`,
			`f.json:1:10: "` + strings.Repeat("ä", 60) + `…" is not a choice of "ware"; it may be earthenware, stoneware, porcelain`},
		{"a long name", `{"` + strings.Repeat("x", mega/2) + `": true}`,
			`f.json:1:2: there is no fact "` + strings.Repeat("x", 60) + `…"`},
		{"a long number", `{"pieces": ` + strings.Repeat("9", mega/2) + `}`,
			`f.json:1:12: "pieces" is not a finite number`},
		{"ten thousand brackets", `{"pieces": ` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}`,
			"f.json:1:15: the document is nested too deeply: facts are a flat object"},
		{"not UTF-8", "{\"ware\":\n \"st\xf6neware\"}", "f.json:2:5: the text is not UTF-8 from here on"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "f.json:1:1: the text is not UTF-8 from here on"},
		{"a byte order mark", "\ufeff{}", "f.json:1:1: the document starts with a byte order mark; save it without one"},
	} {
		_, err := g.Case(decision.JSON{Name: "f.json", Data: []byte(c.document)})
		require.EqualError(t, err, c.want, c.name)
		requireFactPlaces(t, c.document, err)
	}
}

// TestManyBadFacts keeps time from growing with the square of the mistakes: a document as large
// as is read, all of it unknown names, on one line and then one name again.
func TestManyBadFacts(t *testing.T) {
	g := madeUp(t, "kiln")
	var document strings.Builder
	document.WriteString("{")
	const names = 80_000
	for i := range names {
		fmt.Fprintf(&document, "\"ä%x\":1,", i)
	}
	document.WriteString("\n\"ä7\": 1,\n  \"ware\": \"glass\"}")
	_, err := g.Case(decision.JSON{Name: "f.json", Data: []byte(document.String())})
	var errs decision.FactErrors
	require.ErrorAs(t, err, &errs)
	require.Len(t, errs, names+3, "each name, the one given twice once more as such and as unknown, and the ware")
	last := errs[len(errs)-3:]
	require.Equal(t, []int{2, 1, 2, 1, 3, 11}, []int{last[0].Line, last[0].Column, last[1].Line, last[1].Column, last[2].Line, last[2].Column})
	line, _, _ := strings.Cut(document.String(), "\n")
	require.Equal(t, 1+utf8.RuneCountInString(line[:strings.LastIndex(line, `"ä`)]), errs[names-1].Column)
}
