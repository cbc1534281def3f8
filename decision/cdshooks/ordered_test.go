package cdshooks

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// with is an order that says more.
func with(order, members string) string {
	return strings.Replace(order, `"status":"draft",`, `"status":"draft",`+members+`,`, 1)
}

// known are facts that let needling be discussed where the record tells for what.
func known(without ...string) decision.Facts {
	facts := suitable(nil)
	for _, fact := range append(without, "condition", "pain_duration_weeks") {
		delete(facts, fact)
	}
	return facts
}

// An order says itself where and for what it is. What does not go with the record makes the answer
// open: it is never an answer to another question than that of the order.
func TestWhatAnOrderSays(t *testing.T) {
	back := problem("lbp", snomed, "279039007", "Low back pain", "2026-10-04")
	old := problem("old", snomed, "279039007", "Low back pain", "2020-10-04")
	neck := problem("neck", snomed, "81680005", "Neck pain", "2026-10-04")
	stroke := problem("cva", snomed, "230690007", "Stroke", "2026-10-04")
	reference := func(id string) string { return fmt.Sprintf(`"reasonReference":[{"reference":%q}]`, id) }
	code := func(system, code string) string {
		return fmt.Sprintf(`"reasonCode":[{"coding":[{"system":%q,"code":%q,"display":"as ordered"}]}]`, system, code)
	}
	const icd = "http://hl7.org/fhir/sid/icd-10-cm"
	for _, test := range []struct {
		name, says string
		record     []string
		verdict    string
		told, asks string
	}{
		{"nothing", `"priority":"routine"`, []string{back}, "May be discussed", "condition: Low back pain; region to be needled: low back; duration of the pain: 7 weeks.", ""},
		{"another place", `"bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"51185008","display":"Thorax"}],"text":"thorax"}]`, []string{back}, "More information is needed", "region to be needled: not known", "The order says: thorax (51185008)"},
		{"a place in no list", `"bodySite":{"text":"thorax"}`, []string{back}, "More information is needed", "region to be needled: not known", "The order says: thorax"},
		{"a place in no form", `"bodySite":5`, []string{back}, "More information is needed", "region to be needled: not known", "The order says: …"},
		{"its reason", reference("Condition/lbp"), []string{back}, "May be discussed", "condition: Low back pain; region", ""},
		{"a reason that is not there", reference("Condition/other"), []string{back}, "More information is needed", "condition: not known; region to be needled: low back; duration of the pain: not known.", "The order says: Condition/other"},
		{"a reason that is no complaint", reference("Condition/cva"), []string{back, stroke}, "More information is needed", "condition: not known", "The order says: Condition/cva"},
		{"a reason beside one that is no complaint", `"reasonReference":[{"reference":"Condition/cva"},{"reference":"https://ehr.example/fhir/Condition/lbp/_history/1"}]`, []string{back, stroke}, "May be discussed", "condition: Low back pain; region", ""},
		{"a finding", reference("Observation/x"), []string{back}, "May be discussed", "condition: Low back pain; region", ""},
		{"one of two", reference("Condition/lbp"), []string{back, neck}, "May be discussed", "condition: Low back pain; region to be needled: low back; duration of the pain: 7 weeks.", ""},
		{"the other of two", reference("Condition/neck"), []string{back, neck}, "", "condition: Mechanical neck pain; region", ""},
		{"one of two, by code", code(snomed, "279039007"), []string{back, neck}, "May be discussed", "condition: Low back pain; region", ""},
		{"one that came back", reference("Condition/lbp"), []string{back, old}, "Do not use", "condition: Low back pain; region to be needled: low back; duration of the pain: 320", ""},
		{"another code", code(icd, "M54.2"), []string{back}, "More information is needed", "condition: not known; region to be needled: low back; duration of the pain: not known.", "The order says: as ordered (M54.2)"},
		{"a code that is no complaint", code(icd, "E11.9"), []string{back}, "More information is needed", "condition: not known", "The order says: as ordered (E11.9)"},
		{"the same in words", `"reasonCode":[{"text":"low back pain"}]`, []string{back}, "May be discussed", "condition: Low back pain; region", ""},
		{"another in words", `"reasonCode":[{"text":"neck pain"}]`, []string{back}, "More information is needed", "condition: not known", "The order says: neck pain"},
		{"one of two, in words", `"reasonCode":[{"text":"low back pain"}]`, []string{back, neck}, "", "Low back pain or Mechanical neck pain", ""},
		{"one that is provisional, where another is on record", reference("Condition/neck"), []string{back, strings.Replace(neck, `"confirmed"`, `"provisional"`, 1)}, "More information is needed", "condition: not known", "The order says: Condition/neck"},
		{"one that is provisional, where the same is on record", reference("Condition/back2"), []string{back, strings.Replace(strings.Replace(back, `"confirmed"`, `"provisional"`, 1), `"lbp"`, `"back2"`, 1)}, "May be discussed", "condition: Low back pain; region", ""},
		{"both", `"reasonReference":[{"reference":"Condition/lbp"},{"reference":"Condition/neck"}]`, []string{back, neck}, "", "Low back pain or Mechanical neck pain", ""},
		{"a code where nothing is on record", code(icd, "M54.2"), nil, "More information is needed", "condition: not known", "The order says: as ordered (M54.2)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &scene{hook: orderSign, order: with(needling, test.says), record: append([]string{born}, test.record...), facts: known()}
			card := answered(t, policy(t), s)
			require.Contains(t, card.Summary, test.verdict)
			require.Contains(t, card.Detail, test.told)
			if test.asks != "" {
				require.Contains(t, card.Detail, test.asks)
			} else {
				require.NotContains(t, card.Detail, "The order says")
			}
			for _, record := range [][]string{
				{born, searchset(test.record...)}, {strings.Join(s.record, "\n")}, {searchset(born, searchset(test.record...))},
			} {
				s.record = record
				require.Equal(t, card, answered(t, policy(t), s), "whatever the record comes in")
			}
		})
	}
}

// What an order says otherwise than the record is named, and escaped.
func TestDisputesAreNamed(t *testing.T) {
	bad := hostile()
	for i := range bad {
		s := &scene{hook: orderSign, order: with(needling, fmt.Sprintf(`"bodySite":[{"text":%q}],"reasonCode":[{"text":%q}],"reasonReference":[{"reference":"Condition/x","display":%q}]`, bad[i], bad[i], bad[i])),
			record: []string{born, problem("lbp", snomed, "279039007", "Low back pain", "2026-10-04")}, facts: known()}
		card := answered(t, policy(t), s)
		require.NotRegexp(t, marked, card.Detail)
		require.Contains(t, card.Detail, "- region to be needled: the record says low back, an order says ")
		require.Contains(t, card.Detail, "- condition: the record says Low back pain, an order says ")
	}
}

// A chart from which something was taken says why.
func TestDisputesStayInTheChart(t *testing.T) {
	p := policy(t)
	s := &scene{hook: orderSign, order: with(needling, `"reasonReference":[{"reference":"Condition/x"}]`), record: []string{born, problem("lbp", snomed, "279039007", "Low back pain", "2026-10-04")}}
	c := s.call()
	chart := p.m.FactsOf(patientID, noon(), c.record...)
	p.narrow(c, chart)
	require.NotContains(t, chart.Facts, "condition")
	require.NotContains(t, chart.Facts, "pain_duration_weeks")
	kinds := map[fhir.Reason]int{}
	for _, u := range chart.Unused {
		kinds[u.Kind]++
	}
	require.Equal(t, 2, kinds[fhir.Contradicted])
	for _, s := range chart.Sources {
		require.NotContains(t, []string{"condition", "pain_duration_weeks"}, s.Fact)
	}
}

// A site gives codes of body sites a meaning; what goes with the record is then no question.
func TestBodySites(t *testing.T) {
	p, err := sitePolicy(t, `
order: {sites: [{value: thorax, code: {system: snomed_ct, code: "51185008", display: Thoracic structure, checked: yes}}]}
`)
	require.NoError(t, err)
	thorax := with(needling, `"bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"51185008"}]}]`)
	back := problem("lbp", snomed, "279039007", "Low back pain", "2026-10-04")
	for _, test := range []struct {
		facts decision.Facts
		want  string
	}{
		{known("needling_region"), "region to be needled: upper or mid back, or chest wall;"},
		{known(), "region to be needled: not known;"},
	} {
		require.Contains(t, answered(t, p, &scene{hook: orderSign, order: thorax, record: []string{born, back}, facts: test.facts}).Detail, test.want)
	}
	two := strings.Replace(thorax, `"bodySite":[`, `"bodySite":[{"text":"low back"},`, 1)
	require.Contains(t, answered(t, p, &scene{hook: orderSign, order: two, record: []string{born, back}, facts: known("needling_region")}).Detail, "region to be needled: not known;")

	for body, want := range map[string]string{
		`order: {sites: [{value: chest, code: {system: snomed_ct, code: "51185008", display: x, checked: yes}}]}`:   `there is no choice of the fact "chest"`,
		`order: {sites: [{value: thorax, code: {system: snomed_ct, code: "51185008", display: x, checked: weak}}]}`: `tells where, so it has to be checked: yes`,
		`order: {site: needling_region}`: "the facts of which an order speaks are those of the bundle",
		`critical: [refer]`:              "the verdicts that may be critical are those of the bundle",
	} {
		_, err := sitePolicy(t, body)
		require.ErrorContains(t, err, want)
	}
}

// Referrals of which the guideline knows nothing are left alone.
func TestReferrals(t *testing.T) {
	p := policy(t)
	for _, test := range []struct {
		name, says string
		record     []string
		facts      decision.Facts
		want       int
	}{
		{"nothing on record", "", nil, nil, 0},
		{"a stroke", "", []string{problem("cva", snomed, "230690007", "Stroke", "2026-10-04")}, nil, 0},
		{"diabetes", "", []string{problem("dm", "http://hl7.org/fhir/sid/icd-10-cm", "E11.9", "Diabetes", "2020-10-04")}, nil, 0},
		{"diabetes as its reason", `"reasonCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"E11.9"}]}]`, nil, nil, 0},
		{"back pain", "", []string{problem("lbp", snomed, "279039007", "Low back pain", "2026-10-04")}, nil, 1},
		{"back pain in words", "", []string{strings.Replace(problem("lbp", snomed, "279039007", "Low back pain", "2026-10-04"), `"coding":[{"code":"279039007","display":"Low back pain","system":"http://snomed.info/sct"}],`, "", 1)}, nil, 1},
		{"back pain as its reason", `"reasonCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.50"}]}]`, nil, nil, 1},
		{"a warning sign", "", nil, decision.Facts{"fever": true}, 1},
		{"what the screen asks for", "", []string{problem("ca", snomed, "363346000", "Malignant neoplastic disease", "2015-03-01")}, nil, 1},
		{"warning signs that are denied", "", nil, decision.Facts{"fever": false}, 0},
	} {
		order := referral
		if test.says != "" {
			order = with(order, test.says)
		}
		cards := play(t, p, &scene{hook: orderSign, order: order, record: append([]string{born}, test.record...), facts: test.facts})
		require.Len(t, cards, test.want, test.name)
		require.Len(t, play(t, p, &scene{hook: orderSign, order: needling, record: append([]string{born}, test.record...), facts: test.facts}), 1, test.name)
		for _, card := range cards {
			require.True(t, card.Indicator == Notice || test.facts != nil, test.name)
		}
	}
}

// A card says what of the record is behind a reason.
func TestReasonsNameTheRecord(t *testing.T) {
	card := answered(t, policy(t), &scene{hook: orderSign, order: needling, record: []string{born, problem("m", snomed, "65260001", "Cervical spondylosis with myelopathy", "2026-10-10")}})
	require.Equal(t, Critical, card.Indicator)
	require.Contains(t, card.Detail, "\n  - On record: Condition/m, 2026-10-10: SNOMED CT 65260001 (Cervical spondylosis with myelopathy)")
}

// Brackets: a permission by a disputed claim says so, and in its own words; of a warning sign it is
// the source that is weak.
func TestWeakSummaries(t *testing.T) {
	p := policy(t)
	for _, test := range []struct {
		facts     decision.Facts
		summary   string
		indicator Indicator
	}{
		{suitable(nil), "Dry needling: May be discussed (weakly supported). Dry needling may be discussed; low certainty; not first line.", Notice},
		{decision.Facts{"giant_cell_arteritis_signs": true}, "Dry needling: Refer. Concern about giant cell arteritis (the source of this sign was not traced)", Warning},
		{suitable(decision.Facts{"consents_to_needling": false}), "Dry needling: No consent. Consent refused", Warning},
	} {
		card := answered(t, p, &scene{hook: orderSign, order: needling, facts: test.facts})
		require.Equal(t, test.summary, card.Summary)
		require.Equal(t, test.indicator, card.Indicator)
		if _, refers := test.facts["giant_cell_arteritis_signs"]; refers {
			require.Equal(t, Notice, answered(t, p, &scene{hook: encounterStart, record: []string{needled}, facts: test.facts}).Indicator)
		}
	}
}

// Who may be discussed is told of the harms.
func TestPermissionsComeWithTheirHarms(t *testing.T) {
	card := answered(t, policy(t), &scene{hook: orderSign, order: needling, facts: suitable(nil)})
	for _, says := range []string{"**If it is discussed**", "machine-written", "not peer-reviewed", "adjunct to exercise", "72 hours", "pneumothorax", "Consent is informed"} {
		require.Contains(t, card.Detail, says)
	}
	for _, says := range []string{"twice a week", "stainless steel"} {
		require.NotContains(t, card.Detail, says)
	}
}

// What may be going on is not proposed once more, and nothing is to somebody who died.
func TestNothingIsProposedTwice(t *testing.T) {
	p := policy(t)
	chronic := problem("clbp", snomed, "278860009", "Chronic low back pain", "2025-01-10")
	going := `{"resourceType":"Procedure","id":"ex","status":"in-progress","performedDateTime":"2026-11-10","subject":{"reference":"Patient/` + patientID + `"},"code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"97110"}]}}`
	facts := decision.Facts{"none_of": []string{"red_flags", "contraindications", "precautions"}, "pregnancy": false, "needling_region": "low_back"}
	died := strings.Replace(born, `"birthDate"`, `"deceasedDateTime":"2026-11-01","birthDate"`, 1)
	moved := strings.Replace(born, `"birthDate"`, `"link":[{"other":{"reference":"Patient/new"},"type":"replaced-by"}],"birthDate"`, 1)
	for _, test := range []struct {
		name   string
		record []string
		want   int
		first  string
	}{
		{"exercise, of which nothing is known", []string{born, chronic}, 1, "**Do not use"},
		{"exercise that goes on", []string{born, chronic, going}, 0, "**Do not use"},
		{"somebody who died", []string{died, chronic}, 0, "**First: the patient is recorded as deceased.**\n\n**Do not use"},
		{"a record that was replaced", []string{moved, chronic}, 0, "**First: the record of this patient was replaced by "},
	} {
		known := maps.Clone(facts)
		card := answered(t, p, &scene{hook: orderSign, order: needling, record: test.record, facts: known})
		require.Len(t, card.Suggestions, test.want, test.name)
		require.True(t, strings.HasPrefix(card.Detail, test.first), "%s: %.90s", test.name, card.Detail)
	}
}
