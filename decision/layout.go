package decision

import (
	"hash/fnv"
	"io"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// layout says how what is known of the facts is packed into codes for the engine. For
// the facts it depends on their declaration alone, so that generated types keep fitting
// whatever an overlay does. Variables of the engine are: every fact in order, a filler
// that keeps packs apart, every opaque comparison, then what is known of the measures.
type layout struct {
	vars        []logic.Var
	units       [][]int
	unit        []int         // of each variable
	weight      []uint8       // of each variable's digit within its unit
	numbers     []int         // facts that are numbers, in order
	numberOf    []int         // of each fact, its place in numbers; -1
	places      []numberPlace // of the same
	firstOpaque int
	firstGate   int
	comparisons logic.VarSet // the variables that stand for comparisons of numbers with numbers
	fingerprint uint64
}

// numberPlace is what a number is held to and how its region is found, close together for
// the hot path.
type numberPlace struct {
	min, max float64
	regions  logic.Lasts
	unit     int
	integer  bool
}

// Fingerprint identifies the names, types and choices of the facts in order. Generated
// types carry the one they were made for.
func (g *Guideline) Fingerprint() uint64 { return g.layout.fingerprint }

func fingerprint(facts []Fact) uint64 {
	h := fnv.New64a()
	for _, f := range facts {
		io.WriteString(h, f.ID+"\x00"+string(f.Type)+"\x00")
		for _, c := range f.Choices {
			io.WriteString(h, c.ID+"\x00")
		}
		io.WriteString(h, "\x01")
	}
	return h.Sum64()
}

func (b *builder) lay() {
	g := b.g
	l := &g.layout
	g.axes = make([]*logic.Axis, len(g.facts))
	l.numberOf = make([]int, len(g.facts))
	for i := range g.facts {
		f := &g.facts[i]
		l.numberOf[i] = -1
		regions := 2
		switch {
		case f.Type == TypeChoice:
			regions = max(1, len(f.Choices))
		case f.numeric():
			axis, err := logic.NewAxis(f.Min, f.Max, f.Type == TypeInteger, b.cuts[i])
			if err != nil {
				b.errs.Addf(b.content.Facts[i].ID.Pos, "fact %q: %v", f.ID, err)
				return
			}
			g.axes[i], regions = axis, axis.Regions()
			l.numberOf[i] = len(l.numbers)
			l.numbers = append(l.numbers, i)
			l.places = append(l.places, numberPlace{min: f.Min, max: f.Max, regions: axis.Lasts(), integer: f.Type == TypeInteger})
		}
		l.vars = append(l.vars, logic.Var{Regions: regions, Alone: f.Type != TypeBool})
	}
	for i := range g.opaque {
		o := &g.opaque[i]
		o.left.resolve(l.numberOf)
		o.right.resolve(l.numberOf)
		o.simplify()
		for _, f := range o.facts {
			o.numbers = append(o.numbers, l.numberOf[f])
		}
	}
	l.vars = append(l.vars, logic.Var{Regions: 1, Alone: true})
	l.firstOpaque = len(l.vars)
	l.firstGate = l.firstOpaque + len(g.opaque)
	for range len(g.opaque) + b.layGates() {
		l.vars = append(l.vars, logic.Var{Regions: 2})
	}
	for i := range g.opaque {
		l.comparisons.Add(l.firstOpaque + i)
	}
	l.units = logic.Units(l.vars)
	l.unit, l.weight = make([]int, len(l.vars)), make([]uint8, len(l.vars))
	for u, members := range l.units {
		weight := uint8(1)
		for _, v := range members {
			l.unit[v], l.weight[v] = u, weight
			weight *= 3
		}
	}
	for i, f := range l.numbers {
		l.places[i].unit = l.unit[f]
	}
	for i := range g.measures {
		m := &g.measures[i]
		m.baselineAt, m.nowAt = l.numberOf[m.baseline], l.numberOf[m.now]
	}
	l.fingerprint = fingerprint(g.facts)
}

// tell finds which codes leave some literals a chance. Only that of a variable with two regions
// is told by its digit alone.
func (l *layout) tell(literals []logic.Part) (out []told) {
	for _, p := range literals {
		if l.vars[p.Var].Regions != 2 {
			continue
		}
		t := told{unit: l.unit[p.Var]}
		for code := range t.may {
			digit := code / int(l.weight[p.Var]) % 3
			t.may[code] = digit > 0 && p.Set.Has(digit-1)
		}
		out = append(out, t)
	}
	return out
}

// formula reduces a checked condition to sets of regions.
func (g *Guideline) formula(c *condition) *logic.Formula {
	const yes = logic.Set(2)
	switch c.op {
	case opConstant:
		if c.value {
			return logic.True()
		}
		return logic.False()
	case opFact:
		return logic.In(c.fact, yes)
	case opChoice:
		return logic.In(c.fact, c.choices)
	case opCompare:
		return logic.In(c.fact, g.axes[c.fact].Compare(c.cmp, c.bound))
	case opOpaque:
		return logic.In(g.layout.firstOpaque+c.opaque, yes)
	case opDefinition:
		return g.formula(c.kids[0])
	case opNot:
		return logic.Not(g.formula(c.kids[0]))
	}
	kids := make([]*logic.Formula, len(c.kids))
	for i, k := range c.kids {
		kids[i] = g.formula(k)
	}
	if c.op == opAnd {
		return logic.And(kids...)
	}
	return logic.Or(kids...)
}

// factsOf lists the facts behind a set of the engine's variables, rising.
func (g *Guideline) factsOf(vars logic.VarSet) logic.VarSet {
	var out logic.VarSet
	for v := range vars.All() {
		switch {
		case v < len(g.facts):
			out.Add(v)
		case v >= g.layout.firstOpaque && v < g.layout.firstGate:
			for _, f := range g.opaque[v-g.layout.firstOpaque].facts {
				out.Add(f)
			}
		case v >= g.layout.firstGate:
			for i := range g.measures {
				out.Add(g.measures[i].baseline)
				out.Add(g.measures[i].now)
			}
		}
	}
	return out
}
