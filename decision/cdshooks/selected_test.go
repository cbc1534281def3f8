package cdshooks

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// choosing is a call of order-select with an entry for each draft.
func choosing(t *testing.T, selections, entries string) string {
	return body("order-select", map[string]string{"prefetch": whole(t, nil),
		"context": contextOf(map[string]string{"selections": selections, "draftOrders": `{"resourceType":"Bundle","type":"collection","entry":[` + entries + `]}`})})
}

const selectPath = "/cds-services/dry-needling-order-select"

// A draft that has no id yet is named by its entry. A selection that names none is told to whoever
// runs the service.
func TestSelectionsByEntry(t *testing.T) {
	unborn := strings.Replace(needling, `"id":"o",`, "", 1)
	entry := func(fullURL, resource string) string {
		return fmt.Sprintf(`{"fullUrl":%q,"resource":%s}`, fullURL, resource)
	}
	const urn, address = "urn:uuid:6f2c1c0e-3a7c-4f5e-9d0b-2f1e7a6b5c4d", "https://ehr.example/fhir/ServiceRequest/77"
	tablets := `{"resource":{"resourceType":"MedicationRequest","id":"m","status":"draft","intent":"order"}}`
	w := shipped(t, Options{})
	for _, test := range []struct {
		name, selections, entries string
		cards                     int
		withheld                  string
	}{
		{"by its id", `["ServiceRequest/o"]`, entry(urn, needling), 1, ""},
		{"by a urn", fmt.Sprintf(`[%q]`, urn), entry(urn, unborn), 1, ""},
		{"by the id in a urn", `["ServiceRequest/6f2c1c0e-3a7c-4f5e-9d0b-2f1e7a6b5c4d"]`, entry(urn, unborn), 1, ""},
		{"by a urn beside an id", fmt.Sprintf(`[%q]`, urn), entry(urn, needling), 1, ""},
		{"by an address", fmt.Sprintf(`[%q]`, address), entry(address, unborn), 1, ""},
		{"by the end of an address", `["ServiceRequest/77"]`, entry(address, unborn), 1, ""},
		{"by the id in an address", `["77"]`, entry(address, unborn), 1, ""},
		{"by a version of an address", fmt.Sprintf(`[%q]`, address+"/_history/2"), entry(address, unborn), 1, ""},
		{"another draft", `["MedicationRequest/m"]`, tablets + "," + entry(urn, unborn), 0, ""},
		{"none", `[]`, entry(urn, unborn), 0, ""},
		{"no draft", `["urn:uuid:00000000-0000-4000-8000-000000000000"]`, entry(urn, unborn), 0, "a selection names no draft order"},
		{"no draft of that type", `["Task/o"]`, entry(urn, needling), 0, "a selection names no draft order"},
		{"a draft without any name", `["ServiceRequest/o"]`, `{"resource":` + unborn + `}`, 0, "a selection names no draft order"},
		{"no draft and another one", `["ServiceRequest/gone","MedicationRequest/m"]`, tablets, 0, "a selection names no draft order"},
		{"no draft beside the one", `["ServiceRequest/gone","ServiceRequest/o"]`, entry(urn, needling), 1, ""},
		{"an address that is none", `["ServiceRequest/o"]`, `{"fullUrl":5,"resource":` + needling + `}`, 1, ""},
	} {
		a := w.post(selectPath, choosing(t, test.selections, test.entries))
		require.Len(t, cardsIn(t, a), test.cards, test.name)
		require.Equal(t, test.withheld, a.event.Withheld, test.name)
	}
	a := w.post(signPath, signing(t, map[string]string{"context": contextOf(map[string]string{"draftOrders": `{"resourceType":"Bundle","entry":[` + tablets + `]}`})}))
	require.Empty(t, a.event.Withheld, "nothing is selected where all are signed")
}

// An order of the treatment that is written in another way than is read gets no card, and whoever
// runs the service is told.
func TestCodesInAnotherSpelling(t *testing.T) {
	const system, addition = "an order has a code of the treatment under a system that is not known", "an order has a code of the treatment with something added to it"
	coded := func(system, code string) string {
		return strings.Replace(needling, `"system":"http://www.ama-assn.org/go/cpt","code":"20560"`, fmt.Sprintf(`"system":%q,"code":%q`, system, code), 1)
	}
	const cpt = "http://www.ama-assn.org/go/cpt"
	var log bytes.Buffer
	for _, test := range []struct {
		name, order string
		cards       int
		withheld    string
	}{
		{"as it is read", coded(cpt, "20560"), 1, ""},
		{"with a space", coded(cpt, "20560 "), 1, ""},
		{"by an OID that is not known", coded("urn:oid:2.999.12", "20560"), 0, system},
		{"an edition as its system", coded("http://snomed.info/sct/12345/version/20260901", "231082000"), 0, system},
		{"https", coded("https://www.ama-assn.org/go/cpt", "20561"), 0, system},
		{"no system", coded("", "20560"), 0, system},
		{"with a modifier", coded(cpt, "20560-59"), 0, addition},
		{"with words", coded(snomed, "231082000|Dry needling|"), 0, addition},
		{"known beside not known", strings.Replace(coded(cpt, "20560"), `"coding":[`, `"coding":[{"system":"urn:x","code":"20560"},`, 1), 1, ""},
		{"a code of another system", coded("http://loinc.org", "20560-5"), 0, ""},
		{"the same digits in another system", coded(snomed, "20560"), 0, ""},
		{"another code of a system that is not known", coded("urn:oid:2.999.12", "97110"), 0, ""},
		{"somebody else's", strings.Replace(coded("urn:x", "20560"), patientID, "other", 1), 0, ""},
		{"not to be done", with(coded("urn:x", "20560"), `"doNotPerform":true`), 0, ""},
	} {
		w := shipped(t, Options{Observe: func(e Event) {
			require.Equal(t, test.withheld, e.Withheld, test.name)
			timeless(&log).Info("request", "event", e)
		}})
		orders := `{"resourceType":"Bundle","entry":[{"resource":` + test.order + `}]}`
		require.Len(t, cardsIn(t, w.post(signPath, signing(t, map[string]string{"context": contextOf(map[string]string{"draftOrders": orders})}))), test.cards, test.name)
	}
	require.Contains(t, log.String(), `"withheld":"`+system)
	require.NotContains(t, log.String(), patientID)

	both := choosing(t, `["ServiceRequest/o","gone"]`, `{"resource":`+coded("urn:x", "20560")+`}`)
	a := shipped(t, Options{}).post(selectPath, both)
	require.Equal(t, system+"; a selection names no draft order", a.event.Withheld)
}
