package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func shipped(t testing.TB, site ...fhir.File) *fhir.Mapping {
	t.Helper()
	m, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle(), site...)
	require.NoError(t, err)
	return m
}

func TestTheShippedMappingOpens(t *testing.T) {
	require.NotEmpty(t, shipped(t).Digest())
}
