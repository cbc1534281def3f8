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

// TestManyBadFacts keeps the number of errors from growing without bound in time.
func TestManyBadFacts(t *testing.T) {
	g := madeUp(t, "kiln")
	var document strings.Builder
	document.WriteString("{")
	for i := range 5_000 {
		fmt.Fprintf(&document, "\"gas_smell_%d\": true,\n", i)
	}
	document.WriteString(`"ware": "glass"}`)
	_, err := g.Case(decision.JSON{Name: "f.json", Data: []byte(document.String())})
	require.Error(t, err)
	requireFactPlaces(t, document.String(), err)
}
