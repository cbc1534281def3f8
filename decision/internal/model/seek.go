package model

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Seeker puts together cases of sets that anyone can run: with the choices in force where it
// can, without what a check refuses, and with numbers for the comparisons that they depend on.
type Seeker struct {
	*Analysis
	InForce map[int]int                      // region of every param
	Refused []*logic.Formula                 // what checks refuse
	Accepts func(facts json.RawMessage) bool // the guideline takes the facts
}

// Sought is a case that is being put together: the regions of facts, and of params whose choice
// is not the one in force.
type Sought struct {
	Region  map[int]int
	Number  map[int]float64 // of facts that a comparison of numbers is of: their very values
	Lacks   []logic.Fixed   // comparisons and measures for which no numbers were found
	Refused bool            // a check refuses it, as it does all that were found
}

// Runs reports whether the case can be run to see that it is in the set.
func (x *Sought) Runs() bool { return len(x.Lacks) == 0 && !x.Refused }

// With is the case with another number for one fact.
func (x *Sought) With(fact int, number float64, region int) *Sought {
	other := &Sought{Region: maps.Clone(x.Region), Number: maps.Clone(x.Number)}
	other.Region[fact], other.Number[fact] = region, number
	return other
}

// Seek finds the least that has to be said for a case to be in one of the sets for sure; nil
// where they are empty.
func (k *Seeker) Seek(sets []logic.Cases) *Sought {
	var refused []logic.Cases
	for _, f := range k.Refused {
		refused = append(refused, k.Space.Where(f))
	}
	var fallback *Sought
	for _, set := range sets {
		for _, within := range []logic.Cases{set, k.Space.Minus(set, k.Space.Or(refused...))} {
			x := k.example(within)
			if x == nil {
				continue
			}
			x.Refused = x.Runs() && !k.Accepts(k.Facts(x))
			if x.Runs() {
				k.minimise(x, sets)
				return x
			}
			fallback = x
		}
	}
	return fallback
}

// example is a case of the set, nil for none.
func (k *Seeker) example(set logic.Cases) *Sought {
	set = k.AsChosen(set)
	hidden := k.Hidden()
	said, ok := k.Space.Example(set, hidden)
	if !ok {
		return nil
	}
	x, open := k.taken(said)
	if len(open) == 0 || k.Within(x, set) == k.Space.All() {
		return x
	}
	if found := k.Numbers(set, open, hidden); found != nil {
		return found
	}
	x.Lacks = open
	return x
}

// AsChosen is the cases of a set with as many choices in force as can be.
func (k *Seeker) AsChosen(set logic.Cases) logic.Cases {
	for _, v := range k.Params() {
		if now := k.Space.Fix(set, v, k.InForce[v]); !now.Empty() {
			set = now
		}
	}
	return set
}

// Hidden is the variables that no document of facts has.
func (k *Seeker) Hidden() (out []int) {
	for v := range k.Variables {
		if kind := k.Variables[v].Kind; kind == Comparison || kind == Measured {
			out = append(out, v)
		}
	}
	return out
}

// taken takes what is said of facts and params; open is what is said of comparisons and measures.
func (k *Seeker) taken(said []logic.Fixed) (x *Sought, open []logic.Fixed) {
	x = &Sought{Region: map[int]int{}, Number: map[int]float64{}}
	for _, f := range said {
		switch k.Variables[f.Var].Kind {
		case Fact, Param:
			x.Region[f.Var] = f.Region
		default:
			open = append(open, f)
		}
	}
	return x, open
}

// minimise leaves out every fact without which the case still shows it.
func (k *Seeker) minimise(x *Sought, sets []logic.Cases) {
	for _, v := range slices.Backward(slices.Sorted(maps.Keys(x.Region))) {
		if k.Variables[v].Kind != Fact {
			continue
		}
		without := &Sought{Region: maps.Clone(x.Region), Number: maps.Clone(x.Number)}
		delete(without.Region, v)
		delete(without.Number, v)
		if slices.ContainsFunc(sets, func(set logic.Cases) bool { return k.Within(without, set) == k.Space.All() }) {
			*x = *without
		}
	}
}

// Within is what is left of a set for the completions of a case.
func (k *Seeker) Within(x *Sought, set logic.Cases) logic.Cases {
	for _, v := range k.Params() {
		region, said := x.Region[v]
		if !said {
			region = k.InForce[v]
		}
		set = k.Space.Fix(set, v, region)
	}
	for _, v := range slices.Sorted(maps.Keys(x.Region)) {
		if k.Variables[v].Kind == Fact {
			set = k.Space.Fix(set, v, x.Region[v])
		}
	}
	return k.decided(x, set)
}

// decided is what is left of a set once the comparisons that the numbers of a case decide are.
func (k *Seeker) decided(x *Sought, set logic.Cases) logic.Cases {
	for v := range k.Variables {
		if truth := k.Variables[v].Truth; truth != nil {
			if yes, decided := truth(func(f int) (float64, bool) { return k.number(x, f) }); decided && yes {
				set = k.Space.Fix(set, v, 1)
			} else if decided {
				set = k.Space.Fix(set, v, 0)
			}
		}
	}
	return set
}

// number is the number that a case gives a fact.
func (k *Seeker) number(x *Sought, v int) (float64, bool) {
	if n, ok := x.Number[v]; ok {
		return n, true
	}
	region, ok := x.Region[v]
	if !ok || k.Variables[v].Region == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(k.Variables[v].Values[region], 64)
	return n, err == nil
}

// Facts is the document of a case.
func (k *Seeker) Facts(x *Sought) json.RawMessage {
	var parts []string
	for _, v := range slices.Sorted(maps.Keys(x.Region)) {
		if k.Variables[v].Kind != Fact {
			continue
		}
		text := k.Variables[v].Values[x.Region[v]]
		if n, ok := x.Number[v]; ok {
			text = strconv.FormatFloat(n, 'f', -1, 64)
		}
		parts = append(parts, fmt.Sprintf("%q: %s", k.Variables[v].Name, text))
	}
	return json.RawMessage("{" + strings.Join(parts, ", ") + "}")
}
