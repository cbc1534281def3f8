package place

import (
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

var parserMessage = regexp.MustCompile(`(?s)^(?:yaml: )?(?:line ([0-9]+): )?(.*)$`)

// syntaxError is what the parser objected to after it had read so many lines, in words for an author and at the best
// place that can be had: the parser itself often names the line where the enclosing list or mapping began.
func syntaxError(src *source, err error, read int) *Error {
	said := parserMessage.FindStringSubmatch(err.Error())
	named, message, hint := said[1], said[2], ""
	line := failedLine(src, message, read)
	switch {
	case strings.Contains(message, "unexpected end of stream"), strings.Contains(message, "unexpected document indicator"):
		hint = "; a quote is not closed"
		line = namedLine(named, line)
	case strings.Contains(message, "could not find expected ':'"):
		hint = "; a key is followed by a colon and a space"
		line = namedLine(named, line)
	case strings.Contains(message, "mapping values are not allowed"):
		hint = "; check the indentation, and quote text that holds a colon and a space"
	case strings.Contains(message, "cannot start any token"):
		hint = "; quote text that begins with a special character"
	case strings.Contains(message, "unknown anchor"):
		hint = "; " + writeItOut
	case strings.Contains(message, "did not find expected"):
		hint = "; check the indentation, the quotes and the brackets above"
	}
	text := src.line(line)
	indent := text[:len(text)-len(strings.TrimLeft(text, " \t"))]
	if tab := strings.IndexByte(indent, '\t'); tab >= 0 {
		return &Error{Pos{src.file, line, tab + 1}, "a tab in the indentation; use spaces"}
	}
	return &Error{Pos{src.file, line, utf8.RuneCountInString(indent) + 1}, "not valid YAML: " + message + hint}
}

// namedLine is the line the parser names. Where text is not finished, that is its beginning, which serves best.
func namedLine(named string, otherwise int) int {
	if n, err := strconv.Atoi(named); err == nil && n > 0 {
		return n
	}
	return otherwise
}

// failedLine is the line that made the parser fail. It looks ahead, but over no more than one line that says something:
// when it fails in the same way without that line, the line before is to blame.
func failedLine(src *source, message string, read int) int {
	last := src.saying(read)
	before := src.saying(last - 1)
	if before == 0 {
		return max(1, last)
	}
	decoder := yaml.NewDecoder(&lineReader{lines: src.lines[:before]})
	for {
		_, err := next(decoder)
		switch {
		case err == io.EOF:
			return last
		case err != nil && strings.HasSuffix(err.Error(), message):
			return before
		case err != nil:
			return last
		}
	}
}

// saying is the last line up to n that is neither blank nor a comment, 0 when there is none.
func (s *source) saying(n int) int {
	for ; n > 0; n-- {
		if text := strings.TrimSpace(s.line(n)); text != "" && text[0] != '#' {
			return n
		}
	}
	return 0
}
