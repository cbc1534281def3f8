package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func someDay() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }

// people are the fixtures of which the export is made, by the ids of their patients.
func people() []string {
	return []string{"acute-low-back-pain", "anticoagulated", "cancer-history", "chronic-neck-pain-after-manual-therapy", "knee-osteoarthritis", "minor", "nsaid-intolerant", "pregnant"}
}

// bulkExport writes the records of several people as an export does: by type, several files of one.
func bulkExport(t *testing.T) (folder string, files map[string][]byte) {
	t.Helper()
	folder, files = t.TempDir(), map[string][]byte{}
	for i, name := range people() {
		data, err := os.ReadFile(filepath.Join("../../testdata/fhir", name+".json"))
		require.NoError(t, err)
		var bundle struct {
			Entry []struct{ Resource json.RawMessage }
		}
		require.NoError(t, json.Unmarshal(data, &bundle))
		for _, e := range bundle.Entry {
			var h head
			require.NoError(t, json.Unmarshal(e.Resource, &h))
			file := fmt.Sprintf("%s-%d.ndjson", h.ResourceType, i%2)
			if h.ResourceType == "Medication" { // one file, so that a server's may hold all
				file = "Medication.ndjson"
			}
			var line bytes.Buffer
			require.NoError(t, json.Compact(&line, e.Resource))
			files[file] = append(append(files[file], line.Bytes()...), '\n')
		}
	}
	for name, data := range files {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), data, 0o644))
	}
	return folder, files
}

func bulk(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(context.Background(), append([]string{"-at", "2026-11-22"}, args...), &out, &errs, someDay)
	return status, out.String(), errs.String()
}

func answersOf(t *testing.T, text string) map[string]answer {
	t.Helper()
	all, before := map[string]answer{}, ""
	for line := range strings.Lines(text) {
		var a answer
		require.NoError(t, json.Unmarshal([]byte(line), &a))
		require.Less(t, before, a.Patient, "by id")
		before = a.Patient
		all[a.Patient] = a
	}
	return all
}

// Each patient of an export gets the answer that the record alone gets.
func TestAnExport(t *testing.T) {
	folder, _ := bulkExport(t)
	status, text, errs := bulk("-full", folder)
	require.Zero(t, status, errs)
	require.Contains(t, errs, "8 patients")
	require.Contains(t, errs, "not read:")
	got := answersOf(t, text)
	require.Len(t, got, len(people()))

	m, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle())
	require.NoError(t, err)
	for _, name := range people() {
		data, err := os.ReadFile(filepath.Join("../../testdata/fhir", name+".json"))
		require.NoError(t, err)
		chart := m.Facts(someDay(), fhir.Document{Name: name, Data: data})
		d, err := m.Guideline().Decide(chart.Facts)
		require.NoError(t, err)
		a := got[chart.Patient]
		require.Equal(t, len(chart.Facts), a.Facts, name)
		require.JSONEq(t, string(d.JSON()), string(a.Decision), name)
		require.Equal(t, d.Verdict, a.Verdict)
		var whole struct{ Facts json.RawMessage }
		require.NoError(t, json.Unmarshal(a.Chart, &whole))
		require.JSONEq(t, string(chart.FactsJSON()), string(whole.Facts), name)
	}

	again := filepath.Join(folder, "answers.ndjson")
	pack(t, folder, "Patient-0.ndjson")
	for range 2 { // the answers of the first time are no part of the export
		status, _, errs = bulk("-full", folder, "-o", again)
		require.Zero(t, status, errs)
		written, err := os.ReadFile(again)
		require.NoError(t, err)
		require.Equal(t, text, string(written))
	}
	require.NoError(t, os.Remove(again))
	e, err := readExport(t.Context(), folder, "", append(m.Reads(), "Patient"))
	require.NoError(t, err)
	require.Len(t, e.parts(1), len(people()))
	var inParts bytes.Buffer
	require.NoError(t, e.answers(t.Context(), asker{g: m.Guideline(), m: m, at: someDay(), full: true}, 1, &inParts, func(int) {}))
	require.Equal(t, text, inParts.String(), "however little is held at once")
}

// pack puts a packed file in the place of a plain one.
func pack(t *testing.T, folder, name string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	require.NoError(t, err)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err = w.Write(data)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.NoError(t, os.Remove(filepath.Join(folder, name)))
	require.NoError(t, os.WriteFile(filepath.Join(folder, name+".gz"), packed.Bytes(), 0o644))
}

// What cannot be used is named with its file and line, and costs nobody else an answer.
func TestABrokenExport(t *testing.T) {
	folder, _ := bulkExport(t)
	more := strings.Join([]string{
		`{"resourceType":"Condition","id":"torn"`, ``, `[]`,
		`{"resourceType":"Condition","id":"nobody"}`,
		`{"resourceType":"Observation","id":"device","status":"final","code":{"text":"x"},"subject":{"reference":"Device/1"}}`,
		`{"resourceType":"Condition","id":"of-zoe","subject":{"reference":"https://ehr.example/fhir/Patient/zoe/_history/2"},"clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"81680005"}]},"onsetDateTime":"never"}`,
		`{"resourceType":"Condition","id":"gone","subject":{"reference":"Patient/zoe"},"clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"84757009"}]}}`,
		`{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Condition/gone"}}]}`,
	}, "\r\n")
	require.NoError(t, os.WriteFile(filepath.Join(folder, "zz.ndjson"), []byte(more), 0o644))
	out := filepath.Join(t.TempDir(), "answers.ndjson")
	status, text, errs := bulk("-o", out, folder)
	require.Equal(t, 1, status)
	require.Empty(t, text)
	for _, says := range []string{"zz.ndjson:1: this is not JSON", "zz.ndjson:3: this is no resource", "zz.ndjson:4: Condition/nobody does not refer", "zz.ndjson:5: Observation/device does not", "4 lines that could not be used"} {
		require.Contains(t, errs, says)
	}
	written, err := os.ReadFile(out)
	require.NoError(t, err)
	got := answersOf(t, string(written))
	require.Len(t, got, len(people())+1)
	require.Equal(t, 1, got["Patient/zoe"].Facts, "the condition that was deleted is none")
	require.Equal(t, []string{`zz.ndjson:6:255: onsetDateTime is no date: "never"`}, got["Patient/zoe"].Problems)
}

// What else is in the folder may be a part of the export: it is named, and that is not all well.
func TestFilesThatAreNotRead(t *testing.T) {
	folder, _ := bulkExport(t)
	_, all, _ := bulk(folder)
	put := func(name string) {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte("{}"), 0o600))
	}
	put("manifest.json")
	put(".hidden")
	status, text, errs := bulk(folder)
	require.Zero(t, status, errs)
	require.Equal(t, all, text)
	require.NotContains(t, errs, "it is not read")

	passed := []string{"Condition.json", "Condition.txt", "Condition.NDJSON", "Condition.ndjson.zip", "\x1b[2J"}
	for _, name := range passed {
		put(name)
	}
	require.NoError(t, os.Mkdir(filepath.Join(folder, "deleted"), 0o700))
	status, text, errs = bulk(folder)
	require.Equal(t, 1, status)
	require.Equal(t, all, text)
	for _, name := range append(passed, "deleted") {
		require.Equal(t, 1, strings.Count(errs, shown(filepath.Join(folder, name))+": it is not read"), name)
	}
	require.Contains(t, errs, "0 lines that could not be used, 6 entries of the folder that were not read\n")
	require.NotContains(t, errs, "\x1b")
}

// A target that cannot be written is found before anything is read.
func TestTargets(t *testing.T) {
	folder, _ := bulkExport(t)
	places := t.TempDir()
	for name, says := range map[string]string{places: "it is a folder; name a file in it", os.DevNull: "it is no ordinary file", filepath.Join(places, "no", "such"): "no such file"} {
		status, text, errs := bulk("-o", name, "-from", "http://127.0.0.1:1/none")
		require.Equal(t, 2, status, name)
		require.Empty(t, text)
		require.Contains(t, errs, says, "and not that the server does not answer")
	}
	killed, err := options{out: filepath.Join(places, "answers.ndjson")}.openTarget(nil, &bytes.Buffer{})
	require.NoError(t, err)
	left := killed.file.Name()
	require.NoError(t, killed.file.Close())
	for _, name := range []string{filepath.Join(places, ".answers.ndjson-mine"), filepath.Join(places, ".answers.ndjson-"), filepath.Join(places, ".other.ndjson-123456")} {
		require.NoError(t, os.WriteFile(name, []byte("{}\n"), 0o600))
	}
	status, _, errs := bulk("-o", filepath.Join(places, "answers.ndjson"), folder)
	require.Zero(t, status)
	require.Equal(t, 1, strings.Count(errs, "left it behind"))
	require.Contains(t, errs, left+" holds answers about patients")
	require.FileExists(t, left, "another run may be writing it")
	require.FileExists(t, filepath.Join(places, "answers.ndjson"))
	entries, err := os.ReadDir(places)
	require.NoError(t, err)
	require.Len(t, entries, 5, "nothing of this run is left")
}

// What cannot be done is said, and nothing is written.
func TestMistakes(t *testing.T) {
	folder, _ := bulkExport(t)
	empty, target := t.TempDir(), filepath.Join(t.TempDir(), "answers.ndjson")
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{}, "give the folder of an export"}, {[]string{folder, folder}, "give the folder"}, {[]string{"-from", "https://x.example", folder}, "give the folder"},
		{[]string{"-at", "tomorrow", folder}, "-at is a day"}, {[]string{empty}, "holds no file"}, {[]string{filepath.Join(empty, "none")}, "none"},
		{[]string{"-memory", "0", folder}, "1 or more"}, {[]string{"-max", "-1", folder}, "1 or more"}, {[]string{"-wait", "0s", folder}, "-wait is a time"}, {[]string{"-mapping", filepath.Join(empty, "none"), folder}, "none"},
		{[]string{"-from", "ftp://x.example/export"}, "is the URL of an export"}, {[]string{"-o", filepath.Join(empty, "no", "such"), folder}, "no"},
	} {
		status, text, errs := bulk(append([]string{"-o", target}, tt.args...)...)
		require.Equal(t, 2, status, tt.args)
		require.Empty(t, text)
		require.Contains(t, errs, tt.want)
		require.NoFileExists(t, target)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	require.Equal(t, 130, run(ctx, []string{"-o", target, folder}, &bytes.Buffer{}, &bytes.Buffer{}, someDay))
	require.NoFileExists(t, target)
	left, err := os.ReadDir(filepath.Dir(target))
	require.NoError(t, err)
	require.Empty(t, left)
}

// server is one that exports: kick-off, status, manifest, files.
type server struct {
	*httptest.Server
	files  map[string][]byte
	waits  int
	output []map[string]any
	failed []map[string]any
}

func newServer(t *testing.T, files map[string][]byte) *server {
	t.Helper()
	s := &server{files: files, failed: []map[string]any{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /fhir/$export", func(w http.ResponseWriter, r *http.Request) {
		require.Equal(t, "respond-async", r.Header.Get("Prefer"))
		w.Header().Set("Content-Location", s.URL+"/status/1")
		w.WriteHeader(http.StatusAccepted)
	})
	mux.HandleFunc("GET /status/1", func(w http.ResponseWriter, r *http.Request) {
		if s.waits--; s.waits >= 0 {
			w.Header().Set("Retry-After", "0")
			w.Header().Set("X-Progress", "half")
			w.WriteHeader(http.StatusAccepted)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"transactionTime": "2026-11-22T00:00:00Z", "request": s.URL + "/fhir/$export", "requiresAccessToken": true, "output": s.output, "error": s.failed})
	})
	mux.HandleFunc("GET /files/{name}", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer secret" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write(s.files[r.PathValue("name")])
	})
	mux.HandleFunc("GET /away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://other.example/secret", http.StatusFound)
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	for name, data := range files {
		kind, _, _ := strings.Cut(strings.TrimSuffix(name, ".ndjson"), "-")
		s.output = append(s.output, map[string]any{"type": kind, "url": s.URL + "/files/" + name, "count": bytes.Count(data, []byte("\n"))})
	}
	return s
}

// kickOff asks for an export as a client does, and returns where to look for it.
func (s *server) kickOff(t *testing.T) string {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, s.URL+"/fhir/$export", nil)
	require.NoError(t, err)
	request.Header.Set("Prefer", "respond-async")
	got, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, got.Body.Close())
	require.Equal(t, http.StatusAccepted, got.StatusCode)
	return got.Header.Get("Content-Location")
}

func TestAnExportOfAServer(t *testing.T) {
	folder, files := bulkExport(t)
	_, want, _ := bulk("-full", folder)
	token := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(token, []byte("secret\n"), 0o600))
	s := newServer(t, files)
	s.waits = 1
	status, text, errs := bulk("-full", "-from", s.kickOff(t), "-token-file", token)
	require.Zero(t, status, errs)
	require.Contains(t, errs, "the export is being made half")
	got, expected := answersOf(t, text), answersOf(t, want)
	require.Len(t, got, len(people()))
	for patient, a := range expected {
		require.Equal(t, string(a.Decision), string(got[patient].Decision), patient)
	}

	for says, spoil := range map[string]func(s *server){
		"only http":              func(s *server) { s.output[0]["url"] = "http://other.example/file" },
		"leads to http://other":  func(s *server) { s.output[0]["url"] = s.URL + "/away" },
		"and 0 came":             func(s *server) { s.output[0]["url"] = s.URL + "/files/none" },
		"the server answers 404": func(s *server) { s.output[0]["url"] = s.URL + "/nowhere" },
		"this is no manifest":    func(s *server) { s.output = nil },
		"the server answers 401": func(s *server) { require.NoError(t, os.WriteFile(token, []byte("wrong"), 0o600)) },
	} {
		s := newServer(t, map[string][]byte{"Patient-0.ndjson": files["Patient-0.ndjson"]})
		spoil(s)
		status, text, errs := bulk("-from", s.kickOff(t), "-token-file", token)
		require.NoError(t, os.WriteFile(token, []byte("secret"), 0o600))
		require.Equal(t, 2, status, says)
		require.Empty(t, text)
		require.Contains(t, errs, says)
	}
	s = newServer(t, files)
	status, _, errs = bulk("-from", s.kickOff(t))
	require.Equal(t, 2, status)
	require.Contains(t, errs, "give -token-file")
}

// The export to try it with is whole.
func TestTheExportThatShips(t *testing.T) {
	status, text, errs := bulk("../../testdata/fhir/export")
	require.Zero(t, status, errs)
	require.Len(t, answersOf(t, text), 5)
}
