package repo

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type listed struct {
	ImportPath    string
	Dir           string
	EmbedPatterns []string
	EmbedFiles    []string
}

// Without a word, go:embed leaves out names that start with _ or . and folders that are
// modules. A rule file lost that way would be a rule lost.
func TestEmbeddedFoldersAreWhole(t *testing.T) {
	embedding := 0
	for _, pkg := range goList(t) {
		if len(pkg.EmbedPatterns) > 0 {
			embedding++
			require.ElementsMatch(t, onDisk(t, pkg), pkg.EmbedFiles, pkg.ImportPath)
		}
	}
	require.NotZero(t, embedding)
}

func goList(t *testing.T) []listed {
	t.Helper()
	command := exec.Command("go", "list", "-json=ImportPath,Dir,EmbedPatterns,EmbedFiles", "./...")
	command.Dir = root
	out, err := command.Output()
	require.NoError(t, err)
	var packages []listed
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var pkg listed
		err := decoder.Decode(&pkg)
		if errors.Is(err, io.EOF) {
			return packages
		}
		require.NoError(t, err)
		packages = append(packages, pkg)
	}
}

// onDisk lists what lies in the folders, or is one of the files, that the patterns name.
func onDisk(t *testing.T, pkg listed) []string {
	t.Helper()
	seen := map[string]bool{}
	var names []string
	for _, pattern := range pkg.EmbedPatterns {
		first, _, _ := strings.Cut(strings.TrimPrefix(pattern, "all:"), "/")
		if seen[first] {
			continue
		}
		seen[first] = true
		require.NoError(t, fs.WalkDir(os.DirFS(pkg.Dir), first, func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				names = append(names, filepath.ToSlash(name))
			}
			return err
		}))
	}
	return names
}
