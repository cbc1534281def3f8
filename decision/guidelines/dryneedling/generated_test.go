package dryneedling_test

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/typed"
)

var update = flag.Bool("update", false, "rewrite generated files and goldens")

func TestTypedFactsAreCurrent(t *testing.T) {
	g, err := decision.Open(dryneedling.Bundle())
	require.NoError(t, err)
	want, err := typed.Generate(g, "dryneedling")
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile("facts_gen.go", want, 0o644))
	}
	got, err := os.ReadFile("facts_gen.go")
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "facts_gen.go is out of date: go generate ./decision/guidelines/dryneedling")
}
