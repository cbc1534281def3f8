package main

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const oneThatFails = `schema: mskguide.scenario/1
scenarios:
  - {id: fever, title: A fever, facts: {fever: true}, expect: {verdict: refer}}
`

// TestTestJUnit writes the results to a file as well, also where some case does not agree.
func TestTestJUnit(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("a.yaml", []byte(oneThatFails), 0o644))
	code, out, failure := tried("test", "-junit", "out.xml", "a.yaml")
	require.Equal(t, exitFound, code, failure)
	require.Contains(t, out, "a.yaml:3:73: verdict: expected refer, got contraindicated")
	data, err := os.ReadFile("out.xml")
	require.NoError(t, err)
	var read struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
	}
	require.NoError(t, xml.Unmarshal(data, &read))
	require.Equal(t, 1, read.Tests)
	require.Equal(t, 1, read.Failures)

	files, err := filepath.Glob("*")
	require.NoError(t, err)
	require.Equal(t, []string{"a.yaml", "out.xml"}, files, "nothing is left beside it")
}

func TestTestJUnitThatCannotBeWritten(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("a.yaml", []byte(oneThatFails), 0o644))
	code, out, failure := tried("test", "-junit", "no/such/folder/out.xml", "a.yaml")
	require.Equal(t, exitFailed, code)
	require.Empty(t, out)
	require.Contains(t, failure, "no/such/folder/out.xml: it cannot be written")
}

func tried(args ...string) (code int, stdout, stderr string) {
	var out, failure strings.Builder
	code = run(args, strings.NewReader(""), &out, &failure, func(string) string { return "" })
	return code, out.String(), failure.String()
}
