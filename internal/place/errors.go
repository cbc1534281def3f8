package place

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Error is a mistake and where it is.
type Error struct {
	Pos     Pos
	Message string
}

// Error is "file:line:column: message", or the message alone when the place is not known.
func (e *Error) Error() string {
	if e.Pos.IsZero() {
		return e.Message
	}
	return e.Pos.String() + ": " + e.Message
}

// Errors collects mistakes, so that all of them can be reported at once. The zero value is ready for use.
type Errors []*Error

// Error is one mistake per line, in the order they stand in e.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, one := range e {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives errors.As and errors.Is every mistake.
func (e Errors) Unwrap() []error {
	list := make([]error, len(e))
	for i, one := range e {
		list[i] = one
	}
	return list
}

// Addf adds a mistake at pos.
func (e *Errors) Addf(pos Pos, format string, args ...any) {
	*e = append(*e, &Error{pos, fmt.Sprintf(format, args...)})
}

// Merge adds every Error inside err, however deeply it is wrapped or joined. What holds no Error is added as one
// without a place. A nil err adds nothing.
func (e *Errors) Merge(err error) {
	switch x := err.(type) {
	case nil:
		return
	case *Error:
		*e = append(*e, x)
		return
	case Errors:
		*e = append(*e, x...)
		return
	}
	var placed *Error
	if !errors.As(err, &placed) {
		*e = append(*e, &Error{Message: err.Error()})
		return
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range joined.Unwrap() {
			e.Merge(one)
		}
		return
	}
	if inner := errors.Unwrap(err); inner != nil {
		e.Merge(inner)
		return
	}
	*e = append(*e, placed) // err hands out an Error by a method As of its own
}

// Err is nil when there is no mistake, and otherwise an Errors sorted by place, then message, each mistake once.
func (e Errors) Err() error {
	if len(e) == 0 {
		return nil
	}
	sorted := slices.Clone(e)
	slices.SortStableFunc(sorted, func(a, b *Error) int {
		return cmp.Or(Compare(a.Pos, b.Pos), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(sorted, func(a, b *Error) bool { return *a == *b })
}
