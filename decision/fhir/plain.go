package fhir

import (
	"reflect"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// plain is a decoded document without its places: what a digest is made of.
func plain(doc any) any { return bare(reflect.ValueOf(doc)) }

func bare(v reflect.Value) any {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		return bare(v.Elem())
	}
	switch x := v.Interface().(type) {
	case place.Text:
		return x.Value
	case place.Number:
		return x.Value
	case place.Any:
		return x.String()
	case interface{ String() string }:
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
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
			if name != "" && v.Type().Field(i).IsExported() {
				out[name] = bare(v.Field(i))
			}
		}
		return out
	}
	return v.Interface()
}
