package dryneedling_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestAttendance holds the one comparison of facts with facts to every pair of counts that is
// left. When the answer says that it is exact it must be, and when it is not it may only hold
// too much. What breaks the check whatever else is learnt is refused.
func TestAttendance(t *testing.T) {
	t.Parallel()
	cases := oracle.Cases(700, 8_000)
	g := dryneedling.AsPublished()
	q, h := question(t, g), newHider(g, rand.New(rand.NewPCG(14, 1)))
	seen := map[string]int{}
	c := g.NewCase()
	for i := range cases {
		p := h.partial(2, 1+3*min(i, 1))
		p.hideCount(h, "sessions_scheduled", i == 0)
		p.hideCount(h, "sessions_attended", i == 0)
		within := false
		want := q.Answer(p.open, func() (int, oracle.Set) {
			within = within || p.record.sessionsAttended <= p.record.sessionsScheduled
			return q.judge(&p.record)
		})
		if err := c.Load(h.form(p)); !within {
			require.ErrorContains(t, err, "attended-within-scheduled", "%v", p.told)
			continue
		} else {
			require.NoError(t, err, "%v", p.told)
		}
		got := q.Ask(c)
		require.NoError(t, q.Check(got, &want, true), "%v", p.told)
		require.True(t, got.Outcome.Exact && got.Doubt.Exact) // no verdict turns on it
		for _, k := range want.Cautions {
			if k.Rule == "attendance-low" {
				seen[map[bool]string{false: "certain", true: "possible"}[k.Possible]]++
			}
		}
		seen[map[bool]string{false: "not exact", true: "exact"}[got.Decision.Exact]]++
	}
	for _, what := range []string{"certain", "possible", "exact"} {
		require.Greater(t, seen[what], cases/20, what)
	}
}

// hideCount leaves some whole numbers of a count of sessions, or all of them.
func (p *partial) hideCount(h *hider, name string, all bool) {
	low, high := 0, 1000
	switch {
	case all:
		delete(p.told, name)
	case likely(h.rng, 0.02):
		p.told[name] = nil
	default:
		low = h.rng.IntN(40)
		high = low + h.rng.IntN(1+h.rng.IntN(40))
		bounds := map[string]any{"at_least": float64(low), "at_most": float64(high)}
		if likely(h.rng, 0.3) {
			delete(bounds, "at_least")
			bounds["more_than"] = float64(low) - pick(h.rng, 1, 0.5)
		}
		if likely(h.rng, 0.3) {
			delete(bounds, "at_most")
			bounds["less_than"] = float64(high) + pick(h.rng, 1, 0.5)
		}
		p.told[name] = bounds
	}
	field := fieldOf(&p.record, h.field[name])
	p.open = append(p.open, oracle.Open{Fact: h.place[name], Values: high - low + 1,
		Choose: func(i int) { field.SetFloat(float64(low + i)) }})
}

// TestMeasures holds the two rules on outcome measures to their definition. A measure counts
// once both its values are known, whatever is open besides; what is an important change of the
// pain score may itself be open, for it is another one in the neck.
func TestMeasures(t *testing.T) {
	t.Parallel()
	cases := oracle.Cases(2000, 20_000)
	g := dryneedling.AsPublished()
	q, h := question(t, g), newHider(g, rand.New(rand.NewPCG(15, 1)))
	seen := map[string]int{}
	c := g.NewCase()
	for range cases {
		p := h.partial(3, 8)
		measured := p.hideMeasures(h)
		for _, name := range []string{"condition", "needling_region", "weeks_since_first_session"} {
			if _, told := p.told[name].(map[string]any); p.told[name] != nil && !told && likely(h.rng, 0.7) {
				h.hide(p, name, 30)
			}
		}
		want := q.Answer(p.open, func() (int, oracle.Set) {
			level, rules := q.judge(&p.record)
			if !measured {
				rules[1] &^= 1 << cautionNoResponse
			}
			return level, rules
		})
		require.NoError(t, c.Load(h.form(p)))
		got := q.Ask(c)
		require.NoError(t, q.Check(got, &want, false), "%v", p.told)
		for _, k := range want.Cautions {
			for _, f := range k.Missing {
				seen[k.Rule+" by "+f]++
			}
		}
	}
	for _, what := range []string{"no-response by weeks_since_first_session", "no-response by condition", "no-response by needling_region",
		"getting-worse by condition", "getting-worse by needling_region"} {
		require.Positive(t, seen[what], what)
	}
}

// hideMeasures leaves out one or both values of some measures, or tells them in part. Such a
// measure shows no change. It reports whether any measure is left.
func (p *partial) hideMeasures(h *hider) (measured bool) {
	r := &p.record
	fewest := h.rng.Float64()
	for _, m := range []struct {
		name          string
		baseline, now *float64
		most          float64
	}{{"ndi", &r.ndiBaseline, &r.ndiNow, 100}, {"odi", &r.odiBaseline, &r.odiNow, 100},
		{"nprs", &r.nprsBaseline, &r.nprsNow, 10}, {"psfs", &r.psfsBaseline, &r.psfsNow, 10}} {
		if m.name == "nprs" && likely(h.rng, 0.4) { // between the two thresholds
			*m.baseline, *m.now = pick(h.rng, 5, 1.5), pick(h.rng, 3.5, 6.5, 0)
			p.told["nprs_baseline"], p.told["nprs_now"] = *m.baseline, *m.now
		}
		if h.rng.Float64() > fewest {
			measured = true
			if likely(h.rng, 0.2) { // narrowed to one value: that is to know it
				p.told[m.name+"_now"] = map[string]any{"at_least": *m.now, "at_most": *m.now}
			}
			continue
		}
		for _, name := range pick(h.rng, []string{"_baseline"}, []string{"_now"}, []string{"_baseline", "_now"}) {
			h.silence(p, m.name+name)
			if likely(h.rng, 0.5) {
				p.told[m.name+name] = map[string]any{"at_least": 0.0, "less_than": math.Floor(m.most / 3)}
			}
		}
		*m.baseline, *m.now = 0, 0
	}
	return measured
}
