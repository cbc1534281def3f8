package verify

import (
	"math/big"
	"strings"
)

// Share is a part of all cells, exactly, and as per cent to three significant digits.
type Share struct {
	Fraction string `json:"fraction"` // in lowest terms, such as 5/72; 0 or 1
	Percent  string `json:"percent"`

	exact *big.Rat
}

func none() Share { return shareOf(new(big.Rat)) }

func shareOf(r *big.Rat) Share { return Share{Fraction: r.RatString(), Percent: percent(r), exact: r} }

// Rat is the fraction as a number, for those who count on.
func (s Share) Rat() *big.Rat {
	if s.exact == nil {
		return new(big.Rat)
	}
	return new(big.Rat).Set(s.exact)
}

// Plus is the share of cells that are in one of two sets without a cell in common.
func (s Share) Plus(t Share) Share { return shareOf(new(big.Rat).Add(s.Rat(), t.Rat())) }

// percent rounds to three significant digits, a half away from zero, without an exponent.
func percent(r *big.Rat) string {
	if r.Sign() == 0 {
		return "0"
	}
	p := new(big.Rat).Mul(r, big.NewRat(100, 1))
	digits := 2 // after the point, for 1 <= p < 10
	ten, scaled := big.NewRat(10, 1), new(big.Rat).Set(p)
	for ; scaled.Cmp(big.NewRat(1, 1)) < 0; digits++ {
		scaled.Mul(scaled, ten)
	}
	for ; scaled.Cmp(ten) >= 0 && digits > 0; digits-- {
		scaled.Quo(scaled, ten)
	}
	text := p.FloatString(digits)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}
