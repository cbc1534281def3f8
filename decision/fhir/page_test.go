package fhir_test

import (
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// The mapping in words holds every entry, every code and every fact of it, and those of a site.
func TestThePageIsWhole(t *testing.T) {
	ours := site(`
systems:
  - {id: ours, name: Our codes, uris: ["http://clinic.example/codes"]}
extend:
  - id: nsaids
    codes: [{system: ours, code: I-400, display: our "ibuprofen" | 400, checked: weak}]
procedures:
  - id: our-heat
    codes: [{system: ours, code: HEAT, display: heat was tried, checked: yes}]
    facts: [{fact: heat_trial, one_of: [helped, wore_off]}]
questionnaires:
  - id: our-intake
    canonical: http://clinic.example/intake
    items: [{link_id: "7", fact: frail}]
`)
	page := string(shipped(t, ours).Page())
	for _, want := range []string{"Our codes `I-400` our \"ibuprofen\" \\| 400 *(weak)*", "| our-heat | Our codes `HEAT` heat was tried | `heat_trial` one of helped, wore_off |", "`7`: `frail`", "dry-needling-fhir-r4 with our-clinic"} {
		require.Contains(t, page, want)
	}
	data, err := fs.ReadFile(dryneedling.Bundle(), fhir.MappingFile)
	require.NoError(t, err)
	var document yaml.Node
	require.NoError(t, yaml.Unmarshal(data, &document))
	seen := 0
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for i, k := range n.Content {
			if n.Kind != yaml.MappingNode || i%2 == 1 {
				walk(k)
				continue
			}
			switch k.Value {
			case "id", "code", "display", "fact", "canonical":
				require.Contains(t, page, n.Content[i+1].Value)
				seen++
			}
		}
	}
	top := document.Content[0].Content
	for i := 0; i < len(top); i += 2 {
		if key := top[i].Value; key != "systems" && key != "units" { // they are told where they are used
			walk(top[i+1])
		}
	}
	require.Greater(t, seen, 300)
}
