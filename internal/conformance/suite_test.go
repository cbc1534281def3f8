package conformance

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

var (
	update = flag.Bool("update", false, "write the answers of the suite anew instead of comparing them")
	extend = flag.Bool("extend", false, "add cases for what the suite does not touch, then write the answers anew")
)

const (
	root  = "../.."
	suite = root + "/testdata/conformance"
)

// guideline is one of those that the suite asks, under the name that its files have.
type guideline struct {
	*decision.Guideline
	name   string
	bundle string // folder, from the root of the repository
	shows  extent
}

// extent is how much the suite shows of a guideline.
type extent int

const (
	byHand     extent = iota // the cases that were written by hand
	entries                  // as well, every rule, caution, option and step in all its states
	everything               // as well, which values of which facts turn them
)

// guidelines opens those of the suite, once: the built-in one in several readings, and the
// made-up ones, which use what it does not.
func guidelines(t testing.TB) []guideline {
	t.Helper()
	all, err := opened()
	require.NoError(t, err)
	return all
}

var opened = sync.OnceValues(func() (all []guideline, err error) {
	const builtIn, madeUp = "decision/guidelines/dryneedling/bundle", "testdata/bundles/"
	for _, one := range []guideline{
		{dryneedling.AsPublished(), "dry-needling", builtIn, everything},
		{dryneedling.Literature(), "dry-needling+literature", builtIn, entries},
		{nil, "dry-needling+us-md", builtIn, byHand},
		{nil, "kiln", madeUp + "kiln", everything},
		{nil, "kiln+riverside+winter", madeUp + "kiln", entries},
		{nil, "lantern", madeUp + "lantern", everything},
		{nil, "lantern+regatta", madeUp + "lantern", entries},
		{nil, "river", madeUp + "river", everything},
	} {
		if one.Guideline == nil {
			one.Guideline, err = open(one.bundle, strings.Split(one.name, "+")[1:])
		}
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
})

func open(bundle string, overlays []string) (*decision.Guideline, error) {
	fsys := os.DirFS(filepath.Join(root, filepath.FromSlash(bundle)))
	var given []decision.Overlay
	for _, overlay := range overlays {
		o, err := decision.NamedOverlay(fsys, overlay)
		if err != nil {
			return nil, err
		}
		given = append(given, o)
	}
	return decision.Open(fsys, given...)
}

// guidelineNamed is that of the suite.
func guidelineNamed(t testing.TB, name string) guideline {
	t.Helper()
	all := guidelines(t)
	i := slices.IndexFunc(all, func(g guideline) bool { return g.name == name })
	require.GreaterOrEqual(t, i, 0, "no guideline is called %s", name)
	return all[i]
}

// asked is one case of the suite: a line of cases/NAME.ndjson.
type asked struct {
	ID     string          `json:"id"`
	About  string          `json:"about,omitempty"`
	Facts  json.RawMessage `json:"facts"` // as written: how a fact is written is part of a case
	Answer json.RawMessage `json:"answer"`
}

func read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(suite, filepath.FromSlash(name)))
	require.NoError(t, err)
	return string(data)
}

func readJSON(t testing.TB, name string, into any) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(read(t, name)))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(into), name)
}

func readLines[T any](t testing.TB, name string) (out []T) {
	t.Helper()
	for line := range strings.Lines(read(t, name)) {
		var one T
		decoder := json.NewDecoder(strings.NewReader(line))
		decoder.DisallowUnknownFields()
		require.NoError(t, decoder.Decode(&one), "%s: %s", name, line)
		out = append(out, one)
	}
	return out
}

func writeLines[T any](t testing.TB, name string, all []T) {
	t.Helper()
	var out strings.Builder
	for _, one := range all {
		out.Write(compact(t, one))
		out.WriteByte('\n')
	}
	write(t, name, out.String())
}

func write(t testing.TB, name, text string) {
	t.Helper()
	path := filepath.Join(suite, filepath.FromSlash(name))
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
}

// expect compares a file of the suite with what it must be, or writes it with -update.
func expect(t testing.TB, name, want string) {
	t.Helper()
	if *update || *extend {
		write(t, name, want)
		return
	}
	require.Equal(t, want, read(t, name), name)
}

// compact is JSON on one line without HTML escapes, raw parts left as they are.
func compact(t testing.TB, value any) []byte {
	t.Helper()
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	require.NoError(t, encoder.Encode(value))
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

func indented(t testing.TB, value any) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, json.Indent(&out, compact(t, value), "", "  "))
	return out.String() + "\n"
}
