package verify

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// maxCombinations bounds the numbers that are tried for one witness.
const maxCombinations = 2000

// numbers looks for values of the facts that comparisons turn on with which the set has a case
// that depends on no other comparison; nil when none is found.
func (s *stage) numbers(set logic.Cases, open []logic.Fixed, hidden []int) *sought {
	var facts []int
	for _, f := range open {
		facts = append(facts, s.Variables[f.Var].Turns...)
	}
	slices.Sort(facts)
	if facts = slices.Compact(facts); len(facts) == 0 {
		return nil
	}
	most := int(math.Pow(maxCombinations, 1/float64(len(facts))))
	lists := make([][]float64, len(facts))
	for i, f := range facts {
		lists[i] = s.candidates(f, max(most, 2))
	}
	at := make([]int, len(facts))
	for range maxCombinations {
		x := &sought{region: map[int]int{}, number: map[int]float64{}}
		for i, f := range facts {
			x.number[f] = lists[i][at[i]]
			x.region[f] = s.Variables[f].Region(x.number[f])
		}
		if found := s.completed(x, set, hidden); found != nil {
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
func (s *stage) completed(x *sought, set logic.Cases, hidden []int) *sought {
	left := set
	for v, region := range x.region {
		left = s.Space.Fix(left, v, region)
	}
	for v := range s.Variables {
		if truth := s.Variables[v].Truth; truth != nil {
			if yes, decided := truth(func(f int) (float64, bool) { return s.value(x, f) }); decided {
				region := 0
				if yes {
					region = 1
				}
				left = s.Space.Fix(left, v, region)
			}
		}
	}
	said, ok := s.Space.Example(left, hidden)
	if !ok {
		return nil
	}
	more, open := s.taken(said)
	if len(open) > 0 {
		return nil
	}
	maps.Copy(more.region, x.region)
	more.number = x.number
	if !s.accepts(more) {
		return nil
	}
	return more
}

// candidates are values of a number to try, those of a plain look first: one of each region,
// the ends, small and middling ones.
func (s *stage) candidates(v, most int) []float64 {
	k := &s.Variables[v]
	var out []float64
	try := func(x float64) {
		if k.Whole {
			x = math.Round(x)
		}
		if x >= k.Low && x <= k.High && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	for _, text := range k.Values {
		if x, err := strconv.ParseFloat(text, 64); err == nil {
			try(x)
		}
	}
	span := k.High - k.Low
	for _, x := range []float64{k.High, k.Low, k.Low + span/2, 0, 1, 2, 3, k.Low + 1, k.High - 1, k.Low + span/4, k.High - span/4, k.Low + span/10, k.High - span/10, 10, 100, 0.5} {
		try(x)
	}
	for n := 1; len(out) < most && n < most; n++ { // then evenly
		try(k.Low + span*float64(n)/float64(most))
	}
	return out[:min(len(out), most)]
}
