package evidence_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/evidence"
	"github.com/mskguide/mskguide/internal/place"
)

var update = flag.Bool("update", false, "rewrite the expected errors of testdata/bad")

const wantMark = "# want:\n"

// Every file of testdata/bad ends with the errors it must give, so that the lines they name stay put.
func TestOpenReportsEveryMistakeWhereItIs(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			body, want, _ := strings.Cut(string(data), wantMark)
			_, err = evidence.Open(fstest.MapFS{"library.yaml": {Data: []byte(body)}})
			require.Error(t, err)
			got := "# " + strings.ReplaceAll(err.Error(), "\n", "\n# ") + "\n"
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(body+wantMark+got), 0o644))
				return
			}
			require.Equal(t, want, got)
			requirePlaces(t, err)
		})
	}
}

func requirePlaces(t *testing.T, err error) {
	t.Helper()
	var list place.Errors
	require.True(t, errors.As(err, &list), "%T", err)
	for _, one := range list {
		require.False(t, one.Pos.IsZero(), one.Message)
		require.NotEmpty(t, one.Message)
	}
}

func TestOpenReadsFilesTogether(t *testing.T) {
	library, err := evidence.Open(fstest.MapFS{
		"b.yaml":         {Data: []byte("sources:\n  - {id: b-1, kind: rct, title: B}\n")},
		"a.yaml":         {Data: []byte("claims:\n  - {id: X01, text: Names a later file., standing: supported, for: [b-1]}\n")},
		"notes.txt":      {Data: []byte("not read")},
		"inner/bad.yaml": {Data: []byte("not: read")},
	})
	require.NoError(t, err)
	require.Len(t, library.Claims(), 1)
	require.Len(t, library.Sources(), 1)
}

func TestOpenNamesTheRivalInAnotherFile(t *testing.T) {
	source := []byte("sources:\n  - id: s-1\n    kind: rct\n    title: S\n    doi: 10.1000/1\n")
	_, err := evidence.Open(fstest.MapFS{"a.yaml": {Data: source}, "b.yaml": {Data: source}})
	require.EqualError(t, err, strings.Join([]string{
		`b.yaml:2:9: source "s-1" is defined twice; first at a.yaml:2:9`,
		`b.yaml:5:10: doi "10.1000/1" is also that of source "s-1" at a.yaml:5:10`,
	}, "\n"))
}

func TestOpenWithoutFiles(t *testing.T) {
	_, err := evidence.Open(nil)
	require.ErrorContains(t, err, "no folder given")
	_, err = evidence.Open(fstest.MapFS{"readme.md": {}})
	require.ErrorContains(t, err, "no .yaml file")
	_, err = evidence.Open(os.DirFS(filepath.Join(t.TempDir(), "absent")))
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func TestZeroLibrary(t *testing.T) {
	for _, library := range []*evidence.Library{nil, {}} {
		_, ok := library.Claim("C01")
		require.False(t, ok)
		_, ok = library.Source("acp-2017")
		require.False(t, ok)
		require.Empty(t, library.Claims())
		require.Empty(t, library.Sources())
		require.Empty(t, library.SourcesOn("C01"))
		require.Empty(t, library.Findings("C01"))
		require.Empty(t, library.Supersedes("acp-2017"))
		require.Empty(t, library.Overdue(evidence.Date{Year: 2100}))
		require.Empty(t, library.Outdated(evidence.Date{Year: 2100}))
	}
}

func TestLibraryDoesNotChange(t *testing.T) {
	library := evidence.Builtin()
	before, err := json.Marshal([]any{library.Claims(), library.Sources()})
	require.NoError(t, err)
	claim, ok := library.Claim("C04")
	require.True(t, ok)
	claim.For[0], claim.Against[0], claim.Disagreements[0].Says, claim.Disagreements[1].One[0] = "x", "x", "x", "x"
	claims, sources := library.Claims(), library.Sources()
	for i := range claims {
		clear(claims[i].For)
		clear(claims[i].Against)
		for _, d := range claims[i].Disagreements {
			clear(d.One)
			clear(d.Other)
		}
		clear(claims[i].Disagreements)
	}
	for _, f := range library.Findings("C03") {
		spoil(f)
	}
	for _, source := range slices.Concat(sources, library.SourcesOn("C03")) {
		for _, f := range source.Findings {
			spoil(f)
		}
		clear(source.Findings)
	}
	clear(sources)
	after, err := json.Marshal([]any{library.Claims(), library.Sources()})
	require.NoError(t, err)
	require.True(t, bytes.Equal(before, after))
}

// spoil writes to everything that a finding points to.
func spoil(f evidence.Finding) {
	clear(f.Claims)
	if f.Effect == nil {
		return
	}
	if f.Effect.Versus != nil {
		*f.Effect.Versus = -1
	}
	if f.Effect.Interval != nil {
		*f.Effect.Interval = evidence.Interval{}
	}
	*f.Effect = evidence.Effect{}
}

func FuzzOpen(f *testing.F) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	require.NoError(f, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte("sources:\n  - {id: a, kind: rct, title: A, findings: [{claims: [X], says: F, outcome: O, effect: {metric: percent, value: 1}}]}\nclaims:\n  - {id: X, text: T, standing: partly, for: [a]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		library, err := evidence.Open(fstest.MapFS{"fuzz.yaml": {Data: data}})
		if err != nil {
			require.Nil(t, library)
			requirePlaces(t, err)
			return
		}
		requireWhole(t, library)
	})
}

// requireWhole holds what Open promises of any library it returns.
func requireWhole(t *testing.T, library *evidence.Library) {
	t.Helper()
	for _, source := range library.Sources() {
		got, ok := library.Source(source.ID)
		require.True(t, ok)
		require.Equal(t, source, got)
		require.NotContains(t, source.Cite(), "\n")
		_, ok = library.Source(source.SupersededBy)
		require.True(t, ok || source.SupersededBy == "", "%s: %s", source.ID, source.SupersededBy)
		requireKnownClaims(t, library, source)
	}
	for _, claim := range library.Claims() {
		got, ok := library.Claim(claim.ID)
		require.True(t, ok)
		require.Equal(t, claim, got)
		requireKnownSources(t, library, claim)
	}
}

func requireKnownSources(t *testing.T, library *evidence.Library, claim evidence.Claim) {
	t.Helper()
	require.NotEqual(t, evidence.StandingUnstated, claim.Standing)
	if len(claim.For)+len(claim.Against) == 0 {
		require.Equal(t, evidence.Untraced, claim.Standing, claim.ID)
	}
	seen := map[string]bool{}
	for _, id := range append(append([]string{}, claim.For...), claim.Against...) {
		_, ok := library.Source(id)
		require.True(t, ok, "%s: %s", claim.ID, id)
		require.False(t, seen[id], "%s: %s", claim.ID, id)
		seen[id] = true
	}
	for _, d := range claim.Disagreements {
		require.NotEqual(t, evidence.DisagreementUnstated, d.Kind, claim.ID)
		require.NotEmpty(t, d.One, claim.ID)
		require.NotEmpty(t, d.Other, claim.ID)
	}
	requireBearing(t, library, claim)
}

func requireKnownClaims(t *testing.T, library *evidence.Library, source evidence.Source) {
	t.Helper()
	for _, f := range source.Findings {
		require.Equal(t, source.ID, f.Source)
		for _, id := range f.Claims {
			_, ok := library.Claim(id)
			require.True(t, ok, "%s: %s", source.ID, id)
			require.Contains(t, library.Findings(id), f, "%s: %s", source.ID, id)
		}
	}
}

// requireBearing holds that the sources on a claim are those of its sides, then those that have a finding on it, each once.
func requireBearing(t *testing.T, library *evidence.Library, claim evidence.Claim) {
	t.Helper()
	var ids []string
	for _, source := range library.SourcesOn(claim.ID) {
		require.NotContains(t, ids, source.ID)
		ids = append(ids, source.ID)
	}
	sides := slices.Concat(claim.For, claim.Against)
	require.True(t, slices.Equal(sides, ids[:len(sides)]))
	found := map[string]bool{}
	for _, f := range library.Findings(claim.ID) {
		require.Contains(t, f.Claims, claim.ID)
		require.Contains(t, ids, f.Source)
		found[f.Source] = true
	}
	for _, id := range ids[len(sides):] {
		require.True(t, found[id], "%s: %s", claim.ID, id)
	}
}
