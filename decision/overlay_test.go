package decision_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// sunday builds on the overlay regatta that the lantern boat ships.
var sunday = decision.Overlay{Name: "sunday.yaml", Data: []byte(`schema: mskguide.overlay/1
id: sunday
for: lantern-boat
title: The last evening
authority: The regatta committee (made up)
in_force: "2025-09-07"
set:
  - {param: gale_from, was: 30, to: 28}
  - {param: start_wind, to: 4}
replace:
  rules:
    - rule: wind-with-the-ebb
      was: {gives: caution, when: "tide_now == \"ebb\" and wind_knots > 20"}
      with: {id: wind-with-the-ebb, step: water, gives: wait, when: tide_now == "ebb" and wind_knots > 18, title: Wind with the ebb, says: It is late., claims: [L-05]}
`)}

// lantern opens the guideline of the lantern boat with these overlays.
func lantern(t testing.TB, overlays ...decision.Overlay) *decision.Guideline {
	g, err := decision.Open(os.DirFS(filepath.Join(bundles, "lantern")), overlays...)
	require.NoError(t, err)
	return g
}

func regatta(t testing.TB) decision.Overlay {
	o, err := decision.NamedOverlay(os.DirFS(filepath.Join(bundles, "lantern")), "regatta")
	require.NoError(t, err)
	return o
}

func ruleNamed(t testing.TB, g *decision.Guideline, id string) decision.Rule {
	for _, r := range g.Rules() {
		if r.ID == id {
			return r
		}
	}
	require.Failf(t, "a rule is missing", "there is no rule %q", id)
	return decision.Rule{}
}

// An overlay that does everything there is to do, and one that builds on it.
func TestOverlaysCompose(t *testing.T) {
	before := madeUp(t, "lantern")
	one := lantern(t, regatta(t))
	two := lantern(t, regatta(t), sunday)

	ids := func(g *decision.Guideline) (out []string) {
		for _, r := range g.Rules() {
			out = append(out, r.ID)
		}
		return out
	}
	want := slices.DeleteFunc(ids(before), func(id string) bool { return id == "fog-at-all" })
	want[slices.Index(want, "wind-with-tide")] = "wind-with-the-ebb" // in the place of what it replaces
	want = append(want, "dark-in-a-crowd", "calm", "no-start-wind")
	require.Equal(t, want, ids(one))
	require.Equal(t, want, ids(two))

	for _, r := range two.Rules() {
		from := map[string]string{"gale": "regatta", "dark-in-a-crowd": "regatta", "calm": "regatta", "no-start-wind": "regatta", "wind-with-the-ebb": "sunday"}[r.ID]
		require.Equal(t, from, r.Overlay, r.ID)
	}
	require.Equal(t, "caution", ruleNamed(t, one, "wind-with-the-ebb").Gives)
	require.Equal(t, "wait", ruleNamed(t, two, "wind-with-the-ebb").Gives)
	require.Equal(t, "param start_wind has no value", ruleNamed(t, one, "calm").Off)
	require.Empty(t, ruleNamed(t, two, "calm").Off)
	require.Empty(t, ruleNamed(t, one, "no-start-wind").Off)
	require.Equal(t, "param start_wind has a value", ruleNamed(t, two, "no-start-wind").Off)

	params := map[string]string{}
	for _, p := range two.Params() {
		params[p.ID] = p.Value + " since " + p.Since
	}
	require.Equal(t, map[string]string{"gale_from": "28 since 2025-09-07", "fog_rule": "pilot_needed since 2025-08-01",
		"boats_at_most": "12 since 2025-09-01", "start_wind": "4 since 2025-09-07"}, params)

	var options []string
	for _, o := range two.OptionRules() {
		options = append(options, o.ID+" "+o.Overlay)
	}
	require.Equal(t, []string{"row_out ", "row_by_lamp regatta", "be_towed ", "row_in_tow ", "watch regatta"}, options)
	require.Equal(t, "The race", two.Review().Protocol.Title)

	require.Equal(t, []string{"regatta", "sunday"}, two.Info().Overlays)
	require.Equal(t, before.Info().Digest, madeUp(t, "lantern").Info().Digest, "a bundle is not changed by an overlay of it")
	require.NotEqual(t, one.Info().Digest, two.Info().Digest)
	require.Equal(t, before.Fingerprint(), two.Fingerprint(), "typed facts fit under every policy")
}

// What an overlay says of itself is shown, and is the caller's own.
func TestOverlaysSayWhoAndWhat(t *testing.T) {
	g := lantern(t, regatta(t), sunday)
	got := g.Overlays()
	require.Len(t, got, 2)
	require.Equal(t, "The regatta committee (made up)", got[0].Authority)
	require.Equal(t, "2025-09-01", got[0].InForce)
	require.Equal(t, "week", got[0].Exclusive)
	require.Contains(t, got[0].Says, "full of other boats")
	require.Contains(t, got[0].Changes, decision.OverlayChange{Does: decision.OverlayRetracts, Kind: "rule", ID: "fog-at-all", Because: "The pilot decides in that week."})
	require.Contains(t, got[0].Changes, decision.OverlayChange{Does: decision.OverlayReplaces, Kind: "rule", ID: "wind-with-tide", To: "wind-with-the-ebb"})
	require.Contains(t, got[0].Changes, decision.OverlayChange{Does: decision.OverlayReplaces, Kind: "protocol"})
	require.Contains(t, got[0].Changes, decision.OverlayChange{Does: decision.OverlayAdds, Kind: "option", ID: "watch"})
	require.Equal(t, []decision.OverlayChange{
		{Does: decision.OverlaySets, Kind: "param", ID: "gale_from", Was: "30", To: "28"},
		{Does: decision.OverlaySets, Kind: "param", ID: "start_wind", To: "4"},
		{Does: decision.OverlayReplaces, Kind: "rule", ID: "wind-with-the-ebb", To: "wind-with-the-ebb"},
	}, got[1].Changes)
	got[0].Changes[0].ID = "spoilt"
	require.NotEqual(t, "spoilt", g.Overlays()[0].Changes[0].ID)

	shipped, err := decision.ShippedOverlays(os.DirFS(filepath.Join(bundles, "lantern")))
	require.NoError(t, err)
	require.Len(t, shipped, 1)
	require.Equal(t, "regatta", shipped[0].Name)
	require.Equal(t, g.Overlays()[0], shipped[0].OverlayInfo)
	none, err := decision.ShippedOverlays(tea(""))
	require.NoError(t, err)
	require.Empty(t, none)
	broken := tea("")
	broken["overlays/x.yaml"] = broken["rules.yaml"]
	_, err = decision.ShippedOverlays(broken)
	require.ErrorContains(t, err, "overlays/x.yaml:1:1: ")
}

// An overlay is written for what those before it leave.
func TestOverlaysInAnotherOrder(t *testing.T) {
	_, err := decision.Open(os.DirFS(filepath.Join(bundles, "lantern")), sunday, regatta(t))
	require.ErrorContains(t, err, `there is no rule "wind-with-the-ebb" to replace`)
	require.ErrorContains(t, err, `param "gale_from" is 34, not 30`)
	require.ErrorContains(t, err, `there is no param "start_wind" yet: overlay "regatta" adds it`)
}

// TestDigestChangesWithOverlays, with every word of them.
func TestDigestChangesWithOverlays(t *testing.T) {
	o := regatta(t)
	digest := func(text string) string {
		return lantern(t, decision.Overlay{Name: o.Name, Data: []byte(text)}).Info().Digest
	}
	text := string(o.Data)
	seen := map[string]string{madeUp(t, "lantern").Info().Digest: "no overlay", digest(text): "nothing"}
	for _, c := range []struct{ old, new string }{
		{"id: regatta", "id: race"},
		{"title: The week of", "title: The days of"},
		{"full of other boats", "full of boats"},
		{"authority: The regatta committee (made up)\nin_force", "authority: A committee (made up)\nin_force"},
		{"in_force: \"2025-09-01\"", "in_force: \"2025-09-02\""},
		{"exclusive: week", "exclusive: weeks"},
		{"to: 30", "to: 31"},
		{"value: 12", "value: 11"},
		{"min: 2, max: 20", "min: 1, max: 20"},
		{"says: The others would not", "says: Others would not"},
		{"when: dark or fog", "when: dark"},
		{"when: dark, title: A crowd", "when: fog, title: A crowd"},
		{"stance: may", "stance: against"},
		{"cautions: [crowd, patched-hull]", "cautions: [crowd]"},
		{"says: Nobody sails unseen.", "says: Nobody sails in the dark."},
		{"holds: always", "holds: default"},
		{`lanterns_lit or tide_now == "slack"`, `tide_now == "slack" or lanterns_lit`},
		{"says: Come back when", "says: Come again when"},
		{"title: The race", "title: A race"},
		{"because: The pilot decides", "because: A pilot decides"},
		{"because: The committee has", "because: It has"},
		{"wind_knots > 25 and dark", "wind_knots > 26 and dark"},
	} {
		require.Contains(t, text, c.old)
		d := digest(strings.Replace(text, c.old, c.new, 1))
		require.NotContains(t, seen, d, "%q changes as little as %q", c.old, seen[d])
		seen[d] = c.old
	}
	require.Equal(t, digest(text), digest("# Another comment.\n"+strings.ReplaceAll(text, "\n", "\r\n")))
}
