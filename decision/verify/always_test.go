package verify_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

var theInvariant = regexp.MustCompile(`\{id: (\S+), holds: default`)

// TestAlwaysFaults makes every planted invariant hold always: then nothing is opened, and the
// error stands where the invariant does.
func TestAlwaysFaults(t *testing.T) {
	tried := 0
	for _, a := range archives(t) {
		bundle := a.bundle(t)
		named := theInvariant.FindStringSubmatch(bundle["invariants.yaml"])
		if !strings.HasPrefix(a.name(), "invariant-") || named == nil {
			continue
		}
		tried++
		bundle["invariants.yaml"] = strings.Replace(bundle["invariants.yaml"], "holds: default", "holds: always", 1)
		_, err := decision.Open(bundle.fs())
		require.ErrorContains(t, err, "invariant \""+named[1]+"\" does not hold: ", a.name())
		require.ErrorContains(t, err, "invariants.yaml:9:10: ", a.name())
	}
	require.GreaterOrEqual(t, tried, 13)
}

// TestAlwaysIsForEveryChoice holds a promise that is kept with the choices in force, and broken
// with others.
func TestAlwaysIsForEveryChoice(t *testing.T) {
	base := archives(t)[0]
	base.parts = nil
	line := "  - {id: rain-waits, holds: default, says: S., when: rain, at_least: wait}\n"
	bundle := base.bundle(t).with("invariants.yaml", line)
	requireExpected(t, open(t, bundle.fs()), nil)
	_, err := decision.Open(base.bundle(t).with("invariants.yaml", strings.Replace(line, "default", "always", 1)).fs())
	require.ErrorContains(t, err, `invariant "rain-waits" does not hold`)
	require.ErrorContains(t, err, `rain_rule: "ignore"`)
}
