package place

import (
	"fmt"
	"reflect"
	"strings"
)

// Bare is a decoded document without its places, under the names that the file uses: what it
// says and not how it is laid out, as something that encoding/json writes. Digests are made of it.
func Bare(doc any) any { return bare(reflect.ValueOf(doc)) }

func bare(v reflect.Value) any {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		return bare(v.Elem())
	}
	switch x := v.Interface().(type) {
	case Text:
		return x.Value
	case Number:
		return x.Value
	case Any:
		return x.String()
	case fmt.Stringer:
		return x.String()
	}
	switch v.Kind() {
	case reflect.Slice:
		out := make([]any, v.Len())
		for i := range out {
			out[i] = bare(v.Index(i))
		}
		return out
	case reflect.Struct:
		out := map[string]any{}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
			if name == "" {
				name = field.Name // Entry of a Map has no tags
			}
			if field.IsExported() && name != "-" {
				out[name] = bare(v.Field(i))
			}
		}
		return out
	}
	return v.Interface()
}
