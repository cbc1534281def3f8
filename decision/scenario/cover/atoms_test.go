package cover_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/cover"
)

// coverRule measures a bundle with one rule of a condition.
func coverRule(t *testing.T, when string, examples ...scenario.Example) *cover.Decision {
	text := `
facts:
  - {id: dry, type: bool, question: Q}
  - {id: cold, type: bool, question: Q}
  - {id: side, type: choice, choices: [{id: left}, {id: right}, {id: top}], question: Q}
  - {id: before, type: integer, min: 0, max: 9, question: Q}
  - {id: after, type: integer, min: 0, max: 9, question: Q}
params:
  - {id: least, type: integer, min: 0, max: 9, value: 4, title: T, authority: A, since: "2025-01-01"}
  - {id: more, type: integer, min: 0, max: 5, value: 1, title: T, authority: A, since: "2025-01-01"}
  - {id: way, type: choice, choices: [left, right], value: left, title: T, authority: A, since: "2025-01-01"}
  - {id: house, type: choice, choices: [x, y], value: x, title: T, authority: A, since: "2025-01-01"}
  - {id: nobody, type: integer, min: 0, max: 9, title: T, authority: A, since: "2025-01-01", unset_caution: unset}
definitions:
  - {id: good, when: dry and not cold, title: T}
rules:
  - {id: low, step: s, gives: low, otherwise: true, title: T, says: S., claims: [K-01]}
  - {id: unset, step: s, gives: caution, when: cold, title: T, says: S., claims: [K-01]}
  - {id: it, step: s, gives: caution, when: '` + when + `', title: T, says: S., claims: [K-01]}
`
	bundle := coverBundle(&tree{text: "a"}, &tree{text: "a"})
	bundle["all.yaml"].Data = []byte(text)
	g, err := decision.Open(bundle)
	require.NoError(t, err)
	c, err := cover.Of(g, examples)
	require.NoError(t, err)
	for i := range c.Decisions {
		if c.Decisions[i].ID == "it" {
			return &c.Decisions[i]
		}
	}
	require.Fail(t, "the rule is not measured")
	return nil
}

// Atoms are the leaves of a condition as it is written.
func TestAtoms(t *testing.T) {
	for when, atoms := range map[string][]string{
		`dry`:                                    {"dry"},
		`good and not (cold or dry)`:             {"good", "cold", "dry"},
		`dry or dry`:                             {"dry", "dry"},
		`side != "left"`:                         {`side != "left"`},
		`side not in ["left", "top"]`:            {`side in ["left", "top"]`},
		`before in [1, 3]`:                       {"before in [1, 3]"},
		`before >= least and after < 3`:          {"before >= least", "after < 3"},
		`dry == cold or good != dry`:             {"dry == cold", "good != dry"},
		`dry == false`:                           {"dry"},
		`before * 2 >= after and after > before`: {"before * 2 >= after", "after > before"},
		`before < least + more`:                  {"before < least + more"},
		`least < more and dry`:                   {"least < more", "dry"},
		`side in [way, "top"]`:                   {`side in [way, "top"]`},
		`side != way`:                            {"side != way"},
		`"left" == way`:                          {`"left" == way`},
		`house == "x" and dry`:                   {`house == "x"`, "dry"},
		`true`:                                   {},
	} {
		require.Equal(t, atoms, coverRule(t, when).Atoms, when)
	}
}

// state of what is required, by what it says.
func states(d *cover.Decision) map[string]cover.State {
	out := map[string]cover.State{}
	for i := range d.Requirements {
		out[d.Says(&d.Requirements[i])] = d.Requirements[i].State
	}
	return out
}

func TestCoverStates(t *testing.T) {
	known := scenario.Example{Name: "dry", Facts: decision.Facts{"dry": true}}
	d := coverRule(t, `dry and (cold or side == "top")`, known)
	require.Equal(t, map[string]cover.State{
		"it certainly holds": cover.Open, "it certainly does not hold": cover.Open,
		"`dry` is certainly true": cover.Covered, "`dry` is certainly false": cover.Open,
		"`cold` is certainly true": cover.Open, "`cold` is certainly false": cover.Open,
		"`side == \"top\"` is certainly true": cover.Open, "`side == \"top\"` is certainly false": cover.Open,
		"`dry` is true and decides that it holds": cover.Open, "`dry` is false and decides that it does not hold": cover.Open,
		"`cold` is true and decides that it holds": cover.Open, "`cold` is false and decides that it does not hold": cover.Open,
		"`side == \"top\"` is true and decides that it holds": cover.Open, "`side == \"top\"` is false and decides that it does not hold": cover.Open,
	}, states(d))
	require.Equal(t, "dry", d.Requirements[2].Example)

	d = coverRule(t, "dry or not dry")
	require.Equal(t, cover.Infeasible, states(d)["it certainly does not hold"])
	require.Equal(t, cover.Infeasible, states(d)["`dry` is true and decides that it holds"])
	require.Contains(t, d.Requirements[1].Why, "no case has `dry` false and `dry` true")

	d = coverRule(t, "before < least and nobody < after")
	require.Equal(t, "param nobody has no value", d.Off)
	require.Empty(t, d.Requirements)

	d = coverRule(t, `house == "y" and dry`)
	require.Equal(t, "no case has `house == \"y\"` true while param house has the value in force", d.Requirements[0].Why)
	require.Equal(t, []cover.ParamChoice{{Param: "house", Value: "x"}}, d.Params)

	// No numbers do both, and that is not proved.
	d = coverRule(t, "before < after and after < before")
	require.Equal(t, cover.Undecided, states(d)["it certainly holds"])
	require.Equal(t, cover.Open, states(d)["it certainly does not hold"])
	require.NotEmpty(t, d.Requirements[0].Why)
}
