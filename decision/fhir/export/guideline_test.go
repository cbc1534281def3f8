package export_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir/export"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/evidence"
)

// Every rule and every option is an action, with its condition and with every source of its
// claims, on either side.
func TestPlanHoldsEveryRule(t *testing.T) {
	for _, g := range []*decision.Guideline{dryneedling.AsPublished(), dryneedling.Literature()} {
		out, err := export.Guideline(mapped(t, g, dryneedling.Bundle()), export.Options{At: at()})
		require.NoError(t, err)
		plan := object(t, out)
		require.Equal(t, "2026-11-22", plan["date"])
		require.Equal(t, true, plan["experimental"], "nobody has signed it off")
		byStep := map[string]map[string]any{}
		for _, step := range list(plan, "action") {
			actions := map[string]any{}
			for _, a := range list(step, "action") {
				actions[text(a, "id")] = a
			}
			byStep[text(step, "id")] = actions
		}
		for _, r := range g.Rules() {
			a := byStep[r.Step][r.ID]
			require.NotNil(t, a, r.ID)
			require.Equal(t, r.Says, text(a, "description"))
			when := list(a, "condition")[0].(map[string]any)["expression"]
			require.NotContains(t, when, "language", "the list of languages has none for it")
			require.NotEmpty(t, text(when, "description"))
			if r.Off == "" {
				require.Equal(t, r.Source, text(when, "expression"))
			} else {
				require.Equal(t, "false", text(when, "expression"))
			}
			documented(t, g, a, r.Claims)
		}
		require.Len(t, byStep["options"], len(g.OptionRules()))
		for _, r := range g.OptionRules() {
			a := byStep["options"]["option-"+r.ID]
			documented(t, g, a, r.Claims)
			if r.Off == "" {
				require.Equal(t, r.Offered(), text(list(a, "condition")[0], "expression", "expression"))
			}
		}
	}
}

func documented(t *testing.T, g *decision.Guideline, action any, claims []string) {
	t.Helper()
	labels := map[string]int{}
	for _, d := range list(action, "documentation") {
		labels[text(d, "label")]++
	}
	for _, id := range claims {
		claim, ok := g.Evidence().Claim(id)
		require.True(t, ok)
		require.Equal(t, []int{1, len(claim.For), len(claim.Against)}, []int{labels[id], labels["for "+id], labels["against "+id]}, "%s of %s", id, text(action, "id"))
	}
}

// No grade is invented: a strength stands with a source that was seen to state it of the claim, and
// nowhere else; a certainty is that of a claim; nothing is put under the system of another scheme.
func TestPlanInventsNoGrade(t *testing.T) {
	g := dryneedling.AsPublished()
	out, err := export.Guideline(shipped(t), export.Options{})
	require.NoError(t, err)
	stated := map[string]bool{}
	for _, claim := range g.Evidence().Claims() {
		for _, f := range g.Evidence().Findings(claim.ID) {
			source, _ := g.Evidence().Source(f.Source)
			if f.Strength != evidence.StrengthUnstated {
				stated[claim.ID+" "+source.Cite()+" "+f.Strength.String()] = true
			}
		}
	}
	strengths, coded, qualities, directions := 0, 0, 0, 0
	walk(object(t, out), "", func(where string, o map[string]any) {
		for _, e := range list(o, "extension") {
			code := ""
			if codings := list(e, "valueCodeableConcept", "coding"); len(codings) > 0 {
				code = text(codings[0], "code")
				require.NotContains(t, text(codings[0], "system"), "terminology.hl7.org", "whose scheme it is not")
			}
			switch url := text(e, "url"); {
			case strings.HasSuffix(url, "cqf-strengthOfRecommendation"):
				strengths++
				require.True(t, strings.HasSuffix(where, ".documentation"), where)
				_, claim, _ := strings.Cut(text(o, "label"), " ")
				require.NotEmpty(t, text(e, "valueCodeableConcept", "text"))
				if code == "" { // told in words alone
					return
				}
				coded++
				require.True(t, stated[claim+" "+text(o, "citation")+" "+code], "%s of %s", code, text(o, "label"))
			case strings.HasSuffix(url, "cqf-qualityOfEvidence"):
				qualities++
				if claim, ok := g.Evidence().Claim(text(o, "label")); ok {
					require.Equal(t, claim.Certainty.String(), code)
				}
			case strings.HasSuffix(url, "cpg-directionOfRecommendation"):
				directions++
				require.Contains(t, []string{"for", "against"}, code)
			}
		}
	})
	require.True(t, coded > 0 && strengths > coded && qualities > 0 && directions > 0, "%d %d %d %d", strengths, coded, qualities, directions)
}

// The code of a strength never says the opposite of its source: it stands where the source is for the
// treatment of the entry. NICE does not offer acupuncture, and grades that with the word "offer".
func TestStrengthsAreOfTheTreatment(t *testing.T) {
	out, err := export.Guideline(shipped(t), export.Options{})
	require.NoError(t, err)
	strength := func(action, label, cite string) (code, says string) {
		found := false
		walk(object(t, out), "", func(_ string, o map[string]any) {
			if text(o, "id") != action {
				return
			}
			for _, d := range list(o, "documentation") {
				if text(d, "label") != label || !strings.Contains(text(d, "citation"), cite) {
					continue
				}
				found = true
				for _, e := range list(d, "extension") {
					says = text(e, "valueCodeableConcept", "text")
					for _, c := range list(e, "valueCodeableConcept", "coding") {
						code = text(c, "code")
					}
				}
			}
		})
		require.True(t, found, "%s %s %s", action, label, cite)
		return code, says
	}
	for _, tt := range []struct{ action, label, cite, code, says string }{
		{"option-acupuncture_osteoarthritis", "for C20", "NG226", "", "against acupuncture or dry needling: offer"},
		{"chronic-low-back-pain", "for C04", "NG59", "", "against acupuncture: offer"},
		{"chronic-low-back-pain", "against C04", "George", "", "for dry needling: can"},
		{"option-acupuncture_chronic_low_back", "against C06", "NG59", "", "against acupuncture: offer"},
		{"option-acupuncture_chronic_low_back", "for C06", "Qaseem", "strong", "for acupuncture: strong (ACP)"},
		{"option-acetaminophen", "for C09", "Qaseem", "", "for NSAIDs or muscle relaxants: strong"},
		{"option-acetaminophen", "for C09", "VA/DoD", "", "for NSAIDs: strong; against acetaminophen: strong"},
		{"option-nsaid", "for C09", "VA/DoD", "strong", "for NSAIDs: strong; against acetaminophen: strong"},
		{"option-heat", "for C08", "Qaseem", "strong", "for heat: strong (ACP)"},
	} {
		code, says := strength(tt.action, tt.label, tt.cite)
		require.Equal(t, tt.code, code, "%s %s %s", tt.action, tt.label, tt.cite)
		require.Contains(t, says, tt.says)
	}
}

// A rule points the way that the mapping declares for its verdict: that needling may be discussed
// recommends nothing, what refuses it is against, and what is off points nowhere.
func TestDirectionsAreThoseOfVerdicts(t *testing.T) {
	for _, g := range []*decision.Guideline{dryneedling.AsPublished(), dryneedling.Literature()} {
		out, err := export.Guideline(mapped(t, g, dryneedling.Bundle()), export.Options{})
		require.NoError(t, err)
		against := 0
		for _, step := range list(object(t, out), "action") {
			for _, a := range list(step, "action") {
				ways, off := directions(a), false
				for _, e := range list(a, "extension") {
					off = off || strings.HasSuffix(text(e, "url"), "extension:off")
				}
				if off {
					require.Empty(t, ways, text(a, "id"))
					continue
				}
				if text(step, "id") == "options" {
					continue
				}
				switch gives := text(list(list(a, "code")[0], "coding")[1], "code"); gives {
				case "do_not_use", "contraindicated", "refer":
					require.Equal(t, []string{"against"}, ways, "%s gives %s", text(a, "id"), gives)
					against++
				default:
					require.Empty(t, ways, "%s gives %s", text(a, "id"), gives)
				}
			}
		}
		require.Greater(t, against, 20)
	}
	none, err := export.Guideline(mapped(t, dryneedling.AsPublished(), nil), export.Options{})
	require.NoError(t, err)
	for _, step := range list(object(t, none), "action") {
		if text(step, "id") != "options" {
			walk(step, "", func(_ string, o map[string]any) { require.Empty(t, directions(o), "no mapping declares any") })
		}
	}
}

// directions are those that an action carries.
func directions(action any) (ways []string) {
	for _, e := range list(action, "extension") {
		if strings.HasSuffix(text(e, "url"), "cpg-directionOfRecommendation") {
			ways = append(ways, text(list(e, "valueCodeableConcept", "coding")[0], "code"))
		}
	}
	return ways
}

// A guideline under overlays has another version, and another id.
func TestPlanTellsOverlaysApart(t *testing.T) {
	one, err := export.Guideline(shipped(t), export.Options{})
	require.NoError(t, err)
	other, err := export.Guideline(mapped(t, dryneedling.Literature(), dryneedling.Bundle()), export.Options{})
	require.NoError(t, err)
	a, b := object(t, one), object(t, other)
	require.Equal(t, a["url"], b["url"])
	require.NotEqual(t, a["version"], b["version"])
	require.NotEqual(t, a["id"], b["id"])
	require.NotEqual(t, a["name"], b["name"])
}
