package cdshooks

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every mistake of form is refused with 400, named, and not repeated.
func TestBadCalls(t *testing.T) {
	const quoted = `"<script>alert(\"4711\")</script>"`
	view := func(change map[string]string) string { return body("patient-view", change) }
	inContext := func(change map[string]string) string { return view(map[string]string{"context": contextOf(change)}) }
	signing := func(change map[string]string) string {
		return body("order-sign", map[string]string{"context": contextOf(change)})
	}
	auth := func(members string) map[string]string {
		return map[string]string{"fhirServer": `"https://ehr.example.org/fhir"`, "fhirAuthorization": members}
	}
	cases := []struct{ name, path, body, says string }{
		{"empty", "on-view", ``, "no value stands where one is expected, at byte 0"},
		{"not UTF-8", "on-view", "{\"hook\":\"\xff\"}", "it is not UTF-8, at byte 9"},
		{"cut off", "on-view", `{"hook":"patient-view"`, "is missing, at byte 22"},
		{"trailing data", "on-view", view(nil) + `{}`, "something follows the value"},
		{"a key twice", "on-view", `{"hook":"patient-view","hook":"order-sign"}`, "a member is given twice"},
		{"a key twice, once in disguise", "on-view", `{"context":{"a":1,"\u0061":2}}`, "a member is given twice"},
		{"a key twice, far down", "on-view", view(map[string]string{"prefetch": `{"x":[{"y":{"z":1,"z":1}}]}`})[:0] + `{"prefetch":{"x":[{"y":{"z":1,"z":1}}]}}`, "a member is given twice"},
		{"too deep", "on-view", strings.Repeat("[", 70) + strings.Repeat("]", 70), "it is nested too deep"},
		{"many small values", "on-view", "[" + strings.Repeat("[],", 10_000) + "[]]", "it holds too many values"},
		{"a byte order mark", "on-view", "\ufeff" + view(nil), "it starts with a byte order mark, which is no part of JSON, at byte 0"},
		{"a list", "on-view", `[]`, "the body is a JSON object"},
		{"null", "on-view", `null`, "the body is a JSON object"},
		{"no hook", "on-view", view(map[string]string{"hook": ""}), "hook is missing"},
		{"null hook", "on-view", view(map[string]string{"hook": "null"}), "hook is missing"},
		{"hook of a wrong type", "on-view", view(map[string]string{"hook": "7"}), "hook is not a text"},
		{"hook of another service", "on-view", view(map[string]string{"hook": `"order-sign"`}), "hook is not the one of this service, which is patient-view"},
		{"hostile hook", "on-view", view(map[string]string{"hook": quoted}), "hook is not the one of this service, which is patient-view"},
		{"no hookInstance", "on-view", view(map[string]string{"hookInstance": ""}), "hookInstance is missing"},
		{"hookInstance no UUID", "on-view", view(map[string]string{"hookInstance": quoted}), "hookInstance is not a UUID"},
		{"empty hookInstance", "on-view", view(map[string]string{"hookInstance": `""`}), "hookInstance is empty"},
		{"no context", "on-view", view(map[string]string{"context": ""}), "context is missing"},
		{"context a list", "on-view", view(map[string]string{"context": "[]"}), "context is not an object"},
		{"no user", "on-view", inContext(map[string]string{"userId": ""}), "context.userId is missing"},
		{"hostile user", "on-view", inContext(map[string]string{"userId": quoted}), "context.userId is not a type and an id"},
		{"no patient", "on-view", inContext(map[string]string{"patientId": ""}), "context.patientId is missing"},
		{"hostile patient", "on-view", inContext(map[string]string{"patientId": quoted}), "context.patientId is not an id of FHIR"},
		{"patient a path", "on-view", inContext(map[string]string{"patientId": `"../admin"`}), "context.patientId is not an id of FHIR"},
		{"patient a folder", "on-view", inContext(map[string]string{"patientId": `".."`}), "context.patientId is not an id of FHIR"},
		{"patient a query", "on-view", inContext(map[string]string{"patientId": `"1&_include=*"`}), "context.patientId is not an id of FHIR"},
		{"patient too long", "on-view", inContext(map[string]string{"patientId": fmt.Sprintf("%q", strings.Repeat("a", 65))}), "context.patientId is not an id of FHIR"},
		{"patient a number", "on-view", inContext(map[string]string{"patientId": `1288992`}), "context.patientId is not a text"},
		{"encounter no id", "on-view", inContext(map[string]string{"encounterId": quoted}), "context.encounterId is not an id of FHIR"},
		{"no encounter at its start", "on-start", body("encounter-start", map[string]string{"context": contextOf(map[string]string{"encounterId": ""})}), "context.encounterId is missing"},
		{"no orders to sign", "on-order", signing(nil), "context.draftOrders is missing"},
		{"orders that are no Bundle", "on-order", signing(map[string]string{"draftOrders": `{"resourceType":"Patient"}`}), "context.draftOrders is not a Bundle"},
		{"orders in a list", "on-order", signing(map[string]string{"draftOrders": `[]`}), "context.draftOrders is not a Bundle"},
		{"entries that are no list", "on-order", signing(map[string]string{"draftOrders": `{"resourceType":"Bundle","entry":{}}`}), "context.draftOrders.entry is not a list"},
		{"an entry without a resource", "on-order", signing(map[string]string{"draftOrders": `{"resourceType":"Bundle","entry":[{}]}`}), "context.draftOrders.entry.resource is not a resource"},
		{"no selections", "on-order", body("order-select", map[string]string{"context": contextOf(map[string]string{"draftOrders": draft("ServiceRequest")})}), "context.selections is missing"},
		{"selections that are no list", "on-order", body("order-select", map[string]string{"context": contextOf(map[string]string{"selections": `"x"`, "draftOrders": draft("ServiceRequest")})}), "context.selections is not a list"},
		{"a selection that is no text", "on-order", body("order-select", map[string]string{"context": contextOf(map[string]string{"selections": `[1]`, "draftOrders": draft("ServiceRequest")})}), "context.selections holds something"},
		{"prefetch a list", "on-view", view(map[string]string{"prefetch": "[]"}), "prefetch is not an object"},
		{"a prefetched text", "on-view", view(map[string]string{"prefetch": `{"condition":` + quoted + `}`}), "prefetch.condition is neither a resource nor null"},
		{"server no address", "on-view", view(map[string]string{"fhirServer": quoted}), "fhirServer is not the address of a server"},
		{"server a file", "on-view", view(map[string]string{"fhirServer": `"file:///etc/passwd"`}), "fhirServer is not the address of a server"},
		{"server with a user", "on-view", view(map[string]string{"fhirServer": `"https://u:p@ehr.example.org/fhir"`}), "fhirServer is not the address of a server"},
		{"authorization without a server", "on-view", view(map[string]string{"fhirAuthorization": `{"access_token":"t","token_type":"Bearer","expires_in":1,"scope":"s","subject":"c"}`}), "fhirServer is missing, and required beside fhirAuthorization"},
		{"authorization a text", "on-view", view(auth(quoted)), "fhirAuthorization is not an object"},
		{"no token", "on-view", view(auth(`{"token_type":"Bearer"}`)), "fhirAuthorization.access_token is missing"},
		{"another kind of token", "on-view", view(auth(`{"access_token":"t","token_type":"MAC"}`)), "fhirAuthorization.token_type is not Bearer"},
		{"a lifetime that is no number", "on-view", view(auth(`{"access_token":"t","token_type":"Bearer","expires_in":"300"}`)), "fhirAuthorization.expires_in is not a whole number"},
	}
	w := wire(t, &speaker{}, Options{})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := w.post("/cds-services/"+c.path, c.body)
			require.Equal(t, http.StatusBadRequest, a.status, a.body)
			require.Contains(t, a.body, c.says)
			require.Contains(t, a.body, `"resourceType":"OperationOutcome"`)
			for _, leak := range []string{"script", "alert", "4711", patientID, "passwd", "admin"} {
				require.NotContains(t, a.body, leak)
			}
			require.Equal(t, 400, a.event.Status)
		})
	}
}

// All mistakes are named at once.
func TestEveryMistakeAtOnce(t *testing.T) {
	a := wire(t, &speaker{}, Options{}).post("/cds-services/on-view", `{"hookInstance":"x","context":{"userId":7}}`)
	for _, says := range []string{"hook is missing", "hookInstance is not a UUID", "context.userId is not a text", "context.patientId is missing"} {
		require.Contains(t, a.body, says)
	}
}

// What clients of other makers send beside the letter of the specification, and can mean one thing only.
func TestToleratedCalls(t *testing.T) {
	prefetch := whole(t, nil)
	for name, change := range map[string]map[string]string{
		"an extension":                    {"extension": `{"com.example.timestamp":"2017-11-27T22:13:25Z"}`},
		"members of a later version":      {"hookVersion": `"2.0"`, "version": `{"a":[1]}`},
		"optional members that are null":  {"fhirServer": "null", "fhirAuthorization": "null", "context": contextOf(map[string]string{"encounterId": "null"})},
		"optional members that are empty": {"fhirServer": `""`, "context": contextOf(map[string]string{"encounterId": `""`})},
		"a user without a type":           {"context": contextOf(map[string]string{"userId": `"doc-1"`})},
		"a role for a user":               {"context": contextOf(map[string]string{"userId": `"PractitionerRole/doc-1"`})},
		"more context":                    {"context": contextOf(map[string]string{"organizationId": `{"a":1}`})},
		"a UUID in capitals":              {"hookInstance": `"D1577C69-DFBE-44AD-BA6D-3E05E953B2EA"`},
		"keys that nobody asked for":      {"prefetch": whole(t, map[string]string{"practitioner": `{"resourceType":"Practitioner"}`, "user": `"123"`})},
		"a server in the clear":           {"fhirServer": `"http://hooks.smarthealthit.org:9080"`},
		"a token type in small letters":   {"fhirServer": `"https://a.example.org"`, "fhirAuthorization": `{"access_token":"t","token_type":"bearer"}`},
	} {
		t.Run(name, func(t *testing.T) {
			if change["prefetch"] == "" {
				change["prefetch"] = prefetch
			}
			a := wire(t, &speaker{}, Options{}).post("/cds-services/on-view", body("patient-view", change))
			require.Len(t, cardsIn(t, a), 1)
		})
	}
}

// Orders reach the policy as they were written, and selections with them.
func TestOrdersAndSelections(t *testing.T) {
	policy := &speaker{got: make(chan *call, 1)}
	a := wire(t, policy, Options{}).post("/cds-services/on-order", body("order-select", map[string]string{"prefetch": whole(t, nil)}))
	cardsIn(t, a)
	c := <-policy.got
	require.Equal(t, "order-select", c.hook)
	require.Equal(t, []string{"ServiceRequest/o"}, c.selections)
	require.Len(t, c.orders, 1)
	require.JSONEq(t, `{"resourceType":"ServiceRequest","id":"o","status":"draft","intent":"order","subject":{"reference":"Patient/pat-4711"}}`, c.orders[0].resource)
}
