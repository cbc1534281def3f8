package export_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/fhir/export"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func at() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

func shipped(t testing.TB) *fhir.Mapping {
	t.Helper()
	m, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle())
	require.NoError(t, err)
	return m
}
func TestX(t *testing.T) {
	m := shipped(t)
	g := m.Guideline()
	b, err := export.Guideline(g, export.Options{At: at()})
	require.NoError(t, err)
	os.WriteFile("/tmp/fs/plan.json", b, 0o644)
	b, err = export.Questions(m, export.Options{At: at()})
	require.NoError(t, err)
	os.WriteFile("/tmp/fs/q.json", b, 0o644)
	d, err := g.Decide(decision.Facts{"condition": "low_back_pain", "pain_duration_weeks": 20, "severe_bleeding_disorder": true})
	require.NoError(t, err)
	b, err = export.Decision(m, d, export.Options{At: at(), Patient: "Patient/1"})
	require.NoError(t, err)
	os.WriteFile("/tmp/fs/d.json", b, 0o644)
	require.True(t, json.Valid(b))
}
