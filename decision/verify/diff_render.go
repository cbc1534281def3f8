package verify

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
)

// aspects are the fields of a value; those that it embeds are its own.
func aspects(v reflect.Value) (out []rendered) {
	t := v.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case f.Anonymous:
			out = append(out, aspects(v.Field(i))...)
		case !f.IsExported() || f.Name == "ID" || derived(t, f):
		default:
			a := rendered{name: snake(f.Name), text: render(v.Field(i), true)}
			if !wording(t, f) {
				a.bare = render(v.Field(i), false)
			}
			out = append(out, a)
		}
	}
	return out
}

// derived fields follow from others, or say where something is written.
func derived(t reflect.Type, f reflect.StructField) bool {
	switch f.Type {
	case reflect.TypeFor[decision.Phrase](), reflect.TypeFor[*decision.Phrase]():
		return true
	}
	switch f.Name {
	case "Place", "Off", "Overlay", "Facts":
		return true
	case "Set":
		return t == reflect.TypeFor[decision.Param]()
	case "Source": // of what has its conditions compared over all cases
		return t == reflect.TypeFor[decision.Rule]() || t == reflect.TypeFor[decision.ProtocolItemText]()
	case "Applies", "Withheld", "Barred":
		return t == reflect.TypeFor[decision.OptionRule]()
	}
	return false
}

// wording is what is said, not what is meant: a condition as it is written, too, where what it
// comes to is known.
func wording(t reflect.Type, f reflect.StructField) bool {
	switch t {
	case reflect.TypeFor[decision.Definition](), reflect.TypeFor[decision.PatientText](), reflect.TypeFor[decision.StatementText](),
		reflect.TypeFor[evidence.Source](), reflect.TypeFor[decision.SelfCheckItemText]():
		return true
	case reflect.TypeFor[conditions.Condition]():
		return f.Name == "Name" || f.Name == "Note"
	}
	switch f.Name {
	case "Title", "Says", "Topic", "About", "Question", "Help", "Unit", "Open", "Reached", "NotReached", "Acknowledge", "Authority", "Since",
		"Text", "Note", "Verification", "Reviewed", "ReviewBy":
		return true
	case "Withheld":
		return f.Type.Kind() == reflect.String
	case "When":
		if t == reflect.TypeFor[decision.Rule]() || t == reflect.TypeFor[decision.OptionRule]() {
			return true
		}
		_, told := t.FieldByName("Source")
		return told
	}
	return false
}

// render is a value as text, with its wording or without.
func render(v reflect.Value, words bool) string {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return ""
		}
		return render(v.Elem(), words)
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = render(v.Index(i), words)
		}
		if v.Type().Elem().Kind() == reflect.Struct {
			return strings.Join(parts, "; ")
		}
		return strings.Join(parts, ", ")
	case reflect.Struct:
		if s, ok := v.Interface().(fmt.Stringer); ok {
			return s.String()
		}
		return renderFields(v, words)
	case reflect.String:
		return strings.Join(strings.Fields(v.String()), " ")
	}
	return fmt.Sprint(v.Interface())
}

func renderFields(v reflect.Value, words bool) string {
	t := v.Type()
	var parts []string
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() || derived(t, f) || !words && wording(t, f) {
			continue
		}
		text := render(v.Field(i), words)
		switch {
		case text == "" || f.Type.Kind() == reflect.Bool && text == "false":
		case f.Anonymous || f.Name == "ID":
			parts = append(parts, text)
		default:
			parts = append(parts, snake(f.Name)+": "+text)
		}
	}
	return strings.Join(parts, ", ")
}

// snake is the name of a field as documents have it: lower case, words joined.
func snake(name string) string {
	var out strings.Builder
	before := 'A'
	for _, r := range name {
		if unicode.IsUpper(r) && !unicode.IsUpper(before) {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(r))
		before = r
	}
	return out.String()
}

// citations are the ids of claims and sources that are named somewhere.
type citations map[string]bool

func (c citations) note(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			c.note(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.note(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case !f.IsExported():
			case slices.Contains([]string{"Claims", "Page", "Pages", "Sources"}, f.Name):
				c.names(v.Field(i))
			default:
				c.note(v.Field(i))
			}
		}
	}
}

func (c citations) names(v reflect.Value) {
	if v.Kind() == reflect.String {
		c[v.String()] = true
		return
	}
	for i := range v.Len() {
		c[v.Index(i).String()] = true
	}
}
