package cdshooks

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func lackOf(c *call, key string) string {
	for _, l := range c.lacks {
		if l.key == key {
			return l.says
		}
	}
	return ""
}

// What clients do with a template, each told apart from the others.
func TestPrefetchForms(t *testing.T) {
	const outcome = `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing"}]}`
	warning := strings.Replace(outcome, `"error"`, `"warning"`, 1)
	information := strings.Replace(outcome, `"error"`, `"information"`, 1)
	others := strings.Replace(strings.Replace(backPain, patientID, "pat-2", 1), `"c1"`, `"c9"`, 1)
	cases := []struct {
		name, key, given string
		lack             string // "" for none
		read             bool   // the condition is known
		status           int
	}{
		{"a searchset", "condition", searchset(backPain), "", true, 200},
		{"the key left out", "condition", "", "it was not given", false, 412},
		{"null: asked, and nothing there", "condition", "null", "", false, 200},
		{"an empty searchset", "condition", searchset(), "", false, 200},
		{"an empty searchset without entries", "condition", `{"resourceType":"Bundle","type":"searchset","total":0}`, "", false, 200},
		{"an empty Bundle of no type", "condition", `{"resourceType":"Bundle"}`, "it is empty, and not said to be the answer to a search", false, 412},
		{"an empty collection", "condition", `{"resourceType":"Bundle","type":"collection","entry":[]}`, "it is empty, and not said to be the answer to a search", false, 412},
		{"a collection", "condition", `{"resourceType":"Bundle","type":"collection","entry":[{"resource":` + backPain + `}]}`, "", true, 200},
		{"a Bundle of no type", "condition", `{"resourceType":"Bundle","entry":[{"resource":` + backPain + `}]}`, "", true, 200},
		{"entries that are no list", "condition", `{"resourceType":"Bundle","type":"searchset","total":0,"entry":{"resource":` + backPain + `}}`, "its entries are no list", false, 412},
		{"a count in words", "condition", counting(`"1"`), "it does not say in a whole number how much it holds", true, 412},
		{"a count that is no whole number", "condition", counting("1.5"), "it does not say in a whole number how much it holds", true, 412},
		{"a count below nothing", "condition", counting("-1"), "it does not say in a whole number how much it holds", true, 412},
		{"a count that is null", "condition", counting("null"), "", true, 200},
		{"a count beyond all", "condition", counting("99999999999999999999"), "it holds fewer resources than it counts", true, 412},
		{"a count in words, and as many as asked for", "observation-loinc-72514-3", strings.Replace(manyObservations(mostRecent), `"total":920`, `"total":"920"`, 1), "", true, 200},
		{"a subset", "condition", labelled(searchset(backPain), "tag", "SUBSETTED"), "parts of it are left out", true, 412},
		{"a subset with nothing in it", "condition", labelled(searchset(), "tag", "SUBSETTED"), "parts of it are left out", false, 412},
		{"a searchset with something taken out", "condition", labelled(searchset(backPain), "security", "REDACTED"), "parts of it are left out", true, 412},
		{"another label", "condition", labelled(searchset(backPain), "security", "R"), "", true, 200},
		{"resources that are not whole", "condition", searchset(labelled(backPain, "tag", "SUBSETTED")), "parts of it are left out", true, 200},
		{"a patient that is not whole", "patient", labelled(`{"resourceType":"Patient","id":"pat-4711"}`, "security", "REDACTED"), "parts of it are left out", true, 200},
		{"an OperationOutcome", "condition", outcome, "an error came in its place", false, 412},
		{"an OperationOutcome beside the data", "condition", searchset(backPain, outcome), "the server answered with an error beside the data", true, 412},
		{"a warning beside the data", "condition", searchset(backPain, warning), "the server answered with a warning", true, 200},
		{"a warning and nothing else", "condition", searchset(warning), "the server answered with a warning", false, 200},
		{"information beside the data", "condition", searchset(backPain, information), "", true, 200},
		{"a page with a next one", "condition", strings.Replace(searchset(backPain), `"entry"`, `"link":[{"relation":"next","url":"http://ehr/next"}],"entry"`, 1), "it is one page of several", true, 412},
		{"fewer than counted", "condition", strings.Replace(searchset(backPain), `"total":1`, `"total":3`, 1), "it holds fewer resources than it counts", true, 412},
		{"more than counted, as included", "condition", searchset(backPain, `{"resourceType":"Practitioner","id":"x"}`), "it holds fewer resources than it counts", true, 412},
		{"included resources", "condition", strings.Replace(searchset(backPain, `{"resourceType":"Practitioner","id":"x"}`), `"total":2`, `"total":1`, 1), "", true, 200},
		{"one resource for a list", "condition", backPain, "one resource was given in place of a list", true, 412},
		{"another type", "condition", `{"resourceType":"Patient","id":"pat-4711"}`, "something else was given in its place", false, 412},
		{"a list of another type", "condition", searchset(`{"resourceType":"Observation","id":"o"}`), "something else was given in its place", false, 412},
		{"no FHIR at all", "condition", `{}`, "something else was given in its place", false, 412},
		{"the patient left out", "patient", "", "it was not given", true, 412},
		{"another patient", "patient", `{"resourceType":"Patient","id":"pat-2","birthDate":"1950-01-01"}`, "another one was given in its place", true, 412},
		{"the patient in a searchset", "patient", searchset(`{"resourceType":"Patient","id":"pat-4711","birthDate":"1950-01-01"}`), "", true, 200},
		{"the patient null", "patient", "null", "it is said not to be there", true, 412},
		{"the patient in an empty searchset", "patient", searchset(), "it is said not to be there", true, 412},
		{"the encounter null", "encounter", "null", "", true, 200},
		{"another patient's list", "condition", searchset(others), "another patient's was given in its place", false, 412},
		{"another patient's resource", "condition", others, "another patient's was given in its place", false, 412},
		{"another patient's, by an address", "condition", searchset(strings.Replace(others, "Patient/pat-2", "https://ehr.example.org/fhir/Patient/pat-2/_history/3", 1)), "another patient's was given in its place", false, 412},
		{"another patient's beside the patient's", "condition", searchset(backPain, others), "another patient's was given in its place", true, 412},
		{"another patient's allergies", "allergy-intolerance", searchset(`{"resourceType":"AllergyIntolerance","id":"a","patient":{"reference":"Patient/pat-2"}}`), "another patient's was given in its place", true, 200},
		{"the patient's, by an address", "condition", searchset(strings.Replace(backPain, "Patient/", "https://ehr.example.org/fhir/Patient/", 1)), "", true, 200},
		{"a subject that cannot be told", "condition", searchset(backPain, strings.Replace(others, "Patient/pat-2", "Group/pat-2", 1)), "", true, 200},
		{"a part that is not needed left out", "procedure", "", "it was not given", true, 200},
		{"an error for a part that is not needed", "procedure", outcome, "an error came in its place", true, 200},
		{"the newest of many", "observation-loinc-72514-3", manyObservations(mostRecent), "", true, 200},
		{"not even as many as asked for, and more pages", "observation-loinc-72514-3", manyObservations(mostRecent - 1), "it is one page of several", true, 200},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			policy := &speaker{got: make(chan *call, 1)}
			w := wire(t, policy, Options{})
			a := w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, map[string]string{c.key: c.given})}))
			require.Equal(t, c.status, a.status, a.body)
			if c.lack == "" {
				require.Empty(t, a.event.Lacks)
			} else {
				require.Equal(t, []string{c.key}, a.event.Lacks)
			}
			if c.status == http.StatusPreconditionFailed {
				require.Contains(t, a.body, c.lack)
				require.Contains(t, a.body, `"expression":["prefetch.`+c.key+`"]`)
				return
			}
			require.Equal(t, c.lack, lackOf(<-policy.got, c.key))
			require.Equal(t, c.read, strings.Contains(a.body, "low_back_pain"))
		})
	}
}

// counting is a searchset with another count.
func counting(total string) string {
	return strings.Replace(searchset(backPain), `"total":1`, `"total":`+total, 1)
}

// labelled is a resource with a tag or a label.
func labelled(resource, kind, code string) string {
	return strings.Replace(resource, `{`, `{"meta":{"`+kind+`":[{"system":"urn:x","code":"Z"},{"code":"`+code+`"}]},`, 1)
}

func manyObservations(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = `{"resourceType":"Observation","id":"o` + strings.Repeat("x", i) + `","status":"final"}`
	}
	return strings.Replace(strings.Replace(searchset(list...), `"entry"`, `"link":[{"relation":"next","url":"http://ehr/next"}],"entry"`, 1), `"total":`, `"total":9`, 1)
}

// A partial prefetch is not a complete one: what is lacking stays unknown, and is never denied.
func TestALackDeniesNothing(t *testing.T) {
	policy := &speaker{got: make(chan *call, 2)}
	w := wire(t, policy, Options{})
	all := w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, nil)}))
	some := w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, map[string]string{"allergy-intolerance": "", "procedure": ""})}))
	require.Equal(t, cardsIn(t, all)[0].Detail, cardsIn(t, some)[0].Detail)
	require.NotContains(t, some.body, "false")
	require.Empty(t, (<-policy.got).lacks)
	require.Len(t, (<-policy.got).lacks, 2)
}

// A verdict that holds whatever the lacking part says is given, although the part is needed.
func TestASettledVerdictNeedsNoMore(t *testing.T) {
	w := wire(t, &speaker{}, Options{})
	danger := `{"resourceType":"Condition","id":"c2","subject":{"reference":"Patient/` + patientID + `"},"clinicalStatus":{"coding":[{"code":"active"}]},"onsetDateTime":"2026-11-20","code":{"coding":[{"system":"http://snomed.info/sct","code":"128053003"}]}}`
	page := strings.Replace(searchset(backPain, danger), `"total":2`, `"total":3`, 1)
	a := w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, map[string]string{"condition": page})}))
	require.Equal(t, "refer", cardsIn(t, a)[0].Summary)
	require.True(t, a.event.Settled)
	require.Equal(t, []string{"condition"}, a.event.Lacks)
}

// An unconcerned call needs no record.
func TestNobodyIsConcerned(t *testing.T) {
	w := wire(t, &speaker{}, Options{})
	a := w.post("/cds-services/on-order", body("order-sign", map[string]string{"context": contextOf(map[string]string{"draftOrders": draft("VisionPrescription")})}))
	require.Equal(t, `{"cards":[]}`, a.body)
	require.Equal(t, http.StatusOK, a.status)
}
