package main

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/sample"
)

const tables = "../../testdata/tables/"

// requireTable compares with a file of testdata/tables, or writes it with -update.
func requireTable(t *testing.T, name, got string) {
	got = digest.ReplaceAllString(got, "sha256:…")
	if *update {
		require.NoError(t, os.WriteFile(tables+name, []byte(got), 0o644))
	}
	want, err := os.ReadFile(tables + name)
	require.NoError(t, err)
	require.Equal(t, string(want), got, name)
}

// TestDemoTable makes the table that the documentation works with: cases drawn from
// synthetic-visits.yaml, written as three clinics with habits of their own would write them.
func TestDemoTable(t *testing.T) {
	data, err := os.ReadFile("synthetic-visits.yaml")
	require.NoError(t, err)
	d, err := sample.Read(dryneedling.AsPublished(), "synthetic-visits.yaml", data)
	require.NoError(t, err)
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	require.NoError(t, w.Write(append([]string{sample.SyntheticID, "clinic", "weight", denial}, demoFacts...)))
	s := &scribe{rng: rand.New(rand.NewPCG(200, 1))}
	n := 0
	for facts, err := range d.Cases(2026) {
		require.NoError(t, err)
		if n++; n > 200 {
			break
		}
		require.NoError(t, w.Write(append([]string{"synthetic-" + strconv.Itoa(n)}, s.row(facts)...)))
	}
	w.Flush()
	requireTable(t, "demo.csv", out.String())
}

// demoFacts are the columns of the table. What else is drawn shows in whether groups can be
// denied.
var demoFacts = strings.Fields(`cancer_concern cauda_equina_signs cervical_artery_signs fever anticoagulation_uncontrolled
	condition pain_duration_weeks needling_region age_years trigger_points_identified
	antithrombotic_medicine diabetes pregnancy
	nsaid_trial acetaminophen_trial heat_trial self_care_education_trial activity_modification_trial manual_therapy_exercise_trial dry_needling_trial
	training_hours dry_needling_in_scope ultrasound_available needle_phobia able_to_consent consents_to_needling`)

// scribe writes cases down as people do.
type scribe struct {
	rng     *rand.Rand
	yes, no string
}

func (s *scribe) chance(share float64) bool { return s.rng.Float64() < share }

func (s *scribe) row(facts decision.Facts) []string {
	clinic := []string{"harbour", "north", "south"}[s.rng.IntN(3)]
	s.yes, s.no = map[string]string{"harbour": "1", "north": "yes", "south": "true"}[clinic], map[string]string{"harbour": "0", "north": "no", "south": "false"}[clinic]
	cells := []string{clinic, strconv.FormatFloat(0.4+float64(s.rng.IntN(220))/100, 'f', 2, 64), strings.Join(s.denied(facts), "|")}
	for _, id := range demoFacts {
		text := scenario.CellText(facts[id])
		switch facts[id] {
		case true:
			text = s.yes
		case false:
			text = s.no
		}
		if id == "pain_duration_weeks" {
			text = s.duration(text, facts[id])
		}
		cells = append(cells, text)
	}
	return cells
}

// denied lists the groups of which a case has nothing, and which somebody noted down. Of those
// that nobody noted, nothing is known.
func (s *scribe) denied(facts decision.Facts) (out []string) {
	for _, g := range dryneedling.AsPublished().Groups() {
		if !slices.Contains([]string{"red_flags", "contraindications", "precautions"}, g.ID) {
			continue
		}
		unseen := slices.ContainsFunc(g.Facts, func(f string) bool { return facts[f] == true && !slices.Contains(demoFacts, f) })
		none := !slices.ContainsFunc(g.Facts, func(f string) bool { return facts[f] != false })
		switch {
		case none && !s.chance(0.05):
			out = append(out, g.ID)
		case none || unseen || s.chance(0.3):
			for _, f := range g.Facts {
				if facts[f] == false {
					delete(facts, f)
				}
			}
		}
	}
	return out
}

func (s *scribe) duration(text string, weeks any) string {
	x, exact := weeks.(float64)
	switch {
	case exact && s.chance(0.15):
		return text + " wk"
	case exact && x < 20 && s.chance(0.1):
		return strconv.Itoa(7*int(x)) + " d"
	case strings.Contains(text, "..") && s.chance(0.3):
		low, _, _ := strings.Cut(text, "..")
		return ">=" + low
	}
	return text
}

// TestDemo holds what comes of the tables to what stands beside them.
func TestDemo(t *testing.T) {
	for _, c := range []struct {
		want string
		exit int
		args string
	}{
		{"demo-summary.csv", exitDone, "summary demo.csv -keep synthetic_id -by clinic -weight weight"},
		{"demo-summary.md", exitDone, "summary demo.csv -keep synthetic_id -by clinic -weight weight -markdown"},
		{"demo-sweep.md", exitDone, "sweep demo.csv -keep-all -param training_hours_over=40..100:20 -weight weight -markdown"},
		{"demo-answers.csv", exitDone, "run demo.csv -keep synthetic_id -keep clinic -keep weight"},
		{"demo-messy-answers.csv", exitFound, "run demo-messy.csv -keep synthetic_id -keep what"},
	} {
		t.Run(c.want, func(t *testing.T) {
			args := strings.Fields(c.args)
			args[1] = tables + args[1]
			var stdout, stderr bytes.Buffer
			require.Equal(t, c.exit, run(args, strings.NewReader(""), &stdout, &stderr, nothing), stderr.String())
			require.Empty(t, stderr.String())
			requireTable(t, c.want, strings.ReplaceAll(stdout.String(), tables, ""))
		})
	}
}
