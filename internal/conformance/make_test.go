package conformance

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision"
)

// maker draws facts for a guideline from what it declares: no maker knows a guideline.
type maker struct {
	*decision.Guideline
	rng    *rand.Rand
	facts  []decision.Fact
	values map[string][]any // of every fact; of a number those on and beside its cut points
	calm   []decision.Facts // complete cases with the least severe verdict, or near to it
}

func newMaker(g *decision.Guideline, seed uint64, calm int) *maker {
	m := &maker{Guideline: g, rng: rand.New(rand.NewPCG(seed, 1)), facts: g.Facts(), values: map[string][]any{}}
	cuts := m.cuts()
	for _, f := range m.facts {
		switch f.Type {
		case decision.TypeBool:
			m.values[f.ID] = []any{false, true}
		case decision.TypeChoice:
			for _, c := range f.Choices {
				m.values[f.ID] = append(m.values[f.ID], c.ID)
			}
		default:
			m.values[f.ID] = numbers(f, cuts[f.ID])
		}
	}
	for range calm {
		m.calm = append(m.calm, m.climb())
	}
	return m
}

var compared = regexp.MustCompile(`\b([a-z_0-9]+) (?:<=|>=|==|!=|<|>) (-?[0-9.]+)\b`)

// cuts are the numbers that conditions compare facts with.
func (m *maker) cuts() map[string][]float64 {
	var sources []string
	for _, r := range m.Rules() {
		sources = append(sources, r.Source)
	}
	for _, o := range m.OptionRules() {
		sources = append(sources, o.Applies, o.Withheld)
	}
	for _, k := range m.OptionCautions() {
		sources = append(sources, k.Source)
	}
	for _, r := range m.ComparisonRules() {
		sources = append(sources, r.Source)
	}
	if p := m.Review().Protocol; p != nil {
		for _, i := range p.Items {
			sources = append(sources, i.Source)
		}
	}
	cuts := map[string][]float64{}
	for _, s := range sources {
		for _, found := range compared.FindAllStringSubmatch(s, -1) {
			if x, err := strconv.ParseFloat(found[2], 64); err == nil && !slices.Contains(cuts[found[1]], x) {
				cuts[found[1]] = append(cuts[found[1]], x)
			}
		}
	}
	return cuts
}

// numbers are the ends of a range, its cut points and values beside them.
func numbers(f decision.Fact, cuts []float64) (out []any) {
	beside := 0.25
	if f.Type == decision.TypeInteger {
		beside = 1
	}
	add := func(x float64) {
		if x >= f.Min && x <= f.Max && !slices.Contains(out, any(x)) {
			out = append(out, x)
		}
	}
	for _, c := range cuts {
		add(c - beside)
		add(c)
		add(c + beside)
	}
	add(f.Min)
	add(f.Max)
	for _, share := range []float64{0.02, 0.1, 0.3} {
		add(float64(int(f.Min + share*(f.Max-f.Min))))
	}
	return out
}

func (m *maker) pick(list []any) any { return list[m.rng.IntN(len(list))] }

func (m *maker) likely(p float64) bool { return m.rng.Float64() < p }

// complete draws all facts; each yes is as likely as given.
func (m *maker) complete(yes float64) decision.Facts {
	out := decision.Facts{}
	for _, f := range m.facts {
		if out[f.ID] = m.pick(m.values[f.ID]); f.Type == decision.TypeBool {
			out[f.ID] = m.likely(yes)
		}
	}
	return out
}

// climb changes one fact after the other while that makes the case no more severe.
func (m *maker) climb() decision.Facts {
	at := m.complete(m.rng.Float64() / 4)
	cost := m.cost(at)
	for range 1500 {
		f := m.facts[m.rng.IntN(len(m.facts))].ID
		was := at[f]
		at[f] = m.pick(m.values[f])
		now := m.cost(at)
		if now > cost {
			at[f] = was
		} else {
			cost = now
		}
	}
	return at
}

// cost is how severe a complete case is: its verdict, then how many rules hold.
func (m *maker) cost(facts decision.Facts) int {
	c, err := m.Case(facts)
	if err != nil { // a check refuses these facts
		return 1 << 20
	}
	o := m.Verdict(c)
	return int(o.Verdict)<<10 + o.Certain.Len()
}

// change gives some facts other values, among them those that the guideline turns on.
func (m *maker) change(facts decision.Facts, n int) {
	for range n {
		f := m.facts[m.rng.IntN(len(m.facts))].ID
		if m.likely(0.5) {
			if rules := m.Rules(); len(rules) > 0 {
				if names := rules[m.rng.IntN(len(rules))].Facts; len(names) > 0 {
					f = names[m.rng.IntN(len(names))]
				}
			}
		}
		facts[f] = m.pick(m.values[f])
	}
}

// hide takes knowledge away: facts are left out, null, or known in part.
func (m *maker) hide(facts decision.Facts, share float64) {
	for _, f := range m.facts {
		if _, told := facts[f.ID]; !told || !m.likely(share) {
			continue // denied with its group, or let be
		}
		switch {
		case m.likely(0.05):
			facts[f.ID] = nil
		case m.likely(0.35) && f.Type == decision.TypeChoice:
			facts[f.ID] = map[string]any{"one_of": m.some(m.values[f.ID], facts[f.ID])}
		case m.likely(0.7) && (f.Type == decision.TypeNumber || f.Type == decision.TypeInteger):
			facts[f.ID] = m.bounds(&f, facts[f.ID].(float64))
		default:
			delete(facts, f.ID)
		}
	}
}

// some picks a few values, the true one among them.
func (m *maker) some(values []any, one any) []any {
	out := []any{one}
	for range 1 + m.rng.IntN(3) {
		if v := m.pick(values); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// bounds are two values on and beside cut points with the true one between them, or one.
func (m *maker) bounds(f *decision.Fact, x float64) map[string]any {
	low, high := m.pick(m.values[f.ID]).(float64), m.pick(m.values[f.ID]).(float64)
	low, high = min(low, x), max(high, x)
	out := map[string]any{}
	switch {
	case low < x && m.likely(0.5):
		out["more_than"] = low
	case m.likely(0.7) || high == f.Max:
		out["at_least"] = low
	}
	switch {
	case high > x && m.likely(0.5):
		out["less_than"] = high
	case m.likely(0.7) || len(out) == 0:
		out["at_most"] = high
	}
	return out
}

// deny writes groups without a member that is true as none_of, each with that likelihood.
func (m *maker) deny(facts decision.Facts, share float64) {
	var groups []string
	for _, g := range m.Groups() {
		if m.likely(share) && !slices.ContainsFunc(g.Facts, func(f string) bool { v, told := facts[f]; return !told || v != any(false) }) {
			for _, f := range g.Facts {
				delete(facts, f)
			}
			groups = append(groups, g.ID)
		}
	}
	if len(groups) > 0 {
		facts["none_of"] = groups
	}
}

// draw is a case of any kind.
func (m *maker) draw() decision.Facts {
	facts := m.complete([]float64{0, 0.01, 0.1, 0.4}[m.rng.IntN(4)])
	if m.likely(0.7) {
		facts = maps.Clone(m.calm[m.rng.IntN(len(m.calm))])
	}
	m.change(facts, m.rng.IntN(6))
	if moving := m.moving(); m.likely(0.8) {
		maps.DeleteFunc(facts, func(f string, _ any) bool { return !moving[f] })
	}
	if m.likely(0.4) {
		m.deny(facts, 0.8)
	}
	if m.likely(0.7) {
		m.hide(facts, []float64{0.03, 0.1, 0.2, 0.5, 0.9}[m.rng.IntN(5)])
	}
	if m.likely(0.4) && facts["none_of"] == nil {
		m.deny(facts, 0.5)
	}
	return facts
}
