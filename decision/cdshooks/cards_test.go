package cdshooks

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/evidence"
)

// some facts, drawn at random: most unknown, some in part.
func some(random *rand.Rand, all []decision.Fact, known lookup) decision.Facts {
	facts, share := decision.Facts{}, random.IntN(11)
	if random.IntN(2) == 0 {
		facts["none_of"] = []string{"red_flags", "contraindications"}
	}
	groups := map[string]bool{}
	for _, group := range []string{"red_flags", "contraindications"} {
		for _, fact := range known.groups[group].Facts {
			groups[fact] = facts["none_of"] != nil
		}
	}
	for _, f := range all {
		if groups[f.ID] || random.IntN(10) >= share {
			continue
		}
		switch {
		case f.Type == decision.TypeBool:
			facts[f.ID] = random.IntN(5) == 0
		case f.Type == decision.TypeChoice && random.IntN(5) == 0:
			facts[f.ID] = map[string]any{"one_of": []any{f.Choices[0].ID, f.Choices[random.IntN(len(f.Choices)-1)+1].ID}}
		case f.Type == decision.TypeChoice:
			facts[f.ID] = f.Choices[random.IntN(len(f.Choices))].ID
		case f.ID == "sessions_attended" || f.ID == "sessions_scheduled":
		default:
			facts[f.ID] = f.Min + float64(random.IntN(int(min(f.Max-f.Min, 60))+1))
		}
	}
	if random.IntN(3) == 0 { // where there is something to suggest
		facts["none_of"], facts["condition"], facts["pain_duration_weeks"] = []string{"red_flags", "contraindications"}, "low_back_pain", random.IntN(40)
		for fact := range groups {
			delete(facts, fact)
		}
		facts["needling_region"], facts["pregnancy"], facts["antithrombotic_medicine"] = "low_back", false, false
	}
	return facts
}

// marked is markup that only what is written elsewhere could have brought: the phrases have none
// but bold text and lists.
var marked = regexp.MustCompile(`[<>\[\]|` + "`" + `]|://|@[^ \x{200a}]|(^|\n)(#|=|\t|    )`)

// Whatever is known, whatever texts the record holds, and on every hook: the answer is one that
// clients can read, and keeps the rules of what is said how urgently and what is suggested.
func TestEveryAnswerIsValid(t *testing.T) {
	p, random := policy(t), rand.New(rand.NewPCG(3, 5))
	all := p.g.Facts()
	orders, tried, spoken, suggested, kinds := []string{needling, referral}, oracle.Cases(500, 6000), 0, 0, map[Indicator]int{}
	for i := range tried {
		bad := hostile()
		s := &scene{hook: hooks()[i%4], order: orders[random.IntN(2)], opted: random.IntN(2) == 0, more: []string{"", "https://clinic.example/?q=1"}[random.IntN(2)]}
		c := s.call()
		c.lacks = []lack{{key: bad[random.IntN(3)], says: bad[random.IntN(3)]}}[:random.IntN(2)]
		chart := &fhir.Chart{Facts: some(random, all, p.known)}
		for _, fact := range []string{"cancer_concern", "condition", "pregnancy"} {
			if i%5 < 3 { // beside these nothing is suggested
				chart.Prompts = append(chart.Prompts, fhir.Prompt{Fact: fact, Because: []fhir.Because{{Says: bad[random.IntN(3)], Date: bad[0]}}})
			}
			chart.Sources = append(chart.Sources, fhir.Source{Fact: fact, Says: bad[random.IntN(3)]})
			chart.Unused = append(chart.Unused, fhir.Unused{Resource: bad[0], Kind: fhir.Contradicted, Reason: bad[random.IntN(3)]})
		}
		if i%3 == 0 && c.orders != nil {
			c.orders[0].resource = (with(s.order, fmt.Sprintf(`"bodySite":[{"text":%q}],"reasonCode":[{"text":%q}]`, bad[random.IntN(3)], []string{"low back pain", bad[0]}[random.IntN(2)])))
			p.narrow(c, chart)
		}
		d, err := p.g.Decide(chart.Facts)
		if err != nil {
			continue // facts that do not go together
		}
		cards := p.cards(context.Background(), c, chart, d, questions{more: s.more})
		valid(t, cards)
		require.LessOrEqual(t, len(cards), 1)
		for _, card := range cards {
			spoken++
			kinds[card.Indicator]++
			require.NotRegexp(t, marked, card.Detail)
			keepsTheRules(t, p, c, d, card)
			suggested += len(card.Suggestions)
		}
	}
	require.Greater(t, spoken, tried/2)
	require.Greater(t, suggested, tried/100)
	for _, kind := range []Indicator{Notice, Warning, Critical} {
		require.Greater(t, kinds[kind], tried/40, kind)
	}
}

func keepsTheRules(t *testing.T, p *Policy, c *call, d *decision.Decision, card Card) {
	t.Helper()
	certain, strong := false, false // of the screen
	for _, r := range d.Reasons {
		found := !r.Possible && p.known.screens[r.Rule]
		certain, strong = certain || found, strong || found && p.critical[r.Verdict] && !weakly(d, r.Claims)
	}
	require.True(t, certain || card.Indicator != Critical, "critical without a certain reason of the safety screen: %v", d.Reasons)
	if strong { // whatever else there is
		require.NotEqual(t, Notice, card.Indicator)
		require.True(t, card.Indicator == Critical || p.setting(c) != onOrder)
	} else if d.Support == nil || d.Support.Standing >= evidence.Disputed || d.Support.Certainty == evidence.VeryLow {
		require.True(t, c.hook == orderSelect || c.hook == orderSign || card.Indicator == Notice, "weak on a chart")
	}
	_, asked, _ := strings.Cut(card.Detail, "**Not recorded")
	asked, _, _ = strings.Cut(asked, "\n\nFirst comes")
	require.LessOrEqual(t, strings.Count(asked, "\n- "), mostQuestions)
	require.Contains(t, card.Detail, strings.TrimPrefix(d.Guideline.Digest, "sha256:"))
	for _, s := range card.Suggestions {
		require.Empty(t, d.Urgency, "no talk of treatment beside a referral")
		for _, flag := range p.known.groups["red_flags"].Facts {
			require.NotContains(t, d.Missing, flag, "nothing is suggested while a warning sign may be there")
		}
		found := false
		for _, o := range d.Options {
			found = found || strings.Contains(s.Label, o.Title) && o.Stance == decision.StanceRecommend && !o.Possible && !o.Failed
		}
		require.True(t, found, s.Label)
	}
}

// Only what is recommended, certain, left to be tried and traced is suggested.
func TestSuggestions(t *testing.T) {
	p := policy(t)
	chronic := decision.Facts{"none_of": []string{"red_flags", "contraindications", "precautions"}, "condition": "low_back_pain", "pain_duration_weeks": 60.0, "needling_region": "low_back", "pregnancy": false, "age_years": 50}
	with := func(name string, value any) decision.Facts {
		out := decision.Facts{name: value}
		for k, v := range chronic {
			if k != name {
				out[k] = v
			}
		}
		return out
	}
	for _, test := range []struct {
		name  string
		facts decision.Facts
		want  int
	}{
		{"exercise, of which nothing is known", chronic, 1},
		{"exercise, not tried", with("exercise_trial", "not_tried"), 1},
		{"exercise, going on", with("exercise_trial", "in_progress"), 0},
		{"exercise, helping", with("exercise_trial", "helped"), 0},
		{"exercise, that did not help", with("exercise_trial", "not_helped"), 0},
		{"exercise, declined", with("exercise_trial", "declined_or_unavailable"), 0},
		{"beside a warning sign", with("none_of", []string{"contraindications"}), 0},
		{"beside a contraindication", with("none_of", []string{"red_flags"}), 0},
	} {
		if strings.HasPrefix(test.name, "beside a contra") {
			test.facts["lymphoedema_at_site"] = true
		}
		card := answered(t, p, &scene{hook: orderSign, order: needling, facts: test.facts})
		require.Len(t, card.Suggestions, test.want, test.name)
		for _, s := range card.Suggestions {
			require.Equal(t, "Propose: Exercise therapy", s.Label)
		}
	}
	untraced := &writer{p: p, c: &call{}, d: &decision.Decision{Evidence: []decision.Claim{{Claim: "A", Standing: evidence.Supported}, {Claim: "B", Standing: evidence.Untraced}}}}
	for _, test := range []struct {
		claims []string
		want   bool
	}{{[]string{"A"}, true}, {[]string{"A", "B"}, false}, {[]string{"C"}, false}, {nil, false}} {
		require.Equal(t, test.want, untraced.certain(&decision.Option{Stance: decision.StanceRecommend, Claims: test.claims}), "%v", test.claims)
	}
	require.False(t, untraced.certain(&decision.Option{Stance: decision.StanceMay, Claims: []string{"A"}}))

	c := (&scene{hook: orderSign, order: needling}).call()
	c.patient = "../../x" // never a reference that leads elsewhere
	d, err := p.g.Decide(chronic)
	require.NoError(t, err)
	require.Empty(t, p.cards(context.Background(), c, &fhir.Chart{}, d, questions{})[0].Suggestions)
}

func BenchmarkCards(b *testing.B) {
	p, all := policy(b), scenes()
	for _, name := range []string{"needs-information", "disputed-no-on-order-sign", "consider-on-order-sign", "refer-on-order-sign"} {
		s := all[name]
		c := s.call()
		chart := p.m.FactsOf(patientID, noon(), c.record...)
		for k, v := range s.facts {
			chart.Facts[k] = v
		}
		d, err := p.g.Decide(chart.Facts)
		require.NoError(b, err)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if len(p.cards(context.Background(), c, chart, d, questions{})) != 1 {
					b.Fatal("no card")
				}
			}
		})
	}
}

// BenchmarkRunning looks for a course of needling in a record that holds none.
func BenchmarkRunning(b *testing.B) {
	p := policy(b)
	data, err := os.ReadFile("../../testdata/fhir/chronic-low-back-pain.json")
	require.NoError(b, err)
	c := (&scene{hook: patientView, record: []string{strings.ReplaceAll(string(data), "Patient/", "Patient/"+patientID+"x")}}).call()
	b.SetBytes(int64(len(c.record[0].Text)))
	for b.Loop() {
		if p.running(c, &fhir.Chart{}) {
			b.Fatal("running")
		}
	}
}

// Whatever a record or an order holds, it is looked through.
func FuzzSpeaks(f *testing.F) {
	for _, s := range []string{needling, needled, `{"resourceType":"Bundle","entry":[{"resource":` + needled + `}]}`, `{"resourceType":"CarePlan","activity":[{}]}`, `[[`, `{"resourceType":"Procedure","performedDateTime":"2026-02-30T"}`} {
		f.Add(s)
	}
	p := policy(f)
	f.Fuzz(func(t *testing.T, s string) {
		for _, hook := range hooks() {
			c := (&scene{hook: hook, order: s, record: []string{s}}).call()
			_ = p.concerned(c)
			p.narrow(c, p.m.FactsOf(patientID, noon(), c.record...))
			_ = p.speaks(c, &fhir.Chart{})
		}
	})
}
