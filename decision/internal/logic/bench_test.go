package logic_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// prepared is many patients, visited in an order that a branch predictor
// cannot learn.
type prepared struct {
	engine *logic.Engine
	codes  [][]uint8
	cases  []*logic.Case
	order  []uint16
}

func prepare(b *testing.B, unknown float64) *prepared {
	n := newNeedling()
	e, err := logic.Compile(n.problem)
	if err != nil {
		b.Fatal(err)
	}
	p := &prepared{engine: e}
	s := newSource(5)
	for range 2000 {
		codes, _ := n.patient(s, unknown).codes(n.problem.Vars)
		c := e.NewCase()
		e.Load(c, codes, nil)
		p.codes = append(p.codes, codes)
		p.cases = append(p.cases, c)
	}
	for range 1 << 16 {
		p.order = append(p.order, uint16(s.IntN(len(p.cases))))
	}
	b.ReportAllocs()
	b.ResetTimer()
	return p
}

var fractions = []float64{0, 0.1, 0.3, 0.5, 0.7, 0.9, 1}

func BenchmarkDecide(b *testing.B) {
	for _, unknown := range fractions {
		b.Run(fmt.Sprintf("unknown=%v", unknown), func(b *testing.B) {
			p := prepare(b, unknown)
			sum := 0
			for i := range b.N {
				o := p.engine.Decide(p.cases[p.order[i&0xffff]])
				sum += int(o.Lo) + int(o.Certain[0]&1)
			}
			if sum == 1 {
				b.Log(sum)
			}
		})
	}
}

func BenchmarkLoadDecide(b *testing.B) {
	for _, unknown := range []float64{0, 0.3} {
		b.Run(fmt.Sprintf("unknown=%v", unknown), func(b *testing.B) {
			p := prepare(b, unknown)
			c := p.engine.NewCase()
			for i := range b.N {
				p.engine.Load(c, p.codes[p.order[i&0xffff]], nil)
				p.engine.Decide(c)
			}
		})
	}
}

func BenchmarkReach(b *testing.B) {
	for _, unknown := range fractions {
		b.Run(fmt.Sprintf("unknown=%v", unknown), func(b *testing.B) {
			p := prepare(b, unknown)
			for i := range b.N {
				p.engine.Reach(p.cases[p.order[i&0xffff]])
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	n := newNeedling()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := logic.Compile(n.problem); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOverLimit is a problem without a diagram, of which nothing is known:
// the longest that an answer takes.
func BenchmarkOverLimit(b *testing.B) {
	s := newSource(12)
	p := logic.Problem{Levels: 4}
	for range 60 {
		p.Vars = append(p.Vars, logic.Var{Regions: 2})
	}
	for range 100 {
		var kids []*logic.Formula
		for range 3 {
			kids = append(kids, logic.In(s.IntN(60), 1<<s.IntN(2)))
		}
		p.Rules = append(p.Rules, logic.Rule{When: logic.And(kids...), Level: s.IntN(4)})
	}
	e, err := logic.Compile(p)
	if err != nil || e.Nodes() != 0 {
		b.Fatal(err)
	}
	b.Run("compile", func(b *testing.B) {
		for b.Loop() {
			if _, err := logic.Compile(p); err != nil {
				b.Fatal(err)
			}
		}
	})
	c := e.NewCase()
	b.Run("decide", func(b *testing.B) {
		for b.Loop() {
			e.Decide(c)
		}
	})
	b.Run("reach", func(b *testing.B) {
		for b.Loop() {
			e.Reach(c)
		}
	})
}

// BenchmarkCondition asks for one formula alone: of one fact, of many facts
// that do not depend on each other, of facts that do.
func BenchmarkCondition(b *testing.B) {
	n := newNeedling()
	e, err := logic.Compile(n.problem)
	if err != nil {
		b.Fatal(err)
	}
	var flags []*logic.Formula
	for _, f := range strings.Fields(redFlags) {
		flags = append(flags, n.is(f))
	}
	for name, f := range map[string]*logic.Formula{"fact": n.is("fever"), "flags": logic.Or(flags...), "region": n.low()} {
		k, err := e.Condition(f)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			p := prepare(b, 0.3)
			for i := range b.N {
				k.Truth(p.cases[p.order[i&0xffff]])
			}
		})
	}
}
