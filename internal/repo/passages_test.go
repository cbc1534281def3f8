package repo

import (
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// passage is a stretch of a shipped text that reads as one: a value or a comment of a YAML file,
// a paragraph of Markdown, a string or a comment of Go. Line breaks are gone.
type passage struct {
	file string
	line int
	id   string // of the YAML item it belongs to
	key  string
	text string
}

// shipped returns every passage that reaches a user: knowledge, documentation, code.
func shipped(t *testing.T) []passage {
	t.Helper()
	var all []passage
	code := goFiles(t, false)
	for _, name := range files(t) {
		switch {
		case strings.Contains(name, "/testdata/") || strings.HasPrefix(name, "testdata/"):
		case path.Ext(name) == ".yaml":
			all = append(all, yamlPassages(name, read(t, name))...)
		case path.Ext(name) == ".md" || path.Ext(name) == ".tmpl":
			all = append(all, paragraphs(name, read(t, name))...)
		case slices.Contains(code, name):
			all = append(all, goPassages(t, name)...)
		}
	}
	require.Greater(t, len(all), 1000)
	return all
}

var (
	yamlKey = regexp.MustCompile(`^(\s*(?:- )?)([a-z_]+):(?:\s+(.*))?$`)
	yamlID  = regexp.MustCompile(`^\s*(?:- )?\{?id: "?([A-Za-z0-9_-]+)`)
)

// yamlPassages reads lines rather than YAML: it needs the comments and the line numbers too, and
// the files that it reads are known to be in the plain form that the library accepts.
func yamlPassages(file, text string) []passage {
	var all []passage
	id, block := "", -1 // block: the indentation of the key whose block scalar is being read
	start := func(line int, key, value string) {
		all = append(all, passage{file: file, line: line, id: id, key: key, text: value})
	}
	goOn := func(line string) { all[len(all)-1].text += " " + line }
	for i, line := range strings.Split(text, "\n") {
		trimmed := strings.TrimSpace(line)
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if trimmed == "" || block >= 0 && indent > block {
			if trimmed != "" {
				goOn(trimmed)
			}
			continue
		}
		block = -1
		if match := yamlID.FindStringSubmatch(line); match != nil {
			id = match[1]
		}
		comment, isComment := strings.CutPrefix(trimmed, "#")
		match := yamlKey.FindStringSubmatch(line)
		switch {
		case isComment && len(all) > 0 && all[len(all)-1].key == "#":
			goOn(strings.TrimSpace(comment))
		case isComment:
			start(i+1, "#", strings.TrimSpace(comment))
		case match != nil:
			start(i+1, match[2], match[3])
			if strings.HasPrefix(match[3], ">") || strings.HasPrefix(match[3], "|") {
				block = len(match[1])
			}
		case strings.HasPrefix(trimmed, "- ") || len(all) == 0:
			start(i+1, "", trimmed)
		default:
			goOn(trimmed)
		}
	}
	return all
}

// paragraphs belong to the item that the heading of the least rank above them names.
func paragraphs(file, text string) []passage {
	var all []passage
	line, id := 1, ""
	for _, paragraph := range strings.Split(text, "\n\n") {
		if heading, ok := strings.CutPrefix(paragraph, "#### "); ok {
			id = heading
		}
		all = append(all, passage{file: file, line: line, id: id, text: strings.Join(strings.Fields(paragraph), " ")})
		line += strings.Count(paragraph, "\n") + 2
	}
	return all
}

func goPassages(t *testing.T, file string) []passage {
	t.Helper()
	set, syntax := parse(t, file)
	var all []passage
	for _, group := range syntax.Comments {
		all = append(all, passage{file: file, line: set.Position(group.Pos()).Line, text: strings.Join(strings.Fields(group.Text()), " ")})
	}
	ast.Inspect(syntax, func(node ast.Node) bool {
		if literal, ok := node.(*ast.BasicLit); ok {
			if text, err := strconv.Unquote(literal.Value); err == nil {
				all = append(all, passage{file: file, line: set.Position(literal.Pos()).Line, text: text})
			}
		}
		return true
	})
	return all
}

func TestYAMLPassages(t *testing.T) {
	got := yamlPassages("a.yaml", "# One\n# comment\nrules:\n  - id: a\n    says: >-\n      First: part\n\n      second part.\n    title: B\n"+
		"    note: plain\n      goes on\n  - {id: c, says: D}\n")
	want := []passage{
		{"a.yaml", 1, "", "#", "One comment"}, {"a.yaml", 3, "", "rules", ""}, {"a.yaml", 4, "a", "id", "a"},
		{"a.yaml", 5, "a", "says", ">- First: part second part."}, {"a.yaml", 9, "a", "title", "B"},
		{"a.yaml", 10, "a", "note", "plain goes on"}, {"a.yaml", 12, "c", "", "- {id: c, says: D}"},
	}
	require.Equal(t, want, got)
}
