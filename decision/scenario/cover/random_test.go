package cover_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/cover"
)

// whole is a complete case of the random bundles.
type whole struct {
	a, b bool
	c    string
	n    int
}

func wholes() (out []whole) {
	for _, a := range []bool{false, true} {
		for _, b := range []bool{false, true} {
			for _, c := range []string{"left", "right", "up"} {
				for n := range 3 {
					out = append(out, whole{a, b, c, n})
				}
			}
		}
	}
	return out
}

// said reports whether facts leave the case open.
func (w whole) said(facts decision.Facts) bool {
	for name, v := range facts {
		part, _ := v.(map[string]any)
		ok := false
		switch name {
		case "a":
			ok = v == w.a
		case "b":
			ok = v == w.b
		case "c":
			ok = v == w.c
			if part != nil {
				ok = slices.Contains(part["one_of"].([]any), any(w.c))
			}
		case "n":
			ok = fmt.Sprint(v) == fmt.Sprint(w.n)
			if part != nil {
				ok = w.n >= part["at_least"].(int)
			}
		}
		if !ok {
			return false
		}
	}
	return true
}

// tree is a random condition: an atom, or how others join.
type tree struct {
	join string // "", not, and, or
	text string
	is   func(whole) bool
	kids []*tree
}

func (t *tree) String() string {
	switch t.join {
	case "":
		return t.text
	case "not":
		return "not (" + t.kids[0].String() + ")"
	}
	var parts []string
	for _, k := range t.kids {
		if parts = append(parts, k.String()); k.join != "" {
			parts[len(parts)-1] = "(" + k.String() + ")"
		}
	}
	return strings.Join(parts, " "+t.join+" ")
}

// holds evaluates the condition with one of its atoms the other way round; nil for none.
func (t *tree) holds(w whole, flipped *tree) bool {
	switch t.join {
	case "":
		return t.is(w) != (t == flipped)
	case "not":
		return !t.kids[0].holds(w, flipped)
	}
	for _, k := range t.kids {
		if k.holds(w, flipped) == (t.join == "or") {
			return t.join == "or"
		}
	}
	return t.join == "and"
}

func (t *tree) atoms() (out []*tree) {
	if t.join == "" {
		return []*tree{t}
	}
	for _, k := range t.kids {
		out = append(out, k.atoms()...)
	}
	return out
}

type coverMaker struct {
	*rand.Rand
	named *tree
}

func (m *coverMaker) atom(withNamed bool) *tree {
	list := []tree{
		{text: "a", is: func(w whole) bool { return w.a }},
		{text: "b", is: func(w whole) bool { return w.b }},
		{text: "a", is: func(w whole) bool { return w.a }},
		{text: `c == "left"`, is: func(w whole) bool { return w.c == "left" }},
		{text: `c != "left"`, is: func(w whole) bool { return w.c != "left" }},
		{text: `c in ["left", "up"]`, is: func(w whole) bool { return w.c != "right" }},
		{text: "n < 1", is: func(w whole) bool { return w.n < 1 }},
		{text: "n >= 2", is: func(w whole) bool { return w.n >= 2 }},
		{text: "n in [0, 2]", is: func(w whole) bool { return w.n != 1 }},
		{text: "(a == b)", is: func(w whole) bool { return w.a == w.b }},
		{text: `house == "x"`, is: func(whole) bool { return true }},
	}
	if withNamed {
		named := m.named
		list = append(list, tree{text: "named", is: func(w whole) bool { return named.holds(w, nil) }})
	}
	return &list[m.IntN(len(list))]
}

func (m *coverMaker) condition(depth int, withNamed bool) *tree {
	if depth == 0 || m.IntN(4) == 0 {
		return m.atom(withNamed)
	}
	if m.IntN(5) == 0 {
		return &tree{join: "not", kids: []*tree{m.condition(depth-1, withNamed)}}
	}
	t := &tree{join: []string{"and", "or"}[m.IntN(2)]}
	for range 2 + m.IntN(2) {
		t.kids = append(t.kids, m.condition(depth-1, withNamed))
	}
	return t
}

// facts are of a case that may be known in part.
func (m *coverMaker) facts() decision.Facts {
	all := wholes()
	w := all[m.IntN(len(all))]
	f := decision.Facts{"a": w.a, "b": w.b, "c": w.c, "n": w.n}
	for _, name := range slices.Sorted(maps.Keys(f)) {
		if m.IntN(3) == 0 {
			delete(f, name)
		}
	}
	if m.IntN(4) == 0 {
		f["c"] = map[string]any{"one_of": []any{"left", "up"}}
	}
	if m.IntN(4) == 0 {
		f["n"] = map[string]any{"at_least": 1}
	}
	return f
}

func coverBundle(named, check *tree, rules ...*tree) fstest.MapFS {
	var r strings.Builder
	for i, t := range rules {
		fmt.Fprintf(&r, "  - {id: r-%d, step: s, gives: %s, when: '%s', title: T, says: S., claims: [K-01]}\n", i, []string{"high", "caution"}[i%2], t)
	}
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"guideline.yaml": file("schema: mskguide.bundle/1\nid: random\nversion: 1.0.0\ntitle: R\ntopic: nothing\nevidence: evidence\nfiles: [all.yaml]\n" +
			"verdicts: [{id: low, title: L}, {id: high, title: H}]\nsteps: [{id: s, title: S}]\nneeds_information: {title: N}\n"),
		"all.yaml": file("facts:\n  - {id: a, type: bool, question: Q}\n  - {id: b, type: bool, question: Q}\n" +
			"  - {id: c, type: choice, choices: [{id: left}, {id: right}, {id: up}], question: Q}\n  - {id: n, type: integer, min: 0, max: 2, question: Q}\n" +
			"params:\n  - {id: house, type: choice, choices: [x, y], value: x, title: T, authority: A, since: \"2025-01-01\"}\n" +
			fmt.Sprintf("definitions:\n  - {id: named, when: '%s', title: T}\nchecks:\n  - {id: k, when: '%s', says: S.}\n", named, check) +
			"rules:\n  - {id: low, step: s, gives: low, otherwise: true, title: T, says: S., claims: [K-01]}\n" + r.String()),
		"evidence/library.yaml": file("sources:\n  - {id: leaflet, kind: expert-opinion, title: \"A leaflet (made up for tests)\", read: none}\n" +
			"claims:\n  - {id: K-01, text: T., standing: supported, certainty: low, for: [leaflet]}\n"),
	}
}

// judged is what a requirement is, by trying all cases.
type judged struct {
	t     *tree
	check *tree
	r     *cover.Requirement
}

// met reports whether a complete case meets the requirement. An atom decides where the outcome
// would be another one if it came out the other way round.
func (j judged) met(w whole) bool {
	outcome := j.t.holds(w, nil)
	if j.r.Measure == cover.Rule {
		return outcome == j.r.Value
	}
	atom := j.t.atoms()[j.r.Atom-1]
	return atom.is(w) == j.r.Value && (j.r.Measure == cover.Branch || outcome == j.r.Holds && j.t.holds(w, atom) != outcome)
}

func (j judged) feasible() bool {
	return slices.ContainsFunc(wholes(), func(w whole) bool { return !j.check.holds(w, nil) && j.met(w) })
}

// shownBy reports whether facts certainly meet the requirement.
func (j judged) shownBy(f decision.Facts) bool {
	return !slices.ContainsFunc(wholes(), func(w whole) bool { return w.said(f) && !j.met(w) })
}

// TestRandomCoverage holds coverage to its definition, on small conditions.
func TestRandomCoverage(t *testing.T) {
	t.Parallel()
	n := 100
	if oracle.Long() {
		n = 1500
	}
	for seed := range n {
		m := &coverMaker{Rand: rand.New(rand.NewPCG(uint64(seed), 71))}
		m.named = m.condition(1, false)
		check := m.condition(1, true)
		if slices.ContainsFunc(wholes(), func(w whole) bool { return !check.holds(w, nil) }) {
			m.cover(t, check, m.condition(3, true), m.condition(2, true))
		}
	}
}

func (m *coverMaker) cover(t *testing.T, check *tree, rules ...*tree) {
	g, err := decision.Open(coverBundle(m.named, check, rules...))
	require.NoError(t, err)
	var examples []scenario.Example
	for i := range m.IntN(6) {
		if f := m.facts(); accepted(g, f) {
			examples = append(examples, scenario.Example{Name: fmt.Sprint(i), Facts: f})
		}
	}
	c, err := cover.Of(g, examples)
	require.NoError(t, err)
	conditions := map[string]*tree{"named": m.named, "r-0": rules[0], "r-1": rules[1]}
	for i := range c.Decisions {
		d := &c.Decisions[i]
		if d.ID == "low" { // it always holds
			require.Len(t, d.Requirements, 1)
			continue
		}
		condition, ok := conditions[d.ID]
		require.True(t, ok, d.ID)
		require.Len(t, d.Requirements, 2+4*len(condition.atoms()))
		for k := range d.Requirements {
			judged{condition, check, &d.Requirements[k]}.check1(t, d, g, examples)
		}
	}
	require.Len(t, c.Decisions, 4)
	m.closes(t, g, c, examples)
}

func accepted(g *decision.Guideline, f decision.Facts) bool {
	_, err := g.Case(f)
	return err == nil
}

// check1 holds one requirement to its definition.
func (j judged) check1(t *testing.T, d *cover.Decision, g *decision.Guideline, examples []scenario.Example) {
	says := fmt.Sprintf("%s `%s` refusing `%s`: %s", d.ID, j.t, j.check, d.Says(j.r))
	shown := slices.IndexFunc(examples, func(e scenario.Example) bool { return j.shownBy(e.Facts) })
	other := j
	if j.r.Measure == cover.MCDC {
		half := *j.r
		half.Value, half.Holds = !half.Value, !half.Holds
		other.r = &half
	}
	switch {
	case shown >= 0:
		require.Equal(t, cover.Covered, j.r.State, says)
		require.Equal(t, examples[shown].Name, j.r.Example, says)
	case !j.feasible() || !other.feasible() && j.r.Measure == cover.MCDC && !slices.ContainsFunc(examples, func(e scenario.Example) bool { return other.shownBy(e.Facts) }):
		require.Equal(t, cover.Infeasible, j.r.State, says)
		require.NotEmpty(t, j.r.Why, says)
	default:
		require.Equal(t, cover.Open, j.r.State, says)
		var f decision.Facts
		require.NoError(t, json.Unmarshal(j.r.Facts, &f))
		require.True(t, accepted(g, f) && j.shownBy(f), says)
		for name := range f {
			less := maps.Clone(f)
			delete(less, name)
			require.False(t, j.shownBy(less), "%s: %v needs no %s", says, f, name)
		}
	}
}

// closes requires that the closing cases meet all that is open.
func (m *coverMaker) closes(t *testing.T, g *decision.Guideline, c *cover.Report, examples []scenario.Example) {
	again, err := cover.Of(g, append(examples, closing(t, c)...))
	require.NoError(t, err)
	require.Zero(t, again.Holes())
	require.Empty(t, again.Closing)
	require.Equal(t, c.Holes() > 0, len(c.Closing) > 0)
}

func closing(t *testing.T, c *cover.Report) (out []scenario.Example) {
	for _, k := range c.Closing {
		var f decision.Facts
		require.NoError(t, json.Unmarshal(k.Facts, &f))
		out = append(out, scenario.Example{Name: k.ID, Facts: f})
	}
	return out
}
