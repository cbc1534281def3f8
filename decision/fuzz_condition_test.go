package decision_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"
	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// FuzzCondition puts any text into a rule. Nothing panics; what is refused has a place; and
// what is accepted means what expr's machine says it means, over the text as it was written
// and over the reduced form that the library shows of it: on complete cases exactly, on
// partial ones never more than is true of their completions.
func FuzzCondition(f *testing.F) {
	for _, when := range []string{
		"hot", "not hot", "hot and milk or not hot", "!hot && milk || true", "hot == milk", "hot != (minutes > 3)", "hot == true",
		"minutes > 3", "3 >= minutes", "minutes == 4.5", "minutes != draw_minutes", "1 < minutes < 5", "minutes in [1, 2.5, draw_minutes]",
		"minutes not in [1, 2]", "minutes * 2 > 7", "minutes > spoons", "minutes - spoons <= 2 * spoons / 3",
		"minutes - spoons <= 2 * spoons / 0", "spoons * 1e308 * 10 - minutes * 1e308 * 10 <= 0", "spoons / minutes > 1",
		"spoons / (minutes - minutes) != 1", "-minutes < -3", "- spoons + 2 == 0", "spoons > 2.5", "spoons == 2.5", "spoons in [0, 9]",
		"spoons >= 3 and spoons <= 3", "leaf == \"green\"", "\"green\" != leaf", "leaf in [\"green\", \"black\"]", "leaf not in [\"white\"]",
		"leaf == house_leaf", "house_leaf == \"black\" and saucer", "house_leaf in [\"green\"]", "leaf in []", "minutes in []", "strong", "not sweet",
		"strong == sweet", "sweet and (strong or hot) and leaf != \"white\"", "minutes > 1e1", "minutes > 0x10", "minutes > 60", "minutes >= -1",
		"cups > 3", "minutes > 10 / cups", "leaf == guest_leaf", "2 + 2 == 4", "\"a\" == \"a\"", "hot ? milk : hot", "any([1], # > 0)",
		"not leaf in [\"green\"]", "minutes ** 2 > 3", "let x = 3; minutes > x", "nil == hot", "$env", "(hot", "\"gr\\u0065en\" == leaf",
	} {
		f.Add(when, uint64(1))
	}
	f.Add("leaf in\xa0[]", uint64(0)) // no text; as an escape in YAML it would be another one
	f.Fuzz(func(t *testing.T, when string, seed uint64) {
		if !utf8.ValidString(when) {
			return
		}
		g, err := decision.Open(tea(waitWhen("probe", "caution", strconv.QuoteToASCII(when))))
		if err != nil {
			requirePlaces(t, err)
			return
		}
		probe := newProbe(t, g, when)
		random := rand.New(rand.NewPCG(seed, 0))
		for range 32 {
			probe.check(t, teaCase(random), random)
		}
	})
}

// probe is the last rule of a tea bundle, with the programs that say when it holds.
type probe struct {
	g       *decision.Guideline
	rule    int
	written *vm.Program // nil where a param that it names has no value
	reduced *vm.Program
}

func newProbe(t *testing.T, g *decision.Guideline, when string) *probe {
	p := &probe{g: g, rule: len(g.Rules()) - 1}
	r := g.Rules()[p.rule]
	var err error
	p.reduced, err = expr.Compile(r.Source, expr.AsBool(), expr.Optimize(false))
	require.NoError(t, err, r.Source)
	if r.Off == "" {
		// Numbers are doubles here, as in the library; expr would compute whole numbers as integers.
		p.written, err = expr.Compile(when, expr.AsBool(), expr.Optimize(false), expr.Patch(doubles{}))
		require.NoError(t, err, when)
	} else {
		require.Equal(t, "false", r.Source)
	}
	return p
}

type doubles struct{}

func (doubles) Visit(node *ast.Node) {
	if n, ok := (*node).(*ast.IntegerNode); ok {
		ast.Patch(node, &ast.FloatNode{Value: float64(n.Value)})
	}
}

// teaCase is a random complete case of the tea bundle, often on a cut point.
func teaCase(random *rand.Rand) map[string]any {
	minutes := float64(random.IntN(61))
	switch random.IntN(4) {
	case 0:
		minutes = random.Float64() * 60
	case 1:
		minutes = float64(random.IntN(24)) / 2
	}
	return map[string]any{
		"hot":     random.IntN(2) == 1,
		"milk":    random.IntN(2) == 1,
		"minutes": minutes,
		"spoons":  float64(random.IntN(10)),
		"leaf":    []string{"green", "black", "white"}[random.IntN(3)],
	}
}

func (p *probe) check(t *testing.T, facts map[string]any, random *rand.Rand) {
	holds := run(t, p.reduced, facts)
	if p.written != nil {
		require.Equal(t, run(t, p.written, withNames(facts)), holds, "%v", facts)
	}
	certain, possible := p.truth(t, facts)
	require.Equal(t, holds, certain, "%v", facts)
	require.Equal(t, holds, possible, "%v", facts)

	partial := map[string]any{}
	for name, value := range facts {
		switch x, isNumber := value.(float64); {
		case random.IntN(2) == 0:
		case isNumber && random.IntN(2) == 0:
			partial[name] = decision.Between(math.Floor(x/2), math.Ceil(x))
		default:
			partial[name] = value
		}
	}
	certain, possible = p.truth(t, partial)
	require.False(t, certain && !holds, "%v is a completion of %v", facts, partial)
	require.False(t, holds && !possible, "%v is a completion of %v", facts, partial)
}

func (p *probe) truth(t *testing.T, facts map[string]any) (certain, possible bool) {
	c, err := p.g.Case(facts)
	require.NoError(t, err)
	o := p.g.Verdict(c)
	return o.Certain.Has(p.rule), o.Possible.Has(p.rule)
}

// withNames adds to the facts what the tea bundle names: its params and definitions.
func withNames(facts map[string]any) map[string]any {
	minutes, spoons := facts["minutes"].(float64), facts["spoons"].(float64)
	strong := minutes > 4
	all := map[string]any{
		"draw_minutes": 4.0, "house_leaf": "black", "saucer": true,
		"strong": strong, "sweet": spoons > minutes || strong && facts["milk"].(bool),
	}
	for name, value := range facts {
		all[name] = value
	}
	return all
}

func run(t *testing.T, program *vm.Program, env map[string]any) bool {
	holds, err := vm.Run(program, env)
	require.NoError(t, err)
	return holds.(bool)
}
