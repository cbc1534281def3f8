package decision_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestExplain compares whole explanations, without the decision in them. The comment of each
// file says what to look for.
func TestExplain(t *testing.T) {
	for _, a := range archives(t, "../testdata/explain/*.txt") {
		t.Run(a.name(), func(t *testing.T) {
			bundle := strings.Fields(a.text(t, "bundle"))
			g := madeUp(t, bundle[0], bundle[1:]...)
			x, err := g.Explain(decision.JSON{Name: "facts.json", Data: []byte(a.text(t, "facts.json"))})
			require.NoError(t, err)
			d, err := g.Decide([]byte(a.text(t, "facts.json")))
			require.NoError(t, err)
			written := x.JSON()
			require.True(t, json.Valid(written))
			rest, ok := bytes.CutPrefix(written, append([]byte(`{"schema":"mskguide.explanation/1","decision":`), bytes.TrimSpace(d.JSON())...))
			require.True(t, ok, "it starts with the decision, byte for byte")
			var indented bytes.Buffer
			require.NoError(t, json.Indent(&indented, append([]byte{'{'}, rest[1:]...), "", "  "))
			a.expect(t, "explanation.json", indented.String())
		})
	}
}

// TestExplanationConforms holds explanations to their schema.
func TestExplanationConforms(t *testing.T) {
	g := dryneedling.AsPublished()
	schema := schemaNamed(t, "explanation")
	for _, doc := range []string{`{}`, `{"condition": "neck_pain", "pain_duration_weeks": {"more_than": 12}, "none_of": ["red_flags"]}`, eligible} {
		x, err := g.Explain([]byte(doc))
		require.NoError(t, err)
		require.Empty(t, oracle.Conforms(schema, decoded(t, x.JSON()), "explanation"))
		require.Equal(t, string(x.JSON()), string(g.ExplainCase(caseOf(t, g, doc)).JSON()))
	}
	_, err := g.Explain([]byte(`{"condition": "neck"}`))
	require.Error(t, err)
}

func caseOf(t *testing.T, g *decision.Guideline, facts string) *decision.Case {
	c, err := g.Case([]byte(facts))
	require.NoError(t, err)
	return c
}

// TestCouldMatterByEveryCompletion holds what is said to matter to its definition: a given fact
// is forgotten, and all that is then open is filled in in every way.
func TestCouldMatterByEveryCompletion(t *testing.T) {
	for _, name := range []string{"kiln", "lantern"} {
		t.Run(name, func(t *testing.T) {
			j := newJudge(t, madeUp(t, name))
			rng := rand.New(rand.NewPCG(4, 4))
			explained := 0
			for range oracle.Cases(60, 2000) {
				p := j.openCase(rng, 60)
				x, err := j.g.Explain(p.told)
				if err != nil { // it contradicts itself by a check of the bundle
					continue
				}
				explained++
				j.checkMatters(t, p, x)
			}
			require.NotZero(t, explained)
		})
	}
}

func (j *judge) checkMatters(t *testing.T, p *openCase, x *decision.Explanation) {
	given := map[string]decision.GivenFact{}
	for _, f := range x.Given {
		given[f.Fact] = f
	}
	for i := range j.facts {
		f := &j.facts[i]
		said, known := given[f.ID]
		if told := p.told[f.ID]; told == nil { // a part that leaves everything is told, too
			require.False(t, known, f.ID)
			continue
		}
		if !known {
			continue
		}
		at := j.chosen[i]
		open := []oracle.Open{{Fact: i, Values: f.count, Choose: func(k int) { j.chosen[i] = k }}}
		for _, o := range p.open {
			if o.Fact != i {
				open = append(open, o)
			}
		}
		want := j.Answer(open, j.decide)
		j.chosen[i] = at
		missing := fmt.Sprint(want.Missing)
		if matters := strings.Contains(" "+strings.Trim(missing, "[]")+" ", " "+f.ID+" "); matters || !j.inDoubtWithout(p, f) {
			require.Equal(t, matters, said.CouldMatter, "%s of %v", f.ID, p.told)
		}
	}
	for _, id := range x.CouldNotMatter {
		require.NotContains(t, x.Decision.Missing, id)
	}
}

// inDoubtWithout reports whether too much may be said to matter once a fact is forgotten.
func (j *judge) inDoubtWithout(p *openCase, f *judged) bool { return f.compared || j.inDoubt(p) }

// What is not recorded is either missing, one of a group that could not matter, or could not
// matter itself.
func TestEveryFactIsAccountedFor(t *testing.T) {
	g := dryneedling.AsPublished()
	for _, doc := range []string{`{}`, `{"condition": "osteoarthritis", "fever": true}`, eligible} {
		x, err := g.Explain([]byte(doc))
		require.NoError(t, err)
		count := map[string]int{}
		for _, f := range x.Given {
			count[f.Fact]++
		}
		for _, id := range x.Decision.Missing {
			count[id]++
		}
		for _, id := range x.CouldNotMatter {
			for _, f := range membersOf(g, id) {
				count[f]++
			}
		}
		for _, f := range g.Facts() {
			require.Equal(t, 1, count[f.ID], "%s with %s", f.ID, doc)
		}
	}
}

func membersOf(g *decision.Guideline, id string) []string {
	for _, group := range g.Groups() {
		if group.ID == id {
			return group.Facts
		}
	}
	return []string{id}
}
