package decision

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

func (b *builder) param(d paramDoc) Param {
	p := Param{ID: d.ID.Value, Type: Type(d.Type.Value), Unit: d.Unit, Title: d.Title, Says: d.Says,
		Authority: d.Authority, Since: d.Since.Value, UnsetCaution: d.UnsetCaution.Value}
	for _, c := range d.Choices {
		p.Choices = append(p.Choices, c.Value)
	}
	p.Claims = b.cited(d.Claims)
	b.date("since", d.Since)
	switch p.Type {
	case TypeNumber, TypeInteger:
		b.paramRange(d, &p)
	case TypeBool:
		p.Choices = []string{"false", "true"}
	case TypeChoice:
		if len(p.Choices) < 2 {
			b.errs.Addf(d.ID.Pos, "param %q is a choice and needs at least two `choices`", p.ID)
		}
	default:
		b.errs.Addf(d.Type.Pos, "there is no type %q of param%s", d.Type.Value, didYouMean(d.Type.Value, []string{"bool", "number", "integer", "choice"}))
		return p
	}
	if d.Value != nil {
		b.assign(&p, b.scalar(*d.Value))
	} else if p.UnsetCaution == "" {
		b.errs.Addf(d.ID.Pos, "param %q has no value; name the caution that says so with `unset_caution`", p.ID)
	}
	return p
}

func (b *builder) paramRange(d paramDoc, p *Param) {
	if d.Min == nil || d.Max == nil {
		b.errs.Addf(d.ID.Pos, "param %q is a number and needs min and max: what local policy may choose is bounded", p.ID)
		return
	}
	low, high := b.scalar(*d.Min), b.scalar(*d.Max)
	for _, s := range []scalar{low, high} {
		if !s.IsNumber {
			b.errs.Addf(s.Pos, "%q is not a number", s.Value)
		}
	}
	p.min, p.max = low.Number, high.Number
	p.Min, p.Max = formatNumber(low.Number), formatNumber(high.Number)
	if p.min > p.max {
		b.errs.Addf(d.Min.Pos, "param %q has min %s above max %s", p.ID, p.Min, p.Max)
	}
}

// assign gives p a value, if it is one that p may have.
func (b *builder) assign(p *Param, s scalar) {
	switch p.Type {
	case TypeNumber, TypeInteger:
		switch {
		case !s.IsNumber:
			b.errs.Addf(s.Pos, "param %q is a number, not %q", p.ID, s.Value)
			return
		case p.Type == TypeInteger && s.Number != math.Trunc(s.Number):
			b.errs.Addf(s.Pos, "param %q is a whole number, not %s", p.ID, s.Value)
			return
		case s.Number < p.min || s.Number > p.max:
			b.errs.Addf(s.Pos, "param %q may be %s to %s%s, not %s", p.ID, p.Min, p.Max, unit(p.Unit), s.Value)
			return
		}
		p.number = s.Number
		if p.number == 0 {
			p.number = 0 // -0 is 0
		}
		p.Value = formatNumber(p.number)
	default:
		if !slices.Contains(p.Choices, s.Value) {
			b.errs.Addf(s.Pos, "param %q may be %s, not %q%s", p.ID, strings.Join(p.Choices, ", "), s.Value, didYouMean(s.Value, p.Choices))
			return
		}
		p.text, p.Value = s.Value, s.Value
	}
	p.Set = true
}

func (p *Param) same(s scalar) bool {
	if p.Type == TypeNumber || p.Type == TypeInteger {
		return s.IsNumber && s.Number == p.number
	}
	return s.Value == p.text
}

func unit(u string) string {
	if u == "" {
		return ""
	}
	return " " + u
}

// amount is a number in a document: written out, or the name of a param of numbers.
func (b *builder) amount(written place.Any) (float64, bool) {
	s := b.scalar(written)
	if s.IsNumber {
		return s.Number, true
	}
	if n, ok := b.names[s.Value]; ok && n.kind == kindParam {
		p := &b.g.params[n.index]
		if (p.Type == TypeNumber || p.Type == TypeInteger) && p.Set {
			return p.number, true
		}
		b.errs.Addf(s.Pos, "param %q is not a number with a value", s.Value)
		return 0, false
	}
	b.errs.Addf(s.Pos, "%q is neither a number nor a param%s", s.Value, didYouMean(s.Value, b.nameList()))
	return 0, false
}

// scalar is a value that may be written as a number or as a name.
type scalar struct {
	Value    string // as written
	Number   float64
	IsNumber bool
	Pos      place.Pos
}

func (b *builder) scalar(a place.Any) scalar {
	s := scalar{Pos: a.Pos}
	switch v := a.Value.(type) {
	case place.Text:
		s.Value = v.Value
	case place.Number:
		s.Value, s.Number, s.IsNumber = v.Text, v.Value, true
	case bool:
		s.Value = strconv.FormatBool(v)
	default:
		b.errs.Addf(a.Pos, "a number or a name is wanted here, not a list or a mapping")
	}
	return s
}
