package mutate

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/decision/scenario/internal/sought"
)

// suggestion is a case that tells a mutant from the guideline.
type suggestion struct {
	facts json.RawMessage // nil: none was found
	shows fields          // in which the answers differ
	note  string          // why there is none, or not for sure
}

// seeker puts cases together that the guideline takes.
func (p *proof) seeker(g *decision.Guideline) *model.Seeker {
	return &model.Seeker{Analysis: &model.Analysis{Guideline: &model.Guideline{Plane: p.plane}, Space: p.Space}, Refused: p.observed[0].Checks,
		Accepts: func(facts json.RawMessage) bool {
			_, err := g.Case([]byte(facts))
			return err == nil
		}}
}

// telling compares the answers of the guideline and a mutant to facts, in some fields. What a step
// lists as open may differ by how its rules are written alone: the field is not among those where
// the mutant is equivalent in it.
type telling struct {
	right, wrong *decision.Guideline
	in           fields
}

func (t telling) differs(facts json.RawMessage) fields {
	right, err := t.right.Decide([]byte(facts))
	if err != nil {
		return 0
	}
	wrong, err := t.wrong.Decide([]byte(facts))
	if err != nil {
		return t.in
	}
	return differing(right, wrong) & t.in
}

// suggest finds the least that tells the k-th mutant from the guideline, in the first field in which
// it can be told: whatever else is learnt of the case, the two answers stay apart.
func (p *proof) suggest(m *mutating, k int, wrong *decision.Guideline, in fields) suggestion {
	seek, both := p.seeker(m.g), telling{m.g, wrong, in}
	lacks := ""
	for i := range Fields() {
		set, ok := p.found[k][1<<i]
		if !ok {
			continue
		}
		x := seek.Seek([]logic.Cases{set})
		if x == nil {
			continue
		}
		if !x.Runs() {
			if facts, ok := m.measured(seek.Facts(x), x, both); ok {
				return suggestion{facts: facts, shows: both.differs(facts)}
			}
			lacks = p.lacking(x)
			continue
		}
		if facts, ok := p.told(seek, x, both); ok {
			return suggestion{facts: facts, shows: both.differs(facts)}
		}
		lacks = "no facts were found with which the answers differ; perhaps there are none"
	}
	return suggestion{note: lacks}
}

// told adds facts to a case until the answers to it differ. While something is unknown they may be
// alike though those of all its completions are not.
func (p *proof) told(seek *model.Seeker, x *model.Sought, both telling) (json.RawMessage, bool) {
	if both.differs(seek.Facts(x)) != 0 {
		return sought.Facts(both.right, seek, x), true
	}
	for v := range p.plane.Variables {
		if _, said := x.Region[v]; said || p.plane.Variables[v].Kind != model.Fact {
			continue
		}
		for region := range p.plane.Variables[v].Values {
			more := &model.Sought{Region: maps.Clone(x.Region), Number: x.Number}
			more.Region[v] = region
			facts := seek.Facts(more)
			if !seek.Accepts(facts) {
				continue
			}
			if x = more; both.differs(facts) != 0 {
				return sought.Facts(both.right, seek, x), true
			}
			break
		}
	}
	return nil, false
}

// measured adds outcome measures to a case that lacks some, until the answers differ.
func (m *mutating) measured(facts json.RawMessage, x *model.Sought, both telling) (json.RawMessage, bool) {
	if x.Refused || len(x.Lacks) == 0 {
		return nil, false
	}
	for _, k := range m.measures {
		low, high := k.Min, k.Max
		for _, pair := range [][2]float64{{low, high}, {high, low}, {high, high}, {low, low}} {
			more := strings.TrimSuffix(string(facts), "}")
			if more != "{" {
				more += ", "
			}
			more += fmt.Sprintf("%q: %v, %q: %v}", k.baseline, pair[0], k.now, pair[1])
			if both.differs(json.RawMessage(more)) != 0 {
				return json.RawMessage(more), true
			}
		}
	}
	return nil, false
}

// measure is the facts of an outcome measure.
type measure struct {
	baseline, now string
	Min, Max      float64
}

func measuresOf(g *decision.Guideline) (out []measure) {
	for _, k := range g.Review().Measures {
		f, _ := g.Fact(k.Baseline)
		now, _ := g.Fact(k.Now)
		out = append(out, measure{k.Baseline, k.Now, max(f.Min, now.Min), min(f.Max, now.Max)})
	}
	return out
}

// lacking says what numbers a case would need.
func (p *proof) lacking(x *model.Sought) string {
	var needs []string
	for _, f := range x.Lacks {
		v := &p.plane.Variables[f.Var]
		text := v.Name
		switch {
		case v.Kind == model.Measured:
			text = "certain outcome measures"
		case f.Region == 0:
			text = "not (" + text + ")"
		}
		if !slices.Contains(needs, text) {
			needs = append(needs, text)
		}
	}
	if x.Refused {
		return "a check refuses all facts that were found"
	}
	return "it needs " + strings.Join(needs, " and ") + " besides, and no numbers were found that give it; perhaps there are none"
}
