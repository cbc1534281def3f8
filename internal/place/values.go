package place

import "strconv"

// Number is a number that remembers how and where it was written.
type Number struct {
	Value float64 // never NaN, infinite or -0
	Text  string  // as written
	Pos   Pos
}

// Map is a mapping whose keys the file chooses, in the order it gives them. No key occurs twice.
type Map[V any] []Entry[V]

// Entry is one key of a Map and what stands under it.
type Entry[V any] struct {
	Key   Text
	Value V
}

// freeKeys marks Map for Decode: reflection cannot ask whether a type was made from a generic one.
func (Map[V]) freeKeys() {}

// Any is a value where a file may write one of several kinds.
type Any struct {
	Value any // Text, Number, bool, []Any or Map[Any]
	Pos   Pos
}

// String is a value as it was written; "" for a list or a mapping.
func (a Any) String() string {
	switch v := a.Value.(type) {
	case Text:
		return v.Value
	case Number:
		return v.Text
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
