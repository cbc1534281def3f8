package export_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/fhir/export"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario/sample"
)

func at() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

func mapped(t testing.TB, g *decision.Guideline, bundle fs.FS) *fhir.Mapping {
	t.Helper()
	m, err := fhir.ReadMapping(g, bundle)
	require.NoError(t, err)
	return m
}

func shipped(t testing.TB) *fhir.Mapping {
	return mapped(t, dryneedling.AsPublished(), dryneedling.Bundle())
}

func full() export.Options {
	return export.Options{Patient: "Patient/p", Encounter: "Encounter/e", Practitioner: "Practitioner/d", At: at(), Request: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"}
}

func decided(t testing.TB, m *fhir.Mapping, facts any, o export.Options) (*decision.Decision, []byte) {
	t.Helper()
	d, err := m.Guideline().Decide(facts)
	require.NoError(t, err)
	out, err := export.Decision(m, d, o)
	require.NoError(t, err)
	return d, out
}

// object reads JSON as a tree.
func object(t testing.TB, data []byte) map[string]any {
	t.Helper()
	var out map[string]any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	require.NoError(t, d.Decode(&out))
	require.False(t, d.More())
	return out
}

// walk calls f for every object of a tree, with where it stands.
func walk(v any, where string, f func(where string, o map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(where, v)
		for name, member := range v {
			walk(member, where+"."+name, f)
		}
	case []any:
		for _, member := range v {
			walk(member, where, f)
		}
	}
}

func list(v any, keys ...string) []any {
	for _, key := range keys {
		o, _ := v.(map[string]any)
		v = o[key]
	}
	out, _ := v.([]any)
	return out
}

func text(v any, keys ...string) string {
	for _, key := range keys {
		o, _ := v.(map[string]any)
		v = o[key]
	}
	out, _ := v.(string)
	return out
}

// resources are those of a bundle, by type.
func resources(t testing.TB, data []byte) map[string][]any {
	t.Helper()
	out := map[string][]any{}
	for _, e := range list(object(t, data), "entry") {
		r := e.(map[string]any)["resource"]
		out[text(r, "resourceType")] = append(out[text(r, "resourceType")], r)
	}
	require.Len(t, out["GuidanceResponse"], 1)
	require.LessOrEqual(t, len(out["RequestGroup"]), 1)
	return out
}

// drawn calls f with drawn facts of which more and more is unknown, up to all of it.
func drawn(t testing.TB, g *decision.Guideline, f func(decision.Facts)) {
	t.Helper()
	f(decision.Facts{})
	for i, share := range []float64{0, 0.1, 0.3, 0.6, 0.9} {
		n := 0
		for facts, err := range sample.Default(g).Missing(share).Cases(uint64(i)) {
			require.NoError(t, err)
			f(facts)
			if n++; n >= oracle.Cases(12, 120) {
				break
			}
		}
	}
}

// What a decision says is in what is exported of it, and what it refers to is there.
func TestRandomDecisionsAreToldWhole(t *testing.T) {
	m := shipped(t)
	issues, groups, withheld := 0, 0, 0
	drawn(t, m.Guideline(), func(facts decision.Facts) {
		d, out := decided(t, m, facts, full())
		by := resources(t, out)
		guidance := by["GuidanceResponse"][0]
		sameMissing(t, d, guidance)
		referencesResolve(t, out)
		sameIssues(t, d, m.Guideline(), by["DetectedIssue"])
		issues += len(by["DetectedIssue"])
		// The guideline says itself, in a remark of its own, when it offers none of the options that it lists.
		unscreened := slices.ContainsFunc(d.Remarks, func(r decision.Remark) bool { return r.ID == "options-after-the-screen" })
		require.Equal(t, len(d.Options) > 0 && !unscreened, len(by["RequestGroup"]) == 1)
		if unscreened {
			withheld++
			require.Equal(t, optionIDs(d), codes(guidance, "possible_option"))
		} else {
			require.Empty(t, codes(guidance, "possible_option"))
		}
		for _, group := range by["RequestGroup"] {
			groups++
			sameOptions(t, d, m.Guideline(), group)
			require.Equal(t, "urn:uuid:"+text(group, "id"), text(guidance, "result", "reference"))
		}
	})
	require.Positive(t, issues)
	require.Positive(t, groups)
	require.Positive(t, withheld)
}

func optionIDs(d *decision.Decision) (ids []string) {
	for _, x := range d.Options {
		ids = append(ids, x.ID)
	}
	return ids
}

// codes are those of a parameter of the output of a response.
func codes(guidance any, name string) (all []string) {
	for _, contained := range list(guidance, "contained") {
		for _, p := range list(contained, "parameter") {
			if text(p, "name") == name {
				all = append(all, text(p, "valueCode"))
			}
		}
	}
	return all
}

// sameMissing holds the facts that are asked for to those that are missing, and the status to both.
func sameMissing(t testing.TB, d *decision.Decision, guidance any) {
	t.Helper()
	var asked []string
	for _, r := range list(guidance, "dataRequirement") {
		for _, e := range list(r, "extension") {
			switch text(e, "url") {
			case "urn:mskguide:extension:link-id":
				require.Equal(t, "QuestionnaireResponse", text(r, "type"))
				asked = append(asked, text(e, "valueString"))
			case "urn:mskguide:extension:fact":
				require.Contains(t, d.Missing, text(e, "valueString"))
			}
		}
	}
	require.ElementsMatch(t, d.Missing, asked)
	want := "data-requested"
	switch {
	case d.Settled:
		want = "success"
	case d.Verdict == "needs_information":
		want = "data-required"
	}
	require.Equal(t, want, text(guidance, "status"))
}

// referencesResolve holds every reference to a urn or a part to something that is there.
func referencesResolve(t testing.TB, out []byte) {
	t.Helper()
	bundle := object(t, out)
	there := map[string]bool{}
	for _, e := range list(bundle, "entry") {
		url := text(e, "fullUrl")
		require.False(t, there[url], "%s is there twice", url)
		require.Equal(t, "urn:uuid:"+text(e, "resource", "id"), url)
		there[url] = true
		for _, contained := range list(e, "resource", "contained") {
			there["#"+text(contained, "id")] = true
		}
	}
	used := map[string]bool{}
	walk(bundle, "", func(where string, o map[string]any) {
		if r := text(o, "reference"); strings.HasPrefix(r, "urn:uuid:") || strings.HasPrefix(r, "#") {
			require.True(t, there[r], "%s: %s", where, r)
			used[r] = true
		}
	})
	require.True(t, used["#messages"] && used["#output"], "what is contained is referred to")
}

func sameIssues(t testing.TB, d *decision.Decision, g *decision.Guideline, issues []any) {
	t.Helper()
	byRule := map[string]any{}
	for _, i := range issues {
		byRule[text(list(i, "code", "coding")[0], "code")] = i
	}
	want := 0
	for _, r := range d.Reasons {
		i, there := byRule[r.Rule]
		hazard := !r.Possible && r.Scope != "" && r.Verdict != "not_consented"
		require.Equal(t, hazard, there, r.Rule)
		if !hazard {
			continue
		}
		want++
		status, severity := "final", "moderate"
		switch {
		case r.Urgency != "":
			status, severity = "preliminary", "high"
		case r.Scope == "patient" && (r.Verdict == "contraindicated" || r.Verdict == "prefer_alternative"): // sites give both
			severity = "high"
		}
		require.Equal(t, status+severity, text(i, "status")+text(i, "severity"))
		require.NotContains(t, i, "mitigation")
		require.Contains(t, text(i, "detail"), r.Says)
		told := map[string]string{}
		for _, e := range list(i, "evidence") {
			for _, c := range list(e, "code") {
				told[text(list(c, "coding")[0], "code")] = text(c, "text")
			}
		}
		for _, id := range r.Claims {
			claim, ok := g.Evidence().Claim(id)
			require.True(t, ok)
			require.Contains(t, told[id], claim.Standing.String())
			for _, s := range append(claim.For, claim.Against...) {
				source, _ := g.Evidence().Source(s)
				require.Contains(t, told[id], strings.TrimSuffix(source.Cite(), "."))
			}
		}
	}
	require.Len(t, issues, want)
}

func sameOptions(t testing.TB, d *decision.Decision, g *decision.Guideline, group any) {
	t.Helper()
	require.Equal(t, "draft proposal", text(group, "status")+" "+text(group, "intent"))
	actions := list(group, "action")
	require.Len(t, actions, len(d.Options))
	for i, x := range d.Options {
		a := actions[i]
		title := map[[2]bool]string{ // possible, failed: many clients show titles and nothing else
			{true, false}: "Only possible, until the rest is known: ",
			{false, true}: "Tried without lasting help: ",
			{true, true}:  "Only possible, until the rest is known; tried without lasting help: ",
		}[[2]bool{x.Possible, x.Failed}] + x.Title
		require.Equal(t, x.ID+title+x.Says, text(a, "id")+text(a, "title")+text(a, "description"))
		require.Equal(t, "no", text(a, "precheckBehavior"), "nothing is chosen beforehand")
		require.NotContains(t, a.(map[string]any)["resource"], "reference", "there is no order")
		labels := map[string]int{}
		for _, doc := range list(a, "documentation") {
			labels[text(doc, "label")]++
		}
		for _, id := range x.Claims {
			claim, _ := g.Evidence().Claim(id)
			require.Equal(t, []int{1, len(claim.For), len(claim.Against)}, []int{labels[id], labels["for "+id], labels["against "+id]}, "%s of %s", id, x.ID)
		}
		require.Equal(t, []int{len(x.For), len(x.Against)}, []int{labels["for the option"], labels["against the option"]})
		for _, k := range x.Cautions {
			require.Contains(t, text(a, "textEquivalent"), k.Says)
		}
		var want []string
		switch open := !x.Possible && !x.Failed; {
		case open && x.Stance.Offers():
			want = []string{"for"}
		case open && x.Stance == decision.StanceAgainst:
			want = []string{"against"}
		}
		require.Equal(t, want, directions(a), x.ID)
		said := map[string]any{}
		for _, e := range list(a, "extension") {
			if v, is := e.(map[string]any)["valueCode"]; is {
				said[text(e, "url")] = v
			}
			if v, is := e.(map[string]any)["valueBoolean"]; is {
				said[text(e, "url")] = v
			}
		}
		state := map[string]any{"urn:mskguide:extension:possible": x.Possible}
		if x.Tried != "" {
			state["urn:mskguide:extension:tried"] = x.Tried
		}
		if x.Failed {
			state["urn:mskguide:extension:failed"] = true
		}
		require.Equal(t, state, said, x.ID)
	}
}
