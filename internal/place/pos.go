// Package place reads YAML strictly and remembers where every value was written, so that any later mistake can be
// reported as file:line:column: in the YAML itself, in a reference between files, or inside an expression that the
// YAML quotes. It is the only package that knows which YAML parser is used.
package place

import (
	"cmp"
	"fmt"
)

// Pos is a place in a source. Line and column count from 1, columns in runes. The zero Pos is nowhere.
type Pos struct {
	File         string
	Line, Column int
}

// IsZero reports whether p is nowhere.
func (p Pos) IsZero() bool { return p == Pos{} }

// String is "file:line:column", without the parts that are not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.File == "":
		return fmt.Sprintf("%d:%d", p.Line, p.Column)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Compare orders places by file name, then line, then column.
func Compare(a, b Pos) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}
