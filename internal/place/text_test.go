package place_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/internal/place"
)

// The offset of ^ in the value must lead to the ^ of the source.
func TestTextAt(t *testing.T) {
	for _, c := range []struct{ name, yaml string }{
		{"plain", "when: pain > ^ 3"},
		{"plain, first character", "when: ^pain"},
		{"plain, last character", "when: pain^  # comment"},
		{"plain on the next line", "when:\n    pain ^"},
		{"plain with quotes inside", `when: it's "a" ^`},
		{"plain in a flow mapping", "items: [{id: ä, when: b ^}, {id: c}]"},
		{"plain in a list", "items:\n  - id: a\n    when: b ^"},
		{"plain with wide runes", "when: ä€😀 == ^"},
		{"plain after wide runes", `items: [{id: "ä€😀", when: b^}]`},
		{"plain with a tab", "when: a\tb ^"},
		{"single quotes", "when: 'a == ^'"},
		{"single quotes doubled", "when: 'it''s ''a'' ^ ''x'' '"},
		{"single quotes with a backslash", `when: 'a \n \ ^'`},
		{"double quotes", `when: "a == ^"`},
		{"double quotes escaped", `when: "trial == \"none\" and \"x\" == ^"`},
		{"all short escapes", `when: "\0\a\b\t\n\v\f\r\e\ \"\'\\\N\_\L\P ^"`},
		{"long escapes", `when: "\x41\u00e9\U0001F600 ^ \x42"`},
		{"escapes and wide runes", `when: "ä\u00e9😀\t^"`},
		{"double quotes with single ones", `when: "it''s ^"`},
		{"block", "when: |\n  a == 1 and\n  b == ^\n"},
		{"block, stripped", "when: |-\n  a == 1 and\n  b == ^\n"},
		{"block, kept", "when: |+\n  a ^\n\n\n"},
		{"block, indentation given", "when: |2\n    a\n   b ^\n"},
		{"block, indentation given and stripped", "when: |2-\n    a ^\n"},
		{"block, comment after the header", "when: | # why\n  a ^\n"},
		{"block with blank lines", "when: |\n\n\n  a\n\n     b ^\n\nid: x\n"},
		{"block with more indentation first", "when: |\n      a\n      \n        b ^\n"},
		{"block with tabs and wide runes", "when: |\n  a\n  \tä€😀\t^\n"},
		{"block deep inside", "items:\n  - id: a\n    when: |\n      a\n        ^ b\n  - id: b\n"},
		{"block at the end of the file", "when: |\n  a\n  b ^"},
		{"block with a comment sign", "when: |\n  # a ^\n"},
		{"block at the margin of a list", "items:\n- when: |\n   a ^\n  id: x\n"},
	} {
		source := strings.ReplaceAll(c.yaml, "\r\n", "\n")
		if !strings.Contains(source, "id: ") {
			source = strings.TrimRight(source, "\n") + "\nid: x\n"
		}
		line, column := placeOf(source, '^')
		for _, ends := range []string{"\n", "\r\n"} {
			for _, bom := range []string{"", "\ufeff"} {
				got := decodeText(t, bom+strings.ReplaceAll(source, "\n", ends), c.name)
				require.True(t, got.Traceable(), c.name)
				offset := utf8.RuneCountInString(got.Value[:strings.IndexByte(got.Value, '^')])
				require.Equal(t, place.Pos{File: "f", Line: line, Column: column}, got.At(offset), c.name)
			}
		}
	}
}

func placeOf(source string, r rune) (line, column int) {
	before := source[:strings.IndexRune(source, r)]
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}

func decodeText(t *testing.T, yaml, name string) place.Text {
	var r record
	_, err := place.Decode("f", []byte(yaml), &r)
	if err != nil {
		require.NotContains(t, err.Error(), "not valid", name)
	}
	if len(r.Items) > 0 {
		return r.Items[0].When
	}
	return r.When
}

func TestTextEnds(t *testing.T) {
	at := func(line, column int) place.Pos { return place.Pos{File: "f", Line: line, Column: column} }
	for _, c := range []struct {
		name, yaml string
		offset     int
		want       place.Pos
	}{
		{"before a plain text", "when: abc", -1, at(1, 7)},
		{"just past a plain text", "when: abc # d", 3, at(1, 10)},
		{"far past a plain text", "when: abc # d", 99, at(1, 10)},
		{"just past quotes", `when: "a\tb"`, 3, at(1, 12)},
		{"inside empty quotes", `when: ""`, 0, at(1, 8)},
		{"the line end in a block", "when: |\n  ab\n  c\n", 2, at(2, 5)},
		{"the next line in a block", "when: |\n  ab\n  c\n", 3, at(3, 3)},
		{"the last line end of a block", "when: |\n  ab\n  c\n", 4, at(3, 4)},
		{"just past a block", "when: |\n  ab\n  c\n", 5, at(3, 4)},
		{"just past a kept block", "when: |+\n  ab\n\n\n", 5, at(2, 5)},
		{"a blank line in a block", "when: |\n  a\n \n  c\n", 2, at(3, 2)},
		{"an empty block", "when: |\nid: x\n", 0, at(1, 7)},
		{"a block of nothing", "when: |+\n\n\nid: x\n", 1, at(1, 7)},
		{"a folded block", "when: >\n  a\n  b\n", 2, at(1, 7)},
		{"plain text over two lines", "when: a\n  b\n", 2, at(1, 7)},
		{"quotes over two lines", "when: 'a\n  b'\n", 2, at(1, 7)},
		{"quotes with an escaped line end", "when: \"a\\\n  b\"\n", 1, at(1, 7)},
	} {
		require.Equal(t, c.want, decodeText(t, c.yaml, c.name).At(c.offset), c.name)
	}
}

func TestTextTraceable(t *testing.T) {
	for yaml, want := range map[string]bool{
		"when: a b":             true,
		"when: ''":              true,
		"when: |\n  a\n":        true,
		"when: >\n  a\n":        false,
		"when: >-\n  a\n":       false,
		"when: a\n  b":          false,
		"when: a\n  a":          false,
		"when: 'a\n  b'":        false,
		"when: \"a\n\n  b\"":    false,
		"when: \"a\\\n  b\"":    false,
		"when: \"a\\\"\n  b\"":  false,
		"when: 'a''\n  b'":      false,
		"count: 1 # when unset": false,
	} {
		require.Equal(t, want, decodeText(t, yaml, yaml).Traceable(), yaml)
	}
	byHand := place.Text{Value: "a", Pos: place.Pos{File: "f", Line: 2, Column: 3}}
	require.False(t, byHand.Traceable())
	require.Equal(t, byHand.Pos, byHand.At(1))
}
