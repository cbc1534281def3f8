package place

import (
	"fmt"
	"io"
	"strings"

	"gopkg.in/yaml.v3"
)

// parse makes the tree of the one document in src. The tree is nil when there is none.
func parse(src *source) (*yaml.Node, Errors) {
	decoder := yaml.NewDecoder(strings.NewReader(strings.Join(src.lines, "\n")))
	if root, err := next(decoder); err == nil && !isNull(root) {
		if _, err = next(decoder); err == io.EOF {
			return root, nil
		}
	}
	return parseLines(src) // something is wrong: where?
}

// parseLines is parse, slower and with errors.
func parseLines(src *source) (*yaml.Node, Errors) {
	var errs Errors
	lines := &lineReader{lines: src.lines}
	decoder := yaml.NewDecoder(lines)
	root, err := next(decoder)
	switch {
	case err == io.EOF || err == nil && isNull(root):
		errs.Addf(Pos{src.file, 1, 1}, "the file is empty")
		return nil, errs
	case err != nil:
		return nil, Errors{syntaxError(src, err, lines.read)}
	}
	second, err := next(decoder)
	switch {
	case err == nil:
		errs.Addf(nodePos(src, second), "a second document begins here; a file holds one")
	case err != io.EOF:
		errs = append(errs, syntaxError(src, err, lines.read))
	}
	return root, errs
}

// next is the next document. The parser may panic on what its authors did not think of: an error of the file as well.
func next(decoder *yaml.Decoder) (root *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			root, err = nil, fmt.Errorf("%v", r)
		}
	}()
	var document yaml.Node
	if err := decoder.Decode(&document); err != nil {
		return nil, err
	}
	return document.Content[0], nil
}

// lineReader hands the parser one line at a time, and so knows how far the parser had read when it failed.
type lineReader struct {
	lines []string
	read  int    // lines begun
	rest  string // of the line that was begun last
}

func (l *lineReader) Read(p []byte) (int, error) {
	for l.rest == "" {
		if l.read == len(l.lines) {
			return 0, io.EOF
		}
		l.rest = l.lines[l.read]
		l.read++
		if l.read < len(l.lines) {
			l.rest += "\n"
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// nodePos is where a node is written.
func nodePos(src *source, n *yaml.Node) Pos { return Pos{src.file, max(1, n.Line), max(1, n.Column)} }
