package repo

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/pathway"
	"github.com/mskguide/mskguide/evidence"
	"github.com/stretchr/testify/require"
)

const readme = "README.md"

// part is what stands between two markers of the README, in comments that a reader does not see.
func part(t *testing.T, text, name string) string {
	t.Helper()
	_, after, ok := strings.Cut(text, "<!-- "+name+" -->\n")
	require.True(t, ok, "no start of %s", name)
	body, _, ok := strings.Cut(after, "<!-- end of "+name+" -->")
	require.True(t, ok, "no end of %s", name)
	return body
}

// current compares a part of the README with what it should be, or rewrites it.
func current(t *testing.T, name, want string) {
	t.Helper()
	text := read(t, readme)
	got := part(t, text, name)
	if *update {
		write(t, readme, strings.Replace(text, "<!-- "+name+" -->\n"+got, "<!-- "+name+" -->\n"+want, 1))
		return
	}
	require.Equal(t, want, got, "run go test ./internal/repo -update")
}

func TestReadmePathway(t *testing.T) {
	p := pathway.Of(dryneedling.AsPublished())
	current(t, "pathway", "\n"+p.Mermaid()+"\n<details>\n<summary>Every rule, by step and answer</summary>\n\n"+p.Table()+"\n</details>\n\n")
}

// The lines to embed are those of the program that is built and run.
func TestReadmeQuickstart(t *testing.T) {
	_, body, ok := strings.Cut(read(t, "examples/quickstart/main.go"), "func main() {\n")
	require.True(t, ok)
	body, _, ok = strings.Cut(body, "\n}\n")
	require.True(t, ok)
	lines := strings.Split(body, "\n")
	require.LessOrEqual(t, len(lines), 12)
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "\t")
	}
	current(t, "quickstart", "\n```go\n"+strings.Join(lines, "\n")+"\n```\n\n")
}

var unknownsRow = regexp.MustCompile("(?m)^\\| `(\\{.*?\\})` \\|.*$")

// The table on unknowns gives the facts; the answers beside them are the guideline's own.
func TestReadmeUnknowns(t *testing.T) {
	rows := part(t, read(t, readme), "unknowns")
	require.GreaterOrEqual(t, len(unknownsRow.FindAllString(rows, -1)), 4)
	current(t, "unknowns", unknownsRow.ReplaceAllStringFunc(rows, func(row string) string {
		facts := unknownsRow.FindStringSubmatch(row)[1]
		d, err := dryneedling.AsPublished().Decide([]byte(facts))
		require.NoError(t, err, facts)
		return fmt.Sprintf("| `%s` | `%s` | %s | %s | %s |", facts, d.Verdict, yes(d.Settled), list(d.CouldBecome), list(d.Missing))
	}))
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// list names a few and counts many.
func list(ids []string) string {
	switch {
	case len(ids) == 0:
		return "–"
	case len(ids) > 3:
		return fmt.Sprintf("%d of them", len(ids))
	}
	return "`" + strings.Join(ids, "`, `") + "`"
}

// A newcomer's questions that the README has to answer, in words that a reader may rely on.
func TestReadmeSays(t *testing.T) {
	text := strings.Join(strings.Fields(read(t, readme)), " ")
	for _, sentence := range []string{
		"go test ./...", "not a medical device", "not clinically validated", "as published", "pending clinical review", "MSKGUIDE_LONG=1",
	} {
		require.Contains(t, strings.ToLower(text), strings.ToLower(sentence))
	}
	for _, name := range packages(t) {
		require.True(t, strings.Contains(text, "`"+name+"`"), "the README gives no line to package %s", name)
	}
}

// packages lists the folders of Go packages that the README describes: not what is internal to one.
func packages(t *testing.T) []string {
	t.Helper()
	var names []string
	seen := map[string]bool{}
	for _, file := range goFiles(t, false) {
		name := file[:strings.LastIndex(file, "/")]
		if inside := strings.Contains(name, "/internal/") && strings.Count(name, "/") > 2; !seen[name] && !inside {
			names = append(names, name)
		}
		seen[name] = true
	}
	return names
}

// The documents are cited as the library cites them.
func TestReadmeDocuments(t *testing.T) {
	var b strings.Builder
	for _, id := range []string{
		"droracle-dn-neck-back", "therarehab-needling-massage", "impact-needling-massage", "needling-knots-page", "messina-massage",
	} {
		source, ok := evidence.Builtin().Source(id)
		require.True(t, ok, id)
		fmt.Fprintf(&b, "- %s\n", source.Cite())
	}
	current(t, "documents", "\n"+b.String()+"\n")
}
