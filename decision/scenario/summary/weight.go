package summary

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

// weight is a sum of weights without any rounding, so that it is the same in whatever order
// and parts it was made: a number in units of 2^-96, lowest part first.
type weight [3]uint64

const (
	weightUnit  = 96
	leastWeight = 1e-9
	maxWeight   = 1e12
)

// exactly turns a number into a weight. It is 0, or from leastWeight to maxWeight: then its
// last bit is not below the unit, and 2^56 of them can be summed.
func exactly(x float64) (w weight) {
	fraction, exponent := math.Frexp(x)
	mantissa := uint64(fraction * (1 << 53))
	at := exponent - 53 + weightUnit
	if at < 0 {
		return w // only 0
	}
	limb, shift := at/64, at%64
	w[limb] = mantissa << shift
	if limb+1 < len(w) {
		w[limb+1] = mantissa >> (64 - shift) // 0 where shift is 0
	}
	return w
}

func (w *weight) add(v *weight) {
	var carry uint64
	for i := range w {
		w[i], carry = bits.Add64(w[i], v[i], carry)
	}
}

// float is the number next to the sum.
func (w *weight) float() float64 {
	sum := new(big.Int)
	for i := len(w) - 1; i >= 0; i-- {
		sum.Lsh(sum, 64)
		sum.Or(sum, new(big.Int).SetUint64(w[i]))
	}
	f := new(big.Float).SetInt(sum)
	x, _ := f.SetMantExp(f, -weightUnit).Float64()
	return x
}

// readWeight reads the weight of a row.
func readWeight(column, text string, known bool) (w weight, e *decision.FactError) {
	text = strings.TrimSpace(text)
	fail := func(format string, args ...any) (weight, *decision.FactError) {
		return w, &decision.FactError{Fact: column, Got: wording.Abridge(text), Message: fmt.Sprintf(format, args...)}
	}
	if !known {
		return fail("the weight %q is missing; every row needs one, and 0 leaves a row out", column)
	}
	if wording.Digits(text) != len(text) {
		return fail("the weight %q is a number, not %q", column, wording.Abridge(text))
	}
	x, _ := strconv.ParseFloat(text, 64) // out of range it is infinite
	if x != 0 && !(x >= leastWeight && x <= maxWeight) {
		return fail("the weight %q is 0 or from %g to %g, not %s", column, leastWeight, maxWeight, wording.Abridge(text))
	}
	return exactly(x), nil
}
