package export_test

import (
	"bytes"
	"maps"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/fhir/export"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// What a record could tell of a missing fact is asked for as it stands in a record.
func TestRequirementsNameElements(t *testing.T) {
	_, out := decided(t, shipped(t), decision.Facts{}, full())
	type element struct{ resource, path, code string }
	asked := map[string][]element{}
	for _, r := range list(resources(t, out)["GuidanceResponse"][0], "dataRequirement") {
		e := element{resource: text(r, "type"), path: list(r, "mustSupport")[0].(string)}
		if filters := list(r, "codeFilter"); len(filters) > 0 {
			e.code = text(list(filters[0], "code")[0], "system") + " " + text(list(filters[0], "code")[0], "code")
		}
		fact := text(list(r, "extension")[0], "valueString")
		asked[fact] = append(asked[fact], e)
	}
	require.Equal(t, []element{{"Patient", "birthDate", ""}}, asked["age_years"])
	require.Equal(t, []element{{"Condition", "code", ""}}, asked["condition"])
	require.Equal(t, []element{{"Condition", "onset", ""}}, asked["pain_duration_weeks"])
	require.Equal(t, []element{{"Condition", "code", "http://snomed.info/sct 16631009"}}, asked["myelopathy_signs"])
	require.NotContains(t, asked, "cauda_equina_signs", "codes that were not confirmed ask and tell nothing")
	require.NotContains(t, asked, "cancer_concern", "risk factors ask and tell nothing")
}

// The module is named once: by its canonical address, or by that of the service that answers.
func TestModuleIsNamedOnce(t *testing.T) {
	m := shipped(t)
	for _, endpoint := range []string{"", "https://cds.example.org/cds-services/dry-needling"} {
		o := full()
		o.Endpoint = endpoint
		_, out := decided(t, m, decision.Facts{}, o)
		guidance := resources(t, out)["GuidanceResponse"][0].(map[string]any)
		require.Equal(t, o.Request, text(guidance, "requestIdentifier", "value"))
		if endpoint == "" {
			require.Equal(t, "urn:mskguide:guideline:dry-needling|"+m.Guideline().Info().Version, guidance["moduleCanonical"])
			require.NotContains(t, guidance, "moduleUri")
			require.NotContains(t, guidance, "extension")
			continue
		}
		require.Equal(t, endpoint, guidance["moduleUri"])
		require.NotContains(t, guidance, "moduleCanonical")
		require.Equal(t, endpoint, text(list(guidance, "extension")[0], "valueUri"))
	}
}

// The same answer is the same bytes; another patient's, or another day's, has other ids.
func TestIDsAreOfTheAnswer(t *testing.T) {
	m := shipped(t)
	facts := decision.Facts{"condition": "low_back_pain", "severe_bleeding_disorder": true}
	_, one := decided(t, m, facts, full())
	_, again := decided(t, shipped(t), facts, full())
	require.Equal(t, one, again)
	ids := map[string]bool{}
	for _, change := range []func(*export.Options){
		func(*export.Options) {}, func(o *export.Options) { o.Patient = "Patient/q" }, func(o *export.Options) { o.At = o.At.Add(time.Second) }, func(o *export.Options) { o.Request = "" },
	} {
		o := full()
		change(&o)
		_, out := decided(t, m, facts, o)
		for _, e := range list(object(t, out), "entry") {
			require.False(t, ids[text(e, "fullUrl")])
			ids[text(e, "fullUrl")] = true
		}
	}
}

// An issue refers to what of a record tells of the facts behind it, and to nothing else of the record.
func TestIssuesReferToTheRecord(t *testing.T) {
	m := shipped(t)
	data, err := os.ReadFile("../../../testdata/fhir/pregnant.json")
	require.NoError(t, err)
	chart := m.Facts(at(), fhir.Document{Data: data})
	facts := maps.Clone(chart.Facts)
	facts["needling_region"], facts["fever"] = "low_back", true // told, and on no record
	told := map[string][]string{}
	for _, s := range chart.Sources {
		told[s.Fact] = append(told[s.Fact], s.Resource+"/"+s.ID)
	}
	require.NotEmpty(t, told["pregnancy"])
	o := full()
	_, without := decided(t, m, facts, o)
	o.Chart = chart
	_, with := decided(t, m, facts, o)
	referencesResolve(t, with)
	require.NotEqual(t, text(object(t, without), "id"), text(object(t, with), "id"))
	found := map[string][]string{}
	for i, out := range [][]byte{without, with} {
		for _, issue := range resources(t, out)["DetectedIssue"] {
			rule := text(list(issue, "code", "coding")[0], "code")
			for n, e := range list(issue, "evidence") {
				for _, d := range list(e, "detail") {
					require.True(t, n == 0 || i == 1, "without a chart there is only the response")
					if n > 0 {
						found[rule] = append(found[rule], text(d, "reference"))
					}
				}
			}
			require.NotContains(t, issue, "implicated")
		}
	}
	require.Contains(t, string(with), `"code":"contraindicated-fever"`)
	require.Equal(t, map[string][]string{"pregnancy-region": told["pregnancy"]}, found)
}

// A day is a day wherever it is read: nothing bears a time that nobody told, and the answers of a day
// count for that day.
func TestADayIsNoMidnight(t *testing.T) {
	m, o := shipped(t), full()
	o.Day = true
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("", -8*3600), time.FixedZone("", 13*3600)} {
		o.At = time.Date(2026, 11, 22, 0, 0, 0, 0, zone)
		_, out := decided(t, m, decision.JSON{Data: []byte(goldenCases()[1].facts)}, o)
		dated := map[string]int{}
		walk(object(t, out), "", func(where string, r map[string]any) {
			require.NotContains(t, r, "timestamp", where)
			for _, name := range []string{"occurrenceDateTime", "authoredOn", "identifiedDateTime"} {
				if r[name] != nil {
					require.Equal(t, "2026-11-22", r[name], name)
					dated[name]++
				}
			}
		})
		require.Equal(t, map[string]int{"occurrenceDateTime": 1, "authoredOn": 1, "identifiedDateTime": 1}, dated)

		answers, _, err := export.Answers(m, decision.JSON{Data: []byte(`{"fever": false}`)}, o)
		require.NoError(t, err)
		require.Equal(t, "2026-11-22", object(t, answers)["authored"])
		for at, want := range map[int]decision.Facts{21: {}, 22: {"fever": false}, 23: {}} { // no fever holds for its day
			read := m.Facts(time.Date(2026, 11, at, 23, 0, 0, 0, zone), fhir.Document{Data: answers})
			require.Equal(t, want, read.Facts, "on the %dth", at)
		}
	}
}

// Without options nothing is said of a patient or a time.
func TestOptionsMayBeLeftOut(t *testing.T) {
	_, out := decided(t, shipped(t), decision.Facts{"condition": "low_back_pain", "severe_bleeding_disorder": true}, export.Options{})
	for _, element := range []string{"subject", `"patient"`, "encounter", "occurrenceDateTime", "authoredOn", "timestamp", "identifiedDateTime", "requestIdentifier", "asked_by"} {
		require.NotContains(t, string(out), element)
	}
}

func TestOptionsAreChecked(t *testing.T) {
	m := shipped(t)
	d, err := m.Guideline().Decide(decision.Facts{})
	require.NoError(t, err)
	for _, good := range []string{"Patient/1", "https://ehr.example/fhir/Patient/1", "urn:uuid:d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"} {
		_, err := export.Decision(m, d, export.Options{Patient: good})
		require.NoError(t, err)
	}
	for _, o := range []export.Options{
		{Patient: "1"}, {Patient: "Encounter/1"}, {Patient: "Patient/"}, {Patient: "Patient/1 2"}, {Patient: "Patient/1\n"}, {Patient: "urn:"},
		{Encounter: "Patient/1"}, {Practitioner: "Patient/1"}, {Endpoint: "cds"}, {Endpoint: "javascript:alert(1)"}, {Endpoint: "https://a/ b"}, {Request: " "},
	} {
		_, err := export.Decision(m, d, o)
		require.Error(t, err, "%+v", o)
		_, _, err = export.Answers(m, decision.JSON{Data: []byte(`{}`)}, o)
		require.Error(t, err, "%+v", o)
	}
}

// A decision is told by the guideline that gave it, and by no other.
func TestDecisionMustBeOfTheGuideline(t *testing.T) {
	d, err := dryneedling.Literature().Decide(decision.Facts{})
	require.NoError(t, err)
	_, err = export.Decision(shipped(t), d, export.Options{})
	require.ErrorContains(t, err, "dry-needling|"+d.Guideline.Version+"+literature")
	_, err = export.Decision(mapped(t, dryneedling.Literature(), dryneedling.Bundle()), d, export.Options{})
	require.NoError(t, err)
}

// Any guideline can be told, also without a mapping and without evidence.
func TestOtherGuidelinesAreTold(t *testing.T) {
	for _, name := range []string{"kiln", "lantern", "river"} {
		g, err := decision.Open(os.DirFS("../../../testdata/bundles/" + name))
		require.NoError(t, err)
		m := mapped(t, g, nil)
		drawn(t, g, func(facts decision.Facts) {
			d, out := decided(t, m, facts, full())
			sameMissing(t, d, resources(t, out)["GuidanceResponse"][0])
			referencesResolve(t, out)
		})
		_, err = export.Guideline(m, export.Options{})
		require.NoError(t, err)
	}
}

// There is no order in what is exported, no protocol, and nothing that the records of others are not to hold.
func TestNothingIsOrdered(t *testing.T) {
	m := shipped(t)
	plan, err := export.Guideline(m, export.Options{})
	require.NoError(t, err)
	questions, err := export.Questions(m, export.Options{})
	require.NoError(t, err)
	all := [][]byte{plan, questions}
	for _, c := range goldenCases() {
		_, out := decided(t, m, decision.JSON{Data: []byte(c.facts)}, full())
		all = append(all, out)
	}
	for _, out := range all {
		for _, never := range []string{"ServiceRequest", "MedicationRequest", "ama-assn.org", `"20560"`, `"20561"`} {
			require.NotContains(t, string(out), never)
		}
		require.Equal(t, 1, bytes.Count(out, []byte("\n")), "one line")
		require.Contains(t, string(out), "no medical device")
		require.Contains(t, strings.ToLower(string(out)), "no named clinician")
	}
}

// Whoever reads that needling may be discussed reads with it what goes with every offer of it, and
// what the guideline is; no schedule, dose or needle goes along.
func TestOffersBringTheirNotes(t *testing.T) {
	m := shipped(t)
	d, out := decided(t, m, decision.JSON{Data: []byte(goldenCases()[2].facts)}, full())
	require.Equal(t, "consider", d.Verdict)
	guidance := resources(t, out)["GuidanceResponse"][0]
	told := map[string]string{}
	for _, c := range list(guidance, "contained") {
		for _, i := range list(c, "issue") {
			told[text(i, "diagnostics")] = text(i, "details", "text")
		}
	}
	require.NotEmpty(t, d.Protocol.Notes)
	for _, n := range d.Protocol.Notes {
		require.Equal(t, n.Says, told[n.ID])
	}
	require.Contains(t, told["soreness"], "72 hours")
	require.Contains(t, told["seek-help-lung"], "pneumothorax")
	notes := list(guidance, "note")
	require.Len(t, notes, 2)
	require.Contains(t, text(notes[1], "text"), "machine-written")
	require.Contains(t, text(notes[1], "text"), "not a peer-reviewed guideline")
	for _, i := range d.Protocol.Items {
		require.NotContains(t, string(out), i.Says)
	}
	for _, never := range []string{"0.25 to 0.36 mm", "24 sessions", "rotations a second"} {
		require.NotContains(t, string(out), never)
	}
}

// What was tried in vain, and what is only possible, is proposed to nobody as recommended.
func TestDirectionsOfOptionsHoldNow(t *testing.T) {
	m := shipped(t)
	ways := func(facts string) map[string][]string {
		_, out := decided(t, m, decision.JSON{Data: []byte(facts)}, full())
		by := map[string][]string{}
		for _, a := range list(resources(t, out)["RequestGroup"][0], "action") {
			by[text(a, "id")] = directions(a)
		}
		return by
	}
	vain := ways(goldenCases()[2].facts)
	require.Contains(t, vain, "heat")
	require.Empty(t, vain["heat"], "it wore off")
	require.Empty(t, vain["nsaid"], "it did not help")
	require.Equal(t, []string{"for"}, vain["massage_acute_low_back"])
	require.Equal(t, []string{"for"}, ways(`{"none_of": ["red_flags"], "condition": "low_back_pain", "pain_duration_weeks": 3, "age_years": 44, "needling_region": "low_back"}`)["heat"])
	open := ways(`{"none_of": ["red_flags"], "condition": "low_back_pain", "age_years": 44}`)
	require.Contains(t, open, "heat")
	require.Empty(t, open["heat"], "it depends on how long it has hurt")
}

// Before the screen is finished nothing is offered, and nothing is proposed; the response says so.
func TestNothingIsProposedBeforeTheScreen(t *testing.T) {
	m := shipped(t)
	for _, facts := range []string{`{}`, `{"condition": "low_back_pain", "pain_duration_weeks": 3, "age_years": 44}`} {
		d, out := decided(t, m, decision.JSON{Data: []byte(facts)}, full())
		by := resources(t, out)
		require.Empty(t, by["RequestGroup"])
		require.NotContains(t, by["GuidanceResponse"][0], "result")
		require.Equal(t, optionIDs(d), codes(by["GuidanceResponse"][0], "possible_option"))
		require.Contains(t, string(out), "this answer offers none of them")
		require.Less(t, len(out), 100_000)
	}
}
