package logic

import "math/bits"

// maxWords bounds a row, and so the terms of all rules together.
const maxWords = 128

// floorBits is the width of the field that says how low the level can be: bit
// k is set while no group alone forces level k or a more severe one.
const floorBits = MaxLevels + 1

// layout says which bit of a row stands for which term. The first term of a
// rule has the bit of the rule. Further terms stand in layers: one entry of a
// chunk has a bit at the same offset of each layer, so that the layers can be
// folded together and moved to the bits of the rules in a few steps.
type layout struct {
	rules     int
	words     int
	used      []int   // bits taken of each word
	bits      [][]int // rule, term -> bit
	chunks    []chunk
	floor     field
	withFloor bool
}

// field is some neighbouring bits of a word.
type field struct{ word, shift int }

// chunk is up to 64 entries.
type chunk struct {
	layers []field
	mask   uint64
	runs   []run
}

// run is some entries whose rules are neighbours: turned by turn bits, they
// have the bits of their rules.
type run struct {
	mask uint64
	turn int
	word int
}

// newLayout places the given number of terms of each rule.
func newLayout(terms []int, withFloor bool) *layout {
	l := &layout{rules: len(terms), withFloor: withFloor}
	for rest := len(terms); rest > 0; rest -= 64 {
		l.used = append(l.used, min(rest, 64))
	}
	if withFloor {
		l.floor = l.take(floorBits)
	}
	layers := l.bestLayers(terms)
	var owners []int // entry -> rule
	l.bits = make([][]int, len(terms))
	for r, n := range terms {
		if n > 0 {
			l.bits[r] = append(l.bits[r], r)
		}
		for n--; n > 0; n -= layers {
			owners = append(owners, r)
		}
	}
	for len(owners) > 0 {
		n := min(len(owners), 64)
		l.addChunk(owners[:n], layers, terms)
		owners = owners[n:]
	}
	l.words = len(l.used)
	return l
}

// take finds room for a field.
func (l *layout) take(width int) field {
	for w, used := range l.used {
		if used+width <= 64 {
			l.used[w] += width
			return field{w, used}
		}
	}
	l.used = append(l.used, width)
	return field{len(l.used) - 1, 0}
}

// bestLayers is the number of layers that takes the fewest bits; of equals the
// fewest layers.
func (l *layout) bestLayers(terms []int) int {
	best, least := 1, 0
	for layers := 1; layers <= 4; layers++ {
		entries := 0
		for _, n := range terms {
			entries += max(0, n-1+layers-1) / layers
		}
		width := min(entries, 64)
		if entries > 64 {
			width = (entries + 63) / 64 * 64
		}
		if size := width * layers; layers == 1 || size < least {
			best, least = layers, size
		}
	}
	return best
}

func (l *layout) addChunk(owners []int, layers int, terms []int) {
	c := chunk{mask: uint64(Full(len(owners)))}
	for range layers {
		c.layers = append(c.layers, l.take(len(owners)))
	}
	for i, r := range owners {
		for _, f := range c.layers {
			if len(l.bits[r]) < terms[r] {
				l.bits[r] = append(l.bits[r], f.word<<6+f.shift+i)
			}
		}
		turn := (r - i) & 63
		if n := len(c.runs); n > 0 && c.runs[n-1].turn == turn && c.runs[n-1].word == r>>6 {
			c.runs[n-1].mask |= 1 << i
		} else {
			c.runs = append(c.runs, run{1 << i, turn, r >> 6})
		}
	}
	l.chunks = append(l.chunks, c)
}

// fold is the set of the rules of which some term is among those of a row.
func (l *layout) fold(row []uint64) RuleSet {
	var s RuleSet
	copy(s[:(l.rules+63)>>6], row)
	if l.rules&63 != 0 {
		s[l.rules>>6] &= uint64(Full(l.rules & 63))
	}
	for i := range l.chunks {
		c := &l.chunks[i]
		var x uint64
		for _, f := range c.layers {
			x |= row[f.word] >> f.shift
		}
		x &= c.mask
		for _, r := range c.runs {
			s[r.word] |= bits.RotateLeft64(x&r.mask, r.turn)
		}
	}
	return s
}
