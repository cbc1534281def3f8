//go:build !race

package logic_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// The race detector makes sync.Pool forget at random, and so allocate.
func TestNothingIsAllocated(t *testing.T) {
	n := newNeedling()
	e, err := logic.Compile(n.problem)
	require.NoError(t, err)
	s := newSource(10)
	c := e.NewCase()
	for _, unknown := range fractions {
		k := n.patient(s, unknown)
		codes, _ := k.codes(n.problem.Vars)
		require.Zero(t, testing.AllocsPerRun(100, func() { e.Load(c, codes, nil) }))
		require.Zero(t, testing.AllocsPerRun(100, func() { e.Decide(c) }))
		require.Zero(t, testing.AllocsPerRun(100, func() { e.Reach(c) }))
	}
}
