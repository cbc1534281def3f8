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
	base      RuleSet // the bits of the rules themselves
	words     int
	used      []int   // bits taken of each word
	bits      [][]int // rule, term -> bit
	chunks    []chunk
	floor     field
	withFloor bool
}

// field is some neighbouring bits of a word.
type field struct{ word, shift uint8 }

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
	turn uint8
	word uint8
}

// newLayout places the given number of terms of each rule.
func newLayout(terms []int, withFloor bool) *layout {
	l := &layout{withFloor: withFloor}
	for r := range terms {
		l.base.Add(r)
	}
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
			return field{uint8(w), uint8(used)}
		}
	}
	l.used = append(l.used, width)
	return field{uint8(len(l.used) - 1), 0}
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
				l.bits[r] = append(l.bits[r], int(f.word)<<6+int(f.shift)+i)
			}
		}
		next := run{1 << i, uint8((r - i) & 63), uint8(r >> 6)}
		if n := len(c.runs) - 1; n >= 0 && c.runs[n].turn == next.turn && c.runs[n].word == next.word {
			c.runs[n].mask |= next.mask
		} else {
			c.runs = append(c.runs, next)
		}
	}
	l.chunks = append(l.chunks, c)
}

// fold is the set of the rules of which some term is among those of a row.
func (l *layout) fold(row []uint64, s *RuleSet) {
	*s = meet([smallWords]uint64(row), l.base)
	for i := range l.chunks {
		c := &l.chunks[i]
		var x uint64
		for _, f := range c.layers {
			x |= row[f.word] >> f.shift
		}
		if x &= c.mask; x == 0 {
			continue
		}
		for _, r := range c.runs {
			s[r.word] |= bits.RotateLeft64(x&r.mask, int(r.turn))
		}
	}
}
