package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// today is the day for which the records were made up.
const today = "2026-11-22"

type object = map[string]any

// records is a record system with one patient: what a client of CDS Hooks has at hand.
type records struct {
	patient   string // id
	resources []object
}

func openRecords(t testing.TB, name string) *records {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "fhir", name+".json"))
	require.NoError(t, err)
	var bundle struct{ Entry []struct{ Resource object } }
	require.NoError(t, json.Unmarshal(data, &bundle))
	r := &records{}
	for _, e := range bundle.Entry {
		r.resources = append(r.resources, e.Resource)
		if e.Resource["resourceType"] == "Patient" {
			r.patient, _ = e.Resource["id"].(string)
		}
	}
	require.NotEmpty(t, r.patient)
	return r
}

// search answers what a prefetch template asks: the reading of a resource, or a search by patient
// and one token.
func (r *records) search(query string) object {
	what, rest, searched := strings.Cut(query, "?")
	if !searched {
		kind, id, _ := strings.Cut(what, "/")
		for _, resource := range r.resources {
			if resource["resourceType"] == kind && resource["id"] == id {
				return resource
			}
		}
		return nil
	}
	wanted, err := url.ParseQuery(rest)
	if err != nil {
		return nil
	}
	entries := []object{}
	for _, resource := range r.resources {
		if resource["resourceType"] == what && matches(resource, wanted) {
			entries = append(entries, object{"resource": resource, "search": object{"mode": "match"}})
		}
	}
	return object{"resourceType": "Bundle", "type": "searchset", "total": len(entries), "entry": entries}
}

func matches(resource object, wanted url.Values) bool {
	of, _ := resource["subject"].(object)
	if of == nil {
		of, _ = resource["patient"].(object)
	}
	if reference, _ := of["reference"].(string); !strings.HasSuffix(reference, "/"+wanted.Get("patient")) && !strings.HasPrefix(reference, "urn:") {
		return false
	}
	if questionnaire := wanted.Get("questionnaire"); questionnaire != "" && resource["questionnaire"] != questionnaire {
		return false
	}
	token := wanted.Get("code")
	if token == "" {
		return true
	}
	concept, _ := resource["code"].(object)
	codings, _ := concept["coding"].([]any)
	for _, c := range codings {
		if coding, _ := c.(object); coding != nil && token == text(coding, "system")+"|"+text(coding, "code") {
			return true
		}
	}
	return false
}

func text(o object, name string) string { s, _ := o[name].(string); return s }

// serve is the record system as a FHIR server, which takes one token.
func (r *records) serve(t testing.TB, token string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.Header.Get("Authorization") != "Bearer "+token {
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		query := strings.TrimPrefix(q.URL.Path, "/fhir/")
		if q.URL.RawQuery != "" {
			query += "?" + q.URL.RawQuery
		}
		found := r.search(query)
		if found == nil {
			http.NotFound(w, q)
			return
		}
		w.Header().Set("Content-Type", "application/fhir+json")
		_ = json.NewEncoder(w).Encode(found)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/fhir"
}

// offer is an entry of the discovery.
type offer struct {
	Hook, Title, Description, ID string
	Prefetch                     map[string]string
}

func discover(t testing.TB, base string, header map[string]string) map[string]offer {
	t.Helper()
	a := ask(t, http.MethodGet, base+"/cds-services", nil, header)
	require.Equal(t, http.StatusOK, a.status, "%s", a.body)
	var found struct{ Services []offer }
	require.NoError(t, json.Unmarshal(a.body, &found))
	byHook := map[string]offer{}
	for _, s := range found.Services {
		byHook[s.Hook] = s
	}
	return byHook
}

// call is a hook call as a client makes it: what the templates ask for, and an order where the
// hook has orders.
func (r *records) call(o offer, instance string, order object) object {
	context := object{"userId": "Practitioner/example", "patientId": r.patient, "encounterId": "none-such"}
	if order != nil {
		context["draftOrders"] = object{"resourceType": "Bundle", "type": "collection", "entry": []object{{"resource": order}}}
		context["selections"] = []string{"ServiceRequest/" + text(order, "id")}
	}
	prefetch := object{}
	for key, template := range o.Prefetch {
		query := strings.NewReplacer("{{context.patientId}}", r.patient, "{{context.encounterId}}", "none-such").Replace(template)
		if found := r.search(query); found != nil {
			prefetch[key] = found
		}
	}
	return object{"hook": o.Hook, "hookInstance": instance, "context": context, "prefetch": prefetch}
}

// order is a draft of an order for a patient.
func (r *records) order(system, code string) object {
	return object{
		"resourceType": "ServiceRequest", "id": "draft-1", "status": "draft", "intent": "order",
		"subject": object{"reference": "Patient/" + r.patient},
		"code":    object{"coding": []object{{"system": system, "code": code}}},
	}
}

func needling(r *records) object { return r.order("http://snomed.info/sct", "231082000") }

func encode(t testing.TB, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return data
}
