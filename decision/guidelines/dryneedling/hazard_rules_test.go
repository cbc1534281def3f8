package dryneedling_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// witness is a case in which a rule matters: without the rule its answer is another one.
type witness struct {
	facts  decision.Facts // beside those of a case in which needling may be discussed
	set    string         // a param that local policy sets, with its value before and after
	beside string         // a further rule that is taken away, from both sides
}

// ruleWitnesses has a case for every rule of a control; a rule on one fact alone needs none.
func ruleWitnesses() map[string]witness {
	worse := decision.Facts{"ndi_baseline": 20, "ndi_now": 60, "weeks_since_first_session": 4}
	return map[string]witness{
		"pregnancy-region":              {facts: decision.Facts{"pregnancy": true}},
		"pregnancy-policy":              {facts: decision.Facts{"pregnancy": true, "needling_region": "upper_limb"}, set: "pregnancy_policy caution contraindicated"},
		"bleeding-risk-without-imaging": {facts: decision.Facts{"condition": "neck_pain", "needling_region": "neck", "antithrombotic_medicine": true, "ultrasound_available": false}},
		"consent-refused":               {facts: decision.Facts{"consents_to_needling": false}},
		"consent-not-possible":          {facts: decision.Facts{"able_to_consent": false}},
		"minor":                         {facts: decision.Facts{"age_years": 16}},
		"caution-minor":                 {facts: decision.Facts{"age_years": 16}, set: "minor_policy no_recommendation caution"},
		"minor-without-guardian":        {facts: decision.Facts{"age_years": 16, "representative_consents": false}, set: "minor_policy no_recommendation caution"},
		"untrained":                     {facts: decision.Facts{"training_hours": 0}, beside: "training-hours"},
		"training-hours":                {facts: decision.Facts{"training_hours": 60}},
		"outside-scope":                 {facts: decision.Facts{"dry_needling_in_scope": false}},
		"region-outside-scope":          {facts: decision.Facts{"needling_region": "abdomen"}},
		"hazard-pneumothorax":           {facts: decision.Facts{"needling_region": "shoulder"}},
		"hazard-neck":                   {facts: decision.Facts{"needling_region": "neck"}},
		"hazard-low-back":               {},
		"hazard-congenital":             {facts: decision.Facts{"needling_region": "thorax"}},
		"region-away-from-complaint":    {facts: decision.Facts{"needling_region": "upper_limb"}},
		"phase-near-cut-off":            {facts: decision.Facts{"pain_duration_weeks": 12}},
		"beyond-evidence":               {facts: decision.Facts{"weeks_since_first_session": 13}},
		"getting-worse":                 {facts: worse},
		"no-response":                   {facts: worse},
	}
}

// TestRuleControlsMatter takes away each rule that a hazard's control rests on. The bundle is
// then refused: by the safety log, and once the log is gone by an invariant of the control; or
// it opens, and a case gets another answer.
func TestRuleControlsMatter(t *testing.T) {
	seen := map[string]bool{}
	witnesses := ruleWitnesses()
	for _, h := range dryneedling.AsPublished().Safety().Hazards {
		for _, c := range h.Controls {
			for _, id := range c.Rules {
				if seen[id] {
					continue
				}
				seen[id] = true
				w, ok := witnesses[id]
				delete(witnesses, id)
				t.Run(id, func(t *testing.T) {
					t.Parallel()
					matters(t, ruleByID(t, id), c, w, ok)
				})
			}
		}
	}
	require.Empty(t, witnesses, "no control rests on these rules")
	_, err := decision.Open(without(t, "red-flag-cancer-concern"))
	require.ErrorContains(t, err, `there is no rule "red-flag-cancer-concern"`, "the safety log notices")
	for _, r := range dryneedling.AsPublished().Rules() {
		require.True(t, !r.Safety || seen[r.ID], "rule %s is protected, and no hazard says why", r.ID)
	}
}

func matters(t *testing.T, r decision.Rule, c decision.Control, w witness, given bool) {
	if !given {
		require.Len(t, r.Facts, 1, "say in which case it matters")
		w.facts = decision.Facts{r.Facts[0]: true}
	}
	overlays := w.overlays()
	if w.beside != "" {
		require.Equal(t, r.Gives, decideWithout(t, overlays, w.facts, "hazards.yaml", w.beside).Verdict)
		require.NotEqual(t, r.Gives, decideWithout(t, overlays, w.facts, "hazards.yaml", w.beside, r.ID).Verdict)
		return
	}
	before := decideExactly(t, everythingElseClear(dryneedling.AsPublished(), w.facts))
	if w.set != "" {
		before = decideWithout(t, overlays, w.facts)
	}
	bundle := without(t, "hazards.yaml", r.ID)
	g, err := decision.Open(bundle, overlays...)
	if err != nil {
		require.True(t, slices.ContainsFunc(c.Invariants, func(id string) bool { return strings.Contains(err.Error(), id) }), err)
		return
	}
	after, err := g.Decide(everythingElseClear(g, w.facts))
	require.NoError(t, err)
	if r.Gives != "caution" {
		require.Equal(t, r.Gives, before.Verdict)
		require.NotEqual(t, r.Gives, after.Verdict)
		return
	}
	require.True(t, certainly(before.Cautions, r.ID))
	require.False(t, certainly(after.Cautions, r.ID))
}

func certainly(cautions []decision.Caution, rule string) bool {
	return slices.ContainsFunc(cautions, func(c decision.Caution) bool { return c.Rule == rule && !c.Possible })
}

func ruleByID(t *testing.T, id string) decision.Rule {
	rules := dryneedling.AsPublished().Rules()
	i := slices.IndexFunc(rules, func(r decision.Rule) bool { return r.ID == id })
	require.GreaterOrEqual(t, i, 0, id)
	return rules[i]
}

func (w witness) overlays() []decision.Overlay {
	if w.set == "" {
		return nil
	}
	set := strings.Fields(w.set)
	return []decision.Overlay{{Name: "policy.yaml", Data: []byte("schema: mskguide.overlay/1\nid: policy\nfor: dry-needling\ntitle: For a test\n" +
		"authority: A test\nin_force: \"2026-01-31\"\nset:\n  - {param: " + set[0] + ", was: " + set[1] + ", to: " + set[2] + "}\n")}}
}

// everythingElseClear is a case in which needling may be discussed, but for the facts given.
func everythingElseClear(g *decision.Guideline, facts decision.Facts) decision.Facts {
	all := clear(nil)
	delete(all, "none_of")
	for _, group := range g.Groups() {
		for _, id := range group.Facts {
			all[id] = false
		}
	}
	for id, value := range facts {
		all[id] = value
	}
	return all
}

func decideWithout(t *testing.T, overlays []decision.Overlay, facts decision.Facts, names ...string) *decision.Decision {
	g, err := decision.Open(without(t, names...), overlays...)
	require.NoError(t, err)
	d, err := g.Decide(everythingElseClear(g, facts))
	require.NoError(t, err)
	return d
}

// without is the bundle without some of its rules, or files; the safety log stays as it is.
func without(t *testing.T, names ...string) fs.FS {
	bundle := copyOfBundle(t)
	for _, name := range names {
		cut := 0
		for path, file := range bundle {
			if path == "hazards.yaml" {
				continue
			}
			var lines strings.Builder
			inside := false
			for line := range strings.Lines(string(file.Data)) {
				if inside && (strings.HasPrefix(line, "  - ") || !strings.HasPrefix(line, "   ")) {
					inside = false
				}
				if line == "  - id: "+name+"\n" || strings.TrimSpace(line) == "- "+name {
					inside = strings.Contains(line, "id: ")
					cut++
				} else if !inside {
					lines.WriteString(line)
				}
			}
			file.Data = []byte(lines.String())
		}
		require.NotZero(t, cut, name)
	}
	return bundle
}

// copyOfBundle is the bundle without its overlays, which fit no other.
func copyOfBundle(t *testing.T) fstest.MapFS {
	bundle := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(dryneedling.Bundle(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(name, "overlays/") {
			return err
		}
		data, err := fs.ReadFile(dryneedling.Bundle(), name)
		bundle[name] = &fstest.MapFile{Data: data}
		return err
	}))
	return bundle
}
