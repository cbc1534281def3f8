package verify_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/verify"
)

// TestRandomBundlesAgree holds what is found in bundles that nobody would write to what brute
// force finds: every choice of local policy is made by an overlay, with numbers that no bundle
// names, and every complete case is put to the guideline that comes of it.
func TestRandomBundlesAgree(t *testing.T) {
	seen := map[string]int{}
	for seed := range oracle.Cases(7, 150) {
		rng := rand.New(rand.NewPCG(uint64(seed), 44))
		m := newMaker(rng)
		bundle := m.bundle(seed%4 == 3)
		g, err := decision.Open(bundle.fs())
		if err != nil {
			require.ErrorContains(t, err, "no rule gives a verdict") // with the choices in force
			continue
		}
		r := verify.Check(g, verify.Options{})
		require.Empty(t, r.NotAnalysable)
		b := newBrute(t, m, bundle, g)
		want := b.findings()
		for _, text := range want {
			seen[strings.Fields(text)[0]]++
		}
		require.Equal(t, want, compared(r, b.gap), "seed %d\n%s", seed, bundle["all.yaml"])
	}
	for _, kind := range []string{"gap", "conflict", "invariant", "never-true", "shadowed", "subsumed", "never-matters", "duplicate"} {
		if oracle.Long() {
			require.Greater(t, seen[kind], 3, kind)
		}
	}
}

// compared is the findings that brute force knows of. Of a bundle with a gap for some choice,
// which cannot be opened with it, that is the gap alone.
func compared(r *verify.Report, gap bool) (out []string) {
	for _, f := range r.Findings {
		var ids []string
		for _, e := range f.Entries {
			if e.Kind == "rule" || e.Kind == "option" || e.Kind == "verdict" || e.Kind == "invariant" {
				ids = append(ids, e.ID)
			}
		}
		text := string(f.Kind)
		switch f.Kind {
		case verify.Gap:
		case verify.Unused, verify.Expectation, verify.Opaque:
			continue
		case verify.NeverMatters, verify.Invariant:
			text += " " + ids[0]
		default:
			slices.Sort(ids[1:])
			text += " " + strings.Join(ids, " ")
		}
		if f.Entries[0].Kind != "reason to withhold" && (!gap || f.Kind == verify.Gap) {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// brute is what every answer was.
type brute struct {
	m       *maker
	rules   []decision.Rule
	options []decision.OptionRule
	level   map[string]int
	gap     bool

	holds   map[string]map[int]bool // rule or option: the cases in which the answer has it
	given   map[int]bool            // levels
	count   int
	inForce []answered
}

// answered is a case with the choices in force.
type answered struct {
	facts  map[string]any
	level  int
	listed int // options
}

func newBrute(t *testing.T, m *maker, bundle files, g *decision.Guideline) *brute {
	b := &brute{m: m, rules: g.Rules(), options: g.OptionRules(), level: map[string]int{}, holds: map[string]map[int]bool{}, given: map[int]bool{}}
	for i, v := range g.Verdicts() {
		b.level[v.ID] = i
	}
	cases := m.cases()
	b.put(t, g, cases, true)
	m.everyChoice(func(text string) {
		g, err := decision.Open(bundle.fs(), decision.Overlay{Name: "o.yaml", Data: []byte(text)})
		if err != nil {
			require.ErrorContains(t, err, "no rule gives a verdict")
			b.gap = true
			return
		}
		b.put(t, g, cases, false)
	})
	return b
}

// everyChoice visits every combination of choices as an overlay.
func (m *maker) everyChoice(visit func(text string)) {
	var choose func(i int, set string)
	choose = func(i int, set string) {
		if i == len(m.params) {
			if set != "" {
				visit("schema: mskguide.overlay/1\nid: o\nfor: random\ntitle: T\nauthority: A\nin_force: \"2025-01-01\"\nset:\n" + set)
			}
			return
		}
		p := m.params[i]
		for _, v := range p.values {
			line := ""
			if v == p.was {
				line = "" // in force
			} else if p.was == "" {
				line = "  - {param: " + p.id + ", to: " + v + "}\n"
			} else {
				line = "  - {param: " + p.id + ", was: " + p.was + ", to: " + v + "}\n"
			}
			choose(i+1, set+line)
		}
	}
	choose(0, "")
}

func (b *brute) put(t *testing.T, g *decision.Guideline, cases []map[string]any, inForce bool) {
	for _, facts := range cases {
		d, err := g.Decide(decision.Facts(facts))
		require.NoError(t, err)
		require.True(t, d.Settled)
		b.count++
		b.given[b.level[d.Verdict]] = true
		note := func(id string) {
			if b.holds[id] == nil {
				b.holds[id] = map[int]bool{}
			}
			b.holds[id][b.count] = true
		}
		for _, r := range d.Reasons {
			note(r.Rule)
		}
		for _, c := range d.Cautions {
			note(c.Rule)
		}
		for _, o := range d.Options {
			note(o.ID)
		}
		if inForce {
			b.inForce = append(b.inForce, answered{facts, b.level[d.Verdict], len(d.Options)})
		}
	}
}

// within reports whether the cases of one are all among those of some others.
func (b *brute) within(one string, others ...string) bool {
	for k := range b.holds[one] {
		if !slices.ContainsFunc(others, func(o string) bool { return b.holds[o][k] }) {
			return false
		}
	}
	return true
}

func (b *brute) findings() (out []string) {
	find := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if b.gap {
		return []string{"gap"}
	}
	for v, level := range b.level {
		if !b.given[level] && slices.ContainsFunc(b.rules, func(r decision.Rule) bool { return r.Gives == v }) {
			find("never-true %s", v)
		}
	}
	b.ofRules(find)
	b.ofOptions(find)
	b.ofInvariants(find)
	slices.Sort(out)
	return out
}

func (b *brute) ofRules(find func(string, ...any)) {
	var groups []string
	for _, r := range b.rules {
		if len(b.holds[r.ID]) == 0 {
			find("never-true %s", r.ID)
			continue
		}
		var twins, more, same, cover []string
		for _, o := range b.rules {
			always := len(b.holds[o.ID]) == b.count
			alike := b.within(r.ID, o.ID) && b.within(o.ID, r.ID)
			if alike && o.Gives == r.Gives {
				twins = append(twins, o.ID)
			}
			if o.ID == r.ID || o.Gives == "caution" || r.Gives == "caution" || b.level[o.Gives] < b.level[r.Gives] || always {
				continue
			}
			cover = append(cover, o.ID)
			switch {
			case !b.within(r.ID, o.ID):
			case b.level[o.Gives] > b.level[r.Gives]:
				more = append(more, o.ID)
			case !alike:
				same = append(same, o.ID)
			}
		}
		if len(twins) > 1 {
			slices.Sort(twins[1:])
			groups = append(groups, "duplicate "+strings.Join(twins, " "))
		}
		if r.Gives == "caution" {
			continue
		}
		slices.Sort(more)
		slices.Sort(same)
		if more != nil {
			find("shadowed %s", strings.Join(append([]string{r.ID}, more...), " "))
		}
		if same != nil {
			find("subsumed %s", strings.Join(append([]string{r.ID}, same...), " "))
		}
		coveredTwin := slices.ContainsFunc(twins, func(id string) bool { return id != r.ID && slices.Contains(cover, id) })
		if more == nil && same == nil && !coveredTwin && b.within(r.ID, cover...) {
			find("never-matters %s", r.ID)
		}
	}
	slices.Sort(groups)
	for _, text := range slices.Compact(groups) {
		find("%s", text)
	}
}

func (b *brute) ofOptions(find func(string, ...any)) {
	groups := map[string]bool{}
	for _, o := range b.options {
		if len(b.holds[o.ID]) == 0 {
			find("never-true %s", o.ID)
			continue
		}
		offers := o.Stance == decision.StanceRecommend || o.Stance == decision.StanceMay
		var twins []string
		for _, p := range b.options {
			against := p.Stance == decision.StanceAgainst || p.Stance == decision.StanceNoAddedBenefit
			part := o.Intervention == p.Intervention || o.Intervention == "both"
			if offers && against && part && slices.ContainsFunc(sortedKeys(b.holds[o.ID]), func(k int) bool { return b.holds[p.ID][k] }) {
				find("conflict %s %s", o.ID, p.ID)
			}
			if p.Intervention == o.Intervention && p.Stance.Offers() == offers && b.within(o.ID, p.ID) && b.within(p.ID, o.ID) {
				twins = append(twins, p.ID)
			}
		}
		if len(twins) > 1 {
			groups["duplicate "+strings.Join(twins, " ")] = true
		}
	}
	for text := range groups {
		find("%s", text)
	}
}

func sortedKeys(m map[int]bool) (out []int) {
	for k := range m {
		out = append(out, k)
	}
	return out
}
