package cdshooks

import (
	"strings"
	"unicode"
)

// Why orders were passed over that somebody may have meant. Whoever runs the service is told, since
// nobody else will find out.
const (
	withheldSelection = "a selection names no draft order"
	withheldSystem    = "an order has a code of the treatment under a system that is not known"
	withheldAddition  = "an order has a code of the treatment with something added to it"
)

// withhold notes why a call may get no card although it should, if so, each reason once.
func (c *call) withhold(why string) {
	switch {
	case c.withheld == "":
		c.withheld = why
	case !strings.Contains(c.withheld, why):
		c.withheld += "; " + why
	}
}

// unheard is why a concept is not taken for the treatment although it has a code of it: FHIR calls
// two systems whose uris differ at all two systems, and a code with a modifier another code. It is
// "" where the concept has none.
func (p *Policy) unheard(c concept) string {
	for _, coding := range c.Coding {
		code := strings.TrimSpace(coding.Code)
		bare := Coding{System: coding.System, Code: stem(code)}
		switch {
		case !p.systems[coding.System] && p.treats[code]:
			return withheldSystem
		case bare.Code != code && p.codes(concept{Coding: []Coding{bare}}) == ofOrder:
			return withheldAddition
		}
	}
	return ""
}

// stem is a code up to the first sign that is neither a letter nor a digit.
func stem(code string) string {
	if i := strings.IndexFunc(code, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); i >= 0 {
		return code[:i]
	}
	return code
}

// treating are the codes of the treatment whatever their system, and the systems that are known.
func (b *builder) treating() {
	b.p.treats, b.p.systems = map[string]bool{}, map[string]bool{}
	for entry := range b.p.orders {
		codes, _ := b.p.m.ProcedureCodes(entry)
		for _, code := range codes {
			b.p.treats[code] = true
		}
	}
	for code := range b.p.ordered {
		b.p.treats[code.Code] = true
	}
	for _, uris := range b.systems {
		for _, uri := range uris {
			b.p.systems[uri] = true
		}
	}
}
