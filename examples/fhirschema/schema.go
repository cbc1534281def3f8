package main

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed testdata/fhir.schema.json.gz
var compressed []byte

// validator tells whether a document is valid by the JSON schema of FHIR R4: its elements, their
// types, what their texts look like, and the codes of required lists. It knows no cardinality but
// that of lists, no invariants, no profiles and no terminology.
type validator struct{ resource *jsonschema.Schema }

func newValidator() (*validator, error) {
	z, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, err
	}
	document, err := jsonschema.UnmarshalJSON(z)
	if err != nil {
		return nil, err
	}
	if err := adapt(document); err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("fhir.schema.json", document); err != nil {
		return nil, err
	}
	s, err := c.Compile("fhir.schema.json#/definitions/ResourceList")
	return &validator{s}, err
}

// adapt makes the schema one that can be used.
func adapt(document any) error {
	schema, _ := document.(map[string]any)
	definitions, _ := schema["definitions"].(map[string]any)
	for _, d := range definitions {
		if d, is := d.(map[string]any); is && d["properties"] != nil {
			d["type"] = "object" // which the schema leaves out, so that a text would be any of them
		}
	}
	schema["$schema"] = "http://json-schema.org/draft-07/schema#" // of which draft 6 is a part, and which has if and then
	return dispatch(definitions)
}

// dispatch turns "one of 146 resources" into "the one that resourceType names", as the
// discriminator of the schema says: the same documents are valid, what is wrong is told of the
// one resource that was meant, and nested resources do not multiply the work.
func dispatch(definitions map[string]any) error {
	list, _ := definitions["ResourceList"].(map[string]any)
	refs, _ := list["oneOf"].([]any)
	if len(refs) == 0 {
		return errors.New("the schema lists no resources")
	}
	var names, each []any
	for _, r := range refs {
		ref, _ := r.(map[string]any)
		text, _ := ref["$ref"].(string)
		name := strings.TrimPrefix(text, "#/definitions/")
		names = append(names, name)
		is := map[string]any{"properties": map[string]any{"resourceType": map[string]any{"const": name}}}
		each = append(each, map[string]any{"if": is, "then": ref})
	}
	definitions["ResourceList"] = map[string]any{
		"required": []any{"resourceType"}, "properties": map[string]any{"resourceType": map[string]any{"enum": names}}, "allOf": each,
	}
	return nil
}

// check lists what is wrong with a resource, each with its place.
func (v *validator) check(data []byte) []string {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return []string{err.Error()}
	}
	err = v.resource.Validate(document)
	var invalid *jsonschema.ValidationError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &invalid):
		return []string{err.Error()}
	}
	var list []string
	leaves(invalid, &list)
	slices.Sort(list)
	return slices.Compact(list)
}

// leaves are the mistakes themselves, without the path that led to them.
func leaves(e *jsonschema.ValidationError, list *[]string) {
	if len(e.Causes) == 0 {
		unit := e.BasicOutput()
		text, err := json.Marshal(unit.Error)
		if err != nil || unit.Error == nil {
			text = []byte(e.Error())
		}
		*list = append(*list, fmt.Sprintf("/%s: %s", strings.Join(e.InstanceLocation, "/"), text))
	}
	for _, cause := range e.Causes {
		leaves(cause, list)
	}
}
