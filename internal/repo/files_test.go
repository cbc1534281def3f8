package repo

import (
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite generated parts of the repository instead of comparing them")

const root = "../.."

// read returns a file of the repository by its slash-separated path from the root.
func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	require.NoError(t, err)
	return string(data)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(root, filepath.FromSlash(name)), []byte(text), 0o644))
}

// files lists every file of the repository, nested modules included, in order.
func files(t *testing.T) []string {
	t.Helper()
	var found []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == ".git":
			return fs.SkipDir
		case !entry.IsDir():
			found = append(found, name)
		}
		return nil
	})
	require.NoError(t, err)
	slices.Sort(found)
	require.NotEmpty(t, found)
	return found
}

// goFiles lists the Go files of the root module: all of them, or those that ship.
func goFiles(t *testing.T, tests bool) []string {
	t.Helper()
	nested := nestedModules(t)
	return slices.DeleteFunc(files(t), func(name string) bool {
		return path.Ext(name) != ".go" || !tests && strings.HasSuffix(name, "_test.go") ||
			strings.Contains(name, "testdata/") || within(name, nested)
	})
}

func nestedModules(t *testing.T) []string {
	t.Helper()
	var folders []string
	for _, name := range files(t) {
		if path.Base(name) == "go.mod" && name != "go.mod" {
			folders = append(folders, path.Dir(name))
		}
	}
	return folders
}

func within(name string, folders []string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool {
		return name == folder || strings.HasPrefix(name, folder+"/")
	})
}
