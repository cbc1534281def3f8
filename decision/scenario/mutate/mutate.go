package mutate

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/decision/scenario"
)

// Options says what to try mutants with, beside examples.
type Options struct {
	// Scenarios whose expectations are held against every mutant; those of other overlays are
	// left aside. Their facts are not examples by that alone.
	Scenarios []*scenario.Scenario

	// Without leaves out the mutants that another guideline has just so, such as that without the
	// overlays: they are tried there.
	Without []*decision.Guideline

	// Sample is how many mutants to try, chosen by Seed; 0 is all of them.
	Sample int
	Seed   uint64
}

// Try tries mutants of a guideline with examples. The report depends on nothing but the arguments.
// The error is an [*ExampleError], that of a scenario that is not written for the guideline, or
// that of ctx.
func Try(ctx context.Context, g *decision.Guideline, examples []scenario.Example, o Options) (*Report, error) {
	m, err := newMutating(g, examples, o)
	if err != nil {
		return nil, err
	}
	if err := m.all(ctx); err != nil {
		return nil, err
	}
	return m.report(), nil
}

// mutating is what all batches of mutants have in common. It is only read once they begin.
type mutating struct {
	g         *decision.Guideline
	makes     *decision.Mutating
	chosen    []int // of the list that it makes
	examples  []scenario.Example
	right     []*decision.Decision // of the guideline, by example
	cases     [2][]*decision.Case  // of the examples, and of the scenarios
	named     []string             // the facts that each step looks at
	scenarios []expecting
	least     string // verdict
	measures  []measure
	results   []result // as chosen
	sample    *Sampled
}

// result is what came of one mutant.
type result struct {
	refused    error  // nobody could open it
	possible   fields // in which it is not equivalent
	killed     fields
	unproved   string // why its equivalence is not known
	expected   bool   // some expectation fails
	by         string // the first example that tells
	suggestion suggestion
}

func newMutating(g *decision.Guideline, examples []scenario.Example, o Options) (*mutating, error) {
	makes, err := g.Mutating()
	if err != nil {
		return nil, err
	}
	m := &mutating{g: g, makes: makes, examples: examples, least: g.Verdicts()[0].ID, measures: measuresOf(g)}
	for _, e := range examples {
		d, err := g.Decide(e.Facts)
		if err != nil {
			return nil, &ExampleError{e.Name, err}
		}
		m.right = append(m.right, d)
		if err := m.load(0, e.Facts); err != nil {
			return nil, &ExampleError{e.Name, err}
		}
	}
	m.named = m.namedAt(makes.Right())
	if err := m.expect(o.Scenarios); err != nil {
		return nil, err
	}
	if m.chosen, err = chosen(makes.List, o.Without); err != nil {
		return nil, err
	}
	if o.Sample > 0 && o.Sample < len(m.chosen) {
		m.sample = &Sampled{Of: len(m.chosen), Seed: o.Seed}
		random := rand.New(rand.NewPCG(o.Seed, 0))
		random.Shuffle(len(m.chosen), func(i, k int) { m.chosen[i], m.chosen[k] = m.chosen[k], m.chosen[i] })
		m.chosen = m.chosen[:o.Sample]
		slices.Sort(m.chosen)
	}
	m.results = make([]result, len(m.chosen))
	return m, nil
}

// chosen are the mutants that no other guideline has.
func chosen(list []model.Mutant, without []*decision.Guideline) (out []int, err error) {
	known := map[string]bool{}
	key := func(k *model.Mutant) string {
		text := string(k.Entry) + " " + k.Of + " " + k.Says
		for _, e := range k.Edits {
			text += "\n" + e.Key + " " + e.Was + "\n" + e.Is
		}
		return text
	}
	for _, g := range without {
		other, err := g.Mutating()
		if err != nil {
			return nil, err
		}
		for i := range other.List {
			known[key(&other.List[i])] = true
		}
	}
	for i := range list {
		if !known[key(&list[i])] {
			out = append(out, i)
		}
	}
	return out, nil
}

// ExampleError is an example that the guideline does not take.
type ExampleError struct {
	Name string
	Err  error
}

// Error names the example.
func (e *ExampleError) Error() string { return "example " + e.Name + ": " + e.Err.Error() }

// Unwrap is what the guideline says of its facts.
func (e *ExampleError) Unwrap() error { return e.Err }

// batchSize is how many mutants share the diagrams in which they are compared with the guideline.
// It depends on nothing, so that neither does what is found.
const batchSize = 48

// all tries the mutants, on all cores.
func (m *mutating) all(ctx context.Context) error {
	var wait sync.WaitGroup
	batches := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for from := range batches {
				m.batch(ctx, from, min(from+batchSize, len(m.chosen)))
			}
		})
	}
	for from := 0; from < len(m.chosen) && ctx.Err() == nil; from += batchSize {
		batches <- from
	}
	close(batches)
	wait.Wait()
	return ctx.Err()
}

// batch tries some mutants: proves in which fields they are equivalent, then puts the examples to
// the rest.
func (m *mutating) batch(ctx context.Context, from, to int) {
	var wrong []*decision.Guideline
	var at []int
	for i := from; i < to && ctx.Err() == nil; i++ {
		g, err := m.makes.Wrong(m.chosen[i])
		if err != nil {
			m.results[i].refused = err
			continue
		}
		wrong, at = append(wrong, g), append(at, i)
	}
	if ctx.Err() != nil {
		return
	}
	p, err := newProof(m, wrong)
	if err != nil {
		p = nil
	}
	for k, i := range at {
		r := &m.results[i]
		if err != nil {
			r.possible, r.unproved = allFields, err.Error()
		} else {
			p.differences(r, k)
		}
		if r.possible != 0 && ctx.Err() == nil {
			m.try(ctx, r, p, k, wrong[k])
		}
		if r.possible != 0 && r.killed == 0 && err == nil && ctx.Err() == nil {
			r.suggestion = p.suggest(m, k, wrong[k], r.possible)
		}
	}
}

// try puts the examples to a mutant until every field in which it is not equivalent has been seen to
// differ, then holds the expectations against it. It passes over cases of which no completion gets
// another answer, for neither do they; p is nil where that is not known. But what a step lists as
// open depends on how its rules are written: where they name other facts, it looks at all cases.
func (m *mutating) try(ctx context.Context, r *result, p *proof, k int, wrong *decision.Guideline) {
	if r.unproved != "" {
		p = nil
	}
	c := wrong.NewCase()
	sameSteps := slices.Equal(m.named, m.namedAt(wrong))
	for i := range m.examples {
		if ctx.Err() != nil {
			return
		}
		steps := !sameSteps && r.possible&^r.killed&stepsField != 0
		if p != nil && !steps && !p.mayTell(k, p.left[0][i]) {
			continue
		}
		differs := m.differs(c, wrong, i) & r.possible
		if differs != 0 && r.killed == 0 {
			r.by = m.examples[i].Name
		}
		if r.killed |= differs; r.killed == r.possible {
			break
		}
	}
	r.expected = m.unexpected(wrong, func(i int) bool { return p == nil || !sameSteps || p.mayTell(k, p.left[1][i]) })
}

const caution = "caution" // what a rule gives that moves no verdict

// namedAt is the facts that each step looks at, by step and then sorted.
func (m *mutating) namedAt(g *decision.Guideline) (out []string) {
	for _, r := range g.Rules() {
		if r.Gives != caution && r.Gives != m.least {
			for _, f := range r.Facts {
				out = append(out, r.Step+" "+f)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// load keeps a case as the mutants' own guideline has it.
func (m *mutating) load(of int, facts decision.Facts) error {
	c, err := m.makes.Right().Case(facts)
	m.cases[of] = append(m.cases[of], c)
	return err
}

func (m *mutating) differs(c *decision.Case, wrong *decision.Guideline, i int) fields {
	if c.Load(m.examples[i].Facts) != nil {
		return allFields // the mutant refuses the facts
	}
	return differing(m.right[i], wrong.DecideCase(c))
}

// mutantOf is the mutant of a result.
func (m *mutating) mutantOf(result int) *model.Mutant { return &m.makes.List[m.chosen[result]] }
