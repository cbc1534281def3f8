package jsontext

import "fmt"

// Mistake is what is wrong at an offset of a document.
type Mistake struct {
	What Fault
	At   int
}

// Error says what is wrong and where. Nothing of the document stands in it.
func (m Mistake) Error() string { return fmt.Sprintf("%s, at byte %d", m.What, m.At) }

// Fault is a kind of mistake.
type Fault uint8

// The faults.
const (
	NoValue Fault = iota
	NoComma
	NoName
	NoColon
	NoEnd
	Twice
	TooDeep
	TooMany
	BadEscape
	BadControl
	BadNumber
	NotUTF8
	ByteOrderMark
	Trailing
)

func (f Fault) String() string {
	return [...]string{
		NoValue:    "no value stands where one is expected",
		NoComma:    "a comma or the end of an object or a list is missing",
		NoName:     "the name of a member is missing",
		NoColon:    "a colon is missing",
		NoEnd:      "a text does not end",
		Twice:      "a member is given twice",
		TooDeep:    "it is nested too deep",
		TooMany:    "it holds too many values",
		BadEscape:  "a text holds an escape that does not exist",
		BadControl: "a text holds a control character",
		BadNumber:  "a number is not written as JSON writes it",
		NotUTF8:    "it is not UTF-8",
		Trailing:   "something follows the value",

		ByteOrderMark: "it starts with a byte order mark, which is no part of JSON",
	}[f]
}

// fail keeps a mistake.
func (t *Tree) fail(what Fault, at int) bool {
	t.Mistakes = append(t.Mistakes, Mistake{what, at})
	return false
}
