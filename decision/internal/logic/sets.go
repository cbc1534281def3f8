package logic

import (
	"iter"
	"math/bits"
)

// Set is a set of regions of one variable; bit i stands for region i.
type Set uint64

// Full is the set of the regions 0 to n-1.
func Full(n int) Set {
	if n >= 64 {
		return ^Set(0)
	}
	if n <= 0 {
		return 0
	}
	return 1<<n - 1
}

// Has reports whether region i is in the set.
func (s Set) Has(i int) bool { return i >= 0 && i < 64 && s>>uint(i)&1 == 1 }

// Len is the number of regions in the set.
func (s Set) Len() int { return bits.OnesCount64(uint64(s)) }

// First is the lowest region of the set, 64 when it is empty.
func (s Set) First() int { return bits.TrailingZeros64(uint64(s)) }

// All yields the regions in rising order.
func (s Set) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for ; s != 0; s &= s - 1 {
			if !yield(s.First()) {
				return
			}
		}
	}
}

// maxMembers is the number of variables, and of rules, that a set can hold.
const maxMembers = 256

// words is a set of small numbers, shared by VarSet and RuleSet.
type words [4]uint64

func (w *words) has(i int) bool { return i >= 0 && i < maxMembers && w[i>>6]>>(i&63)&1 == 1 }

func (w *words) add(i int) {
	if i >= 0 && i < maxMembers {
		w[i>>6] |= 1 << (i & 63)
	}
}

func (w *words) remove(i int) {
	if i >= 0 && i < maxMembers {
		w[i>>6] &^= 1 << (i & 63)
	}
}

func (w *words) len() int {
	return bits.OnesCount64(w[0]) + bits.OnesCount64(w[1]) + bits.OnesCount64(w[2]) + bits.OnesCount64(w[3])
}

func (w words) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, x := range w {
			for ; x != 0; x &= x - 1 {
				if !yield(i<<6 + bits.TrailingZeros64(x)) {
					return
				}
			}
		}
	}
}

func (w *words) append(list []int) []int {
	for i, x := range w {
		for ; x != 0; x &= x - 1 {
			list = append(list, i<<6+bits.TrailingZeros64(x))
		}
	}
	return list
}

func union(a, b [4]uint64) [4]uint64 {
	return [4]uint64{a[0] | b[0], a[1] | b[1], a[2] | b[2], a[3] | b[3]}
}

func meet(a, b [4]uint64) [4]uint64 {
	return [4]uint64{a[0] & b[0], a[1] & b[1], a[2] & b[2], a[3] & b[3]}
}

func minus(a, b [4]uint64) [4]uint64 {
	return [4]uint64{a[0] &^ b[0], a[1] &^ b[1], a[2] &^ b[2], a[3] &^ b[3]}
}

// VarSet is a set of variables, 0 to 255.
type VarSet [4]uint64

// Has reports whether variable v is in the set.
func (s VarSet) Has(v int) bool { return (*words)(&s).has(v) }

// Add puts variable v into the set; a number outside 0 to 255 is ignored.
func (s *VarSet) Add(v int) { (*words)(s).add(v) }

// Remove takes variable v out of the set.
func (s *VarSet) Remove(v int) { (*words)(s).remove(v) }

// Union is the set of the variables in either set.
func (s VarSet) Union(t VarSet) VarSet { return union(s, t) }

// Intersect is the set of the variables in both sets.
func (s VarSet) Intersect(t VarSet) VarSet { return meet(s, t) }

// Minus is the set of the variables of s that are not in t.
func (s VarSet) Minus(t VarSet) VarSet { return minus(s, t) }

// Empty reports whether the set has no member.
func (s VarSet) Empty() bool { return s == VarSet{} }

// Len is the number of members.
func (s VarSet) Len() int { return (*words)(&s).len() }

// All yields the members in rising order.
func (s VarSet) All() iter.Seq[int] { return words(s).all() }

// Append appends the members to list in rising order.
func (s VarSet) Append(list []int) []int { return (*words)(&s).append(list) }

// include adds the members of t, word by word: copying a set whose words were
// just stored would wait for them.
func (s *VarSet) include(t *VarSet) {
	s[0] |= t[0]
	s[1] |= t[1]
	s[2] |= t[2]
	s[3] |= t[3]
}

// RuleSet is a set of rules, 0 to 255.
type RuleSet [4]uint64

// Has reports whether rule r is in the set.
func (s RuleSet) Has(r int) bool { return (*words)(&s).has(r) }

// Add puts rule r into the set; a number outside 0 to 255 is ignored.
func (s *RuleSet) Add(r int) { (*words)(s).add(r) }

// Remove takes rule r out of the set.
func (s *RuleSet) Remove(r int) { (*words)(s).remove(r) }

// Union is the set of the rules in either set.
func (s RuleSet) Union(t RuleSet) RuleSet { return union(s, t) }

// Intersect is the set of the rules in both sets.
func (s RuleSet) Intersect(t RuleSet) RuleSet { return meet(s, t) }

// Minus is the set of the rules of s that are not in t.
func (s RuleSet) Minus(t RuleSet) RuleSet { return minus(s, t) }

// Empty reports whether the set has no member.
func (s RuleSet) Empty() bool { return s == RuleSet{} }

// Len is the number of members.
func (s RuleSet) Len() int { return (*words)(&s).len() }

// All yields the members in rising order.
func (s RuleSet) All() iter.Seq[int] { return words(s).all() }

// Append appends the members to list in rising order.
func (s RuleSet) Append(list []int) []int { return (*words)(&s).append(list) }
