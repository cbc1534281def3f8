package decision

import (
	"math"
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

	parts []logic.Part // choices known in part
}

// Part notes that a choice is known in part: bit i of set is its i-th value. The code of
// the choice is then 0.
func (e *Encoding) Part(fact int, set uint64) {
	e.parts = append(e.parts, logic.Part{Var: fact, Set: logic.Set(set)})
}

func (e *Encoding) reset() { e.parts = e.parts[:0] }

// NewCase returns a case of which nothing is known.
func (g *Guideline) NewCase() *Case {
	c := &Case{g: g}
	g.engine.Init(&c.inner)
	c.encoding.Codes = c.inner.Codes()
	c.encoding.Numbers = make([]Number, len(g.layout.numbers))
	c.settle()
	return c
}

// Guideline is the one that made the case.
func (c *Case) Guideline() *Guideline { return c.g }

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
	var errs FactErrors
	if !c.locate() {
		errs = c.recordNumbers()
		c.locate()
	}
	if len(errs) == 0 {
		c.finish()
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

// recordNumbers checks the numbers of a record one by one and takes over what it knows in
// part.
func (c *Case) recordNumbers() (errs FactErrors) {
	for i, n := range c.encoding.Numbers {
		var e *FactError
		switch {
		case n.isExact():
			e = c.g.checkNumber(c.g.layout.numbers[i], n)
		case n.part != nil:
			e = c.part(i, n)
		}
		if e != nil {
			errs = append(errs, e)
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

// settle locates the numbers, decides what follows from them, and hands the case to the
// engine.
func (c *Case) settle() {
	c.locate()
	c.finish()
}

// locate finds the regions of the numbers that are known. plain is false when one of them
// is no value of its fact, or one is known in part. How patients differ in numbers cannot
// be predicted, so there are no branches on them.
func (c *Case) locate() (plain bool) {
	odd := uint8(0)
	codes, places := c.encoding.Codes, c.g.layout.places
	numbers := c.encoding.Numbers[:len(places)]
	for i := range places {
		at, n := &places[i], &numbers[i]
		code := uint8(0)
		if n.isExact() {
			x := n.value()
			odd |= bit(!(x >= at.min)) | bit(!(x <= at.max))
			if at.integer {
				odd |= bit(x != math.Trunc(x))
			}
			code = uint8(at.regions.Locate(x) + 1)
		} else {
			odd |= bit(n.part != nil)
		}
		codes[at.unit] = code
	}
	return odd == 0
}

// finish decides the opaque comparisons and the gates whose facts are known, and hands the
// case to the engine.
func (c *Case) finish() {
	l := &c.g.layout
	t := truths{codes: c.encoding.Codes[l.unit[l.firstOpaque]:], weight: 1}
	for i := range c.g.opaque {
		o := &c.g.opaque[i]
		yes, known := c.opaque(o)
		t.add(bit(known) << bit(yes))
	}
	c.addMeasures(&t)
	c.g.engine.LoadCodes(&c.inner, c.encoding.parts)
}

// truths writes the digits of the yes/no variables behind the facts, one after the other.
type truths struct {
	codes        []uint8
	code, weight uint8
}

// add adds a digit: 0 for unknown, 1 for no, 2 for yes.
func (t *truths) add(digit uint8) {
	t.code += t.weight * digit
	t.codes[0] = t.code
	if t.weight *= 3; t.weight == 81 { // the code is full
		t.codes, t.code, t.weight = t.codes[1:], 0, 1
	}
}

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
	if k.condition != nil {
		certain, _ := k.condition.Truth(&c.inner)
		return certain
	}
	for i := range k.told {
		if t := &k.told[i]; !t.may[c.encoding.Codes[t.unit]] {
			return false
		}
	}
	for _, l := range k.literals {
		if c.inner.Set(l.Var)&^l.Set != 0 {
			return false
		}
	}
	return true
}
