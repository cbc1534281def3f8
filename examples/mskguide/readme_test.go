package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const readme = "../../README.md"

var (
	readmePart    = regexp.MustCompile("(?s)<!-- command -->\n(.*?)<!-- end of command -->")
	readmeCommand = regexp.MustCompile(`(?s)^\$ echo '(.*?)' \|\n +go run \./examples/mskguide (.*?)\n`)
)

// The first thing that a newcomer copies prints what the README shows. The digest is
// shortened there: it changes with every word of the guideline.
func TestReadmeCommand(t *testing.T) {
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	part := readmePart.FindSubmatch(text)
	require.NotNil(t, part)
	block := strings.TrimPrefix(string(part[1]), "```console\n")
	given := readmeCommand.FindStringSubmatch(block)
	require.NotNil(t, given, block)

	var stdout, stderr bytes.Buffer
	code := run(strings.Fields(given[2]), strings.NewReader(given[1]), &stdout, &stderr, func(string) string { return "" })
	require.Equal(t, exitDone, code, stderr.String())
	want := "<!-- command -->\n```console\n" + given[0] + digest.ReplaceAllString(stdout.String(), "sha256:…") + "```\n<!-- end of command -->"
	if *update {
		text = bytes.Replace(text, part[0], []byte(want), 1)
		require.NoError(t, os.WriteFile(readme, text, 0o644))
		return
	}
	require.Equal(t, want, string(part[0]), "go test ./examples/mskguide -update")
}
