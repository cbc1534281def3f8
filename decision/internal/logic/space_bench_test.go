package logic_test

import (
	"fmt"
	"testing"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// conditions are those of the rules of a problem.
func conditions(rules []logic.Rule) (out []*logic.Formula) {
	for _, r := range rules {
		out = append(out, r.When)
	}
	return out
}

// BenchmarkSpace is what a guideline is asked when it is checked.
func BenchmarkSpace(b *testing.B) {
	n := newNeedling()
	p := n.problem
	fs := conditions(p.Rules)
	space := func() *logic.Space {
		s, err := logic.NewSpace(p.Vars, fs, nil, logic.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			space()
		}
	})
	b.Run("levels", func(b *testing.B) {
		for b.Loop() {
			space().Levels(p.Rules, p.Levels)
		}
	})
	s := space()
	at, _ := s.Levels(p.Rules, p.Levels)
	for level, a := range at {
		b.Logf("level %d: %d variables, share %s", level, s.Vars(a).Len(), s.Share(a).FloatString(12))
	}
	var trials logic.VarSet
	trials.Add(n.index["nsaid_trial"])
	trials.Add(n.index["heat_trial"])
	trials.Add(n.index["age_years"])
	a := at[consider]
	for name, ask := range map[string]func(){
		"some":    func() { s.Some(a, trials) },
		"every":   func() { s.Every(a, trials) },
		"fix":     func() { s.Fix(a, n.index["condition"], 0) },
		"vars":    func() { s.Vars(a) },
		"example": func() { s.Example(a, nil) },
		"avoid":   func() { s.Example(a, []int{n.index["nsaid_trial"], n.index["heat_trial"]}) },
		"share":   func() { s.Share(a) },
		"dump":    func() { s.Dump(a, func(v int, r logic.Set) string { return fmt.Sprint(v, r) }) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				ask()
			}
		})
	}
	b.Logf("%d nodes", s.Nodes())
}

// BenchmarkSpaceCheck builds a space and asks of every rule whether it ever
// holds and whether it ever decides, and of every fact whether it can lower
// the level.
func BenchmarkSpaceCheck(b *testing.B) {
	p := newNeedling().problem
	fs := conditions(p.Rules)
	for b.Loop() {
		s, err := logic.NewSpace(p.Vars, fs, nil, logic.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		at, none := s.Levels(p.Rules, p.Levels)
		for _, r := range p.Rules {
			if w := s.Where(r.When); r.Level >= 0 && s.And(w, at[r.Level]).Empty() && w.Empty() {
				b.Fatal("a rule that never holds")
			}
		}
		if !none.Empty() || s.Or(at...) != s.All() {
			b.Fatal("a gap")
		}
		worse := s.None()
		for l := len(at) - 1; l > 0; l-- {
			worse = s.Or(worse, at[l])
			for v, x := range p.Vars {
				if x.Regions == 2 {
					s.Minus(s.Fix(worse, v, 0), s.Fix(worse, v, 1))
				}
			}
		}
		if s.Over() {
			b.Fatal(s.Err())
		}
	}
}
