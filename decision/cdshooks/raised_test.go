package cdshooks

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func provisional(condition string) string {
	return strings.Replace(condition, "confirmed", "provisional", 1)
}

// What a card begins with: the record affirms a sign and is not sure, or has a reason to ask for one.
const (
	affirms = "The record raises: "
	asks    = "To be asked: "
)

// What the record raises of the screen is not a bare count of questions.
func TestWhatTheRecordRaises(t *testing.T) {
	p := policy(t)
	for _, test := range []struct {
		name, leads, record, fact string
		onView                    int
	}{
		{"cancer long ago", asks, problem("ca", snomed, "363346000", "Malignant neoplastic disease", "2015-03-01"), "concern about cancer", 0},
		{"what is provisional and only asks", asks, provisional(problem("fx", snomed, "125605004", "Fracture of bone", "2026-11-18")), "concern about a fracture", 0},
		{"what is provisional", affirms, provisional(problem("m", snomed, "65260001", "Cervical spondylosis with myelopathy", "2026-11-18")), "signs of myelopathy", 1},
		{"a weakly checked code", affirms, problem("ces", snomed, "192970008", "Cauda equina syndrome", "2026-11-15"), "cauda equina signs", 1},
		{"an old yes", affirms, strings.Replace(answers(`{"linkId":"cauda_equina_signs","answer":[{"valueBoolean":true}]}`), "2026-11-22", "2026-10-10", 1), "cauda equina signs", 1},
	} {
		for _, hook := range []string{orderSign, orderSelect, encounterStart} {
			s := &scene{hook: hook, record: []string{born, test.record}, order: needling}
			if hook == encounterStart {
				s.order, s.record = "", append(s.record, needled)
			}
			card := answered(t, p, s)
			require.True(t, strings.HasPrefix(card.Summary, test.leads+test.fact+" ("), "%s: %s", test.name, card.Summary)
			require.Equal(t, hook != encounterStart, card.Indicator == Warning, test.name)
			before, _, found := strings.Cut(card.Detail, "**Not recorded")
			require.True(t, found)
			require.Contains(t, before, "**What the record raises and does not settle**\n\n- "+test.fact+": ")
			require.NotContains(t, before, "**What holds so far**", "safety before evidence")
		}
		s := &scene{hook: orderSign, record: []string{born, test.record}, order: referral}
		require.Equal(t, Notice, answered(t, p, s).Indicator)
		cards := play(t, p, &scene{hook: patientView, record: []string{born, test.record, needled}})
		require.Len(t, cards, test.onView)
		for _, card := range cards {
			require.Equal(t, Notice, card.Indicator)
		}
		require.Empty(t, play(t, p, &scene{hook: patientView, record: []string{born, test.record}}), "no needling")
	}
}

// A warning that was denied since stays to be seen, whatever the answer; one that another source
// denies stands, and both are named.
func TestWarningsThatWereDenied(t *testing.T) {
	p := policy(t)
	yes := strings.NewReplacer("2026-11-22", "2026-11-19", `"id":"q"`, `"id":"q1"`).Replace(answers(`{"linkId":"cauda_equina_signs","answer":[{"valueBoolean":true}]}`))
	no := answers(`{"linkId":"cauda_equina_signs","answer":[{"valueBoolean":false}]}`)
	card := answered(t, p, &scene{hook: orderSign, order: needling, record: []string{born, yes, no}, facts: suitable(nil)})
	require.Contains(t, card.Detail, "**What the record raises and does not settle**\n\n- cauda equina signs: answered")
	require.Contains(t, card.Detail, "denied since, on 2026-11-22")
	require.Contains(t, card.Summary, "May be discussed")
	require.Equal(t, Warning, card.Indicator)
	require.Empty(t, play(t, p, &scene{hook: patientView, record: []string{born, yes, no, needled}}), "settled")

	cauda := problem("ces", snomed, "192970008", "Cauda equina syndrome", "2026-11-08")
	card = answered(t, p, &scene{hook: orderSign, order: needling, record: []string{born, cauda, no}})
	require.Equal(t, "The record raises: cauda equina signs (Condition, 2026-11-08)", card.Summary, "one tick does not silence a diagnosis")
	require.Equal(t, Warning, card.Indicator)

	for _, risk := range []struct{ date, leads string }{ // osteoporosis asks whether there is concern about a fracture
		{"2015-03-02", "Dry needling: More information"}, {"2026-11-21", "Dry needling: More information"},
		{"2015", "Dry needling: More information"}, {"2026-11-22", asks}, {"2026-11", asks}, {"", asks},
	} {
		bones := problem("bones", snomed, "64859006", "Osteoporosis", risk.date)
		denied := answers(`{"linkId":"fracture_concern","answer":[{"valueBoolean":false}]}`)
		card = answered(t, p, &scene{hook: orderSign, order: needling, record: []string{born, bones, denied}})
		require.True(t, strings.HasPrefix(card.Summary, risk.leads), "%s: %s", risk.date, card.Summary)
		require.Contains(t, card.Detail, "**What the record raises and does not settle**\n\n- concern about a fracture")
		require.Equal(t, Warning, card.Indicator)
	}

	clot := problem("dvt", snomed, "128053003", "Deep venous thrombosis", "2026-11-15")
	card = answered(t, p, &scene{hook: orderSign, order: needling, record: []string{born, clot, answers(`{"linkId":"suspected_dvt","answer":[{"valueBoolean":false}]}`)}})
	require.Contains(t, card.Summary, "Refer")
	require.Contains(t, card.Detail, "**What is told in two ways**\n\n- what is on record of \"suspected deep vein thrombosis\" contradicts itself; the yes stands: Condition/dvt")
}

// What was denied and is too old to count is asked again, and raises nothing: it is no sign, and it
// hides none.
func TestDenialsThatGrewOld(t *testing.T) {
	p := policy(t)
	var items []string
	for _, group := range []string{"red_flags", "contraindications"} {
		for _, fact := range p.known.groups[group].Facts {
			items = append(items, `{"linkId":"`+fact+`","answer":[{"valueBoolean":false}]}`)
		}
	}
	items = append(items, `{"linkId":"consents_to_needling","answer":[{"valueBoolean":true}]}`)
	fracture := provisional(problem("fx", snomed, "125605004", "Fracture of bone", "2026-11-22"))
	denied := answers(strings.Join(items, ","))
	for _, day := range []string{"2026-11-21", "2026-10-01", "2026-11"} {
		old := strings.Replace(denied, "2026-11-22", day, 1)
		for _, hook := range []string{orderSign, encounterStart} {
			s := &scene{hook: hook, order: needling, record: []string{born, old}}
			if hook == encounterStart {
				s.order, s.record = "", append(s.record, needled)
			}
			card := answered(t, p, s)
			require.True(t, strings.HasPrefix(card.Summary, "Dry needling: More information is needed."), card.Summary)
			require.Equal(t, Notice, card.Indicator)
			require.NotContains(t, card.Detail, "What the record raises")
		}
		require.Empty(t, play(t, p, &scene{hook: orderSign, order: referral, record: []string{born, old}}))
		card := answered(t, p, &scene{hook: orderSign, order: needling, record: []string{born, old, fracture}})
		require.True(t, strings.HasPrefix(card.Summary, asks+"concern about a fracture ("), card.Summary)
		require.Equal(t, Warning, card.Indicator)
	}
}

// What is known for sure is not raised by an older entry as well.
func TestWhatIsKnownIsNotRaised(t *testing.T) {
	p := policy(t)
	now, before := problem("now", snomed, "77386006", "Pregnant", "2026-10-10"), problem("before", snomed, "77386006", "Pregnant", "2021-02-01")
	with, without := answered(t, p, &scene{hook: orderSign, order: needling, record: []string{born, now, before}}), answered(t, p, &scene{hook: orderSign, order: needling, record: []string{born, now}})
	require.Equal(t, without.Summary, with.Summary)
	require.Equal(t, without.Indicator, with.Indicator)
	require.NotContains(t, with.Detail, "What the record raises")
}
