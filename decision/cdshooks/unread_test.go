package cdshooks

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// denying are the answers of a practitioner by which needling may be discussed, in the form of the
// guideline's questionnaire.
func denying(t testing.TB, p *Policy, changes decision.Facts) string {
	t.Helper()
	facts := suitable(changes)
	var items []string
	for _, group := range facts["none_of"].([]string) {
		for _, fact := range p.known.groups[group].Facts {
			if facts[fact] == nil {
				facts[fact] = false
			}
		}
	}
	delete(facts, "none_of")
	delete(facts, "age_years") // which the date of birth tells
	for fact, value := range facts {
		item := ""
		switch v := value.(type) {
		case bool:
			item = fmt.Sprintf(`"valueBoolean":%t`, v)
		case string:
			item = fmt.Sprintf(`"valueCoding":{"code":%q}`, v)
		case int:
			item = fmt.Sprintf(`"valueInteger":%d`, v)
		}
		items = append(items, fmt.Sprintf(`{"linkId":%q,"answer":[{%s}]}`, fact, item))
	}
	slices.Sort(items)
	return strings.Replace(answers(strings.Join(items, ",")), `"status"`, `"author":{"reference":"Practitioner/doc-1"},"status"`, 1)
}

// What was denied may be on record all the same, and that is stronger: where a part that is needed
// could not be had, needling is not discussed, and nothing is called unchangeable.
func TestDenialsDoNotStandForTheRecord(t *testing.T) {
	p := policy(t)
	clot := searchset(problem("dvt", snomed, "128053003", "Deep venous thrombosis", "2026-11-15"))
	more := strings.Replace(searchset(), `"entry"`, `"link":[{"relation":"next","url":"http://ehr/next"}],"entry"`, 1)
	const settled, unread = "Nothing that is still unknown could change this verdict.", "By what could be had of the record this is settled"
	for _, c := range []struct {
		name, key, given string
		changes          decision.Facts
		status           int
		summary, says    string
		suggestions      int
	}{
		{"the record is there", "condition", searchset(), nil, 200, "May be discussed", settled, 0},
		{"with a warning sign", "condition", clot, nil, 200, "Refer", settled, 0},
		{"a part left out", "condition", "", nil, 412, "", "", 0},
		{"an error in its place", "condition", `{"resourceType":"OperationOutcome","issue":[]}`, nil, 412, "", "", 0},
		{"one page of several", "condition", more, nil, 412, "", "", 0},
		{"a part that is not needed", "medication-statement", "", nil, 200, "May be discussed", unread, 0},
		{"a no that is settled", "condition", "", decision.Facts{"consents_to_needling": false}, 200, "No consent", unread, 0},
		{"a no with something to try instead", "condition", searchset(), decision.Facts{"heat_trial": "not_tried"}, 200, "Not yet", settled, 1},
		{"the same of a part left out", "condition", "", decision.Facts{"heat_trial": "not_tried"}, 200, "Not yet", unread, 0},
		{"the gravest, on one page of several", "condition", strings.Replace(clot, `"entry"`, `"link":[{"relation":"next","url":"http://ehr/next"}],"entry"`, 1), nil, 200, "Refer", settled, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := wire(t, p, Options{})
			parts := map[string]string{c.key: c.given, "questionnaire-response-questions-of-the-guideline": searchset(denying(t, p, c.changes))}
			if c.key != "condition" {
				parts["condition"] = searchset()
			}
			a := w.post("/cds-services/dry-needling-order-sign", body(orderSign, map[string]string{"prefetch": whole(t, parts),
				"context": contextOf(map[string]string{"draftOrders": `{"resourceType":"Bundle","entry":[{"resource":` + needling + `}]}`})}))
			require.Equal(t, c.status, a.status, a.body)
			if c.status != http.StatusOK {
				require.Contains(t, a.body, `"expression":["prefetch.condition"]`)
				return
			}
			card := cardsIn(t, a)[0]
			require.Contains(t, card.Summary, c.summary)
			require.Contains(t, card.Detail, c.says)
			require.Equal(t, c.says == settled, !strings.Contains(card.Detail, unread))
			if c.says == unread {
				require.Contains(t, card.Detail, "could not be had")
			}
			require.Len(t, card.Suggestions, c.suggestions)
		})
	}
}

// Where nothing that is needed could be had of a chart, silence would mean nothing.
func TestAChartOfWhichNothingIsHad(t *testing.T) {
	w := wire(t, policy(t), Options{})
	call := func(prefetch string) answerOf {
		return w.post("/cds-services/dry-needling-patient-view", body(patientView, map[string]string{"prefetch": prefetch}))
	}
	require.Equal(t, http.StatusPreconditionFailed, call("").status)
	require.Equal(t, http.StatusPreconditionFailed, call(`{"patient":`+born+`}`).status)
	require.Equal(t, http.StatusOK, call(`{"patient":`+born+`,"condition":`+searchset()+`}`).status)
}

// A second danger makes no card milder, and hides none.
func TestASecondDanger(t *testing.T) {
	p := policy(t)
	urgent := map[Indicator]int{Notice: 0, Warning: 1, Critical: 2}
	settings := []scene{{hook: orderSign, order: needling}, {hook: orderSign, order: referral}, {hook: patientView, opted: true}}
	dangers := append(slices.Clone(p.known.groups["red_flags"].Facts), p.known.groups["contraindications"].Facts...)
	shown := func(s scene, facts ...string) Card {
		s.facts = suitable(nil)
		delete(s.facts, "none_of")
		for _, fact := range dangers {
			s.facts[fact] = slices.Contains(facts, fact)
		}
		s.record = []string{born}
		return answered(t, p, &s)
	}
	for _, s := range settings {
		alone := map[string]Card{}
		for _, one := range dangers {
			alone[one] = shown(s, one)
		}
		for _, one := range dangers {
			for _, other := range dangers {
				require.GreaterOrEqual(t, urgent[shown(s, one, other).Indicator], urgent[alone[one].Indicator], "%s and %s", one, other)
			}
		}
	}
	card := shown(settings[0], "suspected_dvt", "fever")
	require.Contains(t, card.Detail, "- **Fever")
	require.Contains(t, card.Summary, "Refer")

	card = shown(settings[0], "anticoagulation_uncontrolled", "malignancy_at_site")
	require.NotContains(t, strings.ToLower(card.Summary), "anticoag", "the name of what is disputed is not told as well supported")
}

// A doubt of the whole record leads, wherever only the summary is shown.
func TestADoubtLeads(t *testing.T) {
	died := strings.Replace(born, `"birthDate"`, `"deceasedDateTime":"2026-11-01","birthDate"`, 1)
	card := answered(t, policy(t), &scene{hook: orderSign, order: needling, record: []string{died}, facts: suitable(nil)})
	require.True(t, strings.HasPrefix(card.Summary, "First: the patient is recorded as deceased. Dry needling: "), card.Summary)
}

// What the record affirms and is not sure of stands before what only makes it ask: among signs, and
// among the reasons of one.
func TestWhatIsAffirmedComesFirst(t *testing.T) {
	p := policy(t)
	lung, clot := problem("a", snomed, "59282003", "Pulmonary embolism", "2026-11-20"), provisional(problem("z", snomed, "128053003", "Deep venous thrombosis", "2026-11-21"))
	card := answered(t, p, &scene{hook: orderSign, order: needling, record: []string{born, lung, clot}})
	require.Equal(t, "The record raises: suspected deep vein thrombosis (Condition, 2026-11-21)", card.Summary)
	require.Contains(t, card.Detail, "**What the record raises and does not settle**\n\n- suspected deep vein thrombosis: SNOMED CT 128053003")

	record := []string{born, provisional(problem("z", snomed, "65260001", "Cervical spondylosis with myelopathy", "2026-11-18"))}
	for i, risk := range []string{"363346000", "64859006", "125605004", "59282003"} {
		record = append(record, problem(fmt.Sprint("a", i), snomed, risk, "risk", "2026-11-20"))
	}
	card = answered(t, p, &scene{hook: orderSign, order: needling, record: record})
	require.True(t, strings.HasPrefix(card.Summary, affirms+"signs of myelopathy"), card.Summary)
}

// A denial of the same day does not settle what was recorded in its course, unless both say when. The
// day is that of the place where the record is read.
func TestDenialsOfTheSameDay(t *testing.T) {
	p := policy(t)
	for _, c := range []struct {
		recorded, denied string
		leads            bool
		east             bool // nine hours ahead
	}{
		{"2026-11-21", "2026-11-22", false, false},
		{"2026-11-22", "2026-11-22", true, false},
		{"2026-11-22T09:00:00Z", "2026-11-22", true, false},
		{"2026-11-22", "2026-11-22T08:00:00Z", true, false},
		{"2026-11-22T07:00:00Z", "2026-11-22T08:00:00Z", false, false},
		{"2026-11-22T08:00:00Z", "2026-11-22T07:00:00Z", true, false},
		{"2026-11-22T08:00:00+01:00", "2026-11-22T07:30:00Z", false, false},
		{"2026-11", "2026-11-22", true, false},
		{"2026", "2026-11-22", true, false},
		{"2025", "2026-11-22", false, false},
		{"", "2026-11-22", true, false},
		{"2026-11-21T23:30:00Z", "2026-11-22", false, false},
		{"2026-11-21T23:30:00Z", "2026-11-22", true, true},
	} {
		bones := problem("bones", snomed, "64859006", "Osteoporosis", c.recorded)
		denied := strings.Replace(denying(t, p, nil), "2026-11-22", c.denied, 1)
		s := &scene{hook: orderSign, order: needling, record: []string{born, bones, denied}}
		if c.east {
			s.at = noon().In(time.FixedZone("", 9*3600))
		}
		card := answered(t, p, s)
		require.Equal(t, c.leads, strings.HasPrefix(card.Summary, asks+"concern about a fracture"), "%v: %s", c, card.Summary)
		require.Contains(t, card.Detail, "**May be discussed.**")
	}
}

// Nothing is proposed while a sign may be there that nobody has answered.
func TestNoSuggestionBesideAnOpenSign(t *testing.T) {
	p := policy(t)
	denied := denying(t, p, decision.Facts{"pain_duration_weeks": 60, "exercise_trial": "not_tried"})
	for _, c := range []struct {
		recorded string
		want     int
	}{{"2026-11-21", 1}, {"2026-11-22", 0}, {"", 0}} {
		card := answered(t, p, &scene{hook: orderSign, order: needling, record: []string{born, denied, problem("bones", snomed, "64859006", "Osteoporosis", c.recorded)}})
		require.Len(t, card.Suggestions, c.want, c.recorded)
	}
}
