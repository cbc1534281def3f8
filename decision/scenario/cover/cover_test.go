package cover_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/cover"
	"github.com/mskguide/mskguide/decision/scenario/internal/trial"
)

func bundled(t *testing.T, name string, overlays ...string) *decision.Guideline {
	return trial.Open(t, "../../../testdata/bundles/"+name, overlays...)
}

func pond(t *testing.T) *decision.Guideline { return trial.Open(t, "../testdata/pond") }

// The cases that would meet all that is open do, as the guideline itself sees them, and can be
// pasted.
func TestClosingWitnesses(t *testing.T) {
	for name, g := range map[string]*decision.Guideline{
		"published": dryneedling.AsPublished(), "literature": dryneedling.Literature(),
		"kiln": bundled(t, "kiln"), "riverside": bundled(t, "kiln", "riverside"), "river": bundled(t, "river"), "lantern": bundled(t, "lantern"), "regatta": bundled(t, "lantern", "regatta"), "pond": pond(t),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := cover.Of(g, nil)
			require.NoError(t, err)
			require.Positive(t, c.Holes())
			require.Zero(t, c.Total.Rule.Covered+c.Total.Branch.Covered+c.Total.MCDC.Covered)
			list, err := scenario.ReadFile("holes.yaml", []byte(c.Scenarios()))
			require.NoError(t, err)
			examples, err := scenario.Examples(g, list)
			require.NoError(t, err)
			require.Len(t, examples, len(c.Closing))
			again, err := cover.Of(g, examples)
			require.NoError(t, err)
			require.Zero(t, again.Holes())
			require.Equal(t, 100.0, again.Total.MCDC.Percent())
			for _, tally := range [][2]cover.Count{{c.Total.Rule, again.Total.Rule}, {c.Total.Branch, again.Total.Branch}, {c.Total.MCDC, again.Total.MCDC}} {
				require.Equal(t, tally[0].Open, tally[1].Covered)
				require.Equal(t, tally[0].Infeasible, tally[1].Infeasible)
				require.Zero(t, tally[0].Undecided)
			}
			require.Equal(t, "scenarios: []\n", again.Scenarios()[strings.Index(again.Scenarios(), "scenarios:"):])
		})
	}
}

// Of a guideline with overlays only what they change is measured beside the one without them.
func TestCoverChanged(t *testing.T) {
	plain, raced := bundled(t, "lantern"), bundled(t, "lantern", "regatta")
	c, err := cover.Changed(raced, []*decision.Guideline{plain}, nil)
	require.NoError(t, err)
	all, err := cover.Of(raced, nil)
	require.NoError(t, err)
	require.Less(t, len(c.Decisions), len(all.Decisions))
	for _, d := range all.Decisions {
		if d.File != "overlays/regatta.yaml" {
			continue
		}
		kept := false
		for _, k := range c.Decisions {
			kept = kept || k.ID == d.ID
		}
		require.True(t, kept, d.ID)
	}
	again, err := cover.Changed(raced, []*decision.Guideline{plain}, closing(t, c))
	require.NoError(t, err)
	require.Zero(t, again.Holes())
	same, err := cover.Changed(plain, []*decision.Guideline{raced, plain}, nil)
	require.NoError(t, err)
	require.Empty(t, same.Decisions)
	g := dryneedling.AsPublished() // half of a pair that is infeasible may be shown
	same, err = cover.Changed(g, []*decision.Guideline{g}, []scenario.Example{{Name: "late", Facts: decision.Facts{"pregnancy": true, "third_trimester": true, "needling_region": "head"}}})
	require.NoError(t, err)
	require.Empty(t, same.Decisions)
	require.Zero(t, same.Holes())
}

func TestCoverRefusedExample(t *testing.T) {
	_, err := cover.Of(pond(t), []scenario.Example{{Name: "odd", Facts: decision.Facts{"no_such_fact": true}}})
	require.ErrorContains(t, err, `example "odd"`)
}

func TestCoverageIsTheSameEveryTime(t *testing.T) {
	var texts []string
	for range 2 {
		c, err := cover.Of(bundled(t, "kiln"), nil)
		require.NoError(t, err)
		text, err := json.Marshal(cover.NewDocument(c))
		require.NoError(t, err)
		texts = append(texts, string(text))
	}
	require.Equal(t, texts[0], texts[1])
}

func TestCoverageHasItsSchema(t *testing.T) {
	text, err := cover.Schema()
	require.NoError(t, err)
	var schema, document map[string]any
	require.NoError(t, json.Unmarshal(text, &schema))
	c, err := cover.Of(bundled(t, "kiln", "riverside"), []scenario.Example{{Name: "nothing"}})
	require.NoError(t, err)
	out, err := cover.NewDocument(c).JSON()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(out, &document))
	require.Empty(t, oracle.Conforms(schema, document, "document"))
	require.NotEmpty(t, oracle.Conforms(schema, map[string]any{"schema": 1, "reports": []any{}}, "document"))
}
