package decision_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestChangesOfRandomBundles holds what would change a verdict to its definition, on bundles
// that nobody would write with transitions that mean nothing. In every third bundle facts are
// compared with facts: then not all sets need be found, but what is listed must be right.
func TestChangesOfRandomBundles(t *testing.T) {
	bundles, cases, found := oracle.Cases(30, 200), 4, 0
	exact, asked := 0, 0
	for i := range bundles {
		rng := rand.New(rand.NewPCG(uint64(i), 77))
		m := &maker{rng: rng, compares: i%3 == 0}
		bundle := m.bundle()
		facts := m.changing(string(bundle["facts.yaml"].Data))
		bundle["facts.yaml"].Data = []byte(facts)
		if rng.IntN(3) == 0 {
			head := bundle["guideline.yaml"]
			verdict := regexp.MustCompile(`verdicts: .*\{id: (\w+)`).FindSubmatch(head.Data)[1]
			head.Data = fmt.Appendf(head.Data, "stands: [%s]\n", verdict)
		}
		g, err := decision.Open(bundle)
		if err != nil && (strings.Contains(err.Error(), "is too tangled to check") || strings.Contains(err.Error(), "depends on no fact")) {
			continue
		}
		require.NoError(t, err, facts)
		cuts := map[string][]float64{}
		for fact, list := range m.cuts {
			for _, text := range list {
				x, err := strconv.ParseFloat(text, 64)
				require.NoError(t, err)
				cuts[fact] = append(cuts[fact], x)
			}
		}
		for _, p := range g.Params() {
			if x, err := strconv.ParseFloat(p.Value, 64); err == nil {
				for fact := range m.cuts {
					cuts[fact] = append(cuts[fact], x)
				}
			}
		}
		for k := range cases {
			told := m.told(g)
			if _, err := g.Case(told); err != nil { // a check refuses it
				continue
			}
			n, err := oracle.Changes(g, told, cuts, 3000, oracle.ExprJudge)
			require.NoError(t, err, "bundle %d, case %d: %v\n%s%s%s", i, k, told, facts, bundle["rules.yaml"].Data, bundle["options.yaml"].Data)
			found += n
			x, err := g.WhatWouldChange(told)
			require.NoError(t, err)
			if asked++; x.Exact {
				exact++
			} else {
				require.True(t, m.compares, "inexact without a reason")
			}
		}
	}
	require.Greater(t, found, bundles)
	require.Greater(t, exact, asked/2)
}

var declared = regexp.MustCompile(`(?m)^  - \{id: (f_\d), type: (\w+)(.*), question: What\}$`)

// changing declares transitions, fixed facts, preferences and checks in a random bundle.
func (m *maker) changing(facts string) string {
	facts = declared.ReplaceAllStringFunc(facts, func(line string) string {
		id := declared.FindStringSubmatch(line)[1]
		more := ""
		switch m.rng.IntN(8) {
		case 0:
			more = ", fixed: true"
		case 1:
			more = ", preference: true"
		case 2:
		default:
			var all []string
			for range 1 + m.rng.IntN(2) {
				if one := m.change(id); one != "" {
					all = append(all, one)
				}
			}
			more = ", changes: [" + strings.Join(all, ", ") + "]"
		}
		return strings.TrimSuffix(line, "}") + more + "}"
	})
	if m.rng.IntN(2) == 0 {
		return facts
	}
	return facts + fmt.Sprintf("checks:\n  - {id: k-0, when: '%s', says: S.}\n  - {id: k-1, when: '(%s) and (%s)', says: S.}\n", m.condition(1), m.atom(), m.atom())
}

// change declares one, where there is something to change.
func (m *maker) change(fact string) string {
	if cuts, ok := m.cuts[fact]; ok {
		until := ""
		if m.rng.IntN(2) == 0 {
			until = ", until: " + cuts[m.rng.IntN(2)]
		}
		return "{" + one(m, "rises", "falls") + ": true, how: by and by" + until + "}"
	}
	ids, ok := m.choices[fact]
	if !ok {
		return "{becomes: " + one(m, "true", "false") + "}"
	}
	if len(ids) < 2 {
		return ""
	}
	all := append([]string{}, ids...)
	m.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	cut := 1 + m.rng.IntN(len(all)-1)
	return "{from: [" + strings.Join(all[:cut], ", ") + "], to: [" + strings.Join(all[cut:], ", ") + "]}"
}

// told is a random case: most facts known, some in part.
func (m *maker) told(g *decision.Guideline) decision.Facts {
	out := decision.Facts{}
	for _, f := range g.Facts() {
		if m.rng.IntN(3) == 0 {
			continue
		}
		number := func() float64 {
			x, _ := strconv.ParseFloat(one(m, m.cuts[f.ID]...), 64)
			if f.Type == decision.TypeInteger {
				x = float64(int(x))
			}
			return min(max(x, f.Min), f.Max)
		}
		partly := m.rng.IntN(4) == 0
		switch f.Type {
		case decision.TypeBool:
			out[f.ID] = m.rng.IntN(2) == 0
		case decision.TypeChoice:
			ids := append([]string{}, m.choices[f.ID]...)
			m.rng.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			out[f.ID] = ids[0]
			if n := 1 + m.rng.IntN(len(ids)); partly && n > 1 {
				out[f.ID] = map[string]any{"one_of": ids[:n]}
			}
		default:
			out[f.ID] = number()
			if partly && f.Min < f.Max {
				part := map[string]any{}
				if x := number(); x < f.Max {
					part[one(m, "at_least", "more_than")] = x
				}
				if x := number(); x > f.Min && len(part) == 0 {
					part[one(m, "at_most", "less_than")] = x
				}
				if len(part) > 0 {
					out[f.ID] = part
				}
			}
		}
	}
	return out
}

// changesOverTheLimit asks where no diagram fits: with everything open nothing is found and the
// answer says so; what is known of a case makes it smaller, and then it is what it should be.
func changesOverTheLimit(t *testing.T, g *decision.Guideline) {
	x, err := g.WhatWouldChange(nil)
	require.NoError(t, err)
	require.False(t, x.Exact)
	require.Equal(t, decision.NoneSearched, x.None)
	rng := rand.New(rand.NewPCG(33, 1))
	found := 0
	for range oracle.Cases(3, 40) {
		told := decision.Facts{}
		for i, f := range rng.Perm(60) {
			if i >= 28 {
				told[fmt.Sprint("f_", f)] = rng.IntN(2) == 0
			}
		}
		n, err := oracle.Changes(g, told, nil, 100, oracle.ExprJudge)
		require.NoError(t, err)
		found += n
	}
	require.Positive(t, found)
}
