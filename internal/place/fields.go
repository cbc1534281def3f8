package place

import (
	"reflect"
	"strings"
)

// field is a key that a struct takes.
type field struct {
	name     string
	required bool
	index    []int
}

// layout is what a struct type takes from a mapping.
type layout struct {
	fields []field
	names  []string // of fields
	places [][]int  // the untagged fields of type Pos

	refused map[string]string // keys that the mapping might be thought to take, and why it does not
}

func layoutOf(t reflect.Type) layout {
	var l layout
	l.add(t, nil)
	return l
}

func (l *layout) add(t reflect.Type, outer []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int{}, outer...), i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch why := f.Tag.Get("refuse"); {
		case why != "":
			if l.refused == nil {
				l.refused = map[string]string{}
			}
			l.refused[name] = why
		case name != "" && name != "-" && f.IsExported():
			l.fields = append(l.fields, field{name, options == "required", index})
			l.names = append(l.names, name)
		case f.Type == posType && f.IsExported():
			l.places = append(l.places, index)
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			l.add(f.Type, index)
		}
	}
}
