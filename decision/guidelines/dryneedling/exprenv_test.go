package dryneedling_test

import (
	"reflect"
	"slices"

	"github.com/mskguide/mskguide/decision"
)

func sortedNames(facts decision.Facts) []string {
	names := make([]string, 0, len(facts))
	for name := range facts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// exprEnv makes a struct type with a field for every fact and returns a function that
// fills one with complete facts. What a record lacks no rule names.
func exprEnv(g *decision.Guideline) func(decision.Facts) any {
	var fields []reflect.StructField
	for _, f := range g.Facts() {
		kind := reflect.TypeFor[float64]()
		switch f.Type {
		case decision.TypeBool:
			kind = reflect.TypeFor[bool]()
		case decision.TypeChoice:
			kind = reflect.TypeFor[string]()
		}
		fields = append(fields, reflect.StructField{Name: camel(f.ID), Type: kind, Tag: reflect.StructTag(`expr:"` + f.ID + `"`)})
	}
	env := reflect.StructOf(fields)
	return func(facts decision.Facts) any {
		v := reflect.New(env).Elem()
		for name, value := range facts {
			v.FieldByName(camel(name)).Set(reflect.ValueOf(value))
		}
		return v.Interface()
	}
}
