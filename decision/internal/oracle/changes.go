package oracle

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// Judge reads a condition over facts, and returns what tells whether it holds of complete ones.
type Judge func(condition string) func(facts map[string]any) bool

// Changes holds what would change a verdict to its definition, by making changes and asking. A
// number is tried at its ends, at the given cuts and between them. All sets of so few changes
// are made that there are no more than work of them, and what is listed is tried besides. The
// facts are told without none_of. It returns the number of sets that count and are minimal.
func Changes(g *decision.Guideline, told decision.Facts, cuts map[string][]float64, work int, judge Judge) (found int, err error) {
	said, err := g.WhatWouldChange(told)
	if err != nil {
		return 0, err
	}
	m := &mover{g: g, told: told, facts: g.Facts(), known: map[string]string{}, c: g.NewCase(), judge: judge}
	for _, f := range m.facts {
		m.values = append(m.values, candidates(f, told[f.ID], cuts[f.ID]))
	}
	withheld := map[string]bool{}
	for _, i := range g.Interventions() {
		for _, w := range i.Withheld {
			withheld[i.Trial] = withheld[i.Trial] || m.may(w.Source)
		}
	}
	for _, w := range said.Withheld {
		if !withheld[w.Fact] {
			return 0, fmt.Errorf("nothing speaks against %s: %+v", w.Fact, w)
		}
	}
	for i, f := range m.facts {
		var to []any
		for _, v := range m.values[i] {
			if !f.Fixed && !f.Preference && (canBe(f, told[f.ID], v) && !exact(told[f.ID]) || !withheld[f.ID] && m.canBecome(f, i, v)) {
				to = append(to, v)
			}
		}
		m.to = append(m.to, to)
	}
	if stands := m.stands(); stands != (said.None == decision.NoneStands) && (said.Exact || !stands) {
		return 0, fmt.Errorf("that the answer stands is %v, and said is %+v", stands, said)
	} else if stands {
		return 0, nil
	}
	if now := m.verdict(nil); m.settled(nil) != said.Settled || !said.Settled && said.Exact && now != "" {
		return 0, fmt.Errorf("settled is said to be %v", said.Settled)
	}
	size := 0
	for sum := 0; size < decision.MaxChanges; size++ {
		if sum += m.sets(size + 1); sum > work {
			break
		}
	}
	listed := 0
	for _, s := range said.Sets {
		if err := m.holds(s, said.Verdict); err != nil {
			return 0, err
		}
		listed++
	}
	return m.complete(said, size)
}

// mover makes changes.
type mover struct {
	judge  Judge
	g      *decision.Guideline
	c      *decision.Case
	told   decision.Facts
	facts  []decision.Fact
	values [][]any           // of each fact, to try
	to     [][]any           // those of them that it may be taken to
	known  map[string]string // set of changes -> the verdict that it settles
}

// change is one fact, by its place, at one value.
type change struct {
	fact  int
	value any
}

// candidates is values of a fact among which each of its kinds is.
func candidates(f decision.Fact, told any, cuts []float64) (out []any) {
	switch f.Type {
	case decision.TypeBool:
		return []any{false, true}
	case decision.TypeChoice:
		for _, c := range f.Choices {
			out = append(out, c.ID)
		}
		return out
	}
	ends := append(slices.Clone(cuts), f.Min, f.Max)
	if part, ok := told.(map[string]any); ok {
		for _, name := range slices.Sorted(maps.Keys(part)) {
			ends = append(ends, toFloat(part[name]))
		}
	} else if x := toFloat(told); !math.IsNaN(x) {
		ends = append(ends, x)
	}
	slices.Sort(ends)
	var values []float64
	for i, x := range slices.Compact(ends) {
		if i > 0 {
			values = append(values, (values[len(values)-1]+x)/2)
		}
		values = append(values, x)
	}
	for _, x := range values {
		whole := []float64{x}
		if f.Type == decision.TypeInteger {
			whole = []float64{math.Floor(x), math.Ceil(x)}
		}
		for _, x := range whole {
			if x >= f.Min && x <= f.Max && !slices.Contains(out, any(x+0)) {
				out = append(out, x+0)
			}
		}
	}
	return out
}

func toFloat(v any) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case int:
		return float64(v)
	}
	return math.NaN()
}

// exact reports whether what is told is one value.
func exact(told any) bool {
	switch told.(type) {
	case nil, map[string]any, decision.Facts:
		return false
	}
	return true
}

// canBe reports whether a fact of which that is told can have a value.
func canBe(f decision.Fact, told, value any) bool {
	part, ok := told.(map[string]any)
	if !ok {
		if f.Type == decision.TypeNumber || f.Type == decision.TypeInteger {
			return told == nil || toFloat(told) == value
		}
		return told == nil || told == value
	}
	if ids, ok := part["one_of"].([]string); ok {
		return slices.Contains(ids, value.(string))
	}
	x := value.(float64)
	for name, bound := range part {
		b := toFloat(bound)
		if name == "at_least" && x < b || name == "at_most" && x > b || name == "more_than" && x <= b || name == "less_than" && x >= b {
			return false
		}
	}
	return true
}

// canBecome reports whether some transition leads to the value from each that the fact may have.
func (m *mover) canBecome(f decision.Fact, at int, value any) bool {
	for _, v := range m.values[at] {
		leads := func(t decision.Transition) bool {
			switch f.Type {
			case decision.TypeBool:
				return t.Becomes == decision.Known(value.(bool)) && v != value
			case decision.TypeChoice:
				return slices.Contains(t.From, v.(string)) && slices.Contains(t.To, value.(string))
			}
			x, y := v.(float64), value.(float64)
			return t.Rises && x < y && (t.Until == nil || y <= *t.Until) || t.Falls && x > y && (t.Until == nil || y >= *t.Until)
		}
		if canBe(f, m.told[f.ID], v) && !slices.ContainsFunc(f.Transitions, leads) {
			return false
		}
	}
	return true
}

// sets is how many sets of that many changes there are.
func (m *mover) sets(size int) int {
	ways := make([]int, size+1)
	ways[0] = 1
	for _, to := range m.to {
		for k := size; k > 0; k-- {
			ways[k] = min(ways[k]+ways[k-1]*len(to), math.MaxInt32)
		}
	}
	return ways[size]
}

// verdict is the one that is settled once the changes are made, "" for none.
func (m *mover) verdict(set []change) string {
	key := fmt.Sprint(set)
	if v, known := m.known[key]; known {
		return v
	}
	facts := maps.Clone(m.told)
	for _, c := range set {
		facts[m.facts[c.fact].ID] = c.value
	}
	v := ""
	if m.c.Load(facts) == nil {
		if o := m.g.Verdict(m.c); o.Settled {
			v = m.g.VerdictID(o.Verdict)
		}
	}
	m.known[key] = v
	return v
}

func (m *mover) settled(set []change) bool { return m.verdict(set) != "" }

// minimal is the verdict that the changes lead to and no part of them does, "" for none.
func (m *mover) minimal(set []change, now string) string {
	v := m.verdict(set)
	if v == "" || v == now || slices.Contains(m.g.Stands(), v) {
		return ""
	}
	for part := range 1<<len(set) - 1 {
		var some []change
		for i, c := range set {
			if part>>i&1 == 1 {
				some = append(some, c)
			}
		}
		if m.verdict(some) == v {
			return ""
		}
	}
	return v
}

// holds tries a set that is listed, at every value that it speaks of.
func (m *mover) holds(s decision.ChangeSet, now string) error {
	sets := [][]change{nil}
	for _, k := range s.Changes {
		i := slices.IndexFunc(m.facts, func(f decision.Fact) bool { return f.ID == k.Fact })
		var next [][]change
		for _, v := range m.values[i] {
			if !canBe(m.facts[i], k.To, v) {
				continue
			}
			if !slices.Contains(m.to[i], v) {
				return fmt.Errorf("%s cannot be taken to %v: %+v", k.Fact, v, s)
			}
			if learnt := canBe(m.facts[i], m.told[k.Fact], v); learnt != (k.Kind == decision.ChangeLearnt) {
				return fmt.Errorf("%s to %v is no change that is %s", k.Fact, v, k.Kind)
			}
			for _, set := range sets {
				next = append(next, append(slices.Clone(set), change{i, v}))
			}
		}
		if sets = next; len(sets) == 0 || len(sets) > 200 {
			break
		}
	}
	if len(sets) == 0 {
		return fmt.Errorf("nothing is tried of %+v", s)
	}
	for _, set := range sets {
		if v := m.minimal(set, now); len(set) == len(s.Changes) && v != s.Verdict {
			return fmt.Errorf("%v leads to %q, not to %s without a part to spare: %+v", set, v, s.Verdict, s)
		}
	}
	return nil
}

// complete looks for sets of few changes that ought to be listed.
func (m *mover) complete(said *decision.Changes, size int) (found int, err error) {
	var visit func(from int, set []change)
	visit = func(from int, set []change) {
		if err != nil || len(set) == size {
			return
		}
		for i := from; i < len(m.facts); i++ {
			for _, v := range m.to[i] {
				next := append(slices.Clone(set), change{i, v})
				if leads := m.minimal(next, said.Verdict); leads != "" {
					found++
					if n := m.listed(said, next, leads); n != 1 && !(n == 0 && (!said.Exact || slices.Contains(said.More, leads) || m.learntAsWell(next, leads))) {
						err = fmt.Errorf("%v leads to %s and is listed %d times", next, leads, n)
					}
				}
				visit(i+1, next)
			}
		}
	}
	visit(0, nil)
	return found, err
}

// listed counts the sets that speak of these changes.
func (m *mover) listed(said *decision.Changes, set []change, verdict string) (n int) {
	for _, s := range said.Sets {
		alike := s.Verdict == verdict && len(s.Changes) == len(set)
		for i := 0; alike && i < len(set); i++ {
			f := m.facts[set[i].fact]
			alike = s.Changes[i].Fact == f.ID && canBe(f, s.Changes[i].To, set[i].value)
		}
		if alike {
			n++
		}
	}
	return n
}
