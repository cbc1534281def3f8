package decision_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// TestPhrases reads conditions aloud.
func TestPhrases(t *testing.T) {
	cases := []struct{ when, says string }{
		{`hot`, "hot: yes"},
		{`not hot`, "hot: no"},
		{`not not hot`, "hot: yes"},
		{`hot == false`, "hot: no"},
		{`minutes > 4`, "minutes: more than 4"},
		{`not (minutes > 4)`, "minutes: at most 4"},
		{`4 > minutes`, "minutes: less than 4"},
		{`not (minutes == 4)`, "minutes: other than 4"},
		{`not (minutes != 4)`, "minutes: exactly 4"},
		{`minutes > draw_minutes`, "minutes: more than 4 {draw_minutes}"},
		{`not (minutes >= draw_minutes)`, "minutes: less than 4 {draw_minutes}"},
		{`leaf == "green"`, "leaf: green"},
		{`leaf in ["green", "black"]`, "leaf: not white"},
		{`not (leaf in ["green", "black"])`, "leaf: white"},
		{`leaf not in ["green"]`, "leaf: not green"},
		{`leaf in []`, "leaf: none of its choices"},
		{`leaf in ["green", "black", "white"]`, "leaf: any of its choices"},
		{`cup in ["small", "big"]`, "cup: small or big"},
		{`cup not in ["small", "big"]`, "cup: neither small nor big"},
		{`cup not in ["small", "odd"]`, "cup: none of small; chipped, cracked or stained"},
		{`cup in ["small", "odd"]`, "cup: one of small; chipped, cracked or stained"},
		{`leaf == house_leaf`, "leaf: black {house_leaf}"},
		{`house_leaf == "green"`, "param house_leaf: green {house_leaf}"},
		{`not (house_leaf == "green")`, "param house_leaf: black {house_leaf}"},
		{`"green" != house_leaf`, "param house_leaf: black {house_leaf}"},
		{`house_leaf in ["green"] and saucer`, "all of (param house_leaf: green {house_leaf}; param saucer: true {saucer})"},
		{`not saucer`, "param saucer: false {saucer}"},
		{`strong`, "It is strong <strong>"},
		{`not strong`, "not so: It is strong <strong>"},
		{`hot and (milk and strong) and leaf == "green"`, "all of (hot: yes; milk: yes; It is strong <strong>; leaf: green)"},
		{`not (hot or milk)`, "none of (hot: yes; milk: yes)"},
		{`not (hot and not milk)`, "not all of (hot: yes; milk: no)"},
		{`hot or not (milk and hot)`, "any of (hot: yes; not all of (milk: yes; hot: yes))"},
		{`minutes in [1, 2]`, "any of (minutes: exactly 1; minutes: exactly 2)"},
		{`spoons > minutes`, "spoons is more than minutes"},
		{`not (spoons > minutes)`, "spoons is at most minutes"},
		{`spoons >= minutes`, "spoons is at least minutes"},
		{`not (spoons / minutes > 1)`, "not so: spoons divided by minutes is more than 1"},
		{`spoons > draw_minutes * minutes`, "spoons is more than 4 times minutes {draw_minutes}"},
		{`(spoons + 1) * 2 <= minutes - 1`, "(spoons plus 1) times 2 is at most minutes minus 1"},
		{`true`, "always"},
		{`not true`, "never"},
	}
	for _, c := range cases {
		t.Run(c.when, func(t *testing.T) {
			bundle := tea(waitWhen("spoken", "caution", "'"+c.when+"'"))
			cups := "groups:\n"
			bundle["facts.yaml"].Data = []byte(strings.Replace(teaFacts, cups, "  - {id: cup, type: choice, question: Which cup, choices: [{id: small}, {id: big}, "+
				"{id: odd, title: \"chipped, cracked or stained\"}, {id: tin}, {id: none}]}\n"+cups, 1))
			g, err := decision.Open(bundle)
			require.NoError(t, err)
			rules := g.Review().Rules
			require.Equal(t, c.says, withNotes(rules[len(rules)-1].InWords))
		})
	}
}

// withNotes is a phrase on one line with its definitions and params.
func withNotes(p decision.Phrase) string {
	if len(p.Params) > 0 {
		p.Says += " {" + strings.Join(p.Params, ", ") + "}"
	}
	if p.Definition != "" {
		p.Says += " <" + p.Definition + ">"
	}
	for i := range p.Parts {
		p.Parts[i] = decision.Phrase{Says: withNotes(p.Parts[i])}
	}
	return p.String()
}

// TestWordsMeanTheCondition reads explanations as a person would: from the words and the values
// given alone, it works out whether each rule holds.
func TestWordsMeanTheCondition(t *testing.T) {
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 77))
		m := &maker{rng: rng, compares: seed%3 == 0}
		g, err := decision.Open(m.bundle())
		if err != nil && strings.Contains(err.Error(), "is too tangled to check") {
			continue
		}
		require.NoError(t, err)
		read(t, g, rng)
	}
	for _, g := range []*decision.Guideline{madeUp(t, "kiln", "riverside"), madeUp(t, "lantern"), dryneedling.AsPublished()} {
		read(t, g, rand.New(rand.NewPCG(7, 7)))
	}
}

func read(t *testing.T, g *decision.Guideline, rng *rand.Rand) {
	var facts []judged
	for _, f := range g.Facts() {
		facts = append(facts, judgedFact(f, g.Rules()))
	}
	read := 0
	for range 40 {
		told := decision.Facts{}
		for _, f := range facts {
			if !f.untold {
				told[f.ID] = f.samples[rng.IntN(f.count)]
			}
		}
		c, err := g.Case(told)
		if err != nil { // it contradicts itself by a check of the bundle
			continue
		}
		x, outcome := g.ExplainCase(c), g.Verdict(c)
		r := reader{g, x, told}
		for i, rule := range g.Rules() {
			if rule.Measures != "" {
				continue
			}
			read++
			when := x.Rules[i].When
			holds := rule.Off == "" && r.holds(t, when)
			require.Equal(t, outcome.Certain.Has(i), holds, "%s: %+v with %v", rule.ID, when, told)
			require.Equal(t, holds, when.Truth == decision.Holds, rule.ID)
		}
	}
	require.NotZero(t, read)
}

// reader knows what the words say and what was given, and nothing of the rules.
type reader struct {
	g    *decision.Guideline
	x    *decision.Explanation
	told decision.Facts
}

func (r *reader) holds(t *testing.T, e decision.Explained) bool {
	no := func(part decision.Explained) bool { return !r.holds(t, part) }
	yes := func(part decision.Explained) bool { return r.holds(t, part) }
	var truth bool
	switch says, denied := strings.CutPrefix(e.Says, "not so: "); {
	case e.Definition != "":
		at := slices.IndexFunc(r.x.Definitions, func(d decision.DefinitionTruth) bool { return d.Definition == e.Definition })
		require.Equal(t, r.x.Definitions[at].Title, says)
		truth = r.holds(t, r.x.Definitions[at].When) != denied
	case says == "all of":
		truth = !slices.ContainsFunc(e.Parts, no)
	case says == "not all of":
		truth = slices.ContainsFunc(e.Parts, no)
	case says == "any of":
		truth = slices.ContainsFunc(e.Parts, yes)
	case says == "none of":
		truth = !slices.ContainsFunc(e.Parts, yes)
	case says == "always" || says == "never":
		truth = says == "always"
	case strings.HasPrefix(says, "param "):
		_, values, _ := strings.Cut(says, ": ")
		truth = slices.Contains(split(values), e.Given)
	case strings.Contains(says, ": "):
		truth = r.fact(t, e)
	default: // numbers against numbers
		truth = e.Truth == decision.Holds
	}
	require.Equal(t, truth, e.Truth == decision.Holds, "%s [%s]", e.Says, e.Given)
	return truth
}

// fact reads what is said of one fact.
func (r *reader) fact(t *testing.T, e decision.Explained) bool {
	for _, f := range r.g.Facts() {
		words, ok := strings.CutPrefix(e.Says, f.Title+": ")
		if !ok {
			continue
		}
		switch f.Type {
		case decision.TypeBool:
			return words == "yes" == r.told[f.ID].(bool) && (words == "yes" || words == "no") && e.Given == map[bool]string{true: "yes", false: "no"}[r.told[f.ID].(bool)]
		case decision.TypeChoice:
			return r.choice(words, e.Given)
		}
		value := fmt.Sprint(r.told[f.ID])
		require.Equal(t, value, strings.TrimSuffix(e.Given, " "+f.Unit))
		return number(t, strings.TrimSuffix(words, " "+f.Unit), r.told[f.ID].(float64))
	}
	require.Fail(t, "no fact is called that", e.Says)
	return false
}

func (r *reader) choice(words, given string) bool {
	switch {
	case words == "any of its choices":
		return true
	case words == "none of its choices":
		return false
	}
	for _, denial := range []string{"not ", "neither ", "none of "} {
		if denied, ok := strings.CutPrefix(words, denial); ok {
			return !slices.Contains(split(denied), given)
		}
	}
	return slices.Contains(split(words), given)
}

// split takes a list of titles apart, however it is joined.
func split(list string) []string {
	list, semicolons := strings.CutPrefix(list, "one of ")
	if semicolons || strings.Contains(list, "; ") {
		return strings.Split(list, "; ")
	}
	return strings.Split(strings.NewReplacer(" or ", ", ", " nor ", ", ").Replace(list), ", ")
}

func number(t *testing.T, words string, value float64) bool {
	at := strings.LastIndex(words, " ")
	bound, err := strconv.ParseFloat(words[at+1:], 64)
	require.NoError(t, err, words)
	switch words[:at] {
	case "more than":
		return value > bound
	case "less than":
		return value < bound
	case "at least":
		return value >= bound
	case "at most":
		return value <= bound
	case "exactly":
		return value == bound
	case "other than":
		return value != bound
	}
	require.Fail(t, "no comparison is called that", words)
	return false
}
