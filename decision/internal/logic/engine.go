package logic

import "math/bits"

// Engine answers for a compiled problem.
type Engine struct {
	slots   []slot
	units   int
	rules   []Rule
	level   *function
	conds   []*Condition
	regions []int
}

// Compile prepares a problem. Its error is a *TermsError or a *RuleError when
// a rule is at fault.
func Compile(p Problem) (*Engine, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	limits := p.Limits.withDefaults()
	e := &Engine{slots: slots(p.Vars), units: len(Units(p.Vars)), rules: p.Rules}
	for _, v := range p.Vars {
		e.regions = append(e.regions, v.Regions)
	}
	e.level = newFunction(p.Vars, p.Rules, p.Levels, limits)
	for _, r := range p.Rules {
		c, err := NewCondition(r.When, p.Vars, limits)
		if err != nil {
			return nil, err
		}
		e.conds = append(e.conds, c)
	}
	return e, nil
}

// NoLevel is the bit of Reach.Levels for completions in which no rule with a
// level holds.
const NoLevel = 1 << 15

// Outcome is the answer to the hot question.
type Outcome struct {
	Certain, Possible RuleSet // rules that hold in all completions, in some
	Lo, Hi            int8    // least and greatest level over all completions; -1 is no level
	Exact             bool    // false: Lo may be too low
}

// Reach is the answer to the full question.
type Reach struct {
	Levels  uint16 // bit k: some completion has level k
	Missing VarSet // variables that can still change the level
	Exact   bool   // false: Levels and Missing may hold too much
}

// Decide answers which rules hold and between which levels the case lies.
func (e *Engine) Decide(c *Case) Outcome {
	var o Outcome
	o.Hi = -1
	for r, k := range e.conds {
		certain, possible := k.Truth(c)
		if certain {
			o.Certain.Add(r)
		}
		if possible {
			o.Possible.Add(r)
			o.Hi = max(o.Hi, int8(e.rules[r].Level))
		}
	}
	r := e.Reach(c)
	o.Lo, o.Exact = -1, r.Exact
	if r.Levels&NoLevel == 0 {
		o.Lo = int8(bits.TrailingZeros16(r.Levels))
	}
	return o
}

// Reach answers which levels completions have, and which variables matter.
func (e *Engine) Reach(c *Case) Reach {
	return e.level.reach(c, -1)
}

func (f *function) reach(c *Case, floor int) Reach {
	s := f.scratch.Get().(*scratch)
	defer f.scratch.Put(s)
	s.read(f, c)
	if f.diagram != nil {
		s.restrict(f)
	} else if !s.buildFor(f, floor) {
		return f.bound(s, floor)
	}
	return Reach{levelBits(s.levels), s.missing, true}
}

func levelBits(terminals uint16) uint16 { return terminals>>1 | terminals<<15 }

func (f *function) bound(s *scratch, floor int) Reach {
	out := Reach{Levels: levelBits(1 << (floor + 1))}
	for _, r := range f.rules {
		if r.Level > floor {
			out.Levels |= 1 << r.Level
			for v := range r.When.Vars().All() {
				if d := f.depthOf[v]; d >= 0 && s.class[d] >= partial {
					out.Missing.Add(v)
				}
			}
		}
	}
	return out
}

// Nodes is the size of the diagram of the level, 0 when it has none.
func (e *Engine) Nodes() int {
	if e.level.diagram == nil {
		return 0
	}
	return len(e.level.diagram.depth)
}

// Gap looks for a complete case on which no rule with a level holds: the
// region of every variable. known is false when there is no diagram to tell.
func (e *Engine) Gap() (witness []uint8, ok, known bool) {
	f := e.level
	if f.diagram == nil {
		return nil, false, false
	}
	d := f.diagram
	if d.reach[d.root]&1 == 0 {
		return nil, false, true
	}
	witness = make([]uint8, len(e.slots))
	for n := d.root; n != 0; {
		for i, k := range d.branches(n) {
			if d.reach[k]&1 != 0 {
				depth := d.depth[n]
				witness[f.order[depth]] = f.regions[depth].first[i]
				n = k
				break
			}
		}
	}
	return witness, true, true
}
