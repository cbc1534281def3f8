package journal_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/mskguide/mskguide/internal/journal"
	"github.com/stretchr/testify/require"
)

type record struct {
	N    int    `json:"n"`
	Text string `json:"text"`
}

func open(t *testing.T, path string) *journal.Journal {
	t.Helper()
	j, err := journal.Open(path, 0o600)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, j.Close()) })
	return j
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

func TestAppendWritesLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.ndjson")
	j := open(t, path)
	require.NoError(t, j.Append(record{1, "a < b\nand more"}))
	require.NoError(t, j.Close())
	require.NoError(t, j.Close(), "closing again does nothing")
	require.ErrorIs(t, j.Append(record{2, "late"}), journal.ErrClosed)

	j = open(t, path)
	require.Zero(t, j.Torn())
	require.NoError(t, j.Append(map[string]int{"n": 2}))
	require.Equal(t, "{\"n\":1,\"text\":\"a < b\\nand more\"}\n{\"n\":2}\n", read(t, path))
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

func TestOnlyObjectsAreRecords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.ndjson")
	j := open(t, path)
	for _, v := range []any{12, "text", nil, []int{1}, func() {}} {
		require.Error(t, j.Append(v), "%T", v)
	}
	require.Empty(t, read(t, path))
}

// After a crash at any byte, whatever was whole is still there, the rest is kept apart, and the
// next record starts a line.
func TestCrashAtEveryByte(t *testing.T) {
	var whole []byte
	for i := range 3 {
		line, err := json.Marshal(record{i, strings.Repeat("é}{\"", i)})
		require.NoError(t, err)
		whole = append(append(whole, line...), '\n')
	}
	for at := range len(whole) + 1 {
		for _, zeros := range []int{0, 5} {
			left := append(append([]byte{}, whole[:at]...), make([]byte, zeros)...)
			path := filepath.Join(t.TempDir(), "records.ndjson")
			require.NoError(t, os.WriteFile(path, left, 0o600))
			j := open(t, path)
			require.NoError(t, j.Append(record{9, "next"}))
			require.NoError(t, j.Close())

			lines := strings.SplitAfter(read(t, path), "\n")
			require.Empty(t, lines[len(lines)-1], "the file ends with a line")
			for _, line := range lines[:len(lines)-1] {
				require.True(t, json.Valid([]byte(line)), "at %d: %q", at, line)
			}
			require.Equal(t, "{\"n\":9,\"text\":\"next\"}\n", lines[len(lines)-2])
			kept := strings.Join(lines[:len(lines)-2], "")
			if j.Torn() > 0 {
				apart := read(t, path+".torn")
				require.Equal(t, string(left), kept+strings.TrimSuffix(apart, "\n"), "nothing is lost at %d", at)
			} else {
				require.NoFileExists(t, path+".torn")
				require.Equal(t, strings.TrimSuffix(string(left), "\n"), strings.TrimSuffix(kept, "\n"))
			}
			require.GreaterOrEqual(t, strings.Count(kept, "\n"), bytes.Count(whole[:at], []byte("\n")), "no whole record is moved")
		}
	}
}

// Two crashes leave both ends in the file that keeps them.
func TestTornEndsAddUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.ndjson")
	for _, torn := range []string{"{\"n\":1", "{\"n\":2,"} {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		require.NoError(t, err)
		_, err = f.WriteString(torn)
		require.NoError(t, err)
		require.NoError(t, f.Close())
		j := open(t, path)
		require.Equal(t, int64(len(torn)), j.Torn())
		require.NoError(t, j.Append(record{3, ""}))
		require.NoError(t, j.Close())
	}
	require.Equal(t, "{\"n\":1\n{\"n\":2,\n", read(t, path+".torn"))
	require.Equal(t, 2, strings.Count(read(t, path), "\n"))
}

// A file that is something else is not touched.
func TestOtherFilesAreLeftAlone(t *testing.T) {
	for _, text := range []string{"{\n  \"condition\": \"neck_pain\"\n}\n", "id,age\n1,40\n", "notes", "\n", "[1]\n", "{\"n\": }\n{\"n\":1}\n"} {
		path := filepath.Join(t.TempDir(), "other")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		_, err := journal.Open(path, 0o600)
		require.ErrorContains(t, err, "something else than lines of JSON objects", "%q", text)
		require.Equal(t, text, read(t, path))
		require.NoFileExists(t, path+".torn")
	}
	_, err := journal.Open(t.TempDir(), 0o600)
	require.Error(t, err)
}

func TestManyAppendAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.ndjson")
	j := open(t, path)
	var all sync.WaitGroup
	errs := make(chan error, 400)
	for i := range 20 {
		all.Add(1)
		go func() {
			defer all.Done()
			for k := range 20 {
				errs <- j.Append(record{i*20 + k, strings.Repeat("x", 300)})
			}
		}()
	}
	all.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	seen := map[int]bool{}
	for line := range strings.Lines(read(t, path)) {
		var r record
		require.NoError(t, json.Unmarshal([]byte(line), &r), line)
		seen[r.N] = true
	}
	require.Len(t, seen, 400)
}

func ExampleOpen() {
	folder, err := os.MkdirTemp("", "journal")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	j, err := journal.Open(filepath.Join(folder, "feedback.ndjson"), 0o600)
	if err != nil {
		panic(err)
	}
	if err := j.Append(map[string]string{"outcome": "accepted"}); err != nil {
		panic(err)
	}
	fmt.Println("torn bytes:", j.Torn(), "closed:", j.Close() == nil)
	// Output: torn bytes: 0 closed: true
}
