package decision_test

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// judge decides complete cases of a guideline by expr's machine, as the oracle's witness.
type judge struct {
	*oracle.Guideline
	g      *decision.Guideline
	facts  []judged
	tables []table // by rule, then of the options
	chosen []int   // the region of each fact in the case at hand
	env    reflect.Type
	vm     vm.VM
}

// judged is a fact with its values. Those that no rule can tell apart share a region.
type judged struct {
	decision.Fact
	regions  []interval // of a number
	count    int        // of regions, choices or truth values
	samples  []any      // a value of each region
	compared bool       // with another fact: then every whole number is a region
	untold   bool       // an outcome measure: what rules say of those has tests of its own
}

// table is the truth of a rule by the regions of the facts that it names, as far as it is known.
type table struct {
	bit     int
	level   int // -1 for none
	program *vm.Program
	never   bool // it asks for a measure, and none is told
	facts   []int
	truth   []truth
}

type truth uint8

const (
	notRun truth = iota
	isFalse
	isTrue
)

func newJudge(t testing.TB, g *decision.Guideline) *judge {
	j := newJudgeOfFacts(g)
	for i, r := range g.Rules() {
		j.tables = append(j.tables, j.table(t, oracle.Condition{Bit: i, Source: r.Source}, j.Rules[i].Level, r.Measures != ""))
	}
	for _, c := range j.OptionConditions() {
		j.tables = append(j.tables, j.table(t, c, -1, false))
	}
	return j
}

func (j *judge) table(t testing.TB, c oracle.Condition, level int, never bool) table {
	b := table{bit: c.Bit, level: level, program: j.compile(t, c.Source), never: never}
	size := 1
	for i, f := range j.facts {
		if namesFact(c.Source, f.ID) {
			b.facts = append(b.facts, i)
			size *= f.count
		}
	}
	require.Less(t, size, 1<<24, c.Source)
	b.truth = make([]truth, size)
	return b
}

// newJudgeOfFacts knows the values of the facts, and no rule yet.
func newJudgeOfFacts(g *decision.Guideline) *judge {
	j := &judge{Guideline: oracle.Of(g), g: g}
	var fields []reflect.StructField
	for i, f := range g.Facts() {
		fact := judgedFact(f, sources(g))
		fields = append(fields, reflect.StructField{Name: "F" + strconv.Itoa(i), Type: reflect.TypeOf(fact.samples[0]), Tag: reflect.StructTag(`expr:"` + f.ID + `"`)})
		j.facts = append(j.facts, fact)
	}
	j.env = reflect.StructOf(fields)
	j.chosen = make([]int, len(j.facts))
	return j
}

func (j *judge) compile(t testing.TB, source string) *vm.Program {
	p, err := expr.Compile(source, expr.Env(reflect.Zero(j.env).Interface()), expr.AsBool())
	require.NoError(t, err, source)
	return p
}

// run is what expr's machine says of a condition in the case at hand.
func (j *judge) run(p *vm.Program) bool { return j.runIn(p, j.atHand()) }

// atHand is the case at hand as expr's machine takes it.
func (j *judge) atHand() any {
	env := reflect.New(j.env).Elem()
	for i, f := range j.facts {
		env.Field(i).Set(reflect.ValueOf(f.samples[j.chosen[i]]))
	}
	return env.Interface()
}

func (j *judge) runIn(p *vm.Program, env any) bool {
	out, err := j.vm.Run(p, env)
	if err != nil {
		panic(err)
	}
	return out.(bool)
}

// holds looks a rule up, and runs it where that has not been done yet.
func (j *judge) holds(b *table) bool {
	if b.never {
		return false
	}
	at := 0
	for _, f := range b.facts {
		at = at*j.facts[f].count + j.chosen[f]
	}
	if b.truth[at] == notRun {
		b.truth[at] = isFalse
		if j.run(b.program) {
			b.truth[at] = isTrue
		}
	}
	return b.truth[at] == isTrue
}

// decide is the answer for the case at hand.
func (j *judge) decide() (level int, holds oracle.Set) {
	level = -1
	for i := range j.tables {
		if j.holds(&j.tables[i]) {
			holds.Add(j.tables[i].bit)
			level = max(level, j.tables[i].level)
		}
	}
	return level, holds
}

// sources lists everything that has a condition: the rules, and what the options and the
// comparison ask.
func sources(g *decision.Guideline) []decision.Rule {
	all := g.Rules()
	for _, r := range g.ComparisonRules() {
		all = append(all, decision.Rule{ID: r.ID, Source: r.Source, Facts: r.Facts})
	}
	for _, c := range oracle.Of(g).OptionConditions() {
		all = append(all, decision.Rule{Source: c.Source})
	}
	return all
}

// judgedFact cuts the range of a number where a rule compares it with a constant, and
// everywhere when a rule compares it with another fact.
func judgedFact(f decision.Fact, rules []decision.Rule) judged {
	out := judged{Fact: f, count: 2, samples: []any{false, true}}
	switch f.Type {
	case decision.TypeChoice:
		out.count, out.samples = len(f.Choices), nil
		for _, c := range f.Choices {
			out.samples = append(out.samples, c.ID)
		}
	case decision.TypeNumber, decision.TypeInteger:
		cuts, compared := cutPoints(f, rules)
		out.regions, out.compared = regionsOf(f, cuts), compared
		out.count, out.samples = len(out.regions), nil
		for _, r := range out.regions {
			out.samples = append(out.samples, r.middle(f.Type))
		}
	}
	mentioned := false
	for _, r := range rules {
		out.untold = out.untold || r.Measures != "" && slices.Contains(r.Facts, f.ID)
		mentioned = mentioned || namesFact(r.Source, f.ID)
	}
	out.untold = out.untold && !mentioned
	return out
}

var inQuotes = regexp.MustCompile(`"[^"]*"`)

// namesFact reports whether a condition names a fact.
func namesFact(source, fact string) bool {
	return regexp.MustCompile(`\b` + fact + `\b`).MatchString(inQuotes.ReplaceAllString(source, ""))
}

// cutPoints reads them from the rules' conditions in facts alone.
func cutPoints(f decision.Fact, rules []decision.Rule) (cuts []float64, compared bool) {
	withConstant := regexp.MustCompile(`\b` + f.ID + ` (?:==|!=|<=|>=|<|>) (-?[0-9][0-9.e+-]*)`)
	for _, r := range rules {
		for _, m := range withConstant.FindAllStringSubmatch(r.Source, -1) {
			x, err := strconv.ParseFloat(m[1], 64)
			if err != nil {
				panic(err)
			}
			cuts = append(cuts, x)
		}
		if namesFact(withConstant.ReplaceAllString(r.Source, ""), f.ID) {
			compared = true
			for x := f.Min; x <= f.Max; x++ {
				cuts = append(cuts, x)
			}
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts), compared
}
