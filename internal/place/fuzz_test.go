package place_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/internal/place"
)

// FuzzDecode holds for any bytes: no panic, every error has a place and they are sorted, the answer is always the
// same, and each rune of a Text that can be traced is found where At says.
func FuzzDecode(f *testing.F) {
	data, err := os.ReadFile("testdata/bad.txt")
	require.NoError(f, err)
	for _, section := range strings.Split(string(data), "\n== ") {
		_, yaml, _ := strings.Cut(section, "\n")
		f.Add([]byte(strings.Split(yaml, "\n--\n")[0]))
	}
	f.Add([]byte("\ufeffid: \"\\u00e9\\\"x\"\r\nvalue: |2-\r\n   a\r\n\r\n    b\r\n"))
	f.Add([]byte("value: ['it''s', \"\\x41\\t\", plain # c\n , >-\n  b]\nlimits: {a: -0, 'b': 1e3}\n"))
	f.Add([]byte("? |\n  a\n: - |+\n   b\n\n  - >\n   c\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r, again record
		file, err := place.Decode("f", data, &r)
		if err != nil {
			checkErrors(t, err)
		}
		_, same := place.Decode("f", data, &again)
		require.Equal(t, err, same)
		require.Equal(t, r, again)
		require.GreaterOrEqual(t, file.At("value", 0, "a").Line, 1)

		source := sourceRunes(data)
		checkText(t, source, r.When)
		checkAny(t, source, r.Value)
	})
}

func checkErrors(t *testing.T, err error) {
	errs, ok := err.(place.Errors)
	require.True(t, ok)
	for _, e := range errs {
		require.Equal(t, "f", e.Pos.File)
		require.GreaterOrEqual(t, e.Pos.Line, 1)
		require.GreaterOrEqual(t, e.Pos.Column, 1)
		require.NotEmpty(t, e.Message)
	}
	require.True(t, slices.IsSortedFunc(errs, func(a, b *place.Error) int { return place.Compare(a.Pos, b.Pos) }))
}

func sourceRunes(data []byte) [][]rune {
	var lines [][]rune
	for _, line := range strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n") {
		lines = append(lines, []rune(strings.TrimSuffix(line, "\r")))
	}
	return lines
}

func checkAny(t *testing.T, source [][]rune, a place.Any) {
	switch v := a.Value.(type) {
	case place.Text:
		checkText(t, source, v)
	case []place.Any:
		for _, item := range v {
			checkAny(t, source, item)
		}
	case place.Map[place.Any]:
		for _, entry := range v {
			checkText(t, source, entry.Key)
			checkAny(t, source, entry.Value)
		}
	}
}

func checkText(t *testing.T, source [][]rune, text place.Text) {
	if !text.Traceable() {
		require.Equal(t, text.Pos, text.At(1))
		return
	}
	before := text.Pos
	for i, r := range []rune(text.Value) {
		pos := text.At(i)
		require.LessOrEqual(t, place.Compare(before, pos), 0)
		before = pos
		if r == '\n' && source[text.Pos.Line-1][text.Pos.Column-1] == '|' {
			continue // the place of a line end is just past its line
		}
		written := source[pos.Line-1][pos.Column-1]
		require.Truef(t, written == r || written == '\\', "%q at %s is written %q", r, pos, written)
	}
}
