package repo

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/stretchr/testify/require"
)

// A reader finds their way by the top level, so nothing joins it unnoticed.
func TestTopLevel(t *testing.T) {
	allowed := []string{
		"conditions", "decision", "evidence", "examples", "internal", "testdata",
		"go.mod", "go.sum", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE",
	}
	entries, err := os.ReadDir(root)
	require.NoError(t, err)
	for _, entry := range entries {
		if name := entry.Name(); !strings.HasPrefix(name, ".") && !ignored(t, name) {
			require.Contains(t, allowed, name, "not a top-level name of this repository")
		}
	}
	require.NoFileExists(t, path.Join(root, "go.work"))
}

// ignored reports whether git leaves a top-level name out, such as a binary built in place.
func ignored(t *testing.T, name string) bool {
	t.Helper()
	return slices.ContainsFunc(strings.Split(read(t, ".gitignore"), "\n"), func(pattern string) bool {
		matches, err := path.Match(strings.TrimPrefix(pattern, "/"), name)
		return err == nil && matches
	})
}

const longest = 400 // lines of a Go file that people read

func TestGoFilesAreShort(t *testing.T) {
	for _, name := range goFiles(t, true) {
		text := read(t, name)
		if strings.HasPrefix(text, "// Code generated ") {
			continue
		}
		if lines := strings.Count(text, "\n"); lines > longest {
			t.Errorf("%s has %d lines, more than %d", name, lines, longest)
		}
	}
}

func TestDirectRequirements(t *testing.T) {
	require.Equal(t, []string{"github.com/expr-lang/expr", "github.com/stretchr/testify", "gopkg.in/yaml.v3"}, directRequirements(read(t, "go.mod")))
}

var requirement = regexp.MustCompile(`(?m)^(?:require)?\s+(\S+\.\S+) v\S+(.*)$`)

func directRequirements(mod string) []string {
	var direct []string
	for _, line := range requirement.FindAllStringSubmatch(mod, -1) {
		if !strings.Contains(line[2], "// indirect") {
			direct = append(direct, line[1])
		}
	}
	slices.Sort(direct)
	return direct
}

// Line ends are part of the embedded texts and so of digests and golden files.
func TestLineEnds(t *testing.T) {
	require.Contains(t, read(t, ".gitattributes"), "eol=lf")
	for _, name := range files(t) {
		if isText(name) && !strings.Contains(name, "testdata/") {
			require.False(t, strings.Contains(read(t, name), "\r"), "%s has a carriage return", name)
		}
	}
}

func isText(name string) bool {
	return slices.Contains([]string{".go", ".yaml", ".md", ".json", ".txt", ".txtar", ".tmpl", ".mod", ".csv", ""}, path.Ext(name))
}

// Work is finished before it lands, and a test that does not run proves nothing.
func TestNothingIsLeftForLater(t *testing.T) {
	later := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	skipped := regexp.MustCompile(`\b[tbf]\.Skip(Now|f)?\(`)
	for _, name := range files(t) {
		if !isText(name) || name == "LICENSE" {
			continue
		}
		text := read(t, name)
		require.Empty(t, later.FindString(text), name)
		if strings.HasSuffix(name, "_test.go") {
			require.Empty(t, skipped.FindString(text), name)
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)

func TestLinksLead(t *testing.T) {
	for _, name := range files(t) {
		if path.Ext(name) != ".md" {
			continue
		}
		for _, target := range link.FindAllStringSubmatch(read(t, name), -1) {
			_, err := os.Stat(path.Join(root, path.Dir(name), target[1]))
			require.NoError(t, err, "link in %s", name)
		}
	}
}

// A release is told twice: to those who answer for patients, and to those who write programs.
func TestChangelog(t *testing.T) {
	head, _, _ := strings.Cut(read(t, "CHANGELOG.md"), "\n## ")
	require.Contains(t, head, "# Changelog")
	releases := strings.Split(read(t, "CHANGELOG.md"), "\n## ")[1:]
	require.NotEmpty(t, releases)
	for _, release := range releases {
		require.Contains(t, release, "\n### Clinical content\n")
		require.Contains(t, release, "\n### Library\n")
	}
	info := dryneedling.AsPublished().Info()
	require.Contains(t, read(t, "CHANGELOG.md"), "`"+info.ID+"` "+info.Version, "say what this version of the guideline changes")
}
