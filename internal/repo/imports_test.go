package repo

import (
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/mskguide/mskguide/"

// layers lists the packages of the repository from the bottom up; /... stands for a folder and
// all below it. A package may import what lies in lower layers, and what lies in its own folder.
func layers() [][]string {
	return [][]string{
		{"internal/place", "internal/jsontext", "decision/internal/logic/..."},
		{"evidence", "conditions", "decision/internal/model"},
		{"decision"},
		{"decision/internal/typed", "decision/guidelines/...", "decision/verify/...", "decision/pathway"},
		{"decision/scenario/internal/wording", "decision/scenario/internal/sought", "decision/fhir/...", "internal/journal"},
		{"decision/scenario", "decision/receipt", "decision/basis"},
		{"decision/scenario/cover", "decision/scenario/mutate", "decision/scenario/summary", "decision/scenario/sample"},
		{"decision/cdshooks/..."},
		{"examples/..."},
		{"internal/repo", "internal/conformance", "decision/internal/oracle", "decision/scenario/internal/trial"}, // for tests: nothing that ships may import them
	}
}

// folderOf finds the entry of the table that a package belongs to, and its layer.
func folderOf(pkg string) (folder string, layer int) {
	for i, entries := range layers() {
		for _, entry := range entries {
			tree, isTree := strings.CutSuffix(entry, "/...")
			if pkg == tree || isTree && within(pkg, []string{tree}) {
				return tree, i
			}
		}
	}
	return "", -1
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	syntax, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, filepath.FromSlash(file)), nil, parser.ImportsOnly)
	require.NoError(t, err)
	var found []string
	for _, spec := range syntax.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		found = append(found, name)
	}
	return found
}

func TestImportsPointDown(t *testing.T) {
	for _, file := range goFiles(t, false) {
		own, layer := folderOf(path.Dir(file))
		require.NotEqual(t, -1, layer, "%s lies in no layer: give its package a place in the table", file)
		for _, name := range imports(t, file) {
			imported, ours := strings.CutPrefix(name, module)
			if !ours {
				continue
			}
			folder, below := folderOf(imported)
			require.NotEqual(t, -1, below, "%s imports %s, which lies in no layer", file, name)
			require.True(t, below < layer || folder == own, "%s imports %s: the arrow points up or sideways", file, name)
		}
	}
}

// The engine knows no medicine and the file reader no rules: neither imports a package of ours.
func TestTheBottomStandsAlone(t *testing.T) {
	for _, file := range goFiles(t, false) {
		folder, layer := folderOf(path.Dir(file))
		for _, name := range imports(t, file) {
			imported, ours := strings.CutPrefix(name, module)
			require.False(t, ours && layer == 0 && !within(imported, []string{folder}), "%s imports %s", file, name)
		}
	}
}

// Each library has one owner, so that it can be replaced or capped in one place. What is for tests
// may have a library judge the owner.
func TestOwnersOfLibraries(t *testing.T) {
	owners := map[string]string{"github.com/expr-lang/expr": "decision", "gopkg.in/yaml.v3": "internal/place"}
	for _, file := range goFiles(t, false) {
		for _, name := range imports(t, file) {
			first, _, _ := strings.Cut(name, "/")
			if !strings.Contains(first, ".") || strings.HasPrefix(name, module) {
				continue
			}
			owned := path.Dir(file) == "decision/internal/oracle"
			for library, owner := range owners {
				owned = owned || within(name, []string{library}) && path.Dir(file) == owner
			}
			require.True(t, owned, "%s imports %s", file, name)
		}
	}
}

// What decides depends on its arguments alone: no network, no files but those of an fs.FS it is
// given, no chance.
func TestDecidingTouchesNothing(t *testing.T) {
	outside := []string{"os", "os/exec", "os/signal", "net", "net/http", "syscall", "math/rand", "math/rand/v2", "crypto/rand", "log", "log/slog", "unsafe"}
	for _, file := range goFiles(t, false) {
		if _, layer := folderOf(path.Dir(file)); layer > 3 {
			continue
		}
		for _, name := range imports(t, file) {
			require.False(t, slices.Contains(outside, name), "%s imports %s", file, name)
		}
	}
}
