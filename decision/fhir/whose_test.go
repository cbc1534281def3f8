package fhir_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
)

// Whose a resource is: nothing of somebody else becomes a fact of this patient.
func TestWhoseItIs(t *testing.T) {
	with := func(subject string) string {
		return `{"resourceType":"Condition","id":"a",` + isActive + `,` + epilepsy + subject + `}`
	}
	const other = `{"resourceType":"Patient","id":"q"},`
	for _, tt := range []reading{
		{"by a relative reference", with(`,"subject":{"reference":"Patient/p"}`), `{"epilepsy":true}`, ``, ``},
		{"by one with a version", with(`,"subject":{"reference":"Patient/p/_history/3"}`), `{"epilepsy":true}`, ``, ``},
		{"by an address", with(`,"subject":{"reference":"https://ehr.example/fhir/Patient/p"}`), `{"epilepsy":true}`, ``, ``},
		{"of somebody who is contained", with(`,"contained":[{"resourceType":"Patient","id":"c"}],"subject":{"reference":"#c"}`), `{}`, `epilepsy`, `it is about #c`},
		{"of something else that is contained", with(`,"contained":[{"resourceType":"Group","id":"c"}],"subject":{"reference":"#c"}`), `{}`, ``, `it is about #c`},
		{"of what is not contained", with(`,"subject":{"reference":"#x"}`), `{}`, `epilepsy`, `"says":"SNOMED CT 84757009: it is about #x; it may be this patient's","kind":"doubtful"`},
		{"of a group", with(`,"subject":{"reference":"Group/g"}`), `{}`, ``, `it is about Group/g`},
		{"of nobody", with(``), `{"epilepsy":true}`, ``, `it does not say whose it is`},
		{"of an identifier that the patient has not", with(`,"subject":{"identifier":{"system":"urn:oid:2.999","value":"7"}}`), `{}`, `epilepsy`, `by an identifier`},
		{"of words", with(`,"subject":{"display":"Mrs Q"}`), `{}`, `epilepsy`, `Mrs Q`},
	} {
		t.Run(tt.name, tt.hold)
	}
	read := func(patient string, resources ...string) *fhir.Chart {
		t.Helper()
		return shipped(t).FactsOf(patient, at(), fhir.Document{Name: "r", Data: []byte(strings.Join(resources, "\n"))})
	}
	for subject, asks := range map[string]int{
		`{"reference":"Patient/q/_history/2"}`: 0, `{"reference":"Group/g"}`: 0, `{"reference":"https://ehr.example/fhir/Patient/q"}`: 0,
		`{"reference":"urn:uuid:3f1d6a2c-0000-4000-8000-000000000001"}`: 1, `{"reference":"Patient?identifier=urn:mrn|7"}`: 1, `{"reference":"p"}`: 1,
	} {
		t.Run("where the patient is named, of "+subject, func(t *testing.T) {
			c := read("p", `{"resourceType":"Patient","id":"p"}`, with(`,"subject":`+subject))
			require.Empty(t, c.Facts)
			require.Len(t, c.Prompts, asks)
			require.Equal(t, fhir.OtherPatient, c.Unused[0].Kind)
			require.Equal(t, c.Prompts, shipped(t).Brief("p", at(), fhir.Document{Text: `{"resourceType":"Patient","id":"p"}` + with(`,"subject":`+subject)}).Prompts)
		})
	}
	t.Run("of nobody, beside two", func(t *testing.T) {
		c := read("p", `{"resourceType":"Patient","id":"p"}`, other[:len(other)-1], with(``))
		require.Empty(t, c.Facts)
		require.Equal(t, fhir.Doubtful, c.Prompts[0].Because[0].Kind)
		require.Equal(t, fhir.OtherPatient, c.Unused[0].Kind)
	})
	t.Run("of nobody, in a record that speaks of another", func(t *testing.T) {
		c := read("z", `{"resourceType":"Patient","id":"p"}`, with(``))
		require.Empty(t, c.Facts)
	})
	t.Run("by an identifier that the patient has", func(t *testing.T) {
		c := read("", `{"resourceType":"Patient","id":"p","identifier":[{"system":"urn:oid:2.999","value":"7"}]}`, with(`,"subject":{"identifier":{"system":"urn:oid:2.999","value":"7"}}`))
		require.Equal(t, true, c.Facts["epilepsy"])
	})
	t.Run("of one name on two servers", func(t *testing.T) {
		c := read("", `{"resourceType":"Bundle","entry":[
{"fullUrl":"https://one.example/Patient/1","resource":{"resourceType":"Patient","id":"1","birthDate":"1950-01-01"}},
{"fullUrl":"https://two.example/Patient/1","resource":{"resourceType":"Patient","id":"1","birthDate":"1990-01-01"}},
{"fullUrl":"https://two.example/Condition/1","resource":{"resourceType":"Condition","id":"1","subject":{"reference":"Patient/1"},`+isActive+`,`+epilepsy+`}}]}`)
		require.Empty(t, c.Facts)
		require.Contains(t, string(c.JSON()), "two patients are called Patient/1")
	})
	t.Run("by urn", func(t *testing.T) {
		c := read("", `{"resourceType":"Bundle","entry":[
{"fullUrl":"urn:uuid:3f1d6a2c-0000-4000-8000-000000000001","resource":{"resourceType":"Patient","birthDate":"1950-01-01"}},
{"fullUrl":"urn:uuid:3f1d6a2c-0000-4000-8000-000000000002","resource":{"resourceType":"Condition","subject":{"reference":"urn:uuid:3f1d6a2c-0000-4000-8000-000000000001"},`+isActive+`,`+epilepsy+`}}]}`)
		require.Equal(t, true, c.Facts["epilepsy"])
		require.Equal(t, 76.0, c.Facts["age_years"])
	})
	t.Run("deleted", func(t *testing.T) {
		c := read("p", `{"resourceType":"Bundle","type":"history","entry":[
{"fullUrl":"https://one.example/Condition/a","request":{"method":"DELETE","url":"Condition/a"},"response":{"status":"204"}},
{"fullUrl":"https://one.example/Condition/a","resource":`+with(`,"subject":{"reference":"Patient/p"}`)+`,"request":{"method":"POST","url":"Condition"}}]}`)
		require.Empty(t, c.Facts)
		require.Contains(t, c.Unused[0].Reason, "deleted")
	})
	entry := func(resource, url, request, response string) string {
		text := `{"request":` + request
		if response != "" {
			text += `,"response":{"status":"200","lastModified":"` + response + `"}`
		}
		if url != "" {
			text += `,"fullUrl":"` + url + `"`
		}
		if resource != "" {
			text += `,"resource":` + resource
		}
		return text + `}`
	}
	const one, two = "https://one.example/fhir/Condition/a", "https://two.example/fhir/Condition/a"
	const gone, put = `{"method":"DELETE","url":"Condition/a"}`, `{"method":"PUT","url":"Condition/a"}`
	ours := with(`,"subject":{"reference":"Patient/p"}`)
	written := func(day string) string {
		return with(`,"subject":{"reference":"Patient/p"},"meta":{"lastUpdated":"` + day + `T10:00:00Z"}`)
	}
	for _, tt := range []struct {
		name    string
		entries []string
		holds   bool
		asks    int
	}{
		{"written after it was deleted", []string{entry(written("2026-11-20"), one, put, ""), entry("", one, gone, "2026-11-19T10:00:00Z")}, true, 0},
		{"written before it was deleted", []string{entry(written("2026-11-18"), one, put, ""), entry("", one, gone, "2026-11-19T10:00:00Z")}, false, 0},
		{"written, deleted, and written again", []string{entry(written("2026-11-20"), one, put, ""), entry("", one, gone, "2026-11-19T10:00:00Z"), entry(written("2026-11-18"), one, put, "")}, true, 0},
		{"deleted twice", []string{entry("", one, gone, "2026-11-21T10:00:00Z"), entry(written("2026-11-20"), one, put, ""), entry("", one, gone, "2026-11-19T10:00:00Z")}, false, 0},
		{"dated by the answer of the server", []string{entry(ours, one, put, "2026-11-20T10:00:00Z"), entry("", one, gone, "2026-11-19T10:00:00Z")}, true, 0},
		{"written nobody knows when", []string{entry(ours, one, put, ""), entry("", one, gone, "2026-11-19T10:00:00Z")}, false, 1},
		{"deleted nobody knows when", []string{entry(written("2026-11-20"), one, put, ""), entry("", one, gone, "")}, false, 1},
		{"deleted on another server", []string{entry(ours, one, put, ""), entry("", two, gone, "")}, true, 0},
		{"deleted on another server, by its address", []string{entry(ours, one, put, ""), entry("", "", `{"method":"DELETE","url":"`+two+`"}`, "")}, true, 0},
		{"deleted on the same server, by its address", []string{entry(written("2026-11-18"), one, put, ""), entry("", "", `{"method":"DELETE","url":"`+one+`/_history/3"}`, "2026-11-19T10:00:00Z")}, false, 0},
		{"deleted on some server", []string{entry(written("2026-11-18"), "", put, ""), entry("", two, gone, "2026-11-19T10:00:00Z")}, false, 1},
		{"deleted on some server before it was written", []string{entry(written("2026-11-20"), "", put, ""), entry("", two, gone, "2026-11-19T10:00:00Z")}, true, 0},
		{"deleted on two servers, here before it was written", []string{entry(written("2026-11-20"), one, put, ""), entry("", one, gone, "2026-11-19T10:00:00Z"), entry("", two, gone, "2026-11-21T10:00:00Z")}, true, 0},
		{"deleted on two servers, here since", []string{entry(written("2026-11-20"), one, put, ""), entry("", one, gone, "2026-11-21T10:00:00Z"), entry("", two, gone, "2026-11-19T10:00:00Z")}, false, 0},
		{"deleted on two servers, somewhere", []string{entry(written("2026-11-20"), "", put, ""), entry("", one, gone, "2026-11-19T10:00:00Z"), entry("", two, gone, "2026-11-21T10:00:00Z")}, false, 1},
		{"deleted twice, once nobody knows when", []string{entry(written("2026-11-20"), one, put, ""), entry("", one, gone, "2026-11-19T10:00:00Z"), entry("", one, gone, "")}, false, 1},
		{"deleted twice, once nobody knows when, and once since", []string{entry(written("2026-11-20"), one, put, ""), entry("", one, gone, "2026-11-21T10:00:00Z"), entry("", one, gone, "")}, false, 0},
		{"deleted, as it carries itself", []string{entry(ours, one, gone, "")}, false, 0},
		{"deleted, as it carries itself, and written since", []string{entry(written("2026-11-18"), one, gone, "2026-11-19T10:00:00Z"), entry(written("2026-11-20"), one, put, "")}, true, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for range 2 {
				text := `{"resourceType":"Bundle","type":"history","entry":[{"resource":{"resourceType":"Patient","id":"p"}},` + strings.Join(tt.entries, ",") + `]}`
				c := read("p", text)
				require.Equal(t, tt.holds, c.Facts["epilepsy"] == true)
				require.Len(t, c.Prompts, tt.asks)
				require.Equal(t, c.Prompts, shipped(t).Brief("p", at(), fhir.Document{Text: text}).Prompts)
				require.True(t, tt.holds || strings.Contains(string(c.JSON()), "deleted"))
				slices.Reverse(tt.entries)
			}
		})
	}
	served := func(patient, resource, subject string) string {
		url := func(text string) string {
			if text == "" {
				return ""
			}
			return `"fullUrl":"` + text + `",`
		}
		return `{"resourceType":"Bundle","type":"collection","entry":[{` + url(patient) + `"resource":{"resourceType":"Patient","id":"p"}},{` + url(resource) + `"resource":` + with(`,"subject":{"reference":"`+subject+`"}`) + `}]}`
	}
	const here, there = "https://ehr.example/fhir/", "https://other.example/fhir/"
	for _, tt := range []struct {
		name, patient, resource, subject string
		holds                            bool
	}{
		{"all of one server", here + "Patient/p", here + "Condition/a", "Patient/p", true},
		{"of one server, by an address", here + "Patient/p", here + "Condition/a", here + "Patient/p/_history/2", true},
		{"of one server, in another way", here + "Patient/p", "http://EHR.example/fhir/Condition/a", "Patient/p", true},
		{"of another server", here + "Patient/p", there + "Condition/a", there + "Patient/p", false},
		{"of another server, as seen from there", here + "Patient/p", there + "Condition/a", "Patient/p", false},
		{"of another server, by an address alone", here + "Patient/p", "", there + "Patient/p", false},
		{"of another server, by this address", here + "Patient/p", there + "Condition/a", here + "Patient/p", true},
		{"of another part of the server", here + "Patient/p", "https://ehr.example/north/Condition/a", "Patient/p", false},
		{"of a server, and the patient of none", "", there + "Condition/a", there + "Patient/p", true},
		{"of none, and the patient of a server", here + "Patient/p", "", "Patient/p", true},
		{"by urn", "urn:uuid:3f1d6a2c-0000-4000-8000-000000000001", there + "Condition/a", "urn:uuid:3f1d6a2c-0000-4000-8000-000000000001", true},
	} {
		t.Run("servers: "+tt.name, func(t *testing.T) {
			text := served(tt.patient, tt.resource, tt.subject)
			c := read("p", text)
			require.Equal(t, tt.holds, c.Facts["epilepsy"] == true)
			require.Equal(t, tt.holds, len(c.Prompts) == 0)
			require.Equal(t, c.Prompts, shipped(t).Brief("p", at(), fhir.Document{Text: text}).Prompts)
			if !tt.holds {
				require.Equal(t, fhir.OtherPatient, c.Unused[0].Kind)
				require.Contains(t, c.Prompts[0].Because[0].Says, "it is about Patient/p of another server; it may be this patient's")
			}
		})
	}
	t.Run("deceased, without a date of birth", func(t *testing.T) {
		require.Contains(t, string(read("", `{"resourceType":"Patient","id":"p","deceasedBoolean":true}`).JSON()), "recorded as deceased")
	})
	t.Run("no longer in use", func(t *testing.T) {
		c := read("", `{"resourceType":"Patient","id":"p","active":false,"link":[{"type":"replaced-by","other":{"reference":"Patient/q"}}]}`)
		require.Contains(t, string(c.JSON()), "no longer in use")
		require.Contains(t, string(c.JSON()), `replaced by \"Patient/q\"`)
	})
	t.Run("a patient with a modifier", func(t *testing.T) {
		require.Empty(t, read("", `{"resourceType":"Patient","id":"p","birthDate":"1980-01-01","modifierExtension":[{"url":"http://example.org/x"}]}`).Facts)
	})
	t.Run("a version without a time", func(t *testing.T) {
		c := read("p", `{"resourceType":"Condition","id":"a","meta":{"versionId":"10"},"subject":{"reference":"Patient/p"},"verificationStatus":{"coding":[{"code":"refuted"}]},`+epilepsy+`}`,
			`{"resourceType":"Condition","id":"a","meta":{"versionId":"9"},"subject":{"reference":"Patient/p"},`+isActive+`,`+epilepsy+`}`)
		require.Empty(t, c.Facts)
	})
}

// A day as it is written at the place of the record, where that does not lie in the future; a
// server that writes the time of Greenwich is a day ahead in an evening of America.
func TestTheEdgeOfADay(t *testing.T) {
	evening := time.Date(2026, 11, 21, 21, 0, 0, 0, time.FixedZone("", -5*3600))
	noon := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		at      time.Time
		written string
		want    any
	}{
		{evening, "2026-11-22T01:30:00Z", 3.0}, {evening, "2026-11-21T20:30:00-05:00", 3.0}, {evening, "2026-11-22T12:00:00+10:00", 3.0},
		{evening, "2026-11-22T06:00:00Z", nil}, {evening, "2026-11-22", nil}, {evening, "2026-11-22T01:30:00", nil},
		{noon, "2026-11-21T23:30:00-08:00", 3.0}, {noon, "2026-11-22T08:00:00+14:00", 3.0}, {noon, "2026-11-22T00:30:00Z", nil},
	} {
		c := shipped(t).Facts(tt.at, fhir.Document{Name: "r", Data: []byte(`{"resourceType":"Observation","id":"o","status":"final","effectiveDateTime":"` + tt.written + `",` + ofP + `,` + pain + `,"valueInteger":3}`)})
		require.Equal(t, tt.want, c.Facts["nprs_now"], "%s on %s", tt.written, tt.at)
	}
}

// A time of Greenwich is of the day that it was where the record is read, the past as well as the
// evening; a time with another offset is of the day that was written.
func TestTheDayOfATimeOfGreenwich(t *testing.T) {
	west, east := time.FixedZone("", -8*3600), time.FixedZone("", 9*3600)
	day := func(dom int, zone *time.Location) time.Time { return time.Date(2026, 11, dom, 9, 0, 0, 0, zone) }
	const onset = `{"resourceType":"Condition","id":"c",` + ofP + `,` + lowBack + `,"onsetDateTime":"`
	weeks := func(when string) string { return told("q", when, "", says("pain_duration_weeks", `"valueInteger":12`)) }
	for _, tt := range []struct {
		at                      time.Time
		resource, written, want string
	}{
		{day(22, west), "no fever", "2026-11-23T00:30:00Z", `{"fever":false}`},
		{day(23, west), "no fever", "2026-11-23T00:30:00Z", `{}`},
		{day(23, west), "no fever", "2026-11-23T00:30:00+00:00", `{}`},
		{day(23, west), "no fever", "2026-11-23T00:30:00-00:00", `{}`},
		{day(23, west), "no fever", "2026-11-23T08:30:00Z", `{"fever":false}`},
		{day(23, west), "no fever", "2026-11-23T00:30:00+09:00", `{"fever":false}`},
		{day(23, west), "no fever", "2026-11-23T00:30:00", `{"fever":false}`},
		{day(23, east), "no fever", "2026-11-22T23:30:00Z", `{"fever":false}`},
		{day(22, east), "no fever", "2026-11-22T23:30:00Z", `{}`},
		{day(23, west), "weeks", "2026-11-23T00:30:00Z", `{"pain_duration_weeks":12.142857142857142}`},
		{day(23, west), "weeks", "2026-11-22T16:30:00-08:00", `{"pain_duration_weeks":12.142857142857142}`},
		{day(23, west), "onset", "2026-08-31T02:00:00Z", `{"condition":"low_back_pain","pain_duration_weeks":12.142857142857142}`},
	} {
		resource := onset + tt.written + `"}`
		switch tt.resource {
		case "no fever":
			resource = told("q", tt.written, "", says("fever", isFalse))
		case "weeks":
			resource = weeks(tt.written)
		}
		c := shipped(t).Facts(tt.at, fhir.Document{Name: "r", Data: []byte(resource)})
		require.Equal(t, tt.want, strings.TrimSpace(string(c.FactsJSON())), "%s of %s on %s", tt.resource, tt.written, tt.at)
	}
}

// Which of two answers is newer does not turn on how their times are written, nor on the day on
// which somebody asks.
func TestWhatIsNewerInAnyZone(t *testing.T) {
	west := time.FixedZone("", -8*3600)
	const fact, isYes, isNo = "giant_cell_arteritis_signs", `{"giant_cell_arteritis_signs":true}`, `{"giant_cell_arteritis_signs":false}`
	for _, tt := range []struct{ yes, no, want string }{
		{"2026-11-22T18:00:00-08:00", "2026-11-23T01:30:00Z", isYes},
		{"2026-11-22T17:00:00-08:00", "2026-11-23T01:30:00Z", isNo},
		{"2026-11-23T01:30:00Z", "2026-11-22T18:00:00-08:00", isNo},
		{"2026-11-22", "2026-11-23T00:30:00Z", isYes},
		{"2026-11-22", "2026-11-22T23:59:59-08:00", isYes},
		{"2026-11-21", "2026-11-23T00:30:00Z", isNo},
		{"2026-11-22T16:00:00", "2026-11-23T00:30:00Z", isYes},
		{"2026-11-22T23:00:00-08:00", "2026-11-22", isYes},
		{"2026-11-22T23:30:00+14:00", "2026-11-22T00:30:00-11:00", isNo},
	} {
		for _, dom := range []int{22, 23} {
			at := time.Date(2026, 11, dom, 23, 0, 0, 0, west)
			for _, record := range []string{told("y", tt.yes, "", says(fact, isTrue)) + "\n" + told("n", tt.no, "", says(fact, isFalse)), told("n", tt.no, "", says(fact, isFalse)) + "\n" + told("y", tt.yes, "", says(fact, isTrue))} {
				c := shipped(t).Facts(at, fhir.Document{Name: "r", Data: []byte(record)})
				require.Equal(t, tt.want, strings.TrimSpace(string(c.FactsJSON())), "yes %s and no %s on %s", tt.yes, tt.no, at)
			}
		}
	}

	// Of a day alone nobody knows in which zone it was written, wherever the record is read.
	const concern = "spinal_infection_concern"
	provisional := `{"resourceType":"Condition","id":"y",` + ofP + `,` + isActive + `,"verificationStatus":{"coding":[{"code":"provisional"}]},"recordedDate":"2026-11-21","code":{"coding":[{"system":"http://snomed.info/sct","code":"203241002"}]}}`
	for _, at := range []time.Time{time.Date(2026, 11, 22, 1, 30, 0, 0, time.UTC), time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)} {
		for _, tt := range []struct{ yes, no, want string }{
			{told("y", "2026-11-21", "", says(concern, isTrue)), "2026-11-21T16:30:00-08:00", `{"spinal_infection_concern":true}`},
			{told("y", "2026-11-21T00:30:00+14:00", "", says(concern, isTrue)), "2026-11-21", `{"spinal_infection_concern":true}`},
			{told("y", "2026-11-21", "", says(concern, isTrue)), "2026-11-22T00:30:00Z", `{"spinal_infection_concern":false}`},
			{provisional, "2026-11-21T16:30:00-08:00", `{}`},
			{provisional, "2026-11-22T00:30:00Z", `{"spinal_infection_concern":false}`},
		} {
			c := shipped(t).Facts(at, fhir.Document{Name: "r", Data: []byte(tt.yes + "\n" + told("n", tt.no, "", says(concern, isFalse)))})
			require.Equal(t, tt.want, strings.TrimSpace(string(c.FactsJSON())), "%s and no %s on %s", tt.yes, tt.no, at)
		}
	}
}
