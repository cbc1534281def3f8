package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whoever hands on a page about a doubtful record is told, and so is a program.
func TestBasisOfADoubtfulRecord(t *testing.T) {
	for name, tt := range map[string]struct{ record, says string }{
		"dead":    {`{"resourceType":"Patient","id":"p","birthDate":"1980-01-01","deceasedBoolean":true}`, "standard input:1:1 Patient/p: the patient is recorded as deceased"},
		"several": {`{"resourceType":"Patient","id":"p"} {"resourceType":"Patient","id":"q"}`, "the record speaks of several patients; say which is meant: Patient/p, Patient/q"},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := ran(t, tt.record, "basis", "-from", "-", "-at", "2026-11-22")
			require.Equal(t, exitFound, code)
			require.Contains(t, stderr, tt.says)
			require.Less(t, strings.Index(stdout, "First of all: "), strings.Index(stdout, "More information is needed. "))
		})
	}
	done(t, `{"resourceType":"Patient","id":"p","birthDate":"1980-01-01"}`, "basis", "-from", "-", "-at", "2026-11-22")
}

// What a folder holds beside the record may be a part of it.
func TestAFolderWithOtherFiles(t *testing.T) {
	folder := t.TempDir()
	put := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
	}
	put("Patient.json", `{"resourceType":"Patient","id":"p","birthDate":"1980-01-01"}`)
	put(".hidden", "x")
	all := done(t, "", "facts", "-from", folder, "-at", "2026-11-22", "-facts")
	put("Condition.ndjson.gz", "x")
	require.NoError(t, os.Mkdir(filepath.Join(folder, "more"), 0o700))
	code, stdout, stderr := ran(t, "", "facts", "-from", folder, "-at", "2026-11-22", "-facts")
	require.Equal(t, exitFound, code)
	require.Equal(t, all, stdout)
	for _, name := range []string{"Condition.ndjson.gz", "more"} {
		require.Contains(t, stderr, filepath.Join(folder, name)+": it is not read")
	}
	require.NotContains(t, stderr, "hidden")
}
