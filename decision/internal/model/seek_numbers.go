package model

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// MaxCombinations bounds the numbers that are tried for one witness.
const MaxCombinations = 2000

// Numbers looks for values of the facts that comparisons turn on with which the set has a case
// that depends on no other comparison; nil when none is found.
func (k *Seeker) Numbers(set logic.Cases, open []logic.Fixed, hidden []int) *Sought {
	var facts []int
	for _, f := range open {
		facts = append(facts, k.Variables[f.Var].Turns...)
	}
	slices.Sort(facts)
	if facts = slices.Compact(facts); len(facts) == 0 {
		return nil
	}
	most := int(math.Pow(MaxCombinations, 1/float64(len(facts))))
	lists := make([][]float64, len(facts))
	for i, f := range facts {
		lists[i] = k.Candidates(f, max(most, 2))
	}
	at := make([]int, len(facts))
	for range MaxCombinations {
		x := &Sought{Region: map[int]int{}, Number: map[int]float64{}}
		for i, f := range facts {
			x.Number[f] = lists[i][at[i]]
			x.Region[f] = k.Variables[f].Region(x.Number[f])
		}
		if found := k.completed(x, set, hidden); found != nil {
			return found
		}
		if !advance(at, lists) {
			break
		}
	}
	return nil
}

// advance goes on to the next combination.
func advance(at []int, lists [][]float64) bool {
	for i := range at {
		if at[i]++; at[i] < len(lists[i]) {
			return true
		}
		at[i] = 0
	}
	return false
}

// completed adds to numbers what else a case of the set needs, where that can be had.
func (k *Seeker) completed(x *Sought, set logic.Cases, hidden []int) *Sought {
	left := set
	for v, region := range x.Region {
		left = k.Space.Fix(left, v, region)
	}
	left = k.decided(x, left)
	said, ok := k.Space.Example(left, hidden)
	if !ok {
		return nil
	}
	more, open := k.taken(said)
	if len(open) > 0 {
		return nil
	}
	maps.Copy(more.Region, x.Region)
	more.Number = x.Number
	if !k.Accepts(k.Facts(more)) {
		return nil
	}
	return more
}

// Candidates are values of a number to try, those of a plain look first: one of each region,
// the ends, small and middling ones.
func (k *Seeker) Candidates(v, most int) []float64 {
	n := &k.Variables[v]
	var out []float64
	try := func(x float64) {
		if n.Whole {
			x = math.Round(x)
		}
		if x >= n.Low && x <= n.High && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	for _, text := range n.Values {
		if x, err := strconv.ParseFloat(text, 64); err == nil {
			try(x)
		}
	}
	span := n.High - n.Low
	for _, x := range []float64{n.High, n.Low, n.Low + span/2, 0, 1, 2, 3, n.Low + 1, n.High - 1, n.Low + span/4, n.High - span/4, n.Low + span/10, n.High - span/10, 10, 100, 0.5} {
		try(x)
	}
	for i := 1; len(out) < most && i < most; i++ { // then evenly
		try(n.Low + span*float64(i)/float64(most))
	}
	return out[:min(len(out), most)]
}
