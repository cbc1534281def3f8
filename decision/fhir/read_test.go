package fhir_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/internal/place"
)

// one reads a record of one resource about patient p.
func one(t *testing.T, resource string) *fhir.Chart {
	t.Helper()
	return oneBy(shipped(t), resource)
}

func oneBy(m *fhir.Mapping, resource string) *fhir.Chart {
	resource = strings.Replace(resource, `{`, `{"id":"x","subject":{"reference":"Patient/p"},"patient":{"reference":"Patient/p"},`, 1)
	return m.Facts(at(), fhir.Document{Name: "one", Data: []byte(resource)})
}

const lowBack = `"code":{"coding":[{"system":"http://snomed.info/sct","code":"279039007"}]},"clinicalStatus":{"coding":[{"code":"active"}]}`

// How long a pain has lasted, by what tells of it. The day is 22 November 2026.
func TestOnset(t *testing.T) {
	for _, tt := range []struct{ onset, want string }{
		{`"onsetDateTime":"2026-08-30"`, `12`},
		{`"onsetDateTime":"2026-08-29"`, `12.142857142857142`},
		{`"onsetDateTime":"2026-11-22"`, `0`},
		{`"onsetDateTime":"2026-11"`, `{"at_most":3}`},
		{`"onsetDateTime":"2026-10"`, `{"at_least":3.142857142857143,"at_most":7.428571428571429}`},
		{`"onsetDateTime":"2025"`, `{"at_least":46.57142857142857,"at_most":98.57142857142857}`},
		{`"onsetDateTime":"2026-08-30T23:30:00-11:00"`, `12`},
		{`"onsetPeriod":{"start":"2026-08-30","end":"2026-09-06"}`, `{"at_least":11,"at_most":12}`},
		{`"onsetPeriod":{"end":"2026-09-06"}`, `{"at_least":11}`},
		{`"onsetPeriod":{"start":"2026-09-06"}`, `{"at_most":11}`},
		{`"recordedDate":"2026-09-06"`, `{"at_least":11}`},
		{`"onsetDateTime":"2026","recordedDate":"2026-09-06"`, `{"at_least":11,"at_most":46.42857142857143}`},
		{`"onsetDateTime":"2026-13"`, ``}, {`"onsetDateTime":"yesterday"`, ``}, {`"onsetDateTime":"2027"`, ``}, {`"onsetDateTime":7`, ``},
		{`"onsetString":"6 months"`, ``}, {`"onsetAge":{"value":30,"code":"a"}`, ``}, {`"onsetPeriod":{}`, ``},
		{`"onsetDateTime":"2026-10-01","recordedDate":"2026-09-01"`, ``},
		{`"onsetDateTime":"2026-10-01","onsetString":"autumn"`, ``},
	} {
		c := one(t, `{"resourceType":"Condition",`+lowBack+`,`+tt.onset+`}`)
		require.Equal(t, "low_back_pain", c.Facts["condition"], tt.onset)
		got := ""
		if v, ok := c.Facts["pain_duration_weeks"]; ok {
			text, err := json.Marshal(v)
			require.NoError(t, err)
			got = string(text)
		} else {
			require.NotEmpty(t, c.Problems, "%s: what is not taken is named", tt.onset)
		}
		require.Equal(t, tt.want, got, tt.onset)
	}
}

// A code that says chronic or acute does so of the day on which it was recorded.
func TestPhaseOfACode(t *testing.T) {
	const chronic, acute, neck = "278860009", "278862001", "1121000119107"
	for _, tt := range []struct{ code, more, want string }{
		{chronic, ``, `{"more_than":12}`},
		{chronic, `,"recordedDate":"2026-10-25"`, `{"more_than":16}`},
		{chronic, `,"recordedDate":"2026-10-25","onsetDateTime":"2026"`, `{"at_most":46.42857142857143,"more_than":16}`},
		{chronic, `,"onsetDateTime":"2026-11-01"`, ``},
		{neck, ``, `{"more_than":12}`},
		{acute, ``, ``},
		{acute, `,"recordedDate":"2026-10-26"`, `{"at_least":3.857142857142857,"less_than":7.857142857142857}`},
		{acute, `,"recordedDate":"2026-10-25"`, ``},
		{acute, `,"recordedDate":"2026-10-25","onsetDateTime":"2026-01-01"`, ``},
	} {
		c := one(t, `{"resourceType":"Condition","clinicalStatus":"active","code":{"coding":[{"system":"http://snomed.info/sct","code":"`+tt.code+`"}]}`+tt.more+`}`)
		got := ""
		if v, ok := c.Facts["pain_duration_weeks"]; ok {
			text, err := json.Marshal(v)
			require.NoError(t, err)
			got = string(text)
		}
		require.Equal(t, tt.want, got, tt.code+tt.more)
	}
}

// What a condition on record is worth, by its two statuses.
func TestStatusOfACondition(t *testing.T) {
	for _, tt := range []struct{ clinical, verification, want string }{
		{"active", "confirmed", "fact"}, {"active", "", "fact"}, {"recurrence", "confirmed", "fact"}, {"relapse", "", "fact"},
		{"active", "provisional", "asks"}, {"active", "differential", "asks"}, {"active", "unconfirmed", "asks"}, {"", "", "asks"},
		{"resolved", "confirmed", "unused"}, {"inactive", "", "unused"}, {"remission", "", "unused"},
		{"active", "refuted", "unused"}, {"active", "entered-in-error", "unused"}, {"", "entered-in-error", "unused"},
		{"busy", "", "asks"}, {"active", "hearsay", "asks"}, {"busy", "refuted", "unused"},
	} {
		c := one(t, fmt.Sprintf(`{"resourceType":"Condition","code":{"coding":[{"system":"http://snomed.info/sct","code":"84757009"}]},"clinicalStatus":{"coding":[{"code":%q}]},"verificationStatus":{"coding":[{"code":%q}]}}`, tt.clinical, tt.verification))
		got := "unused"
		switch {
		case c.Facts["epilepsy"] == true:
			got = "fact"
		case len(c.Prompts) > 0:
			got = "asks"
		default:
			require.Equal(t, fhir.Status, c.Unused[0].Kind)
		}
		require.Equal(t, tt.want, got, "%q %q", tt.clinical, tt.verification)
	}
}

// A system that is named by its OID is that system.
func TestCodesByOID(t *testing.T) {
	for _, tt := range []struct{ resource, fact string }{
		{`"resourceType":"Condition","clinicalStatus":"active","code":{"coding":[{"system":"urn:oid:2.999.96","code":"84757009"}]}`, "epilepsy"},
		{`"resourceType":"Condition","clinicalStatus":"active","code":{"coding":[{"system":"urn:oid:2.999.90","code":"M54.2"}]}`, "condition"},
		{`"resourceType":"MedicationStatement","status":"active","effectiveDateTime":"2026-11-01","medicationCodeableConcept":{"coding":[{"system":"urn:oid:2.999.88","code":"11289"}]}`, "antithrombotic_medicine"},
		{`"resourceType":"MedicationStatement","status":"active","medicationCodeableConcept":{"coding":[{"system":"urn:oid:2.999.73","code":"B01AA03"}]}`, "antithrombotic_medicine"},
		{`"resourceType":"Observation","status":"final","effectiveDateTime":"2026-11-20","valueInteger":6,"code":{"coding":[{"system":"urn:oid:2.999.1","code":"72514-3"}]}`, "nprs_now"},
	} {
		c := oneBy(shipped(t, site(oids)), `{`+tt.resource+`}`)
		asked := slices.ContainsFunc(c.Prompts, func(p fhir.Prompt) bool { return p.Fact == tt.fact }) // by a weakly checked code
		require.True(t, c.Facts[tt.fact] != nil || asked, "%s: %v", tt.resource, c.Unused)
	}
}

// A risk factor asks and sets no warning sign, whatever its status.
func TestRiskFactorsAsk(t *testing.T) {
	for code, asks := range map[string]string{"363346000": "cancer_concern", "64859006": "fracture_concern", "386661006": "fever", "128045006": "infection_or_wound_at_site"} {
		c := one(t, `{"resourceType":"Condition","clinicalStatus":"active","code":{"coding":[{"system":"http://snomed.info/sct","code":"`+code+`"}]}}`)
		require.NotContains(t, c.Facts, asks)
		var asked []string
		for _, p := range c.Prompts {
			asked = append(asked, p.Fact)
		}
		require.Contains(t, asked, asks)
	}
}

// A prescription is not a trial that failed, and what was stopped or not taken is no fact.
func TestMedicines(t *testing.T) {
	for _, tt := range []struct{ resource, fact, asks string }{
		{`"resourceType":"MedicationRequest","status":"active","intent":"order",CODE:5640`, "", "nsaid_trial"},
		{`"resourceType":"MedicationRequest","status":"completed","intent":"order",CODE:5640`, "", "nsaid_trial"},
		{`"resourceType":"MedicationStatement","status":"not-taken",CODE:5640`, "", ""},
		{`"resourceType":"MedicationStatement","status":"active",CODE:11289`, "antithrombotic_medicine", "anticoagulation_uncontrolled"},
		{`"resourceType":"MedicationStatement","status":"stopped",CODE:11289`, "", ""},
		{`"resourceType":"MedicationStatement","status":"active","effectivePeriod":{"end":"2026-01-01"},CODE:11289`, "", "antithrombotic_medicine"},
		{`"resourceType":"MedicationRequest","status":"active","intent":"proposal",CODE:11289`, "", "antithrombotic_medicine"},
		{`"resourceType":"MedicationRequest","status":"active","intent":"order","doNotPerform":true,CODE:11289`, "", ""},
		{`"resourceType":"MedicationAdministration","status":"in-progress",CODE:11289`, "antithrombotic_medicine", ""},
		{`"resourceType":"MedicationStatement","status":"active",CODE:856987`, "", ""}, // with an opioid
		{`"resourceType":"MedicationStatement","status":"active",CODE:243670`, "", "antithrombotic_medicine"},
		{`"resourceType":"MedicationStatement","status":"active",CODE:1191`, "", "antithrombotic_medicine"},
		{`"resourceType":"MedicationStatement","status":"active",CODE:7646`, "", ""}, // omeprazole, often taken for naproxen
	} {
		before, code, _ := strings.Cut(tt.resource, "CODE:")
		c := one(t, `{`+before+`"authoredOn":"2026-10-01","effectiveDateTime":"2026-10-01","medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"`+code+`"}]}}`)
		if tt.fact != "" {
			require.Equal(t, true, c.Facts[tt.fact], tt.resource)
		} else {
			require.Empty(t, c.Facts, tt.resource)
		}
		var asked []string
		for _, p := range c.Prompts {
			asked = append(asked, p.Fact)
		}
		if tt.asks != "" {
			require.Contains(t, asked, tt.asks, tt.resource)
		} else if tt.fact == "" {
			require.Empty(t, asked, tt.resource)
			require.NotEmpty(t, c.Unused, tt.resource)
		}
	}
}

// Documents that are none are named with the place, and the rest is read.
func TestBrokenDocuments(t *testing.T) {
	for _, tt := range []struct{ data, want string }{
		{"", "the document is empty"},
		{"<Bundle/>", "this is not JSON; FHIR in XML is not read"},
		{`{"resourceType":"Condition"`, "the document ends before it is complete"},
		{`{"resourceType":"Condition",}`, `this is not JSON: '}' does not belong here`},
		{"[1]", "a resource is an object"}, {"{}", "an object without a resourceType is no resource"},
		{"{\"a\":\"\x01\"}", "a control character stands in a text"},
		{"{\"a\":\"\xff\"}", "the text is not UTF-8 from here on"},
		{"\x1f\x8b\x08\x00", "this is packed with gzip"},
		{`{"a":"\q"}`, "a text with an escape that does not exist"},
		{`{"a":01}`, "does not belong here"},
		{strings.Repeat(`{"a":`, 100), "nested more than 64 deep"},
		{`{"resourceType":"Bundle","entry":7}`, "entry is a list"},
		{`{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"throttled"}]}`, "the server says error: throttled"},
	} {
		c := shipped(t).Facts(at(), fhir.Document{Name: "d", Data: []byte(tt.data)}, record(t, "acute-neck-pain.json"))
		require.Equal(t, "neck_pain", c.Facts["condition"])
		require.NotEmpty(t, c.Problems, tt.data)
		require.Contains(t, c.Problems[0].Says, tt.want)
		require.Equal(t, "d", c.Problems[0].Document)
		require.Positive(t, c.Problems[0].Line)
	}
}

// Of a document of lines those that are broken cost no others, and each that was not read is named.
func TestBrokenLines(t *testing.T) {
	const patient = `{"resourceType":"Patient","id":"p"}`
	clot := `{"resourceType":"Condition","id":"dvt",` + ofP + `,` + isActive + `,"recordedDate":"2026-11-20","code":{"coding":[{"system":"http://snomed.info/sct","code":"128053003"}]}}`
	pretty := "{\n \"resourceType\": \"Bundle\",\n \"entry\": [\n  {\n   \"resource\": x\n  }\n ]\n}"
	const notJSON, unread = `this is not JSON`, `this line was not read`
	for _, tt := range []struct {
		name  string
		lines []string
		holds bool
		says  []string // by line; "": nothing
	}{
		{"one", []string{patient, "garbage", clot}, true, []string{"", notJSON, ""}},
		{"two in a row", []string{patient, "garbage", "more garbage", clot}, true, []string{"", notJSON, unread, ""}},
		{"many in a row", []string{patient, "garbage", "a", "", "b", "c", clot, "d"}, true, []string{"", notJSON, "from here on 3 lines were not read", "", "", "", "", notJSON}},
		{"one and one", []string{patient, "garbage", "a", clot, "garbage", "b"}, true, []string{"", notJSON, unread, "", notJSON, unread}},
		{"a line in two halves", []string{patient, clot[:60], clot[60:], strings.Replace(clot, "dvt", "other", 1)}, true, []string{"", notJSON, unread, ""}},
		{"two that are cut", []string{patient, clot[:60], clot[:60], clot}, true, []string{"", notJSON, notJSON, ""}},
		{"a document over several lines", []string{pretty}, false, []string{"", "from here on 7 lines were not read", "", "", notJSON, "", "", ""}},
		{"one behind a resource", []string{patient, pretty}, false, []string{"", "", "from here on 7 lines were not read", "", "", notJSON, "", "", ""}},
		{"what lies in a resource over several lines", []string{patient, "{\"resourceType\":\"CarePlan\", x", " \"contained\": [", "  " + clot, " ]}"}, false, []string{"", notJSON, "from here on 3 lines were not read", "", ""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := shipped(t).FactsOf("p", at(), fhir.Document{Name: "lines", Text: strings.Join(tt.lines, "\n")})
			require.Equal(t, tt.holds, c.Facts["suspected_dvt"] == true)
			says := make([]string, len(strings.Split(strings.Join(tt.lines, "\n"), "\n")))
			for _, p := range c.Problems {
				if p.Document != "" {
					says[p.Line-1] += p.Says
				}
			}
			for i, want := range tt.says {
				require.Equal(t, want == "", says[i] == "", "line %d: %s", i+1, says[i])
				require.Contains(t, says[i], want)
			}
		})
	}
	c := shipped(t).FactsOf("p", at(), fhir.Document{Name: "lines", Text: patient + strings.Repeat("\ngarbage\nmore\n"+patient, 1000) + "\n" + clot})
	require.Equal(t, true, c.Facts["suspected_dvt"])
	require.Contains(t, string(c.JSON()), "from here on 800 more lines were not read")
	require.Less(t, len(c.Problems), 1000)
}

func TestSeveralPatients(t *testing.T) {
	m, d := shipped(t), record(t, "two-patients.json")
	require.Empty(t, m.Facts(at(), d).Facts)
	for _, name := range []string{"two", "Patient/two"} {
		c := m.FactsOf(name, at(), d)
		require.Equal(t, "neck_pain", c.Facts["condition"])
		require.Equal(t, 76.0, c.Facts["age_years"])
	}
	c := m.FactsOf("three", at(), d)
	require.Empty(t, c.Facts)
	require.Equal(t, "the record does not speak of Patient/three, but of Patient/one, Patient/two", c.Problems[0].Says)
}

// The same record says other things on another day.
func TestTheDayIsAnArgument(t *testing.T) {
	m, d := shipped(t), record(t, "acute-low-back-pain.json")
	later := m.Facts(at().AddDate(1, 0, 0), d)
	require.NotContains(t, later.Facts, "nprs_now")
	require.Equal(t, 53.857142857142854, later.Facts["pain_duration_weeks"])
	before := m.Facts(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), d)
	require.NotContains(t, before.Facts, "condition")
	require.Equal(t, 37.0, before.Facts["age_years"])
}

func TestSchemas(t *testing.T) {
	for _, schema := range []func() ([]byte, error){fhir.Schema, fhir.ChartSchema} {
		text, err := schema()
		require.NoError(t, err)
		require.True(t, json.Valid(text))
		require.Contains(t, string(text), `"additionalProperties": false`)
	}
}

// 2 MB in 5,000 entries.
func TestLargeBundle(t *testing.T) {
	d := large()
	require.InDelta(t, 2e6, len(d.Data), 5e5)
	c := shipped(t).Facts(at(), d)
	require.Equal(t, 56.0, c.Facts["age_years"])
	nothingLost(t, d, c)
}

// What may turn a meaning round is not passed over: a modifier, other rules, another focus.
func TestModifiers(t *testing.T) {
	for _, modifier := range []string{`"modifierExtension":[{"url":"http://example.org/negated","valueBoolean":true}]`, `"implicitRules":"http://example.org/rules"`} {
		c := one(t, `{"resourceType":"Condition",`+lowBack+`,`+modifier+`}`)
		require.Empty(t, c.Facts)
		require.Equal(t, fhir.NotRead, c.Unused[0].Kind)
	}
	c := one(t, `{"resourceType":"Observation","status":"final","effectiveDateTime":"2026-11-22","focus":[{"reference":"Patient/baby"}],"code":{"coding":[{"system":"http://loinc.org","code":"72514-3"}]},"valueInteger":3}`)
	require.Empty(t, c.Facts)
}

func FuzzMapping(f *testing.F) {
	data, err := fs.ReadFile(dryneedling.Bundle(), fhir.MappingFile)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data[:4000])
	f.Add([]byte(siteHead + "conditions:\n  - id: a\n    codes: [{system: icd_10_cm, code: \"Z85*\", display: x, checked: yes}]\n    facts: [{fact: frail}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := fhir.ReadMapping(dryneedling.AsPublished(), nil, fhir.File{Name: "fuzz.yaml", Data: data})
		if (m == nil) == (err == nil) {
			t.Fatal("neither a mapping nor a mistake, or both")
		}
		var placed place.Errors
		if err != nil && !errors.As(err, &placed) {
			t.Fatalf("a mistake without a place: %v", err)
		}
	})
}
