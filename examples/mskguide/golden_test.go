package main

import (
	"bytes"
	"encoding/json"
	stdflag "flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = stdflag.Bool("update", false, "rewrite the golden files of testdata/cli with what comes out now")

const goldenFolder = "../../testdata/cli"

// TestGolden runs every command of testdata/cli/*.txt; testdata/cli/README says what such
// a file holds.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(goldenFolder + "/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		absolute, err := filepath.Abs(file)
		require.NoError(t, err)
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(absolute)
			require.NoError(t, err)
			t.Chdir(t.TempDir())
			got := replay(t, parseGolden(t, string(data)))
			if *update {
				require.NoError(t, os.WriteFile(absolute, []byte(got), 0o644))
				return
			}
			require.Equal(t, string(data), got)
		})
	}
}

// section is one part of a golden file: its header without the dashes, and its lines.
type section struct{ header, body string }

var header = regexp.MustCompile(`^-- (.+) --$`)

func parseGolden(t *testing.T, text string) []section {
	sections := []section{{}} // what stands before the first header is a comment
	for line := range strings.Lines(text) {
		if m := header.FindStringSubmatch(strings.TrimSuffix(line, "\n")); m != nil {
			sections = append(sections, section{header: m[1]})
			continue
		}
		require.True(t, strings.HasSuffix(line, "\n"), "the file ends within a line")
		sections[len(sections)-1].body += line
	}
	return sections
}

// replay writes the files, runs the commands, and returns the golden file as it should be.
func replay(t *testing.T, sections []section) string {
	out := strings.Builder{}
	out.WriteString(sections[0].body)
	stdin := ""
	for _, s := range sections[1:] {
		name, generated := strings.CutSuffix(s.header, " (generated)")
		body := s.body
		if generated {
			body = generate(t, body)
		}
		switch {
		case name == "exit" || name == "stdout" || name == "stderr": // written anew below
			continue
		case name == "stdin":
			stdin = body
		case name != "command":
			require.NoError(t, os.WriteFile(name, []byte(body), 0o644))
		}
		fmt.Fprintf(&out, "-- %s --\n%s", s.header, s.body)
		if name == "command" {
			out.WriteString(outcome(t, body, stdin))
			stdin = ""
		}
	}
	return out.String()
}

var (
	digest  = regexp.MustCompile(`sha256:[0-9a-f]+`)
	version = regexp.MustCompile(`(?m)^mskguide (v\d|\(devel\)).*$`)
)

func outcome(t *testing.T, line, stdin string) string {
	var stdout, stderr bytes.Buffer
	args := words(t, line)[1:]
	code := run(args, strings.NewReader(stdin), &stdout, &stderr, func(string) string { return "" })
	if code == exitFailed {
		require.Empty(t, stdout.String(), "a failure prints nothing on standard output")
		require.NotEmpty(t, stderr.String())
		if wantsJSON(args) {
			require.True(t, json.Valid(stderr.Bytes()))
			require.True(t, strings.HasPrefix(stderr.String(), `{"schema":"mskguide.error/1","errors":[{`))
		}
	} else if code == exitDone {
		require.Empty(t, stderr.String())
	}
	out := fmt.Sprintf("-- exit --\n%d\n", code)
	for _, stream := range []section{{"stdout", stdout.String()}, {"stderr", stderr.String()}} {
		if stream.body == "" {
			continue
		}
		require.True(t, strings.HasSuffix(stream.body, "\n"))
		body := version.ReplaceAllString(digest.ReplaceAllString(stream.body, "sha256:…"), "mskguide …")
		out += "-- " + stream.header + " --\n" + body
	}
	return out
}

// words splits a command line at spaces; a word may be quoted as in Go.
func words(t *testing.T, line string) []string {
	var out []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		word, rest, _ := strings.Cut(line, " ")
		if quote, err := strconv.QuotedPrefix(line); err == nil {
			word, err = strconv.Unquote(quote)
			require.NoError(t, err)
			rest = line[len(quote):]
		}
		out, line = append(out, word), rest
	}
	return out
}

// generate joins strings quoted as in Go, each after an optional number of times.
func generate(t *testing.T, body string) string {
	out := strings.Builder{}
	for rest := strings.TrimSpace(body); rest != ""; rest = strings.TrimSpace(rest) {
		times := 1
		if n, after, ok := strings.Cut(rest, "*"); ok && !strings.Contains(n, `"`) {
			var err error
			times, err = strconv.Atoi(n)
			require.NoError(t, err)
			rest = after
		}
		quote, err := strconv.QuotedPrefix(rest)
		require.NoError(t, err)
		text, err := strconv.Unquote(quote)
		require.NoError(t, err)
		out.WriteString(strings.Repeat(text, times))
		rest = rest[len(quote):]
	}
	return out.String()
}
