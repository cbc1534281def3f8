package mutate

import (
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// proof lays the complete cases of a guideline and some mutants out, to see where their answers
// part. It is not safe for concurrent use.
type proof struct {
	*logic.Space
	plane    *model.Plane
	observed []*model.Observed // the guideline's, then those of the mutants
	sizes    sizes
	protocol bool // there is one
	where    map[*logic.Formula]logic.Cases
	right    *laidAnswers
	within   logic.Cases              // no check refuses them
	found    []map[fields]logic.Cases // by mutant
	differ   []logic.Cases            // by mutant: answers are not alike in some field
	left     [2][][]logic.Set         // to the examples, and to the scenarios
}

// sizes are how many verdicts and steps there are, and urgencies.
type sizes struct{ verdicts, steps, urgencies int }

func newProof(m *mutating, wrong []*decision.Guideline) (*proof, error) {
	plane, observed, err := m.makes.Observe(wrong)
	if err != nil {
		return nil, err
	}
	var all []*logic.Formula
	seen := map[*logic.Formula]bool{}
	for _, o := range observed {
		for _, f := range o.Formulas() {
			if !seen[f] {
				seen[f], all = true, append(all, f)
			}
		}
	}
	space, err := logic.NewSpace(plane.Vars, all, nil, logic.Limits{})
	if err != nil {
		return nil, err
	}
	p := &proof{Space: space, plane: plane, observed: observed, where: map[*logic.Formula]logic.Cases{},
		protocol: m.g.Review().Protocol != nil, sizes: sizes{len(m.g.Verdicts()), len(m.g.Steps()), len(m.g.Urgencies())}, found: make([]map[fields]logic.Cases, len(wrong)), differ: make([]logic.Cases, len(wrong))}
	p.right = p.lay(observed[0])
	p.within = p.Minus(p.All(), p.right.refused)
	completions := m.makes.Right().Completions(&model.Guideline{Plane: plane})
	for i, list := range m.cases {
		for _, c := range list {
			p.left[i] = append(p.left[i], completions(c))
		}
	}
	return p, p.Err()
}

func (p *proof) of(f *logic.Formula) logic.Cases {
	if a, known := p.where[f]; known {
		return a
	}
	a := p.Where(f)
	p.where[f] = a
	return a
}

// laidAnswers is where a guideline says what. Equal cases are equal values.
type laidAnswers struct {
	refused  logic.Cases   // by a check
	verdicts []logic.Cases // the rules with a verdict come to it
	steps    []logic.Cases // a step stops, and none before it
	urgency  []logic.Cases // the most urgent of those that hold
	rules    []saidWhere   // in file order
	options  []saidWhere
	items    []logic.Cases // instructions of the protocol
	protocol saidWhere     // the rest of it
}

// saidWhere is where an answer has something, and how it is said there: what else comes with it.
type saidWhere struct {
	says   int // what cannot be told from where it stands: a verdict, a stance
	when   logic.Cases
	beside []besideIt
}

type besideIt struct {
	id    string
	cases logic.Cases
}

func (s *saidWhere) add(id string, cases logic.Cases) {
	s.beside = append(s.beside, besideIt{id, cases})
}

// has is where something comes with it.
func (s *saidWhere) has(id string) logic.Cases {
	for _, b := range s.beside {
		if b.id == id {
			return b.cases
		}
	}
	return logic.Cases{}
}

func (p *proof) lay(o *model.Observed) *laidAnswers {
	a := &laidAnswers{}
	for _, f := range o.Checks {
		a.refused = p.Or(a.refused, p.of(f))
	}
	urgent := p.layVerdicts(a, o)
	for i := range o.Rules {
		r := &o.Rules[i]
		told := p.of(r.When)
		if urgent >= 0 && r.Level != urgent { // beside it nothing more is said
			told = p.Minus(told, a.verdicts[urgent])
		}
		said := saidWhere{says: r.Level, when: p.of(r.When)}
		for k, f := range r.Further {
			said.add(strconv.Itoa(k), p.And(told, p.of(f)))
		}
		a.rules = append(a.rules, said)
	}
	p.layOptions(a, o)
	for _, f := range o.Items {
		a.items = append(a.items, p.And(p.of(f), a.verdicts[0]))
	}
	a.protocol = saidWhere{when: a.verdicts[0]}
	a.protocol.add(o.Schedule, a.verdicts[0])
	return a
}

// layVerdicts finds the verdicts, steps and urgencies; urgent is the verdict that these go with, -1
// for none.
func (p *proof) layVerdicts(a *laidAnswers, o *model.Observed) (urgent int) {
	urgent = -1
	levels, urgencies, steps := make([]logic.Cases, p.sizes.verdicts), make([]logic.Cases, p.sizes.urgencies), make([]logic.Cases, p.sizes.steps)
	for i := range o.Rules {
		r := &o.Rules[i]
		if r.Level < 0 {
			continue
		}
		levels[r.Level] = p.Or(levels[r.Level], p.of(r.When))
		if r.Level > 0 {
			steps[r.Step] = p.Or(steps[r.Step], p.of(r.When))
		}
		if r.Urgency >= 0 {
			urgent = r.Level
			urgencies[r.Urgency] = p.Or(urgencies[r.Urgency], p.of(r.When))
		}
	}
	slices.Reverse(levels)
	a.verdicts = p.firstOf(levels)
	slices.Reverse(a.verdicts)
	a.steps = p.firstOf(steps[:len(steps)-1])
	a.urgency = p.firstOf(urgencies)
	return urgent
}

// firstOf is where each holds and none before it does.
func (p *proof) firstOf(list []logic.Cases) (out []logic.Cases) {
	before := p.None()
	for _, c := range list {
		out = append(out, p.Minus(c, before))
		before = p.Or(before, c)
	}
	return out
}

func (p *proof) layOptions(a *laidAnswers, o *model.Observed) {
	stances := decision.Stances()
	bar := p.of(o.Bar)
	for i := range o.Options {
		k := &o.Options[i]
		said := saidWhere{says: slices.Index(stances, decision.Stance(k.Stance))}
		said.when = p.Minus(p.Minus(p.of(k.Applies), p.of(k.Withheld)), bar)
		for _, id := range k.Cautions {
			said.add(id, p.And(said.when, p.of(o.Cautions[id])))
		}
		a.options = append(a.options, said)
	}
}

// differences finds in which fields the k-th mutant is not equivalent.
func (p *proof) differences(r *result, k int) {
	wrong := p.lay(p.observed[k+1])
	found := map[fields]logic.Cases{}
	refused := p.And(wrong.refused, p.within)
	p.differ[k] = p.apart([]logic.Cases{p.right.refused}, []logic.Cases{wrong.refused})
	note := func(f fields, cases logic.Cases) {
		p.differ[k] = p.Or(p.differ[k], cases)
		if within := p.Or(p.And(cases, p.within), refused); !within.Empty() {
			found[f] = p.Or(cases, refused)
			r.possible |= f
		}
	}
	verdict := p.apart(p.right.verdicts, wrong.verdicts)
	note(verdictField, verdict)
	note(missingField, verdict)
	note(urgencyField, p.apart(p.right.urgency, wrong.urgency))
	note(stepsField, p.Or(p.apart(p.right.steps, wrong.steps), p.apart(p.right.verdicts[:1], wrong.verdicts[:1])))
	var rules, cautions logic.Cases
	for i := range p.right.rules {
		if said := &p.right.rules[i]; said.says >= 0 {
			rules = p.Or(rules, p.saidApart(said, &wrong.rules[i]))
		} else {
			cautions = p.Or(cautions, p.saidApart(said, &wrong.rules[i]))
		}
	}
	note(rulesField, rules)
	note(cautionsField, cautions)
	var options logic.Cases
	for i := range p.right.options {
		options = p.Or(options, p.saidApart(&p.right.options[i], &wrong.options[i]))
	}
	note(optionsField, options)
	if p.protocol {
		note(protocolField, p.Or(p.apart(p.right.items, wrong.items), p.saidApart(&p.right.protocol, &wrong.protocol)))
	}
	p.found[k] = found
	if err := p.Err(); err != nil {
		r.possible, r.unproved = allFields, err.Error()
	}
}

// mayTell reports whether some completion of a case gets another answer from the k-th mutant. Where
// none does, neither does the case.
func (p *proof) mayTell(k int, left []logic.Set) bool {
	_, ok := p.Reach(p.differ[k], left)
	return ok
}

// apart is where one list holds what the other does not.
func (p *proof) apart(a, b []logic.Cases) (out logic.Cases) {
	for i := range a {
		if a[i] != b[i] {
			out = p.Or(out, p.Minus(a[i], b[i]), p.Minus(b[i], a[i]))
		}
	}
	return out
}

func (p *proof) saidApart(a, b *saidWhere) (out logic.Cases) {
	if a.says != b.says {
		out = p.Or(a.when, b.when)
	}
	out = p.Or(out, p.apart([]logic.Cases{a.when}, []logic.Cases{b.when}))
	for _, own := range slices.Concat(a.beside, b.beside) {
		out = p.Or(out, p.apart([]logic.Cases{a.has(own.id)}, []logic.Cases{b.has(own.id)}))
	}
	return out
}
