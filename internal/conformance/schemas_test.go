package conformance

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestSchemas keeps the schemas beside the suite current: those that mskguide prints, and those
// of the suite's own documents.
func TestSchemas(t *testing.T) {
	all := guidelines(t)
	for _, name := range []string{"decision", "error"} {
		text, err := decision.Schema(name, all[0].Guideline)
		require.NoError(t, err)
		expect(t, "schemas/"+name+".json", string(text))
	}
	for _, g := range all {
		if len(g.Info().Overlays) == 0 { // an overlay adds no facts
			text, err := decision.Schema("facts", g.Guideline)
			require.NoError(t, err)
			expect(t, "schemas/facts-"+g.name+".json", string(text))
		}
	}
	for name, document := range map[string]any{"answer": answer{}, "guideline": laidOpen{}} {
		text, err := decision.SchemaOf("mskguide conformance: "+name, document)
		require.NoError(t, err)
		expect(t, "schemas/"+name+".json", string(text))
	}
}
