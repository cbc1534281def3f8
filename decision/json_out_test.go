package decision_test

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// plainDecision has the fields of a Decision but not its methods: encoding/json writes it
// by reflection.
type plainDecision decision.Decision

func standardJSON(t *testing.T, d *decision.Decision) string {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	require.NoError(t, enc.Encode((*plainDecision)(d)))
	return out.String()
}

// TestJSONIsWhatTheStandardLibraryWrites holds the hand-written writer to encoding/json, on
// texts and numbers that need every kind of escape.
func TestJSONIsWhatTheStandardLibraryWrites(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	text := func() string {
		var b strings.Builder
		for range rng.IntN(24) {
			b.WriteString([]string{"a", "plain text", `"`, `\`, "\n", "\r\t\b\f", "\x00\x1f\x7f", "é", "\u2028\u2029", "\xff", "<&>", "😀"}[rng.IntN(12)])
		}
		return b.String()
	}
	texts := func() []string {
		out := []string{}
		for range rng.IntN(4) {
			out = append(out, text())
		}
		return out
	}
	number := func() float64 {
		return []float64{0, 1, -2.5, 1e-7, 1.5e-9, 1e21, 123456789, math.MaxFloat64, 0.1, 20}[rng.IntN(10)]
	}
	for range 3000 {
		now, change := number(), number()
		d := &decision.Decision{
			Schema: text(), Guideline: decision.Info{ID: text(), Version: text(), Digest: text(), Overlays: texts()},
			Verdict: text(), Settled: rng.IntN(2) == 0, CouldBecome: texts(), Missing: texts(), Exact: rng.IntN(2) == 0, Urgency: text(), UrgencyCouldBecome: texts(), UrgencyMissing: texts(),
			Support:  &decision.Support{Standing: 1, Certainty: 2},
			Steps:    []decision.Step{{ID: text(), Status: decision.StepOpen, Open: texts()}, {Open: texts()}},
			Reasons:  []decision.Reason{{Rule: text(), Step: text(), Verdict: text(), Title: text(), Says: text(), Possible: true, Scope: text(), Urgency: text(), Claims: texts()}},
			Cautions: []decision.Caution{{Rule: text(), Says: text(), Missing: texts(), Claims: texts()}},
			Options: []decision.Option{{ID: text(), Intervention: text(), Title: text(), Stance: decision.Stance(text()), Certainty: 1, Says: text(), Tried: text(), Failed: rng.IntN(2) == 0,
				Missing: texts(), For: texts(), Against: texts(), Claims: texts(), Cautions: []decision.OptionCaution{{Caution: text(), Says: text(), Missing: texts(), Claims: texts()}}},
				{Cautions: []decision.OptionCaution{}, Claims: texts()}},
			Protocol: &decision.Protocol{Title: text(), Says: text(), Items: []decision.ProtocolItem{{ID: text(), Claims: texts()}},
				Schedule: &decision.Schedule{Says: text(), Sessions: rng.IntN(100), Weeks: number(), Phases: []decision.Phase{{Title: text(), PerWeek: number()}}, Claims: texts()},
				Notes:    []decision.ProtocolNote{{ID: text(), Says: text(), Claims: texts()}}, Acknowledge: &decision.Acknowledge{Says: text(), Cautions: texts()}, Claims: texts()},
			Course: &decision.Course{Attendance: &decision.Attendance{Scheduled: number(), Attended: number()},
				Measures: []decision.MeasureChange{{ID: text(), Baseline: number(), Now: &now, Change: &change, Claims: texts()}, {Claims: texts()}}},
			Comparison: []decision.ComparedBriefly{{ID: text(), Status: decision.StatusOpen, Indicators: texts()}, {Indicators: texts()}},
			SelfCheck: &decision.SelfCheck{Title: text(), Page: text(), Says: text(), Status: decision.SelfCheckReached, Result: text(), Counted: rng.IntN(9), AtLeast: 2,
				Items: []decision.SelfCheckItem{{Fact: text(), Given: text(), Truth: decision.Holds, Counts: texts()}, {}}, Missing: texts(), Claims: texts()},
			Remarks:  []decision.Remark{{ID: text(), Says: text()}},
			Evidence: []decision.Claim{{Claim: text(), Text: text(), Standing: 4, Certainty: 3, For: texts(), Against: texts()}},
			Sources:  []decision.Source{{ID: text(), Cite: text(), URL: text()}},
		}
		require.Equal(t, standardJSON(t, d), string(d.JSON()))
	}
	empty := &decision.Decision{CouldBecome: []string{}, Missing: []string{}, Steps: []decision.Step{}, Reasons: []decision.Reason{},
		Cautions: []decision.Caution{}, Options: []decision.Option{}, Evidence: []decision.Claim{}, Sources: []decision.Source{}, Guideline: decision.Info{Overlays: []string{}}}
	require.Equal(t, standardJSON(t, empty), string(empty.JSON()))
}
