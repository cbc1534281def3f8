package scenario

import (
	"bytes"
	"fmt"
	"io"
)

const (
	maxRow = 1 << 20 // bytes of a row, its line end included
	chunk  = 1 << 16 // bytes read at a time
)

// lines cuts a text into rows: into lines or, where a cell in quotes may hold line ends, into
// as many lines as its quotes reach over.
type lines struct {
	from       io.Reader
	buf        []byte
	start, end int   // of what is read and not yet taken
	line       int   // number of the line at start
	err        error // what from said last

	// whole reports whether the quotes of a row of several lines are all in place; nil where
	// a line is a row.
	whole func(row string) bool
}

func (l *lines) pending() []byte { return l.buf[l.start:l.end] }

// more reads on. It reports false when there is no more.
func (l *lines) more() bool {
	if l.err != nil {
		return false
	}
	if len(l.buf)-l.end < chunk && l.start > 0 {
		l.end = copy(l.buf, l.pending())
		l.start = 0
	}
	if len(l.buf)-l.end < chunk {
		larger := make([]byte, 2*len(l.buf)+chunk)
		copy(larger, l.buf[:l.end])
		l.buf = larger
	}
	for range 100 {
		var n int
		n, l.err = l.from.Read(l.buf[l.end:])
		l.end += n
		if n > 0 || l.err != nil {
			return n > 0
		}
	}
	l.err = io.ErrNoProgress
	return false
}

// mark takes a byte order mark away. It reports true when the text is not UTF-8 by it.
func (l *lines) mark() bool {
	for l.end-l.start < 3 && l.more() {
	}
	if bytes.HasPrefix(l.pending(), []byte("\uFEFF")) {
		l.start += len("\uFEFF")
	}
	return bytes.HasPrefix(l.pending(), []byte{0xFF, 0xFE}) || bytes.HasPrefix(l.pending(), []byte{0xFE, 0xFF})
}

// found is where a row begins, and what keeps it from being read, if anything does.
type found struct {
	line int
	flaw string
}

// next takes the next row that is not empty. Its text is valid until the next one is taken.
func (l *lines) next() (text []byte, at found, err error) {
	for {
		at = found{line: l.line}
		end, fits := l.lineEnd(0)
		if l.cutShort(end) {
			return nil, at, l.err
		}
		if !fits {
			l.skip()
			at.flaw = fmt.Sprintf("the row is longer than %d bytes", maxRow)
			return nil, at, nil
		}
		line := l.pending()[:end]
		if blank(line) {
			l.take(end)
			continue
		}
		if l.whole != nil && odd(line) {
			if end = l.throughQuotes(end); end == 0 {
				return nil, at, l.err
			}
		}
		return l.take(end), at, nil
	}
}

// blank reports whether there is nothing on a line.
func blank(line []byte) bool {
	return (line[0] == '\r' || line[0] == '\n') && len(bytes.TrimRight(line, "\r\n")) == 0
}

// lineEnd finds the end of the line that begins at an offset of what is pending. It gives up
// where the row gets too long.
func (l *lines) lineEnd(from int) (end int, fits bool) {
	for searched := from; ; {
		if i := bytes.IndexByte(l.pending()[searched:], '\n'); i >= 0 {
			end = searched + i + 1
			return end, end <= maxRow
		}
		searched = l.end - l.start
		if searched > maxRow {
			return searched, false
		}
		if !l.more() {
			return searched, true
		}
	}
}

// cutShort reports whether there is no row up to end: nothing is left, or the reader failed in
// the middle of the line.
func (l *lines) cutShort(end int) bool {
	if end == 0 {
		return true
	}
	return l.err != nil && l.err != io.EOF && l.start+end == l.end && l.buf[l.end-1] != '\n'
}

func odd(line []byte) bool { return bytes.Count(line, []byte{'"'})%2 == 1 }

// throughQuotes extends a row whose first line leaves a quote open to the line that closes it.
// A quote that is out of place or is never closed spoils its own line alone: the row is then
// that line. It returns 0 when the reader failed before that is known.
func (l *lines) throughQuotes(first int) int {
	for end := first; ; {
		next, fits := l.lineEnd(end)
		if next == end && l.err != io.EOF || l.cutShort(next) {
			return 0
		}
		if !fits || next == end {
			return first
		}
		closes := odd(l.pending()[end:next])
		end = next
		switch {
		case !closes:
		case l.whole(string(l.pending()[:end])):
			return end
		default:
			return first
		}
	}
}

// take hands a row out without its line end.
func (l *lines) take(end int) []byte {
	row := l.pending()[:end]
	l.start += end
	l.line += bytes.Count(row, []byte{'\n'})
	return bytes.TrimSuffix(bytes.TrimSuffix(row, []byte{'\n'}), []byte{'\r'})
}

// skip leaves out a line, however long.
func (l *lines) skip() {
	for {
		if i := bytes.IndexByte(l.pending(), '\n'); i >= 0 {
			l.start += i + 1
			break
		}
		l.start = l.end
		if !l.more() {
			break
		}
	}
	l.line++
}
