package conformance

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
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

// guidelines opens those of the suite: the built-in one in several readings, and the made-up
// ones, which use what it does not.
func guidelines(t testing.TB) []guideline {
	const builtIn = "decision/guidelines/dryneedling/bundle"
	return []guideline{
		{dryneedling.AsPublished(), "dry-needling", builtIn, everything},
		{dryneedling.Literature(), "dry-needling+literature", builtIn, entries},
		open(t, "dry-needling+us-md", builtIn, byHand, "us-md"),
		open(t, "kiln", "testdata/bundles/kiln", everything),
		open(t, "kiln+riverside+winter", "testdata/bundles/kiln", entries, "riverside", "winter"),
		open(t, "lantern", "testdata/bundles/lantern", everything),
		open(t, "lantern+regatta", "testdata/bundles/lantern", entries, "regatta"),
		open(t, "river", "testdata/bundles/river", everything),
	}
}

func open(t testing.TB, name, bundle string, shows extent, overlays ...string) guideline {
	t.Helper()
	fsys := os.DirFS(filepath.Join(root, filepath.FromSlash(bundle)))
	var given []decision.Overlay
	for _, overlay := range overlays {
		o, err := decision.NamedOverlay(fsys, overlay)
		require.NoError(t, err)
		given = append(given, o)
	}
	g, err := decision.Open(fsys, given...)
	require.NoError(t, err)
	return guideline{g, name, bundle, shows}
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
