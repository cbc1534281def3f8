package verify_test

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the reports in testdata/faults")

const faults = "../../testdata/faults"

// archive is a planted fault: see testdata/faults/README.
type archive struct {
	path    string
	comment string
	parts   []part
}

type part struct{ name, text string }

func archives(t testing.TB) (all []*archive) {
	paths, err := filepath.Glob(faults + "/*.txt")
	require.NoError(t, err)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		a := &archive{path: path}
		for line := range strings.Lines(string(data)) {
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
		all = append(all, a)
	}
	return all
}

func (a *archive) name() string { return strings.TrimSuffix(filepath.Base(a.path), ".txt") }

func (a *archive) text(name string) string {
	for _, p := range a.parts {
		if p.name == name {
			return p.text
		}
	}
	return ""
}

// expect compares a part with what came out, or writes it anew.
func (a *archive) expect(t *testing.T, name, got string) {
	if !*update {
		require.Equal(t, a.text(name), got, a.path)
		return
	}
	text := a.comment
	for _, p := range a.parts {
		if p.name == name {
			p.text = got
		}
		text += "-- " + p.name + " --\n" + p.text
	}
	require.NoError(t, os.WriteFile(a.path, []byte(text), 0o666))
}

// files is a bundle that can be changed.
type files map[string]string

func readFiles(t testing.TB, fsys fs.FS) files {
	out := files{}
	require.NoError(t, fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		out[name] = string(data)
		return err
	}))
	return out
}

func (f files) fs() fs.FS {
	out := fstest.MapFS{}
	for name, text := range f {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// with adds lines at the end of a file, in a copy.
func (f files) with(name, lines string) files {
	out := maps.Clone(f)
	out[name] += lines
	return out
}

// bundle is the base with the fault planted in it.
func (a *archive) bundle(t testing.TB) files {
	out := readFiles(t, os.DirFS(faults+"/base"))
	for _, p := range a.parts {
		if name, ok := strings.CutSuffix(p.name, " +"); ok {
			require.Contains(t, out, name, a.path)
			out[name] += p.text
		}
	}
	lines := strings.Split(strings.TrimSuffix(a.text("edit"), "\n"), "\n")
	for i := 0; i+2 < len(lines); {
		name, old, text := lines[i], strings.TrimPrefix(lines[i+1], "< "), strings.TrimPrefix(lines[i+2], "> ")
		i += 3
		for ; i < len(lines) && strings.HasPrefix(lines[i], ">> "); i++ {
			text += "\n" + strings.TrimPrefix(lines[i], ">> ")
		}
		require.Equal(t, 1, strings.Count(out[name], old), "%s: %q stands once in %s", a.path, old, name)
		out[name] = strings.Replace(out[name], old, text, 1)
	}
	return out
}

// without takes the line of an entry out of a bundle in which entries have a line each.
func (f files) without(t testing.TB, id string) files {
	out := maps.Clone(f)
	for _, name := range slices.Sorted(maps.Keys(f)) {
		for line := range strings.Lines(f[name]) {
			if strings.HasPrefix(line, "  - {id: "+id+",") {
				out[name] = strings.Replace(f[name], line, "", 1)
				return out
			}
		}
	}
	require.Failf(t, "an entry is missing", "no line of %q", id)
	return nil
}
