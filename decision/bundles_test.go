package decision_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

var update = flag.Bool("update", false, "rewrite the expected answers and errors in testdata")

const bundles = "../testdata/bundles"

// madeUp opens one of the bundles on made-up topics, with overlays that it ships.
func madeUp(t testing.TB, name string, overlays ...string) *decision.Guideline {
	fsys := os.DirFS(filepath.Join(bundles, name))
	var given []decision.Overlay
	for _, overlay := range overlays {
		o, err := decision.NamedOverlay(fsys, overlay)
		require.NoError(t, err)
		given = append(given, o)
	}
	g, err := decision.Open(fsys, given...)
	require.NoError(t, err)
	return g
}

// archive is a text file of several parts: each begins after a line "-- NAME --" and ends
// with its last line. What stands before the first part is a comment.
type archive struct {
	path    string
	comment string
	parts   []part
}

type part struct{ name, text string }

func readArchive(t testing.TB, path string) *archive {
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	a := parseArchive(string(data))
	a.path = path
	return a
}

func parseArchive(text string) *archive {
	a := &archive{}
	for line := range strings.Lines(text) {
		name, marked := strings.CutPrefix(line, "-- ")
		name, closed := strings.CutSuffix(name, " --\n")
		switch n := len(a.parts); {
		case marked && closed:
			a.parts = append(a.parts, part{name: name})
		case n == 0:
			a.comment += line
		default:
			a.parts[n-1].text += line
		}
	}
	return a
}

func archives(t testing.TB, pattern string) (all []*archive) {
	paths, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		all = append(all, readArchive(t, path))
	}
	return all
}

// name is the file's name without folder and extension.
func (a *archive) name() string { return strings.TrimSuffix(filepath.Base(a.path), ".txt") }

// text is the part of that name, which must be there.
func (a *archive) text(t testing.TB, name string) string {
	for _, p := range a.parts {
		if p.name == name {
			return p.text
		}
	}
	require.Failf(t, "a part is missing", "%s has no part %q", a.path, name)
	return ""
}

// expect compares got with the part of that name, or makes it that part with -update.
func (a *archive) expect(t testing.TB, name, got string) {
	if *update {
		a.set(name, got)
		require.NoError(t, os.WriteFile(a.path, []byte(a.String()), 0o666))
		return
	}
	require.Equal(t, a.text(t, name), got, a.path)
}

func (a *archive) set(name, text string) {
	for i := range a.parts {
		if a.parts[i].name == name {
			a.parts[i].text = text
			return
		}
	}
	a.parts = append(a.parts, part{name, text})
}

func (a *archive) String() string {
	var out strings.Builder
	out.WriteString(a.comment)
	for _, p := range a.parts {
		out.WriteString("-- " + p.name + " --\n" + p.text)
	}
	return out.String()
}

// TestMadeUpBundlesSaySo keeps a reader from taking a test's rules for real ones.
func TestMadeUpBundlesSaySo(t *testing.T) {
	for _, name := range []string{"lantern", "kiln", "river"} {
		require.Contains(t, madeUp(t, name).About(), "Made up for tests", name)
		data, err := os.ReadFile(filepath.Join(bundles, name, "guideline.yaml"))
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(data), "# A made-up guideline for tests"), name)
		for _, source := range madeUp(t, name).Evidence().Sources() {
			require.Contains(t, source.Title, "(made up for tests)", source.ID)
			require.Empty(t, source.Link(), source.ID)
			require.False(t, source.Verified, source.ID)
		}
	}
}
