package decision_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// course is a random set of outcome measures and what is known of them.
type course struct {
	measures []courseMeasure
	iced     int // of the facts that a change may depend on, the values at hand
	hot      int
	leaf     int
}

type courseMeasure struct {
	change        float64 // that counts, where none of the special ones does
	special       []specialChange
	higher        bool
	known         bool
	baseline, now float64
}

type specialChange struct {
	when   int // place in changeConditions
	change float64
}

// changeConditions are what special changes depend on, and the same in Go.
var changeConditions = []struct {
	text  string
	holds func(c *course) bool
}{
	{"hot", func(c *course) bool { return c.hot == 1 }},
	{"iced and not hot", func(c *course) bool { return c.iced == 1 && c.hot == 0 }},
	{`leaf == "black"`, func(c *course) bool { return c.leaf == 1 }},
	{`leaf in ["green", "black"] or hot`, func(c *course) bool { return c.leaf <= 1 || c.hot == 1 }},
}

func randomCourse(rng *rand.Rand) *course {
	c := &course{}
	conditions := rng.Perm(len(changeConditions))[:3] // a bundle may have no more
	amount := func() float64 { return 0.5 * float64(1+rng.IntN(6)) }
	for range 1 + rng.IntN(3) {
		m := courseMeasure{change: amount(), higher: rng.IntN(2) == 0}
		for range rng.IntN(3) {
			m.special = append(m.special, specialChange{conditions[rng.IntN(3)], amount()})
		}
		c.measures = append(c.measures, m)
	}
	return c
}

// bundle has two cautions that depend on the measures, one of them on a fact besides.
func (c *course) bundle() fstest.MapFS {
	var facts, measures strings.Builder
	for i, m := range c.measures {
		fmt.Fprintf(&facts, "  - {id: first_%d, type: number, min: 0, max: 10, question: What}\n  - {id: last_%d, type: number, min: 0, max: 10, question: What}\n", i, i)
		fmt.Fprintf(&measures, "  - {id: m_%d, title: M, unit: points, baseline: first_%d, now: last_%d, better: %s, change: %g, claims: [T-01], change_when: [", i, i, i,
			map[bool]string{true: "higher", false: "lower"}[m.higher], m.change)
		for k, s := range m.special {
			fmt.Fprintf(&measures, "%s{when: '%s', change: %g}", strings.Repeat(", ", min(k, 1)), changeConditions[s.when].text, s.change)
		}
		measures.WriteString("]}\n")
	}
	fsys := tea(waitWhen("too-hot", "wait", "hot and iced") +
		waitWhen("no-better", "caution", "iced") + "    measures: none_reached\n" +
		waitWhen("worse", "caution", "'true'") + "    measures: any_worse\nmeasures:\n" + measures.String())
	fsys["facts.yaml"].Data = []byte(strings.Replace(teaFacts, "groups:", "  - {id: iced, type: bool, question: Is there ice in it}\n"+facts.String()+"groups:", 1))
	return fsys
}

// gates decides the two conditions on the measures by their definition.
func (c *course) gates() (noneReached, anyWorse bool) {
	reached, known := false, false
	for _, m := range c.measures {
		if !m.known {
			continue
		}
		known = true
		change, least := m.baseline-m.now, m.change
		if m.higher {
			change = -change
		}
		for _, s := range m.special {
			if changeConditions[s.when].holds(c) {
				least = s.change
				break
			}
		}
		reached = reached || change >= least
		anyWorse = anyWorse || change <= -least
	}
	return known && !reached, anyWorse
}

// TestMeasures holds the rules on outcome measures to their definition, where which change
// counts depends on facts that are not known.
func TestMeasures(t *testing.T) {
	t.Parallel()
	for seed := range oracle.Cases(60, 1500) {
		rng := rand.New(rand.NewPCG(41, uint64(seed)))
		c := randomCourse(rng)
		bundle := c.bundle()
		g, err := decision.Open(bundle)
		require.NoError(t, err, string(bundle["rules.yaml"].Data))
		q := oracle.Of(g)
		bit := map[string]int{}
		for _, r := range q.Rules {
			bit[r.ID] = r.Bit
		}
		for range 40 {
			told, open := c.draw(rng, q)
			want := q.Answer(open, func() (level int, holds oracle.Set) {
				noneReached, anyWorse := c.gates()
				for id, is := range map[string]bool{"pour-it": true, "cups-unset": true, "leaf-unset": true, "too-hot": c.hot == 1 && c.iced == 1,
					"no-better": c.iced == 1 && noneReached, "worse": anyWorse} {
					if is {
						holds.Add(bit[id])
						level = max(level, q.Rules[bit[id]].Level)
					}
				}
				return level, holds
			})
			made, err := g.Case(told)
			require.NoError(t, err)
			require.NoError(t, q.Check(q.Ask(made), &want, false), "%v\n%s", told, bundle["rules.yaml"].Data)
		}
	}
}

// draw tells some values of the measures, and some of the facts that a change depends on.
func (c *course) draw(rng *rand.Rand, q *oracle.Guideline) (decision.Facts, []oracle.Open) {
	told := decision.Facts{}
	for i := range c.measures {
		m := &c.measures[i]
		m.baseline, m.now = 0.5*float64(rng.IntN(12)), 0.5*float64(rng.IntN(12))
		told[fmt.Sprint("first_", i)], told[fmt.Sprint("last_", i)] = m.baseline, m.now
		if m.known = rng.IntN(3) > 0; !m.known {
			what := fmt.Sprint([]string{"first_", "last_"}[rng.IntN(2)], i)
			delete(told, what)
			if rng.IntN(2) == 0 {
				told[what] = map[string]any{"at_most": 2.0}
			}
		}
	}
	var open []oracle.Open
	for i, name := range q.Facts {
		at, values := &c.hot, []any{false, true}
		switch name {
		case "hot":
		case "iced":
			at = &c.iced
		case "leaf":
			at, values = &c.leaf, []any{"green", "black", "white"}
		default:
			continue
		}
		if *at = rng.IntN(len(values)); rng.IntN(2) == 0 {
			told[name] = values[*at]
			continue
		}
		open = append(open, oracle.Open{Fact: i, Values: len(values), Choose: func(k int) { *at = k }})
	}
	return told, open
}
