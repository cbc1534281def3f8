package cdshooks

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

const (
	instance  = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
	patientID = "pat-4711"
	secret    = "tok-secret-0815"
)

func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// speaker is a policy that shows what the wire handed it: a card for every call, with the facts
// that were read as its detail. Orders concern it unless they are of a type that it does not know.
type speaker struct {
	got   chan *call // nil: not asked for
	panic string     // a method that panics
}

func (s *speaker) services() []service {
	needs := []string{"Patient", "Condition"}
	return []service{
		{id: "on-view", hook: "patient-view", title: "View", description: "On a chart.", needs: needs},
		{id: "on-start", hook: "encounter-start", title: "Start", description: "At a visit.", needs: needs},
		{id: "on-order", hook: "order-select", title: "Select", description: "On an order.", needs: needs, also: []string{"ServiceRequest"}},
		{id: "on-order", hook: "order-sign", title: "Sign", description: "On an order.", needs: needs, usage: "None."},
	}
}

func (s *speaker) concerned(c *call) bool {
	if s.panic == "concerned" {
		panic("concerned")
	}
	for _, o := range c.orders {
		if strings.Contains(o.resource, "VisionPrescription") {
			return false
		}
	}
	return true
}

func (s *speaker) narrow(*call, *fhir.Chart) {}

func (s *speaker) speaks(c *call, chart *fhir.Chart) bool { return true }

func (s *speaker) presses(*call, *fhir.Chart, *decision.Decision) bool { return false }

func (s *speaker) cards(_ context.Context, c *call, chart *fhir.Chart, d *decision.Decision, q questions) []Card {
	if s.panic == "cards" {
		panic("cards")
	}
	if s.got != nil {
		s.got <- c
	}
	return []Card{{Summary: d.Verdict, Detail: string(chart.FactsJSON()), Indicator: Notice, Source: Source{Label: "test"},
		Suggestions:       []Suggestion{{Label: "do", UUID: namedUUID(c.instance + " do"), Actions: []Action{{Type: "create", Description: "do it", Resource: json.RawMessage(`{"resourceType":"ServiceRequest"}`)}}}},
		SelectionBehavior: "any"}}
}

func mapping(t testing.TB) *fhir.Mapping {
	t.Helper()
	m, err := shippedMapping()
	require.NoError(t, err)
	return m
}

var shippedMapping = sync.OnceValues(func() (*fhir.Mapping, error) {
	return fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle())
})

// wired is a service under test and what it told its observer.
type wired struct {
	*Service
	t      testing.TB
	events chan Event
}

func wire(t testing.TB, v voice, o Options) *wired {
	t.Helper()
	if o.Authenticator == nil {
		o.Anybody = true
	}
	if o.Now == nil {
		o.Now = noon
	}
	w := &wired{t: t, events: make(chan Event, 1000)}
	if o.Observe == nil {
		o.Observe = func(e Event) { w.events <- e }
	}
	s, err := newService(mapping(t), v, o)
	require.NoError(t, err)
	w.Service = s
	return w
}

// answerOf is what came back.
type answerOf struct {
	status int
	header http.Header
	body   string
	event  Event
}

func (w *wired) do(r *http.Request) answerOf {
	w.t.Helper()
	recorder := httptest.NewRecorder()
	w.ServeHTTP(recorder, r)
	a := answerOf{status: recorder.Code, header: recorder.Header(), body: recorder.Body.String()}
	select {
	case a.event = <-w.events:
		require.Equal(w.t, a.status, a.event.Status)
	default:
	}
	if a.body != "" {
		require.True(w.t, json.Valid([]byte(a.body)), "the body is not JSON: %s", a.body)
	}
	return a
}

func (w *wired) post(path, body string) answerOf {
	w.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return w.do(r)
}

// body is a call with members replaced: by JSON, or taken out by "".
func body(hook string, change map[string]string) string {
	members := map[string]string{"hook": fmt.Sprintf("%q", hook), "hookInstance": fmt.Sprintf("%q", instance), "context": contextOf(nil)}
	switch hook {
	case "order-select":
		members["context"] = contextOf(map[string]string{"selections": `["ServiceRequest/o"]`, "draftOrders": draft("ServiceRequest")})
	case "order-sign":
		members["context"] = contextOf(map[string]string{"draftOrders": draft("ServiceRequest")})
	}
	return members2JSON(members, change)
}

func contextOf(change map[string]string) string {
	return members2JSON(map[string]string{"userId": `"Practitioner/doc-1"`, "patientId": fmt.Sprintf("%q", patientID), "encounterId": `"enc-1"`}, change)
}

func draft(kind string) string {
	return fmt.Sprintf(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":%q,"id":"o","status":"draft","intent":"order","subject":{"reference":"Patient/%s"}}}]}`, kind, patientID)
}

func members2JSON(members, change map[string]string) string {
	out := map[string]json.RawMessage{}
	for k, v := range members {
		out[k] = json.RawMessage(v)
	}
	for k, v := range change {
		if v == "" {
			delete(out, k)
			continue
		}
		out[k] = json.RawMessage(v)
	}
	text, err := json.Marshal(out)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// whole is the prefetch of a client that had everything: a patient with chronic low back pain and
// nothing else on record.
func whole(t testing.TB, change map[string]string) string {
	members := map[string]string{}
	o, err := offer((&speaker{}).services()[2], mapping(t).Searches())
	require.NoError(t, err)
	for _, p := range o.parts {
		members[p.key] = "null"
	}
	members["patient"] = fmt.Sprintf(`{"resourceType":"Patient","id":%q,"birthDate":"1971-05-04"}`, patientID)
	members["condition"] = searchset(backPain)
	members["encounter"] = `{"resourceType":"Encounter","id":"enc-1","location":[{"location":{"reference":"Location/7"}}]}`
	return members2JSON(members, change)
}

const backPain = `{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/` + patientID + `"},"clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"278860009"}]}}`

func searchset(resources ...string) string {
	entries := make([]string, len(resources))
	for i, r := range resources {
		entries[i] = `{"resource":` + r + `}`
	}
	joined := strings.Join(entries, ",")
	total := len(resources) - strings.Count(joined, "OperationOutcome") // which no total counts
	return fmt.Sprintf(`{"resourceType":"Bundle","type":"searchset","total":%d,"entry":[%s]}`, total, joined)
}

func cardsIn(t testing.TB, a answerOf) []Card {
	t.Helper()
	require.Equal(t, http.StatusOK, a.status, a.body)
	var r struct {
		Cards []Card `json:"cards"`
	}
	require.NoError(t, json.Unmarshal([]byte(a.body), &r))
	require.NotNil(t, r.Cards)
	return r.Cards
}

func mustRead(t testing.TB, r io.Reader) string {
	t.Helper()
	data, err := io.ReadAll(r)
	require.NoError(t, err)
	return string(data)
}
