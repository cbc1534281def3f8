package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const conformance = "../../testdata/conformance/"

// TestConformance holds the command line to the part of the suite that asks the built-in
// guideline: the whole answers, and the documents that are refused.
func TestConformance(t *testing.T) {
	var cases []struct{ Name, Guideline string }
	require.NoError(t, json.Unmarshal(conformanceFile(t, "whole/index.json"), &cases))
	asked := 0
	for _, one := range cases {
		id, overlays, _ := strings.Cut(one.Guideline, "+")
		if id != "dry-needling" {
			continue
		}
		asked++
		args := []string{"decide", "-json", conformance + "whole/" + one.Name + ".facts.json"}
		for _, overlay := range strings.FieldsFunc(overlays, func(r rune) bool { return r == '+' }) {
			args = append(args, "-overlay", overlay)
		}
		var stdout, stderr bytes.Buffer
		require.Zero(t, run(args, strings.NewReader(""), &stdout, &stderr, nothing), stderr.String())
		require.Equal(t, string(conformanceFile(t, "whole/"+one.Name+".answer.json")), stdout.String(), one.Name)
	}
	require.Greater(t, asked, 10)
}

func TestConformanceOfErrors(t *testing.T) {
	lines := conformanceFile(t, "errors.ndjson")
	t.Chdir(t.TempDir())
	asked := 0
	for line := range bytes.Lines(lines) {
		var one struct {
			ID, Guideline, Document string
			Answer                  json.RawMessage
		}
		require.NoError(t, json.Unmarshal(line, &one))
		if one.Guideline != "dry-needling" {
			continue
		}
		asked++
		require.NoError(t, os.WriteFile("facts.json", []byte(one.Document), 0o666))
		var stdout, stderr bytes.Buffer
		require.Equal(t, exitFailed, run([]string{"decide", "-json", "facts.json"}, strings.NewReader(""), &stdout, &stderr, nothing))
		require.Empty(t, stdout.String())
		require.Equal(t, string(one.Answer)+"\n", stderr.String(), one.ID)
	}
	require.Greater(t, asked, 10)
}

func conformanceFile(t *testing.T, name string) []byte {
	data, err := os.ReadFile(conformance + name)
	require.NoError(t, err)
	return data
}
