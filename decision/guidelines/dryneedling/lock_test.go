package dryneedling_test

import (
	"maps"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// TestLock holds the content to the version that is locked for it. Under -update it locks a
// version that has risen far enough and is told of in the changelog.
func TestLock(t *testing.T) {
	lock, now := readLock(t), lockedNow(t, dryneedling.Bundle())
	for i := 1; i < len(lock); i++ {
		before, after := lock[i-1], lock[i]
		require.GreaterOrEqual(t, rise(before.Version, after.Version), max(before.change(after), patch), "%s after %s", after.Version, before.Version)
	}
	changes, err := os.ReadFile(changelog)
	require.NoError(t, err)
	add, wrong := judged(lock, now, string(changes))
	require.Empty(t, wrong)
	if add && *update {
		require.NoError(t, os.WriteFile(lockFile, []byte(lockText(append(lock, now))), 0o644))
		return
	}
	require.False(t, add, "version %s is not locked yet: go test ./decision/guidelines/dryneedling -run TestLock -update", now.Version)
}

const lockPolicy = "schema: mskguide.overlay/1\nid: policy\nfor: dry-needling\ntitle: For a test\nauthority: A test\nin_force: \"2026-01-31\"\n" +
	"set:\n  - {param: early_weeks, was: 2, to: 4}\n"

// TestLockLevels changes a copy of the bundle and looks which version is due.
func TestLockLevels(t *testing.T) {
	alone := lockedNow(t, copyOfBundle(t))
	withPolicy := copyOfBundle(t)
	withPolicy["overlays/policy.yaml"] = &fstest.MapFile{Data: []byte(lockPolicy)}
	both := lockedNow(t, withPolicy)
	require.Equal(t, minor, alone.change(both), "an overlay is new")
	require.Equal(t, major, both.change(alone), "an overlay is gone")
	for _, c := range []struct {
		file, old, new string
		want           level
	}{
		{"rules/screen.yaml", "# ---- Contraindications\n", "# ---- Bars\n", nothingNew},
		{"rules/practitioner.yaml", "when: training_hours == 0", "when: training_hours  ==  0", nothingNew},
		{"guideline.yaml", `sign_off: {name: ""`, `sign_off: {name: "A clinician"`, nothingNew},
		{"rules/screen.yaml", "title: Concern about cancer\n", "title: Concern about a cancer\n", patch},
		{"guideline.yaml", "title: Not yet\n", "title: Not now\n", patch},
		{"words/en.yaml", "title: ", "title: Your ", patch},
		{"hazards.yaml", "title: The same facts get different answers", "title: Answers differ", patch},
		{"rules/precautions.yaml", "when: frail\n", "when: frail or diabetes\n", minor},
		{"rules/precautions.yaml", "claims: [DN-R08]", "claims: [DN-R08, DN-R04]", minor},
		{"rules/screen.yaml", "urgency: imaging_before_treatment", "urgency: emergency_or_urgent", minor},
		{"rules/conservative-care.yaml", "id: heat-first\n", "id: warmth-first\n", minor},
		{"options.yaml", "stance: recommend", "stance: may", minor},
		{"params.yaml", "value: 2\n    min: 0\n    max: 52", "value: 3\n    min: 0\n    max: 52", minor},
		{"protocol.yaml", "at_least_percent: 80", "at_least_percent: 75", minor},
		{"rules/practitioner.yaml", "when: not dry_needling_in_scope\n", "when: not dry_needling_in_scope or fever\n", minor}, // fever gives something more severe
		{"rules/practitioner.yaml", "when: not dry_needling_in_scope\n", "when: not dry_needling_in_scope or diabetes\n", major},
		{"rules/screen.yaml", "gives: prefer_alternative\n    when: prior_serious_needling_harm", "gives: do_not_use\n    when: prior_serious_needling_harm", major},
		{"definitions.yaml", "when: pain_duration_weeks > 12\n", "when: pain_duration_weeks >= 12\n", major},
		{"definitions.yaml", "when: pain_duration_weeks > 12\n", "when: not (pain_duration_weeks <= 12)\n", minor},
		{"rules/protocol.yaml", "weeks_since_first_session > 12", "weeks_since_first_session > 13", minor},
		{"params.yaml", "value: 60\n", "value: 70\n", major},
		{"overlays/policy.yaml", "title: For a test", "title: For this test", patch},
		{"overlays/policy.yaml", "authority: A test", "authority: This test", patch},
		{"overlays/policy.yaml", "to: 4}", "to: 5}", minor},
		{"overlays/policy.yaml", "{param: early_weeks, was: 2, to: 4}", "{param: training_hours_over, was: 60, to: 80}", major},
	} {
		b, before := copyOfBundle(t), alone
		if strings.HasPrefix(c.file, "overlays/") {
			b, before = maps.Clone(withPolicy), both
		}
		text := string(b[c.file].Data)
		require.Contains(t, text, c.old, c.file)
		b[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.old, c.new, 1))}
		require.Equal(t, c.want, before.change(lockedNow(t, b)), "%s: %s", c.file, c.new)
	}
}

// TestLockRefuses what has changed under its version, and versions that do not fit the change.
func TestLockRefuses(t *testing.T) {
	entry := func(version, digest, answers, verdicts string) locked {
		return locked{Version: version, prints: prints{digest, answers, verdicts}}
	}
	lock := []locked{entry("1.2.3", "d", "a", "v")}
	changes := "# Changelog\n\n## Unreleased\n\n### Clinical content\n\n- The guideline `dry-needling` 1.2.4, 1.3.0, `dry-needling` 1.3.0 and `dry-needling` 2.0.0.\n\n### Library\n\n- `dry-needling` 1.2.5\n"
	for _, c := range []struct {
		now   locked
		add   bool
		wrong string
	}{
		{entry("1.2.3", "d", "a", "v"), false, ""},
		{entry("1.2.3", "e", "a", "v"), false, "a patch change, so guideline.yaml has to say 1.2.4"},
		{entry("1.2.3", "e", "b", "v"), false, "a minor change, so guideline.yaml has to say 1.3.0"},
		{entry("1.2.3", "e", "b", "w"), false, "a major change, so guideline.yaml has to say 2.0.0"},
		{entry("1.2.4", "e", "a", "v"), true, ""},
		{entry("1.3.0", "e", "a", "v"), true, ""},
		{entry("2.0.0", "e", "b", "w"), true, ""},
		{entry("1.2.4", "e", "b", "v"), false, "follows 1.2.3 by a patch step, and the change is a minor one; due is 1.3.0"},
		{entry("1.3.0", "e", "b", "w"), false, "by a minor step, and the change is a major one; due is 2.0.0"},
		{entry("1.2.2", "e", "a", "v"), false, "version 1.2.2 does not follow 1.2.3; due is 1.2.4"},
		{entry("1.2.5", "e", "a", "v"), false, "does not follow"},
		{entry("1.3.1", "e", "b", "v"), false, "does not follow"},
		{entry("3.0.0", "e", "b", "w"), false, "due is 2.0.0"},
	} {
		add, wrong := judged(lock, c.now, changes)
		require.Equal(t, c.add, add, c.now)
		require.Contains(t, wrong, c.wrong, c.now)
		require.Equal(t, c.wrong == "", wrong == "", c.now)
	}
	add, wrong := judged([]locked{entry("1.2.4", "d", "a", "v")}, entry("1.2.5", "e", "a", "v"), changes)
	require.False(t, add)
	require.Contains(t, wrong, "no entry under Clinical content that names `dry-needling` 1.2.5")
	add, wrong = judged(nil, entry("2.0.0", "e", "b", "w"), changes)
	require.True(t, add && wrong == "")
}
