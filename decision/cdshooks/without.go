package cdshooks

import (
	"encoding/json"
	"strings"

	"github.com/mskguide/mskguide/decision/fhir"
)

// without is a record without some resources, which are named as in "Condition/123".
func without(docs []fhir.Document, names map[string]bool) []fhir.Document {
	var out []fhir.Document
	for _, doc := range docs {
		d := json.NewDecoder(strings.NewReader(doc.Text))
		var left []byte
		for {
			var raw json.RawMessage
			if d.Decode(&raw) != nil {
				break
			}
			if raw = spared(raw, names, 0); raw != nil {
				left = append(append(left, raw...), '\n')
			}
		}
		if left != nil {
			out = append(out, fhir.Document{Name: doc.Name, Text: string(left)})
		}
	}
	return out
}

// codeOf is the code of a resource of the record, which is named as in "Condition/123".
func codeOf(docs []fhir.Document, name string) (code worded) {
	for _, doc := range docs {
		d := json.NewDecoder(strings.NewReader(doc.Text))
		for {
			var raw json.RawMessage
			if d.Decode(&raw) != nil {
				break
			}
			if found, ok := codeIn(raw, name, 0); ok {
				return found
			}
		}
	}
	return worded{}
}

func codeIn(raw json.RawMessage, name string, depth int) (worded, bool) {
	var r struct {
		Type  string `json:"resourceType"`
		ID    string `json:"id"`
		Code  worded `json:"code"`
		Entry []struct {
			Resource json.RawMessage `json:"resource"`
		} `json:"entry"`
	}
	if !decoded(raw, &r) || r.Type != "Bundle" || depth == maxBundles {
		return r.Code, r.Type+"/"+r.ID == name
	}
	for _, e := range r.Entry {
		if code, ok := codeIn(e.Resource, name, depth+1); ok {
			return code, true
		}
	}
	return worded{}, false
}

// spared is a resource without some of those in it; nil where it is one of them itself.
func spared(raw json.RawMessage, names map[string]bool, depth int) json.RawMessage {
	var r struct {
		Type  string            `json:"resourceType"`
		ID    string            `json:"id"`
		Entry []json.RawMessage `json:"entry"`
	}
	if !decoded(raw, &r) {
		return raw
	}
	if names[r.Type+"/"+r.ID] {
		return nil
	}
	if r.Type != "Bundle" || depth == maxBundles {
		return raw
	}
	kept := []json.RawMessage{}
	for _, entry := range r.Entry {
		var e map[string]json.RawMessage
		if json.Unmarshal(entry, &e) == nil && e["resource"] != nil {
			if e["resource"] = spared(e["resource"], names, depth+1); e["resource"] == nil {
				continue
			}
			entry, _ = json.Marshal(e) // of texts that were read
		}
		kept = append(kept, entry)
	}
	bundle, err := json.Marshal(map[string]any{"resourceType": "Bundle", "entry": kept})
	if err != nil {
		return raw
	}
	return bundle
}
