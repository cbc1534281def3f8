package decision_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// FuzzFactsJSON holds for any bytes: no panic; every error has a place in the document; and
// what is accepted is decided, as JSON that can be read.
func FuzzFactsJSON(f *testing.F) {
	for _, a := range archives(f, "../testdata/decide/kiln-*.txt") {
		f.Add([]byte(a.text(f, "facts.json")))
	}
	bad, err := os.ReadFile("../testdata/facts/bad.txt")
	require.NoError(f, err)
	for _, c := range strings.Split(string(bad), "\n== ")[1:] {
		_, rest, _ := strings.Cut(c, "\n")
		document, _, _ := strings.Cut(rest, "--\n")
		f.Add([]byte(document))
	}
	g := madeUp(f, "kiln", "riverside")
	f.Fuzz(func(t *testing.T, data []byte) {
		facts := decision.JSON{Name: "f.json", Data: data}
		d, err := g.Decide(facts)
		if err != nil {
			require.Nil(t, d)
			requireFactPlaces(t, string(data), err)
			return
		}
		document := d.JSON()
		require.True(t, json.Valid(document), "%s", document)
		require.Equal(t, d.Settled, len(d.Missing) == 0)
		c, err := g.Case(facts)
		require.NoError(t, err)
		for _, again := range []any{facts, c.Facts()} {
			d, err := g.Decide(again)
			require.NoError(t, err)
			require.Equal(t, string(document), string(d.JSON()))
		}
		one, err := g.Case(c.Facts())
		require.NoError(t, err)
		require.Equal(t, c.Facts(), one.Facts())
	})
}

// FuzzBundle holds for any archive of files: no panic; every error has a file, a line and a
// column; and a bundle that is accepted answers.
func FuzzBundle(f *testing.F) {
	for _, a := range archives(f, bundles+"/bad/*.txt") {
		f.Add(a.String())
	}
	for _, name := range []string{"lantern", "kiln"} {
		f.Add(asArchive(f, filepath.Join(bundles, name)))
	}
	good := parseArchive("")
	for name, file := range tea(waitWhen("wait-for-it", "wait", "strong and not hot")) {
		good.set(name, string(file.Data))
	}
	f.Add(good.String())
	f.Fuzz(func(t *testing.T, text string) {
		answersOrIsPlaced(t, parseArchive(text).bundle)
	})
}

// asArchive is a folder as one text.
func asArchive(t testing.TB, folder string) string {
	a := &archive{}
	require.NoError(t, filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		a.set(filepath.ToSlash(name), string(data))
		return err
	}))
	return a.String()
}
