package place

import (
	"strings"
	"unicode/utf8"
)

// maxBytes bounds a file. Ours are tens of kilobytes.
const maxBytes = 1 << 20

// source is the text of a file.
type source struct {
	file  string
	lines []string // without their ends
	last  struct{ line, column, offset int }
}

// read splits data into lines and checks it character by character. What it refuses cannot be read, or looks like
// something it is not: YAML ends a line at a lone carriage return and at three characters that no editor shows.
func read(file string, data []byte) (*source, Errors) {
	src := &source{file: file}
	var errs Errors
	if len(data) > maxBytes {
		errs.Addf(Pos{file, 1, 1}, "the file is larger than %d bytes; split it", maxBytes)
		return src, errs
	}
	src.lines = strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
	for i, line := range src.lines {
		line = strings.TrimSuffix(line, "\r")
		src.lines[i] = line
		column := 1
		for at, r := range line {
			switch {
			case r == utf8.RuneError && !strings.HasPrefix(line[at:], string(r)):
				errs.Addf(Pos{file, i + 1, column}, "not UTF-8 text (byte 0x%02X); save the file as UTF-8", line[at])
				return src, errs // the rest may be another encoding altogether
			case !plain(r):
				errs.Addf(Pos{file, i + 1, column}, "character %U is not used here; remove it", r)
			}
			column++
		}
	}
	return src, errs
}

// plain reports whether a file may hold r: a tab, or a character that shows and is none of Unicode's line ends.
func plain(r rune) bool {
	switch {
	case 0x20 <= r && r < 0x7f, r == '\t':
		return true
	case r < 0xa0, r == 0x2028, r == 0x2029, r == 0xfeff, r&0xfffe == 0xfffe:
		return false
	}
	return true
}

// line is line n, counted from 1; the empty string where there is none.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return s.lines[n-1]
}

// from is what line n holds from a column on. It goes on from where it was asked last: asked in the order of the file,
// it is fast even when the file is one long line. Only Decode asks: it is not for concurrent use.
func (s *source) from(n, column int) string {
	line, at := s.line(n), &s.last
	if at.line != n || at.column > column {
		at.line, at.column, at.offset = n, 1, 0
	}
	for at.column < column && at.offset < len(line) {
		_, size := utf8.DecodeRuneInString(line[at.offset:])
		at.offset += size
		at.column++
	}
	return line[at.offset:]
}
