package decision

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// SchemaNames lists the documents that have a JSON Schema.
func SchemaNames() []string {
	return []string{"bundle", "changes", "comparison", "decision", "error", "explanation", "facts", "leaflet", "overlay", "question", "words"}
}

// Schema returns the JSON Schema (2020-12) of a document: facts of a guideline, decision,
// changes, comparison, explanation, error, leaflet, question, and as YAML writes them bundle
// (guideline.yaml and the files it lists), overlay and words (the patient texts). All but facts are
// derived from the types that read or write the document, and do not depend on g.
func Schema(name string, g *Guideline) ([]byte, error) {
	var s object
	switch name {
	case "facts":
		s = g.factsSchema()
	case "decision":
		s = schemaOf(reflect.TypeFor[Decision](), "json")
		s = s.with("title", "The answer of a guideline ("+decisionSchema+")")
	case "comparison":
		s = schemaOf(reflect.TypeFor[Comparison](), "json").with("title", "Treatments side by side ("+comparisonSchema+")")
	case "changes":
		s = schemaOf(reflect.TypeFor[Changes](), "json").with("title", "What would change the answer of a guideline ("+changesSchema+")")
	case "explanation":
		s = schemaOf(reflect.TypeFor[Explanation](), "json").with("title", "Why the answer of a guideline is what it is ("+explanationSchema+")")
		s = append(s, member{"$defs", object{{"condition", structSchema(reflect.TypeFor[Explained](), "json")}}})
	case "error":
		s = schemaOf(reflect.TypeFor[errorDocument](), "json").with("title", "What is wrong with an input ("+errorSchema+")")
	case "bundle":
		s = object{{"title", "guideline.yaml, or a file that it lists (" + bundleSchema + ")"},
			{"anyOf", []object{schemaOf(reflect.TypeFor[manifest](), "yaml"), schemaOf(reflect.TypeFor[content](), "yaml")}}}
	case "overlay":
		s = schemaOf(reflect.TypeFor[overlayDoc](), "yaml").with("title", "A local policy ("+overlaySchema+")")
	case "leaflet":
		s = schemaOf(reflect.TypeFor[Leaflet](), "json").with("title", "An answer told to a patient ("+leafletSchema+")")
	case "question":
		s = schemaOf(reflect.TypeFor[Question](), "json").with("title", "What to ask next ("+questionSchema+")")
	case "words":
		s = schemaOf(reflect.TypeFor[wordsDoc](), "yaml").with("title", "The texts for patients in one language ("+wordsSchema+")")
	default:
		return nil, fmt.Errorf("there is no schema %q%s", name, didYouMean(name, SchemaNames()))
	}
	return s.document()
}

// SchemaOf returns the JSON Schema (2020-12) of a document that some other package writes as
// JSON, or reads as YAML, derived from the type of a value, and the tags of its fields, as
// [Schema] does. A type that has a method SchemaValues takes the texts that it returns.
func SchemaOf(title string, document any) ([]byte, error) {
	t, tag := reflect.TypeOf(document), "json"
	if t.NumField() > 0 && t.Field(0).Tag.Get("yaml") != "" {
		tag = "yaml"
	}
	return schemaOf(t, tag).with("title", title).document()
}

func (o object) document() ([]byte, error) {
	s := append(object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}}, o...)
	out, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(out, '\n'), nil
}

// object is a JSON object whose keys keep their order.
type object []member

type member struct {
	key   string
	value any
}

func (o object) with(key string, value any) object { return append(object{{key, value}}, o...) }

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var out strings.Builder
	out.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			out.WriteByte(',')
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "%q:%s", m.key, value)
	}
	out.WriteByte('}')
	return []byte(out.String()), nil
}

// closed is an object with these properties and no others.
func closed(properties object, required []string) object {
	s := object{{"type", "object"}, {"properties", properties}}
	if len(required) > 0 {
		s = append(s, member{"required", required})
	}
	return append(s, member{"additionalProperties", false})
}

// schemaOf derives a schema from a Go type. With the tag "json" a field is required unless
// it may be omitted; with "yaml" it is required when it says so.
func schemaOf(t reflect.Type, tag string) object {
	if t.Kind() == reflect.Pointer {
		return schemaOf(t.Elem(), tag)
	}
	switch t {
	case reflect.TypeFor[Explained](): // its parts are the like again
		return object{{"$ref", "#/$defs/condition"}}
	case reflect.TypeFor[FactValue]():
		return factValueSchema()
	case reflect.TypeFor[place.Text]():
		return object{{"type", "string"}}
	case reflect.TypeFor[place.Number]():
		return object{{"type", "number"}}
	case reflect.TypeFor[place.Any]():
		return object{{"type", []string{"number", "string", "boolean"}}}
	case reflect.TypeFor[place.Map[place.Any]]():
		return object{{"type", "object"}}
	case reflect.TypeFor[place.Map[string]](), reflect.TypeFor[place.Map[[]string]]():
		value, _ := t.Elem().FieldByName("Value")
		return object{{"type", "object"}, {"additionalProperties", schemaOf(value.Type, tag)}}
	}
	if t == reflect.TypeFor[json.RawMessage]() || t == reflect.TypeFor[Facts]() {
		return object{{"type", "object"}}
	}
	if values := enumerated(t); values != nil {
		return object{{"type", "string"}, {"enum", values}}
	}
	switch t.Kind() {
	case reflect.Bool:
		return object{{"type", "boolean"}}
	case reflect.Int, reflect.Int64:
		return object{{"type", "integer"}}
	case reflect.Float64:
		return object{{"type", "number"}}
	case reflect.Interface: // a value of a fact
		return object{{"anyOf", []object{{{"type", []string{"boolean", "number", "string"}}}, {{"type", "object"}}}}}
	case reflect.Slice:
		return object{{"type", "array"}, {"items", schemaOf(t.Elem(), tag)}}
	case reflect.Struct:
		return structSchema(t, tag)
	}
	return object{{"type", "string"}}
}

func structSchema(t reflect.Type, tag string) object {
	var properties object
	var required []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get(tag), ",")
		if name == "" || !f.IsExported() {
			continue
		}
		properties = append(properties, member{name, schemaOf(f.Type, tag)})
		if must := tag == "json" && options != "omitempty" && options != "omitzero" || tag == "yaml" && options == "required"; must {
			required = append(required, name)
		}
	}
	return closed(properties, required)
}

// enumerated lists the values of the types that have few.
func enumerated(t reflect.Type) []string {
	if v, ok := reflect.Zero(t).Interface().(interface{ SchemaValues() []string }); ok {
		return v.SchemaValues()
	}
	if t == reflect.TypeFor[Truth]() {
		return []string{string(Holds), string(Fails), string(Undecided)}
	}
	if t == reflect.TypeFor[StepStatus]() {
		return []string{string(StepStopped), string(StepPassed), string(StepOpen), string(StepNotReached)}
	}
	switch t {
	case reflect.TypeFor[ModalityStatus]():
		return modalityStatuses()
	case reflect.TypeFor[SelfCheckStatus]():
		return []string{string(SelfCheckReached), string(SelfCheckNotReached), string(SelfCheckOpen)}
	case reflect.TypeFor[Truth]():
		return []string{string(Holds), string(Fails), string(Undecided)}
	case reflect.TypeFor[Stance]():
		return stanceNames()
	}
	if t.Kind() != reflect.Uint8 {
		return nil
	}
	var out []string
	for i := range 16 { // a grade of the evidence package: its texts, up to the first that has none
		v := reflect.New(t).Elem()
		v.SetUint(uint64(i))
		text, ok := v.Interface().(fmt.Stringer)
		if !ok {
			return nil
		}
		s := text.String()
		if i > 0 && (s == "" || strings.ContainsAny(s, "()")) {
			break
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// factsSchema describes facts as JSON for this guideline. What it cannot say (a group
// denied beside a true member, relations between facts) the library checks.
func (g *Guideline) factsSchema() object {
	var properties object
	var groups []string
	for i := range g.facts {
		properties = append(properties, member{g.facts[i].ID, g.facts[i].schema()})
	}
	for _, group := range g.groups {
		groups = append(groups, group.ID)
	}
	if len(groups) > 0 {
		properties = append(properties, member{noneOf, object{
			{"description", "groups of which nothing applies; each covers all its members"},
			{"type", "array"}, {"items", object{{"type", "string"}, {"enum", groups}}}}})
	}
	return closed(properties, nil).with("description", "What is known. An absent or null fact is unknown, never a no.").
		with("title", "Facts for "+g.title)
}

// factValueSchema describes what may be known of a fact of any type.
func factValueSchema() object {
	one := object{{"type", []string{"boolean", "number", "string"}}}
	return object{{"anyOf", []object{one, choicePart(object{{"type", "string"}}), numberPart()}}}
}

func choicePart(one object) object {
	return closed(object{{"one_of", object{{"type", "array"}, {"minItems", 1}, {"items", one}}}}, []string{"one_of"})
}

func numberPart() object {
	bound := object{{"type", "number"}}
	part := closed(object{{"at_least", bound}, {"at_most", bound}, {"more_than", bound}, {"less_than", bound}}, nil)
	return append(part, member{"minProperties", 1})
}

func (f *Fact) schema() object {
	description := f.Question
	if f.Unit != "" {
		description += " (" + f.Unit + ")"
	}
	s := object{{"description", description}}
	null := object{{"type", "null"}}
	switch f.Type {
	case TypeBool:
		return append(s, member{"type", []string{"boolean", "null"}})
	case TypeChoice:
		one := object{{"type", "string"}, {"enum", f.choiceIDs()}}
		return append(s, member{"anyOf", []object{one, choicePart(one), null}})
	}
	number := object{{"type", string(f.Type)}, {"minimum", f.Min}, {"maximum", f.Max}}
	return append(s, member{"anyOf", []object{number, numberPart(), null}})
}
