package logic

import "math/big"

// Share is the part of all complete cases that are in the set, counted in
// regions: 1 is all of them. It is exact; over the limit it is 0.
func (s *Space) Share(a Cases) *big.Rat {
	if !s.ready(a) {
		return new(big.Rat)
	}
	c := counter{s, big.NewInt(1), map[node]*big.Int{0: new(big.Int)}}
	for _, v := range s.order {
		c.all.Mul(c.all, big.NewInt(int64(s.vars[v].Regions)))
	}
	c.cases[s.b.top] = c.all
	return new(big.Rat).SetFrac(c.count(a.n), c.all)
}

type counter struct {
	*Space
	all   *big.Int          // cases over the variables of the diagram
	cases map[node]*big.Int // those that would be in the set of the node
}

func (c *counter) count(n node) *big.Int {
	if x := c.cases[n]; x != nil {
		return x
	}
	v := c.order[c.b.depth[n]]
	sum := new(big.Int)
	for class, k := range c.b.branches(n) {
		regions := big.NewInt(int64(c.regions[v].sets[class].Len()))
		sum.Add(sum, regions.Mul(regions, c.count(k)))
	}
	sum.Quo(sum, big.NewInt(int64(c.vars[v].Regions))) // nothing below n looks at v: no remainder
	c.cases[n] = sum
	return sum
}
