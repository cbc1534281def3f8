package fhir_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
)

// Each resource of each fixture, taken back, given to somebody else, or turned by a modifier that
// nobody knows: it gives no fact and asks nothing any more, but for a danger that a modifier does not
// rule out; it is named with the reason, and no fact becomes false by that.
func TestWhatIsTakenBack(t *testing.T) {
	concept := func(code string) map[string]any { return map[string]any{"coding": []any{map[string]any{"code": code}}} }
	spoil := map[string]func(r map[string]any){
		"entered in error": func(r map[string]any) {
			if kind := r["resourceType"]; kind == "Condition" || kind == "AllergyIntolerance" {
				r["verificationStatus"] = concept("entered-in-error")
				return
			}
			r["status"] = "entered-in-error"
		},
		"of somebody else": func(r map[string]any) {
			for _, name := range []string{"subject", "patient"} {
				if _, ok := r[name]; ok {
					r[name] = map[string]any{"reference": "Patient/somebody-else"}
				}
			}
		},
		"modified": func(r map[string]any) {
			r["modifierExtension"] = []any{map[string]any{"url": "http://example.org/unknown", "valueBoolean": true}}
		},
	}
	m := shipped(t)
	for _, name := range recordNames(t) {
		if filepath.Ext(name) != ".json" || name == "batch-response.json" || name == "two-patients.json" {
			continue
		}
		before := m.Facts(at(), record(t, name))
		for i := range bundleOf(t, name).Entry {
			for how, spoil := range spoil {
				b := bundleOf(t, name)
				r, _ := b.Entry[i]["resource"].(map[string]any)
				kind, _ := r["resourceType"].(string)
				id, _ := r["id"].(string)
				if id == "" || !speaks(before, kind, id, true) || kind == "Patient" && how != "modified" {
					continue
				}
				spoil(r)
				c := m.FactsOf(before.Patient, at(), b.document(t))
				require.False(t, speaks(c, kind, id, how != "modified"), "%s: %s/%s %s", name, kind, id, how)
				named := false
				for _, u := range c.Unused {
					named = named || u.Resource == kind && u.ID == id
				}
				require.True(t, named, "%s: %s/%s %s", name, kind, id, how)
				for fact, value := range c.Facts {
					was, known := before.Facts[fact]
					require.False(t, value == false && known && was != false, "%s: %s/%s %s makes %s false", name, kind, id, how, fact)
				}
			}
		}
	}
}

// speaks reports whether a resource gives a fact or asks, be it in doubt.
func speaks(c *fhir.Chart, kind, id string, doubtful bool) bool {
	for _, s := range c.Sources {
		if s.Resource == kind && s.ID == id {
			return true
		}
	}
	for _, p := range c.Prompts {
		for _, b := range p.Because {
			if b.Resource == kind && b.ID == id && (doubtful || b.Kind != fhir.Doubtful) {
				return true
			}
		}
	}
	return false
}

// The same record is read alike whether it comes as one Bundle, as pages, or as lines.
func TestFormsOfARecord(t *testing.T) {
	m := shipped(t)
	for _, name := range []string{"acute-low-back-pain.json", "anticoagulated.json", "chronic-neck-pain-after-manual-therapy.json", "nsaid-intolerant.json"} {
		whole := m.Facts(at(), record(t, name))
		b := bundleOf(t, name)
		var pages, alone []fhir.Document
		lines := []byte("\ufeff")
		for _, e := range b.Entry {
			one := bundle{ResourceType: "Bundle", Type: "searchset", Entry: []map[string]any{e}}
			pages = append(pages, one.document(t))
			data, err := json.Marshal(e["resource"])
			require.NoError(t, err)
			alone = append(alone, fhir.Document{Name: "alone", Data: data})
			lines = append(append(lines, data...), "\r\n"...)
		}
		nested := bundle{ResourceType: "Bundle", Type: "batch-response", Entry: []map[string]any{{"resource": json.RawMessage(b.document(t).Data)}}}
		for how, docs := range map[string][]fhir.Document{"pages": pages, "alone": alone, "lines": {{Name: "lines", Data: lines}}, "nested": {nested.document(t)}} {
			c := m.Facts(at(), docs...)
			require.Equal(t, whole.Facts, c.Facts, "%s as %s", name, how)
			require.Equal(t, whole.Sources, c.Sources, "%s as %s", name, how)
			require.Equal(t, whole.Prompts, c.Prompts, "%s as %s", name, how)
			require.Equal(t, whole.Unused, c.Unused, "%s as %s", name, how)
		}
	}
}
