package decision

import (
	"math"
	"math/bits"
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Case is what is known of one case, checked once and ready to be decided. It belongs to
// the guideline that made it. Its memory can be used again with [Case.Load]; it may be
// read by many goroutines, but not while it is being loaded.
type Case struct {
	inner    logic.Case // first: the hot path reads its beginning
	g        *Guideline
	encoding Encoding
}

// Record is implemented by the typed facts that are generated from a bundle.
type Record interface {
	// Encode writes what is known into e. It reports false when a field holds a value
	// that its type does not have.
	Encode(e *Encoding) bool
	// Fingerprint is that of the facts the type was generated for.
	Fingerprint() uint64
}

// Encoding is the packed form of a record: one code for each unit of facts (up to four
// neighbouring yes/no facts, or one choice), and the numbers in order. Generated code
// writes it; nothing else needs to.
type Encoding struct {
	Codes   []uint8
	Numbers []Number

	parts   []logic.Part // choices known in part
	invalid uint64       // bits of values that do not exist
}

// Choice returns the code of a choice with n values, of which set holds those that are
// still possible: bit i is the i-th. An empty set is unknown.
func (e *Encoding) Choice(fact int, set uint64, n int) uint8 {
	e.invalid |= set >> n
	if set&(set-1) == 0 {
		return uint8(bits.Len64(set))
	}
	e.parts = append(e.parts, logic.Part{Var: fact, Set: logic.Set(set)})
	return 0
}

// Pack returns the code of up to four yes/no facts, given as the bytes of w from the lowest
// up. One multiplication adds them up, each times its power of three.
func (e *Encoding) Pack(w uint32) uint8 {
	e.invalid |= uint64(w&0xFCFCFCFC | w&(w>>1)&0x01010101) // a byte above Yes
	return uint8(w * (1<<24 | 3<<16 | 9<<8 | 27) >> 24)
}

// Valid reports whether everything so far had only values that exist.
func (e *Encoding) Valid() bool { return e.invalid == 0 }

func (e *Encoding) reset() {
	e.parts = e.parts[:0]
	e.invalid = 0
}

// NewCase returns a case of which nothing is known.
func (g *Guideline) NewCase() *Case {
	c := &Case{g: g}
	g.engine.Init(&c.inner)
	c.encoding.Codes = make([]uint8, len(g.layout.units))
	c.encoding.Numbers = make([]Number, len(g.layout.numbers))
	c.settle()
	return c
}

// Case checks facts, given as [Facts], a [Record], [JSON] or []byte of JSON, and prepares
// them. The error is a [FactErrors] that lists every mistake.
func (g *Guideline) Case(facts any) (*Case, error) {
	c := g.NewCase()
	if err := c.Load(facts); err != nil {
		return nil, err
	}
	return c, nil
}

// Load replaces what the case knows. With a [Record] of complete facts it does not
// allocate. After an error the case knows nothing.
func (c *Case) Load(facts any) error {
	if r, ok := facts.(Record); ok {
		return c.LoadRecord(r)
	}
	c.reset()
	errs := c.take(facts)
	if len(errs) == 0 {
		return nil
	}
	c.reset()
	c.settle()
	return errs.sorted()
}

// LoadRecord is Load for typed facts.
func (c *Case) LoadRecord(r Record) error {
	if r.Fingerprint() != c.g.layout.fingerprint {
		c.reset()
		c.settle()
		return FactErrors{{Message: "the typed facts were generated for other facts than those of guideline " + strconv.Quote(c.g.info.ID) + "; generate them anew"}}
	}
	c.encoding.reset()
	if !r.Encode(&c.encoding) {
		c.reset()
		c.settle()
		return FactErrors{{Message: "the typed facts contradict themselves: a yes/no fact or a choice has a value that its type does not have, or NoneOf denies a group with a member that is yes"}}
	}
	errs := c.recordParts()
	if len(errs) == 0 {
		c.settle()
		for _, k := range c.broken() {
			errs = append(errs, &FactError{Fact: c.g.facts[k.facts[len(k.facts)-1]].ID, Message: k.message()})
		}
		if len(errs) == 0 {
			return nil
		}
	}
	c.reset()
	c.settle()
	return errs.sorted()
}

// recordParts checks the numbers of a record and takes over what it knows in part.
func (c *Case) recordParts() (errs FactErrors) {
	g := c.g
	for i := range c.encoding.Numbers {
		n := &c.encoding.Numbers[i]
		switch {
		case n.isExact():
			x, r := n.value(), &g.layout.ranges[i]
			if !(x >= r.min && x <= r.max) || r.integer && x != math.Trunc(x) {
				errs = append(errs, g.checkNumber(g.layout.numbers[i], *n))
			}
		case n.part != nil:
			if e := c.part(i, *n); e != nil {
				errs = append(errs, e)
			}
		}
	}
	return errs
}

// part takes over a number known in part.
func (c *Case) part(i int, n Number) *FactError {
	fact := c.g.layout.numbers[i]
	if e := c.g.checkNumber(fact, n); e != nil {
		return e
	}
	lo, hi, loOpen, hiOpen, _ := n.within(&c.g.facts[fact])
	if lo == hi { // narrowed to one value: that is to know it
		c.encoding.Numbers[i] = Exactly(lo)
		return nil
	}
	c.encoding.parts = append(c.encoding.parts, logic.Part{Var: fact, Set: c.g.axes[fact].Between(lo, hi, loOpen, hiOpen)})
	return nil
}

func (c *Case) reset() {
	clear(c.encoding.Codes)
	clear(c.encoding.Numbers)
	c.encoding.reset()
}

// setDigit says of a yes/no or a choice which region it is in.
func (c *Case) setDigit(fact, region int) {
	l := &c.g.layout
	c.encoding.Codes[l.unit[fact]] += l.weight[fact] * uint8(region+1)
}

// settle locates the numbers, decides the opaque comparisons and the gates whose facts
// are known, and hands the case to the engine.
func (c *Case) settle() {
	l := &c.g.layout
	codes := c.encoding.Codes
	for i := range l.located {
		at := &l.located[i]
		code := uint8(0)
		if n := &c.encoding.Numbers[at.number]; n.isExact() {
			code = uint8(at.axis.Locate(n.value()) + 1)
		}
		codes[at.unit] = code
	}
	if l.firstOpaque < len(l.unit) {
		for u := l.unit[l.firstOpaque]; u < len(codes); u++ {
			codes[u] = 0
		}
	}
	for i := range c.g.opaque {
		if yes, known := c.opaque(&c.g.opaque[i]); known {
			c.setTruth(l.firstOpaque+i, bit(yes))
		}
	}
	c.setMeasures()
	c.g.engine.Load(&c.inner, codes, c.encoding.parts)
}

func (c *Case) setTruth(v int, yes uint8) { c.setDigit(v, int(yes)) }

func (c *Case) number(fact int) float64 {
	return c.encoding.Numbers[c.g.layout.numberOf[fact]].value()
}

// known reports whether a fact is narrowed to one value.
func (c *Case) known(fact int) bool {
	if i := c.g.layout.numberOf[fact]; i >= 0 {
		return c.encoding.Numbers[i].isExact()
	}
	return c.inner.Set(fact).Len() == 1
}

// silent reports whether nothing at all is known of a fact.
func (c *Case) silent(fact int) bool {
	if i := c.g.layout.numberOf[fact]; i >= 0 {
		return c.encoding.Numbers[i].IsUnknown()
	}
	return c.inner.Set(fact) == logic.Full(c.g.layout.vars[fact].Regions)
}

// broken lists the declared relations that what is given breaks.
func (c *Case) broken() []*check {
	var out []*check
	for i := range c.g.checks {
		k := &c.g.checks[i]
		if c.breaks(k) {
			out = append(out, k)
		}
	}
	return out
}

func (c *Case) breaks(k *check) bool {
	if k.alone >= 0 {
		return c.inner.Set(k.alone) == 1<<1
	}
	certain, _ := k.condition.Truth(&c.inner)
	return certain
}
