package oracle

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Fits checks a document against the schema that describes it. It returns what is wrong, "" for
// nothing.
func Fits(schema func() ([]byte, error), document []byte) string {
	text, err := schema()
	if err != nil {
		return err.Error()
	}
	var described map[string]any
	if err := json.Unmarshal(text, &described); err != nil {
		return "the schema: " + err.Error()
	}
	var value any
	if err := json.Unmarshal(document, &value); err != nil {
		return "the document: " + err.Error()
	}
	return Conforms(described, value, "the document")
}

// Conforms checks a value against the part of JSON Schema that the library's schemas use.
// It returns what is wrong, "" for nothing.
func Conforms(schema map[string]any, value any, at string) string {
	if options, ok := schema["anyOf"].([]any); ok {
		var all []string
		for _, o := range options {
			wrong := Conforms(o.(map[string]any), value, at)
			if wrong == "" {
				return ""
			}
			all = append(all, wrong)
		}
		return fmt.Sprintf("%s fits none: %v", at, all)
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, value) {
		return fmt.Sprintf("%s: %v is not in %v", at, value, enum)
	}
	switch v := value.(type) {
	case map[string]any:
		return conformsObject(schema, v, at)
	case []any:
		if schema["type"] != "array" {
			return at + ": a list"
		}
		for i, e := range v {
			if wrong := Conforms(schema["items"].(map[string]any), e, fmt.Sprintf("%s[%d]", at, i)); wrong != "" {
				return wrong
			}
		}
		return ""
	}
	return conformsScalar(schema, value, at)
}

func conformsObject(schema, v map[string]any, at string) string {
	if schema["type"] != "object" {
		return at + ": an object"
	}
	properties, closed := schema["properties"].(map[string]any)
	if !closed {
		return "" // any object
	}
	for key, e := range v {
		p, ok := properties[key]
		if !ok {
			return at + ": no such key " + key
		}
		if wrong := Conforms(p.(map[string]any), e, at+"."+key); wrong != "" {
			return wrong
		}
	}
	required, _ := schema["required"].([]any)
	for _, key := range required {
		if _, ok := v[key.(string)]; !ok {
			return at + ": lacks " + key.(string)
		}
	}
	return ""
}

func conformsScalar(schema map[string]any, value any, at string) string {
	types, ok := schema["type"].([]any)
	if !ok {
		types = []any{schema["type"]}
	}
	got := "null"
	switch v := value.(type) {
	case string:
		got = "string"
	case bool:
		got = "boolean"
	case float64:
		got = "number"
		if v == float64(int(v)) && slices.Contains(types, any("integer")) {
			got = "integer"
		}
		least, ok1 := schema["minimum"].(float64)
		most, ok2 := schema["maximum"].(float64)
		if ok1 && v < least || ok2 && v > most {
			return fmt.Sprintf("%s: %v is out of range", at, v)
		}
	}
	if !slices.Contains(types, any(got)) {
		return fmt.Sprintf("%s: a %s, not %v", at, got, types)
	}
	return ""
}
