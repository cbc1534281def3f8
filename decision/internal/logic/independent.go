package logic

import "slices"

// share is some rules and the variables that they, and no others, depend on.
type share struct {
	vars  []int
	rules []Rule
}

// independent splits rules into shares without a common variable; rules that
// depend on none make up a share of their own. A variable whose regions no
// condition tells apart does not count.
func independent(rules []Rule, regions []*merged) []share {
	var shares []share
	var sets []VarSet
	for _, r := range rules {
		var own VarSet
		for v := range r.When.Vars().All() {
			if regions[v].classes() > 1 {
				own.Add(v)
			}
		}
		joined := share{rules: []Rule{r}}
		for i := len(shares) - 1; i >= 0; i-- {
			if own.Intersect(sets[i]).Empty() && !(own.Empty() && sets[i].Empty()) {
				continue
			}
			own = own.Union(sets[i])
			joined.rules = append(slices.Clone(shares[i].rules), joined.rules...)
			shares, sets = slices.Delete(shares, i, i+1), slices.Delete(sets, i, i+1)
		}
		shares, sets = append(shares, joined), append(sets, own)
	}
	for i := range shares {
		shares[i].vars = slices.Collect(sets[i].All())
	}
	return shares
}

// order begins with the variable that most rules name and goes on with the one
// that is tied most to those before it: what decides a rule together stands
// together, and the diagram stays small. Ties go to the lower number.
func (p share) order() []int {
	score, tied := p.ties()
	left := make([]int, len(p.vars)) // places in p.vars
	for i := range left {
		left[i] = i
	}
	var order []int
	for len(left) > 0 {
		best := 0
		for i, v := range left {
			if score[v] > score[left[best]] {
				best = i
			}
		}
		next := left[best]
		left = slices.Delete(left, best, best+1)
		if order == nil {
			clear(score)
		}
		order = append(order, p.vars[next])
		for _, v := range left {
			score[v] += tied[v][next]
		}
	}
	return order
}

// ties is how many rules name each variable, by its place, and how closely two
// are tied by the rules that name both.
func (p share) ties() (named []float64, tied [][]float64) {
	place := map[int]int{}
	named, tied = make([]float64, len(p.vars)), make([][]float64, len(p.vars))
	for i, v := range p.vars {
		place[v] = i
		tied[i] = make([]float64, len(p.vars))
	}
	var places []int
	for _, r := range p.rules {
		vars := r.When.Vars()
		places = places[:0]
		for v := range vars.All() {
			if i, ok := place[v]; ok { // its regions make a difference
				places = append(places, i)
			}
		}
		for _, i := range places {
			named[i]++
			for _, j := range places {
				tied[i][j] += 1 / float64(vars.Len())
			}
		}
	}
	return named, tied
}
