package summary_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/internal/trial"
	"github.com/mskguide/mskguide/decision/scenario/sample"
	"github.com/mskguide/mskguide/decision/scenario/summary"
)

var lantern = os.DirFS("../../../testdata/bundles/lantern")

func sails(t *testing.T, overlays []decision.Overlay, param, values string) (*summary.Sweep, *decision.Guideline) {
	g, err := decision.Open(lantern, overlays...)
	require.NoError(t, err)
	s, err := summary.OpenSweep(g, lantern, overlays, param, values)
	require.NoError(t, err)
	return s, g
}

// TestSweepAgreesWithDecide opens the guideline with each value by an overlay written by hand,
// and asks each of them about each row.
func TestSweepAgreesWithDecide(t *testing.T) {
	regatta, err := decision.NamedOverlay(lantern, "regatta")
	require.NoError(t, err)
	for _, test := range []struct {
		param, values string
		overlays      []decision.Overlay
		was           string
		want          []string
	}{
		{"gale_from", "20..40:2.5", nil, "34", []string{"20", "22.5", "25", "27.5", "30", "32.5", "35", "37.5", "40"}},
		{"gale_from", "20..40:15", nil, "34", []string{"20", "35", "40"}}, // the last step is shorter
		{"gale_from", "34|40|20", nil, "34", []string{"34", "40", "20"}},
		{"gale_from", "40..20:-10", []decision.Overlay{regatta}, "30", []string{"40", "30", "20"}},
		{"fog_rule", "never|pilot_needed", nil, "pilot_needed", []string{"never", "pilot_needed"}},
	} {
		s, g := sails(t, test.overlays, test.param, test.values)
		d, err := sample.Read(g, "d", partly(g))
		require.NoError(t, err)
		o := summary.Options{Weight: "wind_knots"}
		text := strings.ReplaceAll(trial.Sampled(t, d, 250, 4), "..", " .. ") // a range is no weight
		var rows []summary.SweepRow
		got, err := s.Run(context.Background(), openCSV(t, g, text, o), o, func(r *summary.SweepRow) error {
			rows = append(rows, *r)
			return nil
		})
		require.NoError(t, err)
		require.NotZero(t, got.Bad)
		var possible [][]string // by step, and row
		for k, step := range got.Steps {
			require.Equal(t, test.want[k], step.Value)
			each := alone(t, s, test.overlays, test.param, test.was, step.Value)
			sum, err := summary.Of(context.Background(), openCSV(t, g, text, o), each, o)
			require.NoError(t, err)
			require.Equal(t, sum.Groups[0].Rows, got.Rows)
			require.Equal(t, sum.Bad(), got.Bad)
			require.Equal(t, sum.Errors, got.Errors)
			require.Equal(t, sum.Groups[0].Lines[:len(step.Lines)], step.Lines)
			possible = append(possible, verdictsOf(t, each, openCSV(t, g, text, o)))
		}
		requireChanges(t, s, got, rows, possible)
		_, err = s.Run(context.Background(), openCSV(t, g, text, o), o, nil)
		require.NoError(t, err)
	}
}

// alone opens the guideline with one value.
func alone(t *testing.T, s *summary.Sweep, overlays []decision.Overlay, param, was, value string) *decision.Guideline {
	policy := decision.Overlay{Name: "hand.yaml", Data: []byte(fmt.Sprintf("{schema: mskguide.overlay/1, id: hand, for: lantern-boat, title: x, authority: x, in_force: \"2026-01-01\", set: [{param: %s, was: %s, to: %s}]}", param, was, value))}
	if was == value {
		policy = decision.Overlay{}
	}
	var all []decision.Overlay
	all = append(all, overlays...)
	if policy.Data != nil {
		all = append(all, policy)
	}
	g, err := decision.Open(lantern, all...)
	require.NoError(t, err)
	return g
}

// verdictsOf lists what is possible of each row, by its number; "" for a row that is not read.
func verdictsOf(t *testing.T, g *decision.Guideline, table *scenario.Table) []string {
	out := []string{""}
	for row, err := range table.Rows() {
		require.NoError(t, err)
		text := ""
		weight, _ := strconv.ParseFloat(row.Kept()[0].Text, 64)
		for _, k := range row.Kept() {
			if k.Name == "wind_knots" {
				weight, err = strconv.ParseFloat(k.Text, 64)
			}
		}
		facts, err2 := row.Facts()
		if err == nil && err2 == nil && weight >= 0 {
			d, err := g.Decide(facts)
			require.NoError(t, err)
			for _, v := range g.Verdicts() {
				if v.ID == d.Verdict || strings.Contains(" "+strings.Join(d.CouldBecome, " ")+" ", " "+v.ID+" ") {
					text += "|" + v.ID
				}
			}
		}
		out = append(out, strings.TrimPrefix(text, "|"))
	}
	return out
}

func requireChanges(t *testing.T, s *summary.Sweep, got *summary.SweepResult, rows []summary.SweepRow, possible [][]string) {
	var want [][]string
	moves := map[string]int{}
	for n := range possible[0] {
		for k := 1; k < len(possible); k++ {
			if before, after := possible[k-1][n], possible[k][n]; before != after {
				want = append(want, []string{strconv.Itoa(n), got.Steps[k-1].Value, got.Steps[k].Value, before, after})
				moves[strconv.Itoa(k)+" "+without(before, after)+" "+without(after, before)]++
			}
		}
	}
	require.NotEmpty(t, want)
	var told [][]string
	for _, r := range rows {
		for _, line := range r.Record(s) {
			told = append(told, append(line[:1:1], line[len(line)-4:]...))
		}
	}
	require.Equal(t, want, told)
	n := 0
	for k, step := range got.Steps {
		sum := 0
		for _, m := range step.Moves {
			require.Equal(t, moves[strconv.Itoa(k)+" "+strings.Join(m.Lost, "|")+" "+strings.Join(m.Gained, "|")], m.Count.Rows)
			sum += m.Count.Rows
			n++
		}
		require.Equal(t, sum, step.Changed.Rows)
	}
	require.Len(t, moves, n)
}

// without is a list without the items of another one.
func without(list, other string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(list, "|"), func(v string) bool { return slices.Contains(strings.Split(other, "|"), v) }), "|")
}

func TestSweepForms(t *testing.T) {
	s, g := sails(t, nil, "gale_from", "30..40:5")
	o := summary.Options{Weight: "w"}
	text := "id,w,storm_warning,wind_knots,hull,tide_now,fog\na,2,no,32,sound,slack,no\nb,1,no,36,,slack,no\nc,1,no,30..38,sound,slack,no\nd,x,,,,,\n"
	table, err := scenario.ReadCSV(g, "boats.csv", strings.NewReader(text), scenario.Format{Keep: []string{"id", "w"}})
	require.NoError(t, err)
	var who bytes.Buffer
	fmt.Fprintln(&who, strings.Join(summary.SweepRowHeader(table), ","))
	got, err := s.Run(context.Background(), table, o, func(r *summary.SweepRow) error {
		for _, line := range r.Record(s) {
			fmt.Fprintln(&who, strings.Join(line, ","))
		}
		return nil
	})
	require.NoError(t, err)
	var sheet bytes.Buffer
	require.NoError(t, got.WriteCSV(&sheet))
	trial.Golden(t, "testdata/sweep/boats.csv", sheet.String())
	trial.Golden(t, "testdata/sweep/boats-who.csv", who.String())
	trial.Golden(t, "testdata/sweep/boats.md", got.Markdown())
	trial.Golden(t, "testdata/sweep/boats.json", string(got.JSON()))
	requireConforms(t, summary.SweepSchema, got.JSON())
}

func TestSweepEndsWithWhatGoesWrong(t *testing.T) {
	s, g := sails(t, nil, "gale_from", "30|40")
	full := errors.New("no room")
	table, err := scenario.ReadCSV(g, "t", strings.NewReader("storm_warning,wind_knots\nno,35\n"), scenario.Format{})
	require.NoError(t, err)
	_, err = s.Run(context.Background(), table, summary.Options{}, func(*summary.SweepRow) error { return full })
	require.ErrorIs(t, err, full)
	_, err = s.Run(context.Background(), table, summary.Options{Weight: "w"}, nil)
	require.EqualError(t, err, `t:1:1: column "w" is not one of those that are kept`)
}

func TestSweepRefuses(t *testing.T) {
	g, err := decision.Open(lantern)
	require.NoError(t, err)
	for _, c := range []struct{ param, values, want string }{
		{"gale_form", "20..40:5", `there is no param "gale_form"; did you mean "gale_from"?`},
		{"gale_from", "20..40", "a step is missing: 20..40:STEP"},
		{"gale_from", "20..40:0", "steps of 0 never get from 20 to 40"},
		{"gale_from", "20..40:-1", "steps of -1 never get from 20 to 40"},
		{"gale_from", "40..20:1", "steps of 1 never get from 40 to 20"},
		{"gale_from", "20..40:0.1", "more than 120 steps are too many for a sweep; take larger ones"},
		{"gale_from", "20..40:1e-300", `"1e-300" is not a number; a range is written like 0..120:10`},
		{"gale_from", "20..4o:1", `"4o" is not a number; a range is written like 0..120:10`},
		{"gale_from", "10..40:10", `param "gale_from" may be 20 to 40 knots, not 10`},
		{"gale_from", "30|x", `param "gale_from" is a number, not "x"`},
		{"gale_from", "", `param "gale_from" is a number, not ""`},
		{"gale_from", "30|30.0", "the value 30 is there twice"},
		{"fog_rule", "1..3:1", `param "fog_rule" is one of pilot_needed, never; list the values: pilot_needed|never`},
		{"fog_rule", "nevr", `param "fog_rule" may be pilot_needed, never, not "nevr"; did you mean "never"?`},
	} {
		_, err := summary.OpenSweep(g, lantern, nil, c.param, c.values)
		require.EqualError(t, err, c.want, c.values)
	}
	_, err = summary.OpenSweep(g, os.DirFS("nowhere"), nil, "gale_from", "34|35")
	require.Error(t, err)
	kiln := os.DirFS("../../../testdata/bundles/kiln")
	k, err := decision.Open(kiln)
	require.NoError(t, err)
	_, err = summary.OpenSweep(k, kiln, nil, "days_dried_at_least", "1..2:0.5")
	require.EqualError(t, err, `param "days_dried_at_least" is a whole number, not 1.5`)
}

// TestMadeUp holds that what is labelled as made up is called so wherever it is counted.
func TestMadeUp(t *testing.T) {
	const note = "Made-up rows: no number here is about patients."
	for _, c := range []struct {
		what, text string
		read       func(*decision.Guideline, string, io.Reader, scenario.Format) (*scenario.Table, error)
		keep       []string
		all        bool
		want       int
	}{
		{"kept by name", "synthetic_id,wind_knots\ns-1,20\n,2\ns-3,x\n", scenario.ReadCSV, []string{"synthetic_id"}, false, 3},
		{"kept with all", "wind_knots,synthetic_id\n20,s-1\n", scenario.ReadCSV, nil, true, 1},
		{"not labelled", "wind_knots,id\n20,synthetic-1\n", scenario.ReadCSV, []string{"id"}, false, 0},
		{"objects", "{\"synthetic_id\": \"s\"}\n{\"id\": 1}\n{\"synthetic_id\": null}\n", scenario.ReadNDJSON, []string{"synthetic_id", "id"}, false, 3},
		{"objects, all kept", "{\"synthetic_id\": 7}\n{\"id\": 1}\n", scenario.ReadNDJSON, nil, true, 1},
	} {
		s, g := sails(t, nil, "gale_from", "20|34")
		open := func() *scenario.Table {
			table, err := c.read(g, "t", strings.NewReader(c.text), scenario.Format{Keep: c.keep, KeepAll: c.all})
			require.NoError(t, err, c.what)
			return table
		}
		sum, err := summary.Of(context.Background(), open(), g, summary.Options{})
		require.NoError(t, err)
		swept, err := s.Run(context.Background(), open(), summary.Options{}, nil)
		require.NoError(t, err)
		require.Equal(t, c.want, sum.MadeUp, c.what)
		require.Equal(t, c.want, swept.MadeUp, c.what)
		require.Equal(t, sum.Notes, swept.Notes, c.what)
		var sweptCSV bytes.Buffer
		require.NoError(t, swept.WriteCSV(&sweptCSV))
		for _, told := range []string{summaryCSV(t, sum), sum.Markdown(), string(sum.JSON()), sweptCSV.String(), swept.Markdown(), string(swept.JSON())} {
			require.Equal(t, c.want > 0, strings.Contains(told, note), "%s: %s", c.what, told)
		}
		for _, told := range []string{sum.Markdown(), string(sum.JSON()), swept.Markdown(), string(swept.JSON())} {
			require.Contains(t, told, "not clinically validated", c.what)
			require.Contains(t, told, "what the guideline would say of these records", c.what)
		}
	}
}
