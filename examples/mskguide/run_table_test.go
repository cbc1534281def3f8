package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
)

// fevers is a table of so many rows.
func fevers(rows int) string {
	var b strings.Builder
	b.WriteString("id,fever\n")
	for i := range rows {
		fmt.Fprintf(&b, "%d,%s\n", i+1, []string{"yes", "no", ""}[i%3])
	}
	return b.String()
}

func mskguide(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(args, strings.NewReader(stdin), &out, &err, nothing)
	return code, out.String(), err.String()
}

// TestManifest reads what is said of a table of answers, and holds it to the files.
func TestManifest(t *testing.T) {
	t.Chdir(t.TempDir())
	table := fevers(2000) + "x,perhaps\n"
	require.NoError(t, os.WriteFile("cases.csv", []byte(table), 0o644))
	require.NoError(t, os.WriteFile("names.yaml", []byte("schema: mskguide.map/1\ncolumns: {fever: fever}\n"), 0o644))
	args := []string{"run", "cases.csv", "-keep", "id", "-overlay", "literature", "-map", "names.yaml", "-na", "NA", "-o", "answers.csv", "-json"}
	var manifests [2]scenario.Manifest
	for i := range manifests {
		code, stdout, stderr := mskguide(t, "", args...)
		require.Equal(t, exitFound, code, stderr)
		written, err := os.ReadFile("answers.csv.manifest.json")
		require.NoError(t, err)
		require.Equal(t, string(written), stdout)
		d := json.NewDecoder(bytes.NewReader(written))
		d.DisallowUnknownFields()
		m := &manifests[i]
		require.NoError(t, d.Decode(m))
		for _, at := range []string{m.Started, m.Finished} {
			_, err := time.Parse(time.RFC3339, at)
			require.NoError(t, err)
		}
		m.Started, m.Finished = "", ""
	}
	require.Equal(t, manifests[0], manifests[1])
	m, g := manifests[0], dryneedling.Literature()
	require.Equal(t, "mskguide.manifest/1", m.Schema)
	require.Equal(t, g.Info(), m.Guideline)
	require.Len(t, m.Params, len(g.Params()))
	require.Equal(t, append([]string{"mskguide"}, args...), m.Command)
	require.Equal(t, []int{2001, 1, 0}, []int{m.Rows, m.BadRows, m.Inexact})
	total := 0
	for _, v := range m.Verdicts {
		total += v.Rows
	}
	require.Equal(t, 2000, total)
	answers, err := os.ReadFile("answers.csv")
	require.NoError(t, err)
	hash := func(data []byte) string { sum := sha256.Sum256(data); return hex.EncodeToString(sum[:]) }
	require.Equal(t, scenario.TableFile{Name: "cases.csv", SHA256: hash([]byte(table)), Bytes: int64(len(table)), Format: "csv", Delimiter: ",", NA: []string{"NA"}, Facts: []string{"fever"}}, m.Input)
	require.Equal(t, scenario.TableFile{Name: "answers.csv", SHA256: hash(answers), Bytes: int64(len(answers)), Format: "csv", Delimiter: ",", Columns: strings.Fields("id row verdict settled could_become missing rules cautions urgency error")}, m.Output)
	require.Equal(t, "names.yaml", m.Map.Name)
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	require.Len(t, entries, 4, "nothing else is left")
}

// TestAnswersDoNotDependOnTheWay writes the same to a file as to standard output, from a file
// and from standard input, strictly or not.
func TestAnswersDoNotDependOnTheWay(t *testing.T) {
	t.Chdir(t.TempDir())
	table := fevers(3000)
	require.NoError(t, os.WriteFile("cases.csv", []byte(table), 0o644))
	_, want, _ := mskguide(t, "", "run", "cases.csv", "-keep-all")
	require.Equal(t, 3001, strings.Count(want, "\n"))
	for _, args := range [][]string{{"-", "-strict"}, {"cases.csv", "-strict"}, {"-"}, {"cases.csv", "-o", "a.csv"}, {"-", "-o", "b.csv", "-strict"}} {
		code, got, stderr := mskguide(t, table, append([]string{"run", "-keep-all"}, args...)...)
		require.Equal(t, exitDone, code, stderr)
		if args[1:] != nil && strings.Contains(strings.Join(args, " "), "-o ") {
			data, err := os.ReadFile(args[2])
			require.NoError(t, err)
			got = string(data)
		}
		require.Equal(t, want, got, args)
	}
}

// TestFailureLeavesTheTarget looks at every way a run with -o can fail.
func TestFailureLeavesTheTarget(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("cases.csv", []byte(fevers(1000)+"x,perhaps\n"), 0o644))
	require.NoError(t, os.WriteFile("answers.csv", []byte("as before"), 0o600))
	for _, args := range [][]string{{"cases.csv", "-keep", "id", "-strict"}, {"cases.csv"}, {"absent.csv"}, {"cases.csv", "-keep", "id", "-map", "absent.yaml"}} {
		code, stdout, stderr := mskguide(t, "", append([]string{"run", "-o", "answers.csv"}, args...)...)
		require.Equal(t, exitFailed, code)
		require.Empty(t, stdout)
		require.NotEmpty(t, stderr)
		data, err := os.ReadFile("answers.csv")
		require.NoError(t, err)
		require.Equal(t, "as before", string(data))
		entries, err := os.ReadDir(".")
		require.NoError(t, err)
		require.Len(t, entries, 2)
	}
	var out, errs bytes.Buffer
	require.Equal(t, exitFailed, run([]string{"run", "-", "-o", "answers.csv"}, broken{}, &out, &errs, nothing))
	require.Contains(t, errs.String(), "line is dead")

	code, _, stderr := mskguide(t, "", "run", "cases.csv", "-keep", "id", "-o", "answers.csv")
	require.Equal(t, exitFound, code, stderr)
	info, err := os.Stat("answers.csv")
	require.NoError(t, err)
	require.Greater(t, info.Size(), int64(1000))
}

// TestLinkedTarget writes through a link and keeps it.
func TestLinkedTarget(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("far", 0o755))
	require.NoError(t, os.WriteFile("far/answers.csv", nil, 0o644))
	if err := os.Symlink("far/answers.csv", "near.csv"); err != nil {
		t.Logf("no links here: %v", err)
		return
	}
	code, _, stderr := mskguide(t, fevers(10), "run", "-", "-keep", "id", "-o", "near.csv")
	require.Equal(t, exitDone, code, stderr)
	data, err := os.ReadFile("far/answers.csv")
	require.NoError(t, err)
	require.Equal(t, 11, strings.Count(string(data), "\n"))
	require.FileExists(t, "near.csv.manifest.json")
}

// TestProgress watches a run at a terminal.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(1000, 0)
	read := &atomic.Int64{}
	p := &progress{to: &out, now: func() time.Time { return now }, size: 4000, read: read, started: now, shown: now}
	p.show(5)
	require.Empty(t, out.String(), "not at once")
	now = now.Add(2 * time.Second)
	read.Store(1000)
	p.show(1_234_567)
	require.Equal(t, "\r1 234 567 rows, 617 283 a second, 25 %, 6s left\x1b[K", out.String())
	p.show(1_234_568)
	require.Equal(t, 1, strings.Count(out.String(), "\r"), "not too often")
	p.size, now = 0, now.Add(time.Second)
	p.show(2_000_000)
	require.True(t, strings.HasSuffix(out.String(), "\r2 000 000 rows, 666 666 a second\x1b[K"))
	p.clear()
	require.True(t, strings.HasSuffix(out.String(), "\r\x1b[K"))
}

// TestProgressIsShownToPeople asks who gets to see it.
func TestProgressIsShownToPeople(t *testing.T) {
	device := os.ModeDevice | os.ModeCharDevice
	for _, x := range []struct {
		about string
		call  call
		shown bool
	}{
		{"a terminal, answers elsewhere", call{stderr: &screen{mode: device}, stdout: &bytes.Buffer{}, env: nothing}, true},
		{"answers on the terminal", call{stderr: &screen{mode: device}, stdout: &screen{mode: device}, env: nothing}, false},
		{"a file of answers", call{stderr: &screen{mode: device}, stdout: &screen{mode: device}, env: nothing, given: given{"o": {"x"}}}, true},
		{"a pipe", call{stderr: &bytes.Buffer{}, stdout: &bytes.Buffer{}, env: nothing}, false},
		{"NO_COLOR", call{stderr: &screen{mode: device}, stdout: &bytes.Buffer{}, env: only("NO_COLOR", "1")}, false},
		{"a dumb terminal", call{stderr: &screen{mode: device}, stdout: &bytes.Buffer{}, env: only("TERM", "dumb")}, false},
	} {
		require.Equal(t, x.shown, x.call.newProgress(&tableInput{}).to != nil, x.about)
	}
}
