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

// another is a second order of needling, which says more, or nothing.
func another(members string) string {
	order := strings.ReplaceAll(strings.ReplaceAll(needling, `"o"`, `"o2"`), "20560", "20561")
	if members == "" {
		return order
	}
	return with(order, members)
}

const (
	atThorax = `"bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"51185008"}]}]`
	icd10    = "http://hl7.org/fhir/sid/icd-10-cm"
)

func thoraxPolicy(t *testing.T) *Policy {
	p, err := sitePolicy(t, `
order: {sites: [{value: thorax, code: {system: snomed_ct, code: "51185008", display: Thorax, checked: yes}}]}
`)
	require.NoError(t, err)
	return p
}

func forReason(id string) string { return fmt.Sprintf(`"reasonReference":[{"reference":%q}]`, id) }

func forCode(system, code string) string {
	return fmt.Sprintf(`"reasonCode":[{"coding":[{"system":%q,"code":%q}]}]`, system, code)
}

// The place of one order is not that of another that names none: it is asked, with what the one
// says, unless the record settles it.
func TestAPlaceOfOneOrderOnly(t *testing.T) {
	p := thoraxPolicy(t)
	const unknown, thorax, back = "region to be needled: not known;", "region to be needled: upper or mid back, or chest wall;", "region to be needled: low back;"
	in := func(region any) decision.Facts {
		facts := known("needling_region")
		facts["needling_region"] = region
		return facts
	}
	for _, test := range []struct {
		name      string
		says      []string // orders
		facts     decision.Facts
		told      string
		asks      bool
		otherwise bool
	}{
		{"one", []string{atThorax}, known("needling_region"), thorax, false, false},
		{"both", []string{atThorax, atThorax}, known("needling_region"), thorax, false, false},
		{"the first", []string{atThorax, ""}, known("needling_region"), unknown, true, false},
		{"the second", []string{`"bodySite":[]`, atThorax}, known("needling_region"), unknown, true, false},
		{"one, and the record has it", []string{atThorax, ""}, in("thorax"), thorax, false, false},
		{"one, and the record has it in part", []string{atThorax, ""}, in(map[string]any{"one_of": []string{"thorax", "low_back"}}), "region to be needled: upper or mid back, or chest wall or low back;", false, false},
		{"both, and the record has it in part", []string{atThorax, atThorax}, in(map[string]any{"one_of": []string{"thorax", "low_back"}}), thorax, false, false},
		{"one, and the record has another", []string{atThorax, ""}, in("low_back"), unknown, true, true},
		{"none", []string{`"priority":"routine"`, ""}, in("low_back"), back, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &scene{hook: orderSign, order: with(needling, test.says[0]), record: []string{born, problem("lbp", snomed, "279039007", "Low back pain", "2026-10-04")}, facts: test.facts}
			for _, says := range test.says[1:] {
				s.others = append(s.others, another(says))
			}
			card := answered(t, p, s)
			require.Contains(t, card.Detail, test.told)
			require.Equal(t, test.asks, strings.Contains(card.Detail, "- Which region would be needled?\n  - One of the orders says: Thorax (51185008)"), card.Detail)
			require.Equal(t, test.asks, strings.Contains(card.Summary, "More information is needed"), card.Summary)
			require.Equal(t, test.otherwise, strings.Contains(card.Detail, "the record says low back, an order says Thorax (51185008)"))
		})
	}
}

// The reason of one order chooses nothing for another that gives none, or none that is known.
func TestAReasonOfOneOrderOnly(t *testing.T) {
	record := []string{born, problem("lbp", snomed, "279039007", "Low back pain", "2026-10-04"), problem("neck", snomed, "81680005", "Neck pain", "2026-10-04"),
		problem("cva", snomed, "230690007", "Stroke", "2026-10-04")}
	const either, back = "condition: Low back pain or Mechanical neck pain; region", "condition: Low back pain; region"
	lbp := forReason("Condition/lbp")
	for _, test := range []struct {
		name       string
		says       []string // orders
		told, asks string
	}{
		{"both the same", []string{lbp, lbp}, back, ""},
		{"the same in two ways", []string{lbp, forCode(icd10, "M54.50")}, back, ""},
		{"both, of two", []string{lbp, forReason("Condition/neck")}, either, ""},
		{"the first", []string{lbp, ""}, either, "Condition/lbp"},
		{"the second", []string{`"priority":"routine"`, lbp}, either, "Condition/lbp"},
		{"two of three, told once", []string{lbp, lbp, ""}, either, "Condition/lbp\n  - From the record: "},
		{"the first, and a finding", []string{lbp, forReason("Observation/x")}, either, "Condition/lbp"},
		{"one that is no complaint", []string{lbp, forReason("Condition/cva")}, "condition: not known; region", "Condition/lbp"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &scene{hook: orderSign, order: with(needling, test.says[0]), record: record, facts: known()}
			for _, says := range test.says[1:] {
				s.others = append(s.others, another(says))
			}
			card := answered(t, policy(t), s)
			require.Contains(t, card.Detail, test.told)
			if test.asks == "" {
				require.NotContains(t, card.Detail, " says: ")
				return
			}
			require.Contains(t, card.Detail, "- Which condition is this complaint?\n  - One of the orders says: "+test.asks)
			require.Contains(t, card.Summary, "More information is needed")
		})
	}
}

// An order does not choose the milder of two diagnoses of one place: for one site the most severe
// verdict stands.
func TestAReasonLeavesNothingOutOfItsPlace(t *testing.T) {
	back := problem("lbp", icd10, "M54.50", "Low back pain, unspecified", "2026-10-11")
	worn := strings.Replace(problem("ddd", snomed, "26538006", "Degeneration of lumbar intervertebral disc", "2019"), `"onsetDateTime":"2019",`, "", 1)
	chronic := problem("pain", icd10, "G89.29", "Other chronic pain", "2026-10-11")
	neck := problem("neck", snomed, "81680005", "Neck pain", "2026-10-04")
	muscle := problem("mps", snomed, "726531007", "Myofascial pain syndrome", "2026-10-04")
	ache := problem("ache", snomed, "161891005", "Backache", "2026-10-04")
	for _, test := range []struct {
		name   string
		record []string
		told   string
		asks   bool
		reason []string // of the order: each tells the same
	}{
		{"two of the back", []string{back, worn, chronic}, "condition: Low back pain or Degenerative lumbar disease; region", true, []string{forReason("Condition/lbp"), forReason("Condition/ddd"), forCode(icd10, "M54.50"), forCode(snomed, "26538006")}},
		{"and one of the neck, which is left out", []string{back, worn, neck}, "condition: Low back pain or Degenerative lumbar disease; region", true, []string{forReason("Condition/lbp"), forReason("Condition/ddd")}},
		{"and the neck itself", []string{back, worn, neck}, "condition: Mechanical neck pain; region", false, []string{forReason("Condition/neck")}},
		{"one of no place of its own", []string{back, muscle}, "condition: Low back pain or Myofascial pain with trigger points; region", false, []string{forReason("Condition/lbp"), forReason("Condition/mps")}},
		{"one that may be something else", []string{ache}, "condition: Low back pain or ", true, []string{forCode(icd10, "M54.50")}},
	} {
		for _, reason := range test.reason {
			t.Run(test.name+" "+reason, func(t *testing.T) {
				card := answered(t, policy(t), &scene{hook: orderSign, order: with(needling, reason), record: append([]string{born}, test.record...), facts: known()})
				require.Contains(t, card.Detail, test.told)
				require.Equal(t, test.asks, strings.Contains(card.Detail, "?\n  - The order says: "), card.Detail)
				require.True(t, !test.asks || strings.Contains(card.Summary, "More information is needed"), card.Summary)
			})
		}
	}
	plain := answered(t, policy(t), &scene{hook: orderSign, order: needling, record: []string{born, back, worn, chronic}, facts: known()})
	ordered := answered(t, policy(t), &scene{hook: orderSign, order: with(needling, forReason("Condition/lbp")), record: []string{born, back, worn, chronic}, facts: known()})
	require.Equal(t, plain.Summary, ordered.Summary, "the order takes nothing away")
}

// A code without words is told in those that a site or the catalogue has for it.
func TestCodesOfOrdersInWords(t *testing.T) {
	p := thoraxPolicy(t)
	record := []string{born, problem("lbp", snomed, "279039007", "Low back pain", "2026-10-04")}
	for says, want := range map[string]string{
		atThorax: "Thorax (51185008)",
		strings.Replace(atThorax, `"code":"51185008"`, `"code":"51185008","display":"chest"`, 1):                    "chest (51185008)",
		strings.Replace(atThorax, `"coding":[`, `"coding":[{"system":"urn:x","code":"7"},`, 1):                      "Thorax (51185008)",
		strings.Replace(atThorax, "51185008", "1", 1):                                                               "(1)",
		forCode(snomed, "239873007"):                                                                                "Osteoarthritis of knee (239873007)",
		forCode(icd10, "M17.9"):                                                                                     "Osteoarthritis of knee, unspecified (M17.9)",
		strings.Replace(forCode(snomed, "239873007"), `"coding"`, `"text":"knee","coding"`, 1):                      "knee (239873007)",
		forCode("http://www.ama-assn.org/go/cpt", "97110"):                                                          "(97110)",
		strings.Replace(forCode(snomed, "239873007"), `"code":"239873007"`, `"code":"239873007","display":"OA"`, 1): "OA (239873007)",
	} {
		card := answered(t, p, &scene{hook: orderSign, order: with(needling, says), record: record, facts: known()})
		require.Contains(t, card.Detail, "  - The order says: "+want+"\n", says)
	}
}

// A no that is certain for one order stays where nobody knows what another one is for; what may be
// discussed does not.
func TestANoOfOneOrder(t *testing.T) {
	p := policy(t)
	chronic, acute := problem("lbp", icd10, "M54.50", "Low back pain, unspecified", "2020-01-01"), problem("lbp", icd10, "M54.50", "Low back pain, unspecified", "2026-10-11")
	facts := suitable(nil)
	delete(facts, "condition")
	delete(facts, "pain_duration_weeks")
	for _, test := range []struct {
		record, other, summary string
	}{
		{chronic, forReason("Condition/lbp"), "Do not use"},
		{chronic, forReason("Condition/elsewhere"), "Do not use"},
		{chronic, `"reasonCode":[{"text":"chronic pain"}]`, "Do not use"},
		{acute, forReason("Condition/lbp"), "May be discussed"},
		{acute, forReason("Condition/elsewhere"), "More information is needed"},
	} {
		s := &scene{hook: orderSign, order: with(needling, forReason("Condition/lbp")), others: []string{another(test.other)}, record: []string{born, test.record}, facts: maps.Clone(facts)}
		require.Contains(t, answered(t, p, s).Summary, test.summary, test.other)
	}
}

// What bars by itself the condition that an order names stays told, though another condition may be
// of the same place.
func TestAReasonThatBars(t *testing.T) {
	facts := suitable(nil)
	delete(facts, "condition")
	delete(facts, "pain_duration_weeks")
	record := []string{born, problem("knee", icd10, "M17.9", "Osteoarthritis of knee, unspecified", "2020-01-01"), problem("neck", icd10, "M54.2", "Cervicalgia", "2026-10-11")}
	card := answered(t, policy(t), &scene{hook: orderSign, order: with(needling, forReason("Condition/knee")), record: record, facts: facts})
	require.Contains(t, card.Summary, "Do not use")
	require.Contains(t, card.Detail, "condition: Osteoarthritis; region")
}

// One order that says very much is heard in little time.
func TestAnOrderWithManyReasons(t *testing.T) {
	var list []string
	for i := range 20000 {
		list = append(list, fmt.Sprintf(`{"text":"reason %d"}`, i))
	}
	p, s := policy(t), &scene{hook: orderSign, order: with(needling, `"bodySite":[`+strings.Join(list, ",")+`]`), record: []string{born}, facts: known()}
	c := s.call()
	p.narrow(c, &fhir.Chart{Facts: decision.Facts{}})
	require.Len(t, c.said[p.order.site], 20000)
	require.Contains(t, answered(t, p, s).Detail, "The order says: reason 4\n  - 19995 more")
}
