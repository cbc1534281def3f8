package verify_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/decision/verify"
)

// diffCell is one combination of values, and what both guidelines say there by the public API.
type diffCell struct {
	regions []int
	said    [2]diffReply
}

// diffReply is an answer to complete facts.
type diffReply struct {
	verdict string
	decide  []string          // rules that give it
	gives   map[string]string // rules that hold, cautions too
	options map[string]bool
}

func diffReplyOf(t testing.TB, g *decision.Guideline, facts any) diffReply {
	d, err := g.Decide(facts)
	require.NoError(t, err)
	require.True(t, d.Settled)
	r := diffReply{verdict: d.Verdict, gives: map[string]string{}, options: map[string]bool{}}
	for _, reason := range d.Reasons {
		require.False(t, reason.Possible)
		r.gives[reason.Rule] = reason.Verdict
		if reason.Verdict == d.Verdict {
			r.decide = append(r.decide, reason.Rule)
		}
	}
	for _, k := range d.Cautions {
		r.gives[k.Rule] = "caution"
	}
	for _, o := range d.Options {
		r.options[o.ID] = true
	}
	return r
}

// diffWorld is all cells of two guidelines.
type diffWorld struct {
	testing.TB
	guidelines [2]*decision.Guideline
	vars       []model.Variable
	cells      []diffCell
}

func newDiffWorld(t testing.TB, before, after *decision.Guideline) *diffWorld {
	models, err := decision.Models(before, after)
	require.NoError(t, err)
	w := &diffWorld{TB: t, guidelines: [2]*decision.Guideline{before, after}, vars: models[0].Variables}
	w.vars = w.vars[:slices.IndexFunc(w.vars, func(v model.Variable) bool { return v.Kind != model.Fact })] // there are no others in these bundles that matter
	regions := make([]int, len(w.vars))
	for {
		w.cells = append(w.cells, w.cell(slices.Clone(regions)))
		v := 0
		for ; v < len(regions); v++ {
			if regions[v]++; regions[v] < len(w.vars[v].Values) {
				break
			}
			regions[v] = 0
		}
		if v == len(regions) {
			return w
		}
	}
}

func (w *diffWorld) cell(regions []int) diffCell {
	facts := map[string]json.RawMessage{}
	for v, r := range regions {
		facts[w.vars[v].Name] = json.RawMessage(w.vars[v].Values[r])
	}
	doc, err := json.Marshal(facts)
	require.NoError(w, err)
	c := diffCell{regions: regions}
	for i, g := range w.guidelines {
		c.said[i] = diffReplyOf(w, g, doc)
	}
	return c
}

func inGroup(g *verify.Group, said [2]diffReply) bool {
	by := func(d verify.Deciding, r diffReply) bool {
		for _, id := range d.Always {
			if !slices.Contains(r.decide, id) {
				return false
			}
		}
		return !slices.ContainsFunc(r.decide, func(id string) bool {
			return !slices.Contains(d.Always, id) && !slices.Contains(d.Sometimes, id)
		})
	}
	return g.Before == said[0].verdict && g.After == said[1].verdict && by(g.DecidedBefore, said[0]) && by(g.DecidedAfter, said[1])
}

// share compares a share with the count of cells.
func (w *diffWorld) share(s verify.Share, in func(*diffCell) bool) {
	n := int64(0)
	for i := range w.cells {
		if in(&w.cells[i]) {
			n++
		}
	}
	require.Zero(w, big.NewRat(n, int64(len(w.cells))).Cmp(s.Rat()), "%d of %d, not %s", n, len(w.cells), s.Fraction)
}

// part compares a share of some of the cells with the count of them.
func (w *diffWorld) part(s verify.Share, in, of func(*diffCell) bool) {
	n, all := int64(0), int64(0)
	for i := range w.cells {
		if of(&w.cells[i]) {
			all++
			if in(&w.cells[i]) {
				n++
			}
		}
	}
	require.Zero(w, big.NewRat(n, all).Cmp(s.Rat()), "%d of %d, not %s", n, all, s.Fraction)
}

// witness holds a witness to its set: it suffices, and no fact of it can be left out.
func (w *diffWorld) witness(of verify.Example, in func(*diffCell) bool) {
	require.Empty(w, of.Unmet)
	var facts map[string]json.RawMessage
	require.NoError(w, json.Unmarshal([]byte(of.Facts), &facts))
	suffices := func(without string) bool {
		for i := range w.cells {
			fits := true
			for v, x := range w.vars {
				value, said := facts[x.Name]
				fits = fits && (!said || x.Name == without || x.Values[w.cells[i].regions[v]] == string(value))
			}
			if fits && !in(&w.cells[i]) {
				return false
			}
		}
		return true
	}
	require.True(w, suffices(""), "%s", of.Facts)
	for name := range facts {
		require.False(w, suffices(name), "%s is said in vain: %s", name, of.Facts)
	}
}

// facts lists what a set of cells depends on.
func (w *diffWorld) facts(in func(*diffCell) bool) []string {
	at := map[string]bool{}
	for i := range w.cells {
		at[fmt.Sprint(w.cells[i].regions)] = in(&w.cells[i])
	}
	out := []string{}
	for v, x := range w.vars {
		depends := false
		for i := range w.cells {
			other := slices.Clone(w.cells[i].regions)
			other[v] = 0
			depends = depends || at[fmt.Sprint(other)] != at[fmt.Sprint(w.cells[i].regions)]
		}
		if depends {
			out = append(out, x.Name)
		}
	}
	return out
}

// causes holds the causes of a group to what they are: rules that do something on one side
// only. But for those of a case it would have got the same verdict.
func (w *diffWorld) causes(g *verify.Group) {
	named := map[string]bool{}
	for _, k := range g.Because {
		if k.Kind == "rule" {
			named[k.ID] = true
		}
	}
	used := map[string]bool{}
	verdicts := w.guidelines[0].Verdicts()
	rank := func(id string) int {
		return slices.IndexFunc(verdicts, func(v decision.Named) bool { return v.ID == id })
	}
	for i := range w.cells {
		c := &w.cells[i]
		if !inGroup(g, c.said) {
			continue
		}
		best := [2]int{-1, -1} // the verdict by what both do, and by what they do without the causes
		for of := range 2 {
			for id, verdict := range c.said[of].gives {
				if alone := c.said[1-of].gives[id] != verdict; alone && named[id] {
					used[id] = true
				} else {
					best[of] = max(best[of], rank(verdict))
				}
			}
		}
		lesser := min(rank(c.said[0].verdict), rank(c.said[1].verdict))
		require.LessOrEqual(w, best[0], lesser, "a rule is missing among the causes")
		require.LessOrEqual(w, best[1], lesser, "a rule is missing among the causes")
	}
	require.Equal(w, named, used)
}

func (w *diffWorld) check(d *verify.Difference) {
	differs := func(c *diffCell) bool { return c.said[0].verdict != c.said[1].verdict }
	w.share(d.Differs, differs)
	sum := new(big.Rat)
	for i := range d.Groups {
		g := &d.Groups[i]
		in := func(c *diffCell) bool { return inGroup(g, c.said) }
		w.share(g.Share, in)
		w.part(g.OfBefore, in, func(c *diffCell) bool { return c.said[0].verdict == g.Before })
		w.part(g.OfAfter, in, func(c *diffCell) bool { return c.said[1].verdict == g.After })
		w.witness(g.Witness, in)
		require.Equal(w, w.facts(in), g.Facts)
		w.causes(g)
		sum.Add(sum, g.Share.Rat())
	}
	require.Zero(w, sum.Cmp(d.Differs.Rat()), "the shares add up")
	for i := range w.cells {
		n := 0
		for k := range d.Groups {
			if inGroup(&d.Groups[k], w.cells[i].said) {
				n++
			}
		}
		require.Equal(w, differs(&w.cells[i]), n == 1, "in %d groups", n)
		require.LessOrEqual(w, n, 1)
	}
	w.entries(d)
}

func (w *diffWorld) entries(d *verify.Difference) {
	seen := map[string]bool{}
	check := func(kind, id string, has func(r diffReply) bool) {
		moved := slices.ContainsFunc(w.cells, func(c diffCell) bool { return has(c.said[0]) != has(c.said[1]) })
		i := slices.IndexFunc(d.Changes, func(e verify.Change) bool { return e.Kind == kind && e.ID == id && e.How != verify.Reordered })
		if i < 0 {
			require.False(w, moved, "%s %s", kind, id)
			return
		}
		e := &d.Changes[i]
		if e.SameCases {
			require.False(w, moved)
		}
		for of, where := range []*verify.Where{e.Lost, e.Gained} {
			in := func(c *diffCell) bool {
				return c.said[0].verdict == c.said[1].verdict && has(c.said[of]) && !has(c.said[1-of])
			}
			if where == nil {
				w.share(verify.Share{}, in)
				continue
			}
			w.share(where.Share, in)
			w.witness(where.Witness, in)
		}
	}
	for _, g := range w.guidelines {
		for _, r := range g.Rules() {
			if !seen[r.ID] {
				seen[r.ID] = true
				check("rule", r.ID, func(x diffReply) bool { return x.gives[r.ID] != "" })
			}
		}
		for _, o := range g.OptionRules() {
			check("option", o.ID, func(x diffReply) bool { return x.options[o.ID] })
		}
	}
	if len(d.Groups) > 0 {
		require.Equal(w, verify.LevelMajor, d.Level)
	} else {
		require.NotEqual(w, verify.LevelMajor, d.Level)
	}
}

// TestDiffIsThatOfEnumeration holds the difference of random pairs of bundles to every single
// combination of values, answered by the public API.
func TestDiffIsThatOfEnumeration(t *testing.T) {
	coarse, groups, parts := 0, 0, 25
	if testing.Short() {
		parts = 5
	}
	for seed := range uint64(parts) {
		p := newVersions(seed)
		before, err := decision.Open(p.bundle(0))
		require.NoError(t, err)
		after, err := decision.Open(p.bundle(1))
		require.NoError(t, err)
		d, err := verify.Diff(before, after)
		require.NoError(t, err)
		require.Empty(t, d.NotAnalysable)
		newDiffWorld(t, before, after).check(d)
		for _, g := range d.Groups {
			if groups++; len(g.DecidedBefore.Sometimes)+len(g.DecidedAfter.Sometimes) > 0 {
				coarse++
			}
		}
	}
	require.Greater(t, groups, parts)
	require.Positive(t, coarse, "some groups are coarser")
}
