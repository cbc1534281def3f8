package main

import (
	"bytes"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the outline of the report with what comes out now")

const demo = "../../testdata/tables/demo.csv"

// written is the page that a command line writes.
func written(t *testing.T, stdin string, args ...string) string {
	name := filepath.Join(t.TempDir(), "report.html")
	_, err := report(append([]string{"-o", name}, args...), strings.NewReader(stdin), &bytes.Buffer{})
	require.NoError(t, err)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(data)
}

var (
	tag      = regexp.MustCompile(`<[^>]*>`)
	telling  = regexp.MustCompile(`(?s)<(h[123]|caption|tr|p|li|figcaption|desc|text)\b.*?</(h[123]|caption|tr|p|li|figcaption|desc|text)>`)
	digest   = regexp.MustCompile(`sha256:[0-9a-f]+`)
	elements = regexp.MustCompile(`<([a-z0-9]+)`)
	cells    = regexp.MustCompile(`</t[hd]>`)
)

// outline is what a page says, one line for each part, without what a picture is drawn with.
func outline(page string) string {
	var out strings.Builder
	for _, m := range telling.FindAllStringSubmatch(page, -1) {
		text := cells.ReplaceAllString(m[0], " | ")
		text = strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(text, ""))), " ")
		fmt.Fprintf(&out, "%s: %s\n", m[1], text)
	}
	return digest.ReplaceAllString(out.String(), "sha256:…")
}

func TestReport(t *testing.T) {
	page := written(t, "", "-by", "clinic", "-weight", "weight", "-keep", "synthetic_id", demo)
	require.Equal(t, page, written(t, "", "-by", "clinic", "-weight", "weight", "-keep", "synthetic_id", demo), "the same bytes every time")
	got := outline(page)
	if *update {
		require.NoError(t, os.WriteFile("testdata/demo.txt", []byte(got), 0o644))
	}
	want, err := os.ReadFile("testdata/demo.txt")
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// TestPageStandsAlone holds that a page runs nothing, fetches nothing, and tells every picture
// in words.
func TestPageStandsAlone(t *testing.T) {
	page := written(t, "", "-by", "clinic", "-keep-all", demo)
	known := map[string]bool{}
	for _, m := range elements.FindAllStringSubmatch(page, -1) {
		known[m[1]] = true
	}
	for _, e := range []string{"script", "link", "img", "iframe", "object", "embed", "a", "image", "use", "foreignobject", "base", "form"} {
		require.False(t, known[e], e)
	}
	for _, text := range []string{"src=", "href=", "url(", "@import", " onload", "javascript:"} {
		require.NotContains(t, page, text)
	}
	pictures := strings.Count(page, "<svg")
	require.Greater(t, pictures, 5)
	require.Equal(t, pictures, strings.Count(page, `role="img" aria-labelledby=`))
	require.Equal(t, pictures, strings.Count(page, "<desc id="))
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		require.False(t, ids[m[1]], "%s is there twice", m[1])
		ids[m[1]] = true
	}
	require.Contains(t, page, "Checked does not mean clinically validated.")
	require.Contains(t, page, "not a medical device")
	require.Contains(t, page, "Made-up rows: no number here is about patients.")
}

const hostile = `<script>alert("1")</script>`

func TestHostileNames(t *testing.T) {
	table := "clinic,fever,note\n" + `"` + strings.ReplaceAll(hostile, `"`, `""`) + `",no,&amp;` + "\n]]>--><svg onload=x>,,\n{{.}},yes,\nx,maybe<b>,\n"
	page := written(t, table, "-by", "clinic", "-by", "clinic,note", "-")
	require.NotContains(t, page, "<script")
	require.NotContains(t, page, "<svg onload")
	require.NotContains(t, page, "<b>")
	text := html.UnescapeString(page)
	require.Contains(t, text, hostile)
	require.Contains(t, text, "{{.}}")
	require.Contains(t, text, "maybe<b>")
	require.Contains(t, text, "&amp;", "what looks escaped is no less text")
}

func TestManyGroups(t *testing.T) {
	var table strings.Builder
	table.WriteString("clinic,fever\n")
	for i := range 30 {
		table.WriteString(strings.Repeat(fmt.Sprintf("clinic %02d,yes\n", i), 1+i%5))
	}
	table.WriteString("none,perhaps\n,yes\n")
	page := outline(written(t, table.String(), "-by", "clinic", "-"))
	require.Contains(t, page, "The plots show the 20 groups with the most rows; the table has all 32.")
	require.Contains(t, page, "tr: (empty) | 1 |")
	require.Contains(t, page, "tr: none | 0 | – |")
	require.Contains(t, page, "1 more could not be read and are in no number.")
}

func TestEmptyTable(t *testing.T) {
	page := outline(written(t, "fever\n", "-"))
	require.Contains(t, page, "says of 0 rows.")
	require.Contains(t, page, "p: Nothing that could change a verdict.")
	require.Contains(t, page, "p: Rules: none.")
}

func TestOverlay(t *testing.T) {
	page := outline(written(t, "fever\nyes\n", "-overlay", "literature", "-"))
	require.Contains(t, page, "p: With local policies:\nli: ")
}

// TestRefused holds that a failure leaves what was there.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	before := filepath.Join(dir, "report.html")
	require.NoError(t, os.WriteFile(before, []byte("before"), 0o644))
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-o", before}, "report needs one TABLE: report -o report.html TABLE"},
		{[]string{demo}, "report needs a file to write: -o report.html"},
		{[]string{"-o", before, "-nonsense", demo}, "flag provided but not defined: -nonsense"},
		{[]string{"-o", before, "nowhere.csv"}, "open nowhere.csv: no such file or directory"},
		{[]string{"-o", before, "-overlay", "nowhere", demo}, "open overlays/nowhere.yaml: file does not exist"},
		{[]string{"-o", before, "-overlay", "./nowhere.yaml", demo}, "open ./nowhere.yaml: no such file or directory"},
		{[]string{"-o", before, "-keep", "weight", "-by", "clinc", "-keep", "synthetic_id", demo}, "demo.csv:1:1: there is no column \"clinc\" to keep; did you mean \"clinic\"?\n" +
			"demo.csv:1:14: there is no fact \"clinic\". A column of something else is kept by its name."},
		{[]string{"-o", before, "-delimiter", ";;", demo}, `-delimiter is one character or tab, not ";;"`},
		{[]string{"-o", before, "-delimiter", "\"", demo}, "'\"' cannot be the delimiter of a table; use a comma, a semicolon, a tab or the like"},
	} {
		_, err := report(c.args, strings.NewReader(""), &bytes.Buffer{})
		require.EqualError(t, err, c.want)
		data, err := os.ReadFile(before)
		require.NoError(t, err)
		require.Equal(t, "before", string(data))
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Len(t, left, 1)
	}
	for _, out := range []string{filepath.Join(dir, "no", "report.html"), dir, os.DevNull} {
		_, err := report([]string{"-o", out, demo, "-keep-all"}, strings.NewReader(""), &bytes.Buffer{})
		require.Error(t, err)
	}
	_, err := report([]string{"-help"}, strings.NewReader(""), &bytes.Buffer{})
	require.ErrorIs(t, err, flag.ErrHelp)
}

// TestTableStays holds that a report does not take the place of what it is about, under
// whatever name.
func TestTableStays(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("table.csv", []byte("fever\nyes\n"), 0o644))
	for _, out := range []string{"table.csv", "./table.csv"} {
		_, err := report([]string{"table.csv", "-o", out}, strings.NewReader(""), &bytes.Buffer{})
		require.EqualError(t, err, out+": it is the table itself; write the report to another file")
	}
	data, err := os.ReadFile("table.csv")
	require.NoError(t, err)
	require.Equal(t, "fever\nyes\n", string(data))
}

// TestBadRowsAreTold holds that rows are not lost in silence.
func TestBadRowsAreTold(t *testing.T) {
	name := filepath.Join(t.TempDir(), "report.html")
	var stderr bytes.Buffer
	bad, err := report([]string{"-", "-o", name}, strings.NewReader("fever\nyes\nperhaps\nmaybe\n"), &stderr)
	require.NoError(t, err)
	require.True(t, bad)
	require.Regexp(t, `^2 of 3 rows could not be read; the first: standard input:3:1: .*perhaps.*\n$`, stderr.String())
	bad, err = report([]string{"-", "-o", name}, strings.NewReader("fever\nyes\n"), &stderr)
	require.NoError(t, err)
	require.False(t, bad)
}
