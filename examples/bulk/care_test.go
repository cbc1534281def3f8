package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// TestMain lets a test start the command itself.
func TestMain(m *testing.M) {
	if os.Getenv("BULK_AS_COMMAND") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// Whose a line is counts only for the file that was read: one that changed meanwhile ends it.
func TestAFileThatChanges(t *testing.T) {
	m, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle())
	require.NoError(t, err)
	const line = `{"resourceType":"Patient","id":"a","birthDate":"1980-01-01"}` + "\n"
	for name, change := range map[string]func(e *export, file string){
		"it grew":       func(_ *export, file string) { require.NoError(t, os.WriteFile(file, []byte(line+line), 0o600)) },
		"it is shorter": func(_ *export, file string) { require.NoError(t, os.WriteFile(file, nil, 0o600)) },
		"it is another": func(_ *export, file string) {
			require.NoError(t, os.WriteFile(file, []byte(strings.Replace(line, "a", "b", 1)), 0o600))
			later(t, file)
		},
		"it is gone":      func(_ *export, file string) { require.NoError(t, os.Remove(file)) },
		"more lines came": func(e *export, _ string) { e.whose[0] = nil }, // while it was read
		"fewer came":      func(e *export, _ string) { e.whose[0] = append(e.whose[0], 1) },
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			file := filepath.Join(folder, "Patient.ndjson")
			require.NoError(t, os.WriteFile(file, []byte(line), 0o600))
			e, err := readExport(t.Context(), folder, "", append(m.Reads(), "Patient"))
			require.NoError(t, err)
			change(e, file)
			err = e.answers(t.Context(), asker{g: m.Guideline(), m: m, at: someDay()}, 1<<20, &bytes.Buffer{}, func(int) {})
			require.ErrorContains(t, err, "changed while it was read")
		})
	}
}

func later(t *testing.T, file string) {
	require.NoError(t, os.Chtimes(file, time.Time{}, time.Now().Add(time.Hour)))
}

// What a record or a server says cannot write on the terminal but as a quotation.
func TestNothingIsObeyed(t *testing.T) {
	folder := t.TempDir()
	var kinds strings.Builder
	for i := range mostTypes + 5 {
		fmt.Fprintf(&kinds, `{"resourceType":"Kind%d"}`+"\n", i)
	}
	tell := func(text string) string {
		require.NoError(t, os.WriteFile(filepath.Join(folder, "x.ndjson"), []byte(text), 0o600))
		_, _, errs := bulk(folder)
		for _, r := range errs {
			require.True(t, r == '\n' || r >= ' ' && r != 0x7f && r != 0x202e, "%q", errs)
		}
		return errs
	}
	errs := tell(`{"resourceType":"Condition","id":"\u001b]0;own\u0007x","subject":{"reference":"x"}}` + "\n" + `{"resourceType":"\u001b[31mZZ\nbulk: all fine"}` + "\n")
	require.Contains(t, errs, `x.ndjson:1: "Condition/\x1b]0;own\ax" does not refer to a patient`)
	require.Contains(t, errs, `not read: 1 "\x1b[31mZZ\nbulk: all fine"`)
	require.Less(t, len(tell(`{"resourceType":"`+strings.Repeat("Z", 1<<16)+`"}`)), 1000)
	require.Contains(t, tell(kinds.String()), fmt.Sprintf("not read: %d of more than %d types", mostTypes+5, mostTypes))
	require.Equal(t, "a\ufffd[0m\nb", visible("a\x1b[0m\nb"))

	s := newServer(t, nil)
	s.output = []map[string]any{{"type": "Patient", "url": s.URL + "/\u202enowhere"}}
	token := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(token, []byte("secret"), 0o600))
	_, _, errs = bulk("-from", s.kickOff(t), "-token-file", token)
	require.Contains(t, errs, `/\u202enowhere`)
	require.NotContains(t, errs, "\u202e")
}

// What the server says it could not export is missing: that is not all well.
func TestAnExportWithErrors(t *testing.T) {
	_, files := bulkExport(t)
	s := newServer(t, map[string][]byte{"Patient-0.ndjson": files["Patient-0.ndjson"]})
	s.failed = append(s.failed, map[string]any{"type": "OperationOutcome", "url": s.URL + "/files/why"})
	token := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(token, []byte("secret"), 0o600))
	status, text, errs := bulk("-from", s.kickOff(t), "-token-file", token)
	require.Equal(t, 1, status, errs)
	require.NotEmpty(t, text)
	require.Contains(t, errs, "could not export everything; it says why at "+s.URL+"/files/why")
}

// How long to wait until the next look.
func TestPause(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		asked string
		n     int
		want  time.Duration
	}{
		{"0", 0, time.Second}, {"0", 3, 8 * time.Second}, {"0", 1000, time.Minute}, {"-5", 1, 2 * time.Second}, {"", 2, 4 * time.Second}, {"soon", 0, time.Second},
		{"10", 0, 10 * time.Second}, {"10", 9, 10 * time.Second}, {"100000", 0, longestWait}, {"9223372036854775807", 0, longestWait}, {"99999999999999999999", 0, time.Second},
		{"Sun, 22 Nov 2026 12:00:30 GMT", 0, 30 * time.Second}, {"Sun, 22 Nov 2026 11:00:00 GMT", 1, 2 * time.Second},
	} {
		require.Equal(t, tt.want, pause(tt.asked, tt.n, now), "%q after %d", tt.asked, tt.n)
	}
}

// dripping is a server whose one file never ends: it sends so much at a time.
func dripping(t *testing.T, bytesAtATime int) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /waits", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(http.StatusAccepted)
	})
	mux.HandleFunc("GET /manifest", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"output":[{"type":"Patient","url":"/file"}]}`))
	})
	mux.HandleFunc("GET /file", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(bytes.Repeat([]byte(" "), bytesAtATime)); err != nil {
				return
			}
			w.(http.Flusher).Flush()
			if bytesAtATime < 1000 {
				time.Sleep(5 * time.Millisecond)
			}
		}
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// What does not end is ended: by its size, by its pace, and by the time that all of it takes.
func TestWhatDoesNotEnd(t *testing.T) {
	started := time.Now()
	fast, slow := dripping(t, 1<<16), dripping(t, 1)
	status, _, errs := bulk("-from", fast+"/manifest", "-max", "1")
	require.Equal(t, 2, status)
	require.Contains(t, errs, "larger than -max lets them be")
	for _, path := range []string{"/manifest", "/waits"} {
		status, _, errs = bulk("-from", slow+path, "-wait", "50ms")
		require.Equal(t, 2, status)
		require.Contains(t, errs, "the export is not here after 50ms")
	}
	home, err := url.Parse(slow)
	require.NoError(t, err)
	c := &client{http: http.DefaultClient, home: home, room: 1 << 20, pace: 50 * time.Millisecond}
	err = c.file(t.Context(), exportFile{URL: "/file"}, filepath.Join(t.TempDir(), "file"))
	require.ErrorContains(t, err, "bytes came in 50ms")
	require.Less(t, time.Since(started), 20*time.Second)
}

// A command that is told to end leaves nothing of the records behind.
func TestItIsToldToEnd(t *testing.T) {
	temp, out := t.TempDir(), t.TempDir()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	command := exec.CommandContext(ctx, os.Args[0], "-from", dripping(t, 1)+"/manifest", "-o", filepath.Join(out, "answers.ndjson"))
	command.Env = append(os.Environ(), "BULK_AS_COMMAND=1", "TMPDIR="+temp)
	require.NoError(t, command.Start())
	require.Eventually(t, func() bool {
		fetched, err := filepath.Glob(filepath.Join(temp, "bulk-*", "*.ndjson"))
		return err == nil && len(fetched) > 0
	}, 30*time.Second, 10*time.Millisecond)
	require.NoError(t, command.Process.Signal(syscall.SIGTERM))
	_ = command.Wait() // it ends with 130
	require.Equal(t, 130, command.ProcessState.ExitCode())
	for _, folder := range []string{temp, out} {
		left, err := os.ReadDir(folder)
		require.NoError(t, err)
		require.Empty(t, left)
	}
}
