package place_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/internal/place"
)

var update = flag.Bool("update", false, "rewrite the expected errors in testdata")

// grade is a type that reads text itself.
type grade int

func (g *grade) UnmarshalText(text []byte) error {
	names := []string{"low", "high"}
	for i, name := range names {
		if name == string(text) {
			*g = grade(i + 1)
			return nil
		}
	}
	return fmt.Errorf("unknown grade %q; did you mean %q? one of: low, high", text, place.Nearest(string(text), names))
}

type common struct {
	ID   string     `yaml:"id,required"`
	When place.Text `yaml:"when"`
	At   place.Pos
}

// record has a field of every kind that Decode knows.
type record struct {
	common
	Safe    bool                    `yaml:"safe"`
	Count   int                     `yaml:"count"`
	Share   float64                 `yaml:"share"`
	Weeks   *place.Number           `yaml:"weeks"`
	Grade   grade                   `yaml:"grade"`
	Names   []string                `yaml:"names"`
	Items   []record                `yaml:"items"`
	Deep    *record                 `yaml:"deep"`
	Limits  place.Map[place.Number] `yaml:"limits"`
	Value   place.Any               `yaml:"value"`
	Ignored string
	Dashed  string `yaml:"-"`
}

func TestDecode(t *testing.T) {
	var got record
	f, err := place.Decode("r.yaml", []byte(`# a comment
id: x           # another
when: a > 1
safe: true
count: -3
share: 0.25
weeks: -0.0
grade: high
names:
- one
- "2"
limits: {b: 1.50, "3": 2e1}
value: [1, two, true, {k: v}]
deep:
  id: |-
    two
    lines
items: [{id: a}, {id: b, names: []}]
`), &got)
	require.NoError(t, err)
	pos := func(line, column int) place.Pos { return place.Pos{File: "r.yaml", Line: line, Column: column} }

	require.Equal(t, "x", got.ID)
	require.Equal(t, pos(2, 1), got.At)
	require.Equal(t, "a > 1", got.When.Value)
	require.Equal(t, pos(3, 7), got.When.Pos)
	require.True(t, got.Safe)
	require.Equal(t, -3, got.Count)
	require.Equal(t, 0.25, got.Share)
	require.Equal(t, "0", fmt.Sprint(got.Weeks.Value), "-0 is 0")
	require.Equal(t, "-0.0", got.Weeks.Text)
	require.Equal(t, grade(2), got.Grade)
	require.Equal(t, []string{"one", "2"}, got.Names)
	require.Len(t, got.Limits, 2)
	require.Equal(t, "b", got.Limits[0].Key.Value)
	require.Equal(t, place.Number{Value: 1.5, Text: "1.50", Pos: pos(12, 13)}, got.Limits[0].Value)
	require.Equal(t, pos(12, 19), got.Limits[1].Key.Pos)
	require.Equal(t, "two\nlines", got.Deep.ID)
	require.Equal(t, pos(15, 3), got.Deep.At)
	require.Equal(t, "b", got.Items[1].ID)
	require.Equal(t, pos(18, 18), got.Items[1].At)
	require.NotNil(t, got.Items[1].Names)
	require.Nil(t, got.Items[0].Names)

	list := got.Value.Value.([]place.Any)
	require.Equal(t, 1.0, list[0].Value.(place.Number).Value)
	require.Equal(t, "two", list[1].Value.(place.Text).Value)
	require.Equal(t, true, list[2].Value)
	require.Equal(t, pos(13, 17), list[2].Pos)
	require.Equal(t, "v", list[3].Value.(place.Map[place.Any])[0].Value.Value.(place.Text).Value)

	for _, c := range []struct {
		path []any
		want place.Pos
	}{
		{nil, pos(2, 1)},
		{[]any{"count"}, pos(5, 8)},
		{[]any{"names", 1}, pos(11, 3)},
		{[]any{"names", 7}, pos(10, 1)},
		{[]any{"names", -1}, pos(10, 1)},
		{[]any{"names", "one"}, pos(10, 1)},
		{[]any{"items", 1, "id"}, pos(18, 23)},
		{[]any{"items", 1, "when", "x"}, pos(18, 18)},
		{[]any{"deep", "id"}, pos(15, 7)},
		{[]any{"nowhere"}, pos(2, 1)},
		{[]any{3.5}, pos(2, 1)},
	} {
		require.Equal(t, c.want, f.At(c.path...), "%v", c.path)
	}
	require.True(t, (*place.File)(nil).At("id").IsZero())
}

func TestDecodeRefuses(t *testing.T) {
	const golden = "testdata/bad.txt"
	data, err := os.ReadFile(golden)
	require.NoError(t, err)
	sections := strings.Split(string(data), "\n== ")
	rewritten := sections[:1:1]
	for _, section := range sections[1:] {
		name, rest, _ := strings.Cut(section, "\n")
		// A case may be an empty file, or hold "---" lines.
		yaml, want, found := strings.Cut("\n"+rest+"\n", "\n--\n")
		require.True(t, found, name)
		yaml = strings.TrimPrefix(yaml+"\n", "\n")
		var r record
		_, err := place.Decode("f", []byte(yaml), &r)
		require.Error(t, err, name)
		rewritten = append(rewritten, name+"\n"+yaml+"--\n"+err.Error())
		if !*update {
			require.Equal(t, strings.TrimSpace(want), err.Error(), name)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(strings.Join(rewritten, "\n== ")+"\n"), 0o666))
	}
}

// TestDecodeBytes holds what a text file cannot show.
func TestDecodeBytes(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"byte order mark", "\ufeffid: x\nwhan: y\n", "f:2:1: unknown key"},
		{"byte order mark before a mistake", "\ufeffwhan: y\nid: x\n", "f:1:1: unknown key"},
		{"Windows line ends", "id: x\r\nwhen: a\r\ncount: x\r\n", "f:3:8: expected a whole number"},
		{"columns count runes", "id: x\nlimits: {\"äöü€😀\": y}\n", "f:2:19: expected a decimal"},
		{"tab before a key", "id: x\n\twhen: a\n", "f:2:1: a tab in the indentation; use spaces"},
		{"tab after spaces", "id: x\nitems:\n  - id: a\n  \twhen: b\n", "f:4:3: a tab in the indentation; use spaces"},
		{"tab in a block", "id: x\nwhen: |\n\ta\n", "f:3:1: a tab in the indentation; use spaces"},
		{"not UTF-8", "id: x\nwhen: \"\u00e4\xe4\"\n", "f:2:9: not UTF-8 text (byte 0xE4); save the file as UTF-8"},
		{"half a character", "id: x\nwhen: \xef", "f:2:7: not UTF-8 text (byte 0xEF); save the file as UTF-8"},
		{"UTF-16", "\xff\xfei\x00d\x00", "f:1:1: not UTF-8 text (byte 0xFF)"},
		{"NUL", "id: x\x00\n", "f:1:6: character U+0000 is not used here; remove it"},
		{"lone carriage return", "id: x\rwhen: a\n", "f:1:6: character U+000D"},
		{"line separator", "id: x\nwhen: a\u2028b\n", "f:2:8: character U+2028"},
		{"next line", "id: x\nwhen: a\u0085b\n", "f:2:8: character U+0085"},
		{"byte order mark inside", "id: x\nwhen: a\ufeff\n", "f:2:8: character U+FEFF"},
		{"too large", "id: x\n#" + strings.Repeat(" ", 1<<20), "f:1:1: the file is larger than 1048576 bytes"},
		{"far too deep", "value: " + strings.Repeat("[", 20_000), "not valid YAML: exceeded max depth"},
		{"long quotes are cut", "id: x\n" + strings.Repeat("k", 99) + ": 1\n", `unknown key "` + strings.Repeat("k", 60) + "…\""},
	} {
		var r record
		f, err := place.Decode("f", []byte(c.data), &r)
		require.ErrorContains(t, err, c.want, c.name)
		require.NotNil(t, f)
		require.Equal(t, "f", f.At("id").File)
	}
	var r record
	_, err := place.Decode("f", []byte("id: \ufffd # a valid replacement character\n"), &r)
	require.NoError(t, err)
}

// A key may be refused with the reason, and is not counted among those that are taken.
func TestDecodeRefusedKeys(t *testing.T) {
	var local struct {
		Rules []string `yaml:"rules"`
		_     any      `yaml:"facts" refuse:"facts are declared elsewhere"`
	}
	_, err := place.Decode("f", []byte("rules: [a]\nfacts: [b]\nfact: c\n"), &local)
	require.EqualError(t, err, "f:2:1: facts are declared elsewhere\nf:3:1: unknown key \"fact\"; keys here: rules")
	require.Equal(t, []string{"a"}, local.Rules)
}

// A mistake of the programmer is an error as well.
func TestDecodeInto(t *testing.T) {
	var text string
	var odd struct {
		C chan int `yaml:"c"`
	}
	for _, into := range []any{nil, record{}, (*record)(nil), &text} {
		_, err := place.Decode("f", []byte("id: x"), into)
		require.ErrorContains(t, err, "not a pointer to a struct")
	}
	_, err := place.Decode("f", []byte("c: x"), &odd)
	require.EqualError(t, err, "f:1:4: cannot decode into a chan int")
}

// What can be read is read, so that a caller can go on and find more mistakes.
func TestDecodeGoesOn(t *testing.T) {
	var r record
	_, err := place.Decode("f", []byte("id: x\ncount: no\nitems: [{id: a}, {id: 3}, {id: c}]\n"), &r)
	require.Error(t, err)
	require.Equal(t, "x", r.ID)
	require.Len(t, r.Items, 3)
	require.Equal(t, "c", r.Items[2].ID)
}
