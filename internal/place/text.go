package place

import (
	"strings"
	"unicode/utf8"
)

// Text is a string that remembers where it was written. A Text made by hand has only the place it is given.
type Text struct {
	Value string
	Pos   Pos // of the first character, the opening quote or the |

	// written is the source from Pos on: to the end of its line, and for a | block all lines the value comes from.
	// Its first character tells the style, as it does in YAML.
	written string
}

// Traceable reports whether a place inside the value can be found: not in a folded (>) block, not in plain or quoted
// text that runs over several lines, not in a Text made by hand.
func (t Text) Traceable() bool {
	if t.written == "" {
		return false
	}
	switch t.written[0] {
	case '|':
		return true
	case '>':
		return false
	case '"', '\'':
		_, closed := widths(t.written)
		return closed
	}
	return strings.HasPrefix(t.written, t.Value)
}

// At is the place of the rune at an offset of Value, counted in runes from 0. len(Value) runes is just past the end;
// the line ends that close a | block belong to the end of its text. It is Pos when t is not Traceable.
func (t Text) At(offset int) Pos {
	if !t.Traceable() {
		return t.Pos
	}
	offset = max(0, min(offset, utf8.RuneCountInString(t.Value)))
	pos := t.Pos
	switch t.written[0] {
	case '|':
		return t.inBlock(offset)
	case '"', '\'':
		pos.Column++
		columns, _ := widths(t.written)
		for _, width := range columns[:min(offset, len(columns))] {
			pos.Column += width
		}
	default:
		pos.Column += offset
	}
	return pos
}

// widths gives, for each rune of a quoted value, the number of source columns it is written with, and whether the
// closing quote stands on the same line.
func widths(line string) (columns []int, closed bool) {
	quote, rest := line[0], line[1:]
	for rest != "" {
		width := 1
		switch {
		case quote == '"' && rest[0] == '\\':
			width = escapeWidth(rest)
		case quote == '\'' && strings.HasPrefix(rest, "''"):
			width = 2
		case rest[0] == quote:
			return columns, true
		}
		columns = append(columns, width)
		for range width {
			_, size := utf8.DecodeRuneInString(rest)
			rest = rest[size:]
		}
	}
	return nil, false
}

// escapeWidth is the width of the escape sequence that s begins with.
func escapeWidth(s string) int {
	switch {
	case strings.HasPrefix(s, `\x`):
		return 4
	case strings.HasPrefix(s, `\u`):
		return 6
	case strings.HasPrefix(s, `\U`):
		return 10
	}
	return 2
}

// inBlock finds an offset in a | block. Every line of the value is the end of a line of the source, so the difference
// of their lengths is the indentation, whatever set it.
func (t Text) inBlock(offset int) Pos {
	text := []rune(strings.TrimRight(t.Value, "\n"))
	if len(text) == 0 {
		return t.Pos
	}
	before := string(text[:min(offset, len(text))])
	n := strings.Count(before, "\n")
	inLine := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])

	pos := Pos{t.Pos.File, t.Pos.Line + 1 + n, 1 + inLine}
	source := strings.Split(t.written, "\n")
	if n+1 < len(source) {
		value := strings.Split(t.Value, "\n")[n]
		pos.Column += max(0, utf8.RuneCountInString(source[n+1])-utf8.RuneCountInString(value))
	}
	return pos
}
