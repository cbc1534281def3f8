package decision_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestBadBundles holds every mistake an author can make to its place and its words. Each
// file of the corpus is a whole bundle, with overlays in overlays/, and all its errors.
func TestBadBundles(t *testing.T) {
	all := archives(t, bundles+"/bad/*.txt")
	require.GreaterOrEqual(t, len(all), 60)
	for _, a := range all {
		t.Run(a.name(), func(t *testing.T) {
			fsys, overlays := a.bundle()
			g, err := decision.Open(fsys, overlays...)
			require.Error(t, err)
			require.Nil(t, g)
			requirePlaces(t, err)
			a.expect(t, "errors", err.Error()+"\n")
		})
	}
}

// bundle is the archive as a file system, and the overlays that are given beside it.
func (a *archive) bundle() (fstest.MapFS, []decision.Overlay) {
	fsys := fstest.MapFS{}
	var overlays []decision.Overlay
	for _, p := range a.parts {
		switch {
		case p.name == "errors":
		case strings.HasPrefix(p.name, "overlays/"):
			overlays = append(overlays, decision.Overlay{Name: p.name, Data: []byte(p.text)})
		default:
			fsys[p.name] = &fstest.MapFile{Data: []byte(p.text)}
		}
	}
	return fsys, overlays
}

// located is one error of the document mskguide.error/1.
type located struct {
	File    string
	Line    int
	Column  int
	Fact    string
	Message string
}

func errorDocument(t testing.TB, err error) []located {
	var doc struct {
		Schema string
		Errors []located
	}
	require.NoError(t, json.Unmarshal(decision.ErrorJSON(err), &doc))
	require.Equal(t, "mskguide.error/1", doc.Schema)
	return doc.Errors
}

// requirePlaces asks of a bundle's errors that each says where it is, in the order of
// files, lines and columns, and none twice.
func requirePlaces(t testing.TB, err error) {
	all := errorDocument(t, err)
	require.NotEmpty(t, all)
	for _, e := range all {
		require.NotEmpty(t, e.File, err)
		require.Positive(t, e.Line, err)
		require.Positive(t, e.Column, err)
		require.NotEmpty(t, e.Message, err)
		require.NotContains(t, e.Message, "\n", err)
	}
	sorted := slices.IsSortedFunc(all, func(a, b located) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	require.True(t, sorted, err)
	require.Len(t, slices.Compact(all), len(errorDocument(t, err)), err)
}
