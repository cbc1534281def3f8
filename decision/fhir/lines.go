package fhir

import (
	"fmt"
	"strings"
)

// passed are lines of a document, one after the other, that were not read.
type passed struct{ from, lines int }

// nextLine is where the next line begins that holds a value, after one with a mistake: in a document of
// lines a value does not reach beyond its own. What lies between is passed over, and noted. A value that
// begins with a line of its own for its bracket goes over several, and what comes after it cannot be
// told from what is in it; nor can, for one that does not, what is set in.
func (in *input) nextLine(t *tree, start int) (int, bool) {
	over := passed{}
	line, next := lineOf(t.Source, start)
	severalLines := strings.TrimSpace(line) == "{"
	for next < len(t.Source) {
		here := next
		line, next = lineOf(t.Source, here)
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "":
			continue
		case severalLines || !strings.HasPrefix(trimmed, "{"):
		case over.lines == 0 || line[0] == '{' && trimmed != "{":
			in.passOver(over)
			return here, true
		}
		if over.lines == 0 {
			over.from = here
		}
		over.lines++
	}
	in.passOver(over)
	return 0, false
}

func (in *input) passOver(lines passed) {
	if lines.lines > 0 {
		in.passed = append(in.passed, lines)
	}
}

// lineOf is the line at a place, from there on, and where the next one begins.
func lineOf(source string, from int) (line string, next int) {
	if end := strings.IndexByte(source[from:], '\n'); end >= 0 {
		return source[from : from+end], from + end + 1
	}
	return source[from:], len(source)
}

// namePassed names the lines of a document that were passed over; of many runs of them, how many they are.
func (in *input) namePassed(t *tree) {
	for i, p := range in.passed {
		switch {
		case i == maxNamed:
			more := 0
			for _, p := range in.passed[i:] {
				more += p.lines
			}
			in.problem(t, p.from, "", "", fmt.Sprintf("from here on %d more lines were not read", more))
		case i > maxNamed:
		case p.lines == 1:
			in.problem(t, p.from, "", "", "this line was not read")
		default:
			in.problem(t, p.from, "", "", fmt.Sprintf("from here on %d lines were not read", p.lines))
		}
	}
	in.passed = nil
}
