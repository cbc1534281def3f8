package logic

import "math/bits"

// maxWords bounds a row: besides the terms, it has room for what the rounding of
// layers and the floor take.
const maxWords = maxTerms/64 + 16

// floorBits is the width of the field that says how low the level can be: bit
// k is set while no group alone forces level k or a more severe one.
const floorBits = MaxLevels + 1

// layout says which bit of a row stands for which term. The first term of a
// rule has the bit of the rule. Further terms stand in layers: one entry of a
// chunk has a bit at the same offset of each layer, so that the layers can be
// folded together and moved to the bits of the rules in a few steps.
type layout struct {
	base   RuleSet // the bits of the rules themselves
	words  int     // at least two
	used   []int   // bits taken of each word
	bitOf  [][]int // rule, term -> bit
	chunks []chunk
	heavy  []heavy // instead of chunks, when few rules have further terms
	floor  field   // of floorBits, where there is one
}

// heavy is a rule whose further terms have the bits of mask in one word.
type heavy struct {
	mask uint64
	word uint8
	at   uint8 // word of the rule
	bit  uint8 // of the rule in that word
}

// holds is 1 if a term of the rule is among those of its word of a row, else 0.
func (h *heavy) holds(word uint64) uint64 {
	x := word & h.mask
	return (x | -x) >> 63
}

// maxHeavy is up to how many rules looking at each is quicker than moving chunks.
const maxHeavy = 8

// field is some neighbouring bits of a word.
type field struct{ word, shift uint8 }

// chunk is up to 64 entries.
type chunk struct {
	layers []field
	mask   uint64
	moves  []move // by word
}

// move brings entries to a word of rules.
type move struct {
	word int
	runs []run
}

// run is some entries whose rules are neighbours: turned by turn bits, they
// have the bits of their rules.
type run struct {
	mask uint64
	turn int
}

// newLayout places the terms of each rule.
func newLayout(rules [][]term, withFloor bool) *layout {
	l := &layout{}
	terms := make([]int, len(rules))
	for r := range rules {
		terms[r] = len(rules[r])
		l.base.Add(r)
	}
	for w := range max(2, (len(terms)+63)/64) {
		l.used = append(l.used, max(0, min(64, len(terms)-64*w)))
	}
	if withFloor {
		l.floor = l.take(floorBits)
	}
	if l.placeHeavy(terms) {
		l.words = len(l.used)
		return l
	}
	layers := l.bestLayers(terms)
	var owners []int // entry -> rule
	l.bitOf = make([][]int, len(terms))
	for r, n := range terms {
		if n > 0 {
			l.bitOf[r] = append(l.bitOf[r], r)
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

// placeHeavy gives the further terms of each rule neighbouring bits, if few rules have any.
func (l *layout) placeHeavy(terms []int) bool {
	many := 0
	for _, n := range terms {
		if n > 64 {
			return false
		}
		if n > 1 {
			many++
		}
	}
	if many > maxHeavy {
		return false
	}
	l.bitOf = make([][]int, len(terms))
	for r, n := range terms {
		if n > 0 {
			l.bitOf[r] = append(l.bitOf[r], r)
		}
		if n < 2 {
			continue
		}
		f := l.take(n - 1)
		h := heavy{mask: uint64(Full(n-1)) << f.shift, word: f.word, at: uint8(r >> 6), bit: uint8(r & 63)}
		for k := range n - 1 {
			l.bitOf[r] = append(l.bitOf[r], int(f.word)<<6+int(f.shift)+k)
		}
		l.heavy = append(l.heavy, h)
	}
	return true
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
		width := 0
		for _, n := range terms {
			width += max(0, n-1+layers-1) / layers
		}
		if width > 64 { // several chunks, each of whole words
			width = (width + 63) / 64 * 64
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
			if len(l.bitOf[r]) < terms[r] {
				l.bitOf[r] = append(l.bitOf[r], int(f.word)<<6+int(f.shift)+i)
			}
		}
		c.add(r, i)
	}
	l.chunks = append(l.chunks, c)
}

// add moves entry i to the bit of rule r. Rules come in rising order.
func (c *chunk) add(r, i int) {
	if n := len(c.moves); n == 0 || c.moves[n-1].word != r>>6 {
		c.moves = append(c.moves, move{word: r >> 6})
	}
	m := &c.moves[len(c.moves)-1]
	turn := (r - i) & 63
	if n := len(m.runs); n == 0 || m.runs[n-1].turn != turn {
		m.runs = append(m.runs, run{turn: turn})
	}
	m.runs[len(m.runs)-1].mask |= 1 << i
}

// allow sets the bits of the terms that a tuple of a group allows.
func (l *layout) allow(row []uint64, rules [][]term, group, tuple int) {
	for r, terms := range rules {
		for k, t := range terms {
			if t.allows(group, tuple) {
				b := l.bitOf[r][k]
				row[b>>6] |= 1 << (b & 63)
			}
		}
	}
}

func (t term) allows(group, tuple int) bool {
	for _, l := range t {
		if l.group == group {
			return l.tuples.Has(tuple)
		}
	}
	return true
}

// writeFloor notes in the row of a tuple which level the rules of its group
// alone give.
func (l *layout) writeFloor(row []uint64, level int) {
	row[l.floor.word] |= uint64(Full(floorBits)&^Full(level+1)) << l.floor.shift
}

// readFloor is the level that some group alone forces.
func (l *layout) readFloor(row []uint64) int { return l.floorOf(row[l.floor.word]) }

// floorOf reads it from its word.
func (l *layout) floorOf(word uint64) int {
	return bits.TrailingZeros64(word>>(l.floor.shift&63)|1<<MaxLevels) - 1
}

// foldNarrow is fold for a row of two words.
func (l *layout) foldNarrow(a, b uint64) (x, y uint64) {
	row := [2]uint64{a, b}
	x, y = a&l.base[0], b&l.base[1]
	for i := range l.heavy {
		h := &l.heavy[i]
		bit := h.holds(row[h.word&1]) << (h.bit & 63)
		second := -uint64(h.at & 1)
		x |= bit &^ second
		y |= bit & second
	}
	for i := range l.chunks {
		c := &l.chunks[i]
		var entries uint64
		for _, f := range c.layers {
			entries |= row[f.word&1] >> (f.shift & 63)
		}
		entries &= c.mask
		for k := range c.moves {
			m := &c.moves[k]
			moved := m.of(entries)
			second := -uint64(m.word & 1)
			x |= moved &^ second
			y |= moved & second
		}
	}
	return x, y
}

// of is where the entries go in the word.
func (m *move) of(entries uint64) (moved uint64) {
	for _, r := range m.runs {
		moved |= bits.RotateLeft64(entries&r.mask, r.turn)
	}
	return moved
}

// fold is the set of the rules of which some term is among those of a row. It
// sets words one by one: reading a set as a whole right after would wait.
func (l *layout) fold(row []uint64, s *RuleSet) {
	s[0], s[1] = row[0]&l.base[0], row[1]&l.base[1]
	s[2], s[3] = 0, 0
	for i, m := range l.base[2:] {
		if m != 0 {
			s[i+2] = row[i+2] & m
		}
	}
	for i := range l.heavy {
		h := &l.heavy[i]
		s[h.at&3] |= h.holds(row[h.word]) << (h.bit & 63)
	}
	for i := range l.chunks {
		c := &l.chunks[i]
		var x uint64
		for _, f := range c.layers {
			x |= row[f.word] >> f.shift
		}
		if x &= c.mask; x == 0 {
			continue
		}
		for _, m := range c.moves {
			s[m.word] |= m.of(x)
		}
	}
}
