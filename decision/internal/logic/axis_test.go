package logic_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

var operators = map[string]func(x, c float64) bool{
	"==": func(x, c float64) bool { return x == c },
	"!=": func(x, c float64) bool { return x != c },
	"<":  func(x, c float64) bool { return x < c },
	"<=": func(x, c float64) bool { return x <= c },
	">":  func(x, c float64) bool { return x > c },
	">=": func(x, c float64) bool { return x >= c },
}

func TestAxisRegions(t *testing.T) {
	t.Parallel()
	inf := math.Inf(1)
	next := math.Nextafter
	for name, x := range map[string]struct {
		lo, hi  float64
		integer bool
		cuts    []float64
		samples []float64
	}{
		"no cut":                      {0, 10, false, nil, []float64{10}},
		"one cut":                     {0, 5200, false, []float64{12}, []float64{11, 12, 13}},
		"integers":                    {0, 130, true, []float64{18}, []float64{17, 18, 19}},
		"no integer between":          {0, 10, true, []float64{3, 4}, []float64{2, 3, 4, 5}},
		"a cut that is no integer":    {0, 10, true, []float64{2.5}, []float64{2, 3}},
		"cuts at the ends":            {0, 10, false, []float64{10, 0}, []float64{0, 1, 10}},
		"cuts outside, repeated":      {0, 10, false, []float64{-1, 5, 5, 11, inf}, []float64{4, 5, 6}},
		"one value":                   {3, 3, false, []float64{3}, []float64{3}},
		"no double between":           {1, next(1, 2), false, []float64{1}, []float64{1, next(1, 2)}},
		"no whole number between":     {0, 1, false, []float64{0.25, 0.75}, []float64{0, 0.25, 0.5, 0.75, 1}},
		"minus zero":                  {math.Copysign(0, -1), 1, false, []float64{math.Copysign(0, -1)}, []float64{0, 1}},
		"integers, range not integer": {0.5, 2.5, true, []float64{1}, []float64{1, 2}},
	} {
		a, err := logic.NewAxis(x.lo, x.hi, x.integer, x.cuts)
		require.NoError(t, err, name)
		var samples []float64
		for r := range a.Regions() {
			samples = append(samples, a.Sample(r))
			require.Equal(t, r, a.Lasts().Locate(a.Sample(r)), name)
		}
		require.Equal(t, x.samples, samples, name)
		require.False(t, math.Signbit(samples[0]), name)
	}
}

func TestAxisAgreesWithComparison(t *testing.T) {
	t.Parallel()
	s := newSource(8)
	half := func() float64 { return float64(s.IntN(41)-20) / 2 }
	for range 3000 {
		lo := half()
		hi := lo + float64(s.IntN(20))
		integer := s.IntN(2) == 0
		cuts := make([]float64, s.IntN(6))
		for i := range cuts {
			cuts[i] = half()
		}
		a, err := logic.NewAxis(lo, hi, integer, cuts)
		if err != nil {
			require.True(t, integer && math.Ceil(lo) > math.Floor(hi))
			continue
		}
		from, to := half(), half()
		fromOpen, toOpen := s.IntN(2) == 0, s.IntN(2) == 0
		part := a.Between(from, to, fromOpen, toOpen)
		for x := -15.0; x <= 35; x += 0.125 {
			if x < lo || x > hi || integer && x != math.Trunc(x) {
				continue
			}
			r := a.Lasts().Locate(x)
			for _, c := range cuts {
				for op, holds := range operators {
					require.Equal(t, holds(x, c), a.Compare(op, c).Has(r), "%v %s %v", x, op, c)
				}
			}
			if x >= from && x <= to && !(fromOpen && x == from) && !(toOpen && x == to) {
				require.True(t, part.Has(r))
			}
		}
	}
}

func TestAxisBetween(t *testing.T) {
	t.Parallel()
	weeks, err := logic.NewAxis(0, 5200, false, []float64{2, 12}) // <2, 2, between, 12, >12
	require.NoError(t, err)
	whole, err := logic.NewAxis(0, 5200, true, []float64{2, 12})
	require.NoError(t, err)
	inf := math.Inf(1)
	for _, x := range []struct {
		lo, hi         float64
		loOpen, hiOpen bool
		want, integer  logic.Set
	}{
		{4, 12, false, false, 0b01100, 0b01100},
		{4, 12, false, true, 0b00100, 0b00100},
		{12, inf, true, false, 0b10000, 0b10000},
		{12, inf, false, false, 0b11000, 0b11000},
		{-inf, 2, false, true, 0b00001, 0b00001},
		{2, 3, true, true, 0b00100, 0},
		{6000, 7000, false, false, 0, 0},
		{5, 4, false, false, 0, 0},
		{math.NaN(), 4, false, false, 0, 0},
		{-inf, inf, false, false, 0b11111, 0b11111},
	} {
		require.Equal(t, x.want, weeks.Between(x.lo, x.hi, x.loOpen, x.hiOpen), x)
		require.Equal(t, x.integer, whole.Between(x.lo, x.hi, x.loOpen, x.hiOpen), x)
	}
}

func TestAxisRefuses(t *testing.T) {
	t.Parallel()
	many := make([]float64, 40)
	for i := range many {
		many[i] = float64(i)
	}
	for _, x := range []struct {
		lo, hi  float64
		integer bool
		cuts    []float64
		message string
	}{
		{1, 0, false, nil, "holds no value"},
		{0.25, 0.75, true, nil, "holds no value"},
		{math.NaN(), 1, false, nil, "must be finite"},
		{0, math.Inf(1), false, nil, "must be finite"},
		{0, 1, false, []float64{math.NaN()}, "not a number"},
		{0, 100, false, many, "80 regions; at most 64"},
	} {
		_, err := logic.NewAxis(x.lo, x.hi, x.integer, x.cuts)
		require.ErrorContains(t, err, x.message)
	}
	a, err := logic.NewAxis(0, 100, true, many)
	require.NoError(t, err)
	require.Equal(t, 41, a.Regions())
	require.Zero(t, a.Compare("~", 3))
	require.True(t, math.IsNaN(a.Sample(-1)))
	require.True(t, math.IsNaN(a.Sample(41)))
}
