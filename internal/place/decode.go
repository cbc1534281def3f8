package place

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

var (
	posType    = reflect.TypeFor[Pos]()
	textType   = reflect.TypeFor[Text]()
	numberType = reflect.TypeFor[Number]()
	anyType    = reflect.TypeFor[Any]()
	mapType    = reflect.TypeFor[interface{ freeKeys() }]()
)

// Decode reads one YAML document into the struct that into points to. Its fields name their keys by tags:
//
//	ID   string     `yaml:"id,required"` // must be there, and text must not be blank
//	When place.Text `yaml:"when"`
//	Pos  place.Pos  // no tag: receives the place of the mapping
//
//	_    any        `yaml:"facts" refuse:"an overlay declares no facts"` // the error where that key is given
//
// Embedded structs are inlined, other fields without a tag ignored. A field is a string, bool, int, float64, Text,
// Number, Any, a type that unmarshals text, a struct, Map, a slice of these or a pointer to one. A required list may
// not be empty, nor may its items, where they are text, be blank.
//
// The error is nil or an Errors with every mistake, sorted. The File is never nil; with an error, it and into hold
// what could be read.
func Decode(file string, data []byte, into any) (*File, error) {
	src, errs := read(file, data)
	f := &File{src: src}
	target := reflect.ValueOf(into)
	if target.Kind() != reflect.Pointer || target.IsNil() || target.Elem().Kind() != reflect.Struct {
		errs.Addf(Pos{file, 1, 1}, "cannot decode into %T: not a pointer to a struct", into)
	}
	if len(errs) > 0 {
		return f, errs.Err()
	}
	f.root, errs = parse(src)
	if f.root == nil {
		return f, errs.Err()
	}
	c := checker{src: src}
	c.check(f.root, 1)
	d := decoder{src: src, layouts: map[reflect.Type]layout{}}
	d.value(f.root, target.Elem(), true)
	errs = append(append(errs, c.errs...), d.errs...)
	return f, errs.Err()
}

// Start is Decode beside what the caller does next. The function it returns waits for the result; until then, into is
// not to be touched.
func Start(file string, data []byte, into any) (wait func() (*File, error)) {
	var f *File
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		f, err = Decode(file, data, into)
	}()
	return func() (*File, error) {
		<-done
		return f, err
	}
}

type decoder struct {
	src     *source
	layouts map[reflect.Type]layout
	errs    Errors
}

// value decodes n into v. Text that is required must not be blank.
func (d *decoder) value(n *yaml.Node, v reflect.Value, required bool) {
	d.stands(v, n)
	if n.Kind == yaml.AliasNode || n.Style&yaml.TaggedStyle != 0 {
		return // the checker refuses it
	}
	if isNull(n) {
		d.errs.Addf(d.pos(n), "no value is given (null); write one or leave the key out")
		return
	}
	switch v.Type() {
	case textType:
		if s, ok := d.text(n, required); ok {
			v.Set(reflect.ValueOf(Text{s, d.pos(n), d.written(n)}))
		}
		return
	case numberType:
		if number, ok := d.number(n); ok {
			v.Set(reflect.ValueOf(number))
		}
		return
	case anyType:
		if a, ok := d.anything(n); ok {
			v.Set(reflect.ValueOf(a))
		}
		return
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if s, ok := d.text(n, required); ok {
			if err := u.UnmarshalText([]byte(s)); err != nil {
				d.errs.Addf(d.pos(n), "%v", err)
			}
		}
		return
	}
	if v.Type().Implements(mapType) {
		d.freeMap(n, v)
		return
	}
	d.kind(n, v, required)
}

// stands gives what has a place that of n, even where its value is none: it may be named.
func (d *decoder) stands(v reflect.Value, n *yaml.Node) {
	switch at := v.Addr().Interface().(type) {
	case *Text:
		at.Pos = d.pos(n)
	case *Number:
		at.Pos = d.pos(n)
	case *Any:
		at.Pos = d.pos(n)
	}
}

// kind decodes by the kind of v's type, when the type itself means nothing here.
func (d *decoder) kind(n *yaml.Node, v reflect.Value, required bool) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), required)
	case reflect.Struct:
		d.structure(n, v)
	case reflect.Slice:
		d.list(n, v)
		if required && n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
			d.errs.Addf(d.pos(n), "the list is empty; it is required here")
		}
	case reflect.String:
		if s, ok := d.text(n, required); ok {
			v.SetString(s)
		}
	case reflect.Bool:
		if b, ok := d.boolean(n); ok {
			v.SetBool(b)
		}
	case reflect.Int:
		if i, ok := d.integer(n); ok {
			v.SetInt(i)
		}
	case reflect.Float64:
		if number, ok := d.number(n); ok {
			v.SetFloat(number.Value)
		}
	default:
		d.errs.Addf(d.pos(n), "cannot decode into a %s", v.Type())
	}
}

func (d *decoder) structure(n *yaml.Node, v reflect.Value) {
	l, known := d.layouts[v.Type()]
	if !known {
		l = layoutOf(v.Type())
		d.layouts[v.Type()] = l
	}
	for _, index := range l.places {
		v.FieldByIndex(index).Set(reflect.ValueOf(d.pos(n))) // even of what is no mapping: it is named as a rival
	}
	if n.Kind != yaml.MappingNode {
		d.wrong(n, "a mapping (key: value)")
		return
	}
	given := make([]bool, len(l.fields))
	for key, value := range pairs(n) {
		if i := slices.Index(l.names, key.Value); i >= 0 {
			given[i] = true
			d.value(value, v.FieldByIndex(l.fields[i].index), l.fields[i].required)
		} else {
			d.unknownKey(key, l)
		}
	}
	for i, f := range l.fields {
		if f.required && !given[i] {
			d.errs.Addf(d.pos(n), "key %q is required", f.name)
			d.stands(v.FieldByIndex(f.index), n)
		}
	}
}

func (d *decoder) unknownKey(key *yaml.Node, l layout) {
	if why, refused := l.refused[key.Value]; refused {
		d.errs.Addf(d.pos(key), "%s", why)
		return
	}
	hint := ""
	if near := Nearest(key.Value, l.names); near != "" {
		hint = fmt.Sprintf("did you mean %q? ", near)
	}
	d.errs.Addf(d.pos(key), "unknown key %q; %skeys here: %s", short(key.Value), hint, strings.Join(l.names, ", "))
}

func (d *decoder) list(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.wrong(n, "a list")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		d.value(item, v.Index(i), true)
	}
}

// freeMap decodes into a Map. Its entries are built by field number: Key, then Value.
func (d *decoder) freeMap(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.wrong(n, "a mapping (key: value)")
		return
	}
	entries := reflect.MakeSlice(v.Type(), 0, len(n.Content)/2)
	for key, value := range pairs(n) {
		entry := reflect.New(v.Type().Elem()).Elem()
		d.value(key, entry.Field(0), true)
		d.value(value, entry.Field(1), false)
		entries = reflect.Append(entries, entry)
	}
	v.Set(entries)
}

func (d *decoder) pos(n *yaml.Node) Pos { return nodePos(d.src, n) }
