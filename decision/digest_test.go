package decision_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestDigestStays when a bundle is only written in another way.
func TestDigestStays(t *testing.T) {
	digest := madeUp(t, "kiln").Info().Digest
	require.Regexp(t, `^sha256:[0-9a-f]{64}$`, digest)
	for name, rewrite := range map[string]func(text string) string{
		"comments":          func(text string) string { return "# A comment.\n" + text + "# Another.\n" },
		"Windows line ends": func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
		"parentheses": func(text string) string {
			return strings.ReplaceAll(text, "when: gas_smell\n", "when:   \"( gas_smell )\"\n")
		},
		"decimals": func(text string) string { return strings.ReplaceAll(text, "value: 2.5", "value: 2.50") },
		"line breaks": func(text string) string {
			return strings.ReplaceAll(text, "says: A brick is", "says: A brick\n      is")
		},
	} {
		require.Equal(t, digest, digestOf(t, rewrite), name)
	}
}

// TestDigestChanges with whatever can change an answer, a word of it included.
func TestDigestChanges(t *testing.T) {
	seen := map[string]string{madeUp(t, "kiln").Info().Digest: "nothing"}
	for _, c := range []struct{ old, new string }{
		{"version: 1.4.2", "version: 1.4.3"},
		{"title: Clear the room", "title: Leave the room"},
		{"title: Signs of danger", "title: Danger"},
		{"title: At once", "title: Now"},
		{"title: Not known yet", "title: Unknown"},
		{"says: Another kiln may do.", "says: Another kiln will do."},
		{"says: It smells of gas.", "says: There is gas."},
		{"says: Let no visitor stand beneath it.", "says: Let nobody stand beneath it."},
		{"title: Smell of gas", "title: Gas"},
		{"claims: [K-04, K-05]", "claims: [K-05]"},
		{"value: 30", "value: 31"},
		{"authority: The street (made up)", "authority: The town (made up)"},
		{"says: Every street has its own hour", "says: Every street has an hour"},
		{"title: the clay is dry enough", "title: the clay is dry"},
		{`since: "2025-03-01"`, `since: "2025-03-02"`},
		{"peak_temperature >= 1000", "peak_temperature > 1000"},
		{"says: More firings were done", "says: More firings are done"},
		{"question: \"Does it smell of gas?\"", "question: \"Is there a smell of gas?\""},
		{"title: signs in the wall", "title: signs in a wall"},
		{"min: 600, max: 1400", "min: 600, max: 1500"},
		{"name: Stoneware", "name: Stone ware"},
		{"says: Leave the bungs out", "says: Leave all bungs out"},
		{"says: This course is made up.", "says: This is made up."},
		{"acknowledge: Read these aloud", "acknowledge: Read these"},
		{"sessions: 2, per_week: 2", "sessions: 2, per_week: 1"},
		{"title: Crazed share", "title: Crazing"},
		{"change: 1.3", "change: 1.4"},
		{"at_least_percent: 75", "at_least_percent: 80"},
		{"text: A shelf holds thirty pieces.", "text: A shelf holds 30 pieces."},
		{"certainty: very_low", "certainty: low"},
		{"year: 1987", "year: 1988"},
		{"safety: true", "safety: false"},
		{"scope: site", "scope: today"},
		{"not_for_orders: true", "not_for_orders: false"},
	} {
		found := false
		digest := digestOf(t, func(text string) string {
			found = found || strings.Contains(text, c.old)
			return strings.ReplaceAll(text, c.old, c.new)
		})
		require.True(t, found, c.old)
		require.NotContains(t, seen, digest, "%q changes as little as %q", c.old, seen[digest])
		seen[digest] = c.old
	}
}

// TestDigestChangesWithTheComparison holds for what is compared as for the rules.
func TestDigestChangesWithTheComparison(t *testing.T) {
	seen := map[string]string{madeUp(t, "river").Info().Digest: "nothing"}
	for _, c := range []struct{ old, new string }{
		{"title: By what to cross?", "title: How to cross?"},
		{"barred: {verdict: call_warden", "barred: {verdict: stay_away"},
		{"open: Look for signs", "open: Look out for signs"},
		{"title: favoured so far", "title: so far"},
		{"favoured_only_with: may_cross", "favoured_only_with: wait"},
		{"parts: [raft, rope]", "parts: [raft, bridge]"},
		{"value: 5 minutes", "value: 6 minutes"},
		{"of: [raft, rope], attribute: duration", "of: [raft], attribute: duration"},
		{"page: leaflet-b, when: travellers", "page: leaflet-a, when: travellers"},
		{"when: travellers <= seats", "when: travellers < seats"},
		{"says: For the view.", "says: For a view."},
		{"when: rope_frayed", "when: not rope_frayed"},
		{"says: Alike in winter.", "says: Alike in the winter."},
		{"at_least: 2", "at_least: 3"},
		{`counts: ["yes", sometimes]`, `counts: ["yes"]`},
		{"reached: The leaflet would say raft.", "reached: The leaflet would say the raft."},
		{"text: The raft is fun.", "text: The raft is great fun."}, // cited by the comparison alone
	} {
		found := false
		digest := digestOfBundle(t, "river", func(text string) string {
			found = found || strings.Contains(text, c.old)
			return strings.ReplaceAll(text, c.old, c.new)
		})
		require.True(t, found, c.old)
		require.NotContains(t, seen, digest, "%q changes as little as %q", c.old, seen[digest])
		seen[digest] = c.old
	}
}

// TestDigestChangesWithOptions, and with every word of them.
func TestDigestChangesWithOptions(t *testing.T) {
	seen := map[string]string{madeUp(t, "lantern").Info().Digest: "nothing"}
	for _, c := range []struct{ old, new string }{
		{"groups: [dangers]", "groups: []"},
		{"verdicts: [stay_in_harbour]", "verdicts: [wait]"},
		{"says: Mind the shallows.", "says: Mind the rocks."},
		{"trial: rowing_tried", "trial: singing_tried"},
		{"says: Nobody rows in fog.", "says: Nobody should row in fog."},
		{"when: fog, says", "when: fog and lanterns_lit, says"},
		{"cautions: [low-water, patched-hull]", "cautions: [low-water]"},
		{"includes: [rowing, towing]", "includes: [rowing]"},
		{"stance: insufficient", "stance: no_recommendation"},
		{"certainty: moderate, says: Let", "certainty: low, says: Let"},
		{"says: Let the pilot boat tow.", "says: Let it tow."},
		{"title: Rowing by lamplight", "title: Rowing in the dark"},
		{"for: [bylaws, almanac], claims", "for: [bylaws], claims"},
		{"against: [boatwright], claims", "claims"},
		{"{id: dull, failed: true}", "{id: dull}"},
		{"options: none_left, says: Go home.", "options: bar_open, says: Go home."},
	} {
		found := false
		digest := digestOfBundle(t, "lantern", func(text string) string {
			found = found || strings.Contains(text, c.old)
			return strings.ReplaceAll(text, c.old, c.new)
		})
		require.True(t, found, c.old)
		require.NotContains(t, seen, digest, "%q changes as little as %q", c.old, seen[digest])
		seen[digest] = c.old
	}
}

// digestOf is that of the kiln with every file rewritten.
func digestOf(t *testing.T, rewrite func(text string) string) string {
	return digestOfBundle(t, "kiln", rewrite)
}

func digestOfBundle(t *testing.T, name string, rewrite func(text string) string) string {
	folder := os.DirFS(filepath.Join(bundles, name))
	out := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(folder, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(folder, path)
		out[path] = &fstest.MapFile{Data: []byte(rewrite(string(data)))}
		return err
	}))
	g, err := decision.Open(out)
	require.NoError(t, err)
	return g.Info().Digest
}
