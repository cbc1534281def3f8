package cdshooks

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// shipped is the service as it ships: its own policy, texts and codes.
func shipped(t testing.TB, o Options) *wired {
	t.Helper()
	p, err := ReadPolicy(mapping(t), dryneedling.Bundle())
	require.NoError(t, err)
	w := &wired{t: t, events: make(chan Event, 1000)}
	o.Anybody, o.Now = o.Authenticator == nil, noon
	if o.Observe == nil {
		o.Observe = func(e Event) { w.events <- e }
	}
	w.Service, err = New(mapping(t), p, o)
	require.NoError(t, err)
	return w
}

// needlingOrder is a draft order of what the guideline is about.
const needlingOrder = `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"ServiceRequest","id":"o","status":"draft","intent":"order","subject":{"reference":"Patient/` +
	patientID + `"},"code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"20560"}]}}}]}`

const signPath = "/cds-services/dry-needling-order-sign"

func signing(t testing.TB, change map[string]string) string {
	members := map[string]string{"context": contextOf(map[string]string{"draftOrders": needlingOrder}), "prefetch": whole(t, nil)}
	for k, v := range change {
		members[k] = v
	}
	return body("order-sign", members)
}

type discovered struct {
	Services []struct {
		Hook, Title, Description, ID string
		Prefetch                     map[string]string
		UsageRequirements            *string
	}
}

func discovery(t testing.TB, w *wired) discovered {
	t.Helper()
	a := w.do(httptest.NewRequest("GET", "/cds-services", nil))
	require.Equal(t, 200, a.status)
	var d discovered
	require.NoError(t, json.Unmarshal([]byte(a.body), &d))
	return d
}

// noneEmpty fails on a member that is null or empty: CDS Hooks forbids both, but for no cards.
func noneEmpty(t testing.TB, where string, v any) {
	switch v := v.(type) {
	case nil:
		t.Errorf("%s is null", where)
	case string:
		if v == "" {
			t.Errorf("%s is empty", where)
		}
	case []any:
		if len(v) == 0 && where != ".cards" {
			t.Errorf("%s is an empty list", where)
		}
		for i, one := range v {
			noneEmpty(t, fmt.Sprintf("%s[%d]", where, i), one)
		}
	case map[string]any:
		if len(v) == 0 && where != "" {
			t.Errorf("%s is an empty object", where)
		}
		for key, one := range v {
			noneEmpty(t, where+"."+key, one)
		}
	}
}

func parsed(t testing.TB, text string) (v any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), &v))
	return v
}

// What CDS Hooks 2.0 requires of a service, in the order of its text: every MUST and SHALL that a
// service can meet or break, the REQUIRED members among them, and how it is met. Those on JSON web
// tokens are package jwtauth's; TLS is the business of whoever runs the server.
func TestSpecification(t *testing.T) {
	plain := shipped(t, Options{PatientView: true})
	order := func(t *testing.T) Card { return cardsIn(t, plain.post(signPath, signing(t, nil)))[0] }
	for n, c := range []struct {
		must string
		met  func(t *testing.T)
	}{
		{"all data is sent and received as JSON", func(t *testing.T) {
			require.Equal(t, "application/json", plain.post(signPath, signing(t, nil)).header.Get("Content-Type"))
			r := httptest.NewRequest("POST", signPath, strings.NewReader("<call/>"))
			r.Header.Set("Content-Type", "application/xml")
			require.Equal(t, http.StatusUnsupportedMediaType, plain.do(r).status)
		}},
		{"no JSON element is null or empty, but where it is said; optional ones without a value are left out", func(t *testing.T) {
			noneEmpty(t, "", parsed(t, plain.do(httptest.NewRequest("GET", "/cds-services", nil)).body))
			noneEmpty(t, "", parsed(t, plain.post(signPath, signing(t, nil)).body))
			noneEmpty(t, "", parsed(t, plain.post(signPath, signing(t, map[string]string{"context": contextOf(map[string]string{"draftOrders": draft("ServiceRequest")})})).body))
			noneEmpty(t, "", parsed(t, plain.post(signPath, "{}").body))
			noneEmpty(t, "", parsed(t, plain.post(signPath+"/feedback", `{"feedback":[`+accepted+`]}`).body))
		}},
		{"the discovery is always at {baseUrl}/cds-services", func(t *testing.T) {
			require.NotEmpty(t, discovery(t, plain).Services)
		}},
		{"the discovery is an object with a list of services", func(t *testing.T) {
			v := parsed(t, plain.do(httptest.NewRequest("GET", "/cds-services", nil)).body).(map[string]any)
			require.Len(t, v, 1)
			require.IsType(t, []any{}, v["services"])
		}},
		{"each service has a hook, a description and an id, which is in its address", func(t *testing.T) {
			var hooks []string
			for _, s := range discovery(t, plain).Services {
				require.NotEmpty(t, s.Hook)
				require.NotEmpty(t, s.Description)
				require.NotEmpty(t, s.Title)
				require.NotEqual(t, 404, plain.post("/cds-services/"+s.ID, "{}").status)
				hooks = append(hooks, s.Hook)
			}
			slices.Sort(hooks)
			require.Equal(t, []string{"encounter-start", "order-select", "order-sign", "patient-view"}, hooks)
		}},
		{"a service is called by POST with a JSON body", func(t *testing.T) {
			require.Equal(t, 200, plain.post(signPath, signing(t, nil)).status)
			require.Equal(t, 405, plain.do(httptest.NewRequest("GET", signPath, nil)).status)
		}},
		{"hook, hookInstance and context are required, and what a hook's own context requires", func(t *testing.T) {
			for _, name := range []string{"hook", "hookInstance", "context"} {
				require.Equal(t, 400, plain.post(signPath, signing(t, map[string]string{name: ""})).status)
			}
			for hook, names := range map[string][]string{"patient-view": {"userId", "patientId"}, "encounter-start": {"userId", "patientId", "encounterId"},
				"order-sign": {"userId", "patientId", "draftOrders"}, "order-select": {"userId", "patientId", "draftOrders", "selections"}} {
				for _, name := range names {
					all := map[string]string{"selections": `["o"]`, "draftOrders": needlingOrder}
					all[name] = ""
					a := plain.post("/cds-services/dry-needling-"+hook, body(hook, map[string]string{"context": contextOf(all)}))
					require.Equal(t, 400, a.status)
					require.Contains(t, a.body, "context."+name+" is missing")
				}
			}
		}},
		{"fhirServer is required beside fhirAuthorization", func(t *testing.T) {
			a := plain.post(signPath, signing(t, map[string]string{"fhirAuthorization": `{"access_token":"t","token_type":"Bearer","expires_in":3,"scope":"s","subject":"c"}`}))
			require.Equal(t, 400, a.status)
		}},
		{"fhirServer has https where the data are real", func(t *testing.T) {
			_, err := newService(mapping(t), &speaker{}, Options{Anybody: true, Fetcher: &HTTPFetcher{}, Servers: []string{"http://ehr.example.org/fhir"}})
			require.ErrorContains(t, err, "without TLS")
		}},
		{"tokens stand between {{ and }} and name a first-level primitive field of the context, or an id of the user", func(t *testing.T) {
			token := regexp.MustCompile(`\{\{.*?\}\}`)
			for _, s := range discovery(t, plain).Services {
				for _, template := range s.Prefetch {
					found := token.FindAllString(template, -1)
					require.NotEmpty(t, found)
					require.Subset(t, []string{"{{context.patientId}}", "{{context.encounterId}}"}, found)
					require.NotContains(t, token.ReplaceAllString(template, ""), "{")
				}
			}
		}},
		{"templates use only reads, and searches by reference, token equality, date, _count and _sort", func(t *testing.T) {
			allowed := regexp.MustCompile(`^[A-Z][A-Za-z]+(/\{\{context\.[a-zA-Z]+\}\}|\?patient=\{\{context\.patientId\}\}(&(code=[^&,|]+\|[^&,|]+|questionnaire=[^&,|]+))?(&_sort=-?[a-z]+&_count=\d+)?)$`)
			for _, s := range discovery(t, plain).Services {
				require.Greater(t, len(s.Prefetch), 10)
				for key, template := range s.Prefetch {
					require.Regexp(t, allowed, template, key)
				}
			}
		}},
		{"prefetch data come at once: what has a next page is not all", func(t *testing.T) {
			page := strings.Replace(searchset(backPain), `"entry"`, `"link":[{"relation":"next","url":"x"}],"entry"`, 1)
			require.Equal(t, 412, plain.post(signPath, signing(t, map[string]string{"prefetch": whole(t, map[string]string{"condition": page})})).status)
		}},
		{"a key that is left out was not satisfied; null says that nothing is there", func(t *testing.T) {
			require.Equal(t, 412, plain.post(signPath, signing(t, map[string]string{"prefetch": whole(t, map[string]string{"condition": ""})})).status)
			require.Equal(t, 200, plain.post(signPath, signing(t, map[string]string{"prefetch": whole(t, map[string]string{"condition": "null"})})).status)
		}},
		{"the service checks the data against its templates and retrieves the rest itself", func(t *testing.T) {
			e := newEHR(t, map[string]string{"Condition": searchset(backPain)})
			w := shipped(t, Options{Fetcher: &HTTPFetcher{}, Servers: []string{e.URL + "/fhir"}})
			members := access(e.URL + "/fhir")
			members["prefetch"] = whole(t, map[string]string{"condition": ""})
			require.Len(t, cardsIn(t, w.post(signPath, signing(t, members))), 1)
			require.Equal(t, []string{"Condition?patient=" + patientID}, e.requests())
		}},
		{"412 where required data can be had neither way", func(t *testing.T) {
			require.Equal(t, http.StatusPreconditionFailed, plain.post(signPath, signing(t, map[string]string{"prefetch": ""})).status)
		}},
		{"each call of the FHIR server presents a valid token, and none is made without", func(t *testing.T) {
			e := newEHR(t, nil)
			w := shipped(t, Options{Fetcher: &HTTPFetcher{}, Servers: []string{e.URL + "/fhir"}})
			w.post(signPath, signing(t, map[string]string{"prefetch": "", "fhirServer": fmt.Sprintf("%q", e.URL+"/fhir")}))
			require.Empty(t, e.requests())
			members := access(e.URL + "/fhir")
			members["prefetch"] = ""
			w.post(signPath, signing(t, members))
			require.Equal(t, map[string]bool{"Bearer " + secret: true}, e.auth)
		}},
		{"the access token is transient: it is in nothing that is kept, told or answered", func(t *testing.T) {
			kept, rested := &memory{}, &receipts{}
			w := shipped(t, Options{Records: kept, Receipts: rested})
			a := w.post(signPath, signing(t, access("https://ehr.example.org/fhir")))
			all, err := json.Marshal([]any{kept.shown, rested.kept})
			require.NoError(t, err)
			require.NotContains(t, string(all)+a.body+fmt.Sprintf("%+v", a.event), secret)
		}},
		{"token_type is Bearer", func(t *testing.T) {
			members := access("https://ehr.example.org/fhir")
			members["fhirAuthorization"] = strings.Replace(members["fhirAuthorization"], "Bearer", "Basic", 1)
			require.Equal(t, 400, plain.post(signPath, signing(t, members)).status)
		}},
		{"a successful answer has status 200 and an object with cards", func(t *testing.T) {
			a := plain.post(signPath, signing(t, nil))
			require.Equal(t, 200, a.status)
			require.Contains(t, parsed(t, a.body), "cards")
		}},
		{"without guidance the list of cards is empty", func(t *testing.T) {
			a := plain.post(signPath, signing(t, map[string]string{"context": contextOf(map[string]string{"draftOrders": draft("ServiceRequest")})}))
			require.Equal(t, `{"cards":[]}`, a.body)
		}},
		{"a summary has less than 140 characters, an indicator is one of three, a source has a label", func(t *testing.T) {
			c := order(t)
			require.Less(t, utf8.RuneCountInString(c.Summary), 140)
			require.NotEmpty(t, c.Summary)
			require.Contains(t, []Indicator{Notice, Warning, Critical}, c.Indicator)
			require.NotEmpty(t, c.Source.Label)
		}},
		{"a card has a uuid, so that feedback can name it", func(t *testing.T) { require.True(t, isUUID(order(t).UUID)) }},
		{"suggestions come with a selectionBehavior, and each action of theirs is whole", func(t *testing.T) {
			c := cardsIn(t, wire(t, &speaker{}, Options{}).post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, nil)})))[0]
			for _, c := range []Card{c, order(t)} {
				require.Equal(t, len(c.Suggestions) > 0, c.SelectionBehavior != "")
				for _, s := range c.Suggestions {
					require.NotEmpty(t, s.Label)
					for _, a := range s.Actions {
						require.Equal(t, "create", a.Type)
						require.NotEmpty(t, a.Description)
						require.True(t, json.Valid(a.Resource))
					}
				}
			}
		}},
		{"an override reason has a display, a code and a system", func(t *testing.T) {
			reasons := order(t).OverrideReasons
			require.NotEmpty(t, reasons)
			for _, r := range reasons {
				require.NotEmpty(t, r.Display)
				require.NotEmpty(t, r.Code)
				require.NotEmpty(t, r.System)
			}
		}},
		{"a link has a label, an absolute address and a type", func(t *testing.T) {
			for _, l := range order(t).Links {
				require.NotEmpty(t, l.Label)
				require.Regexp(t, `^https://`, l.URL)
				require.Equal(t, "absolute", l.Type)
			}
		}},
		{"feedback is an object with a list, each with card, outcome and outcomeTimestamp, and what was accepted", func(t *testing.T) {
			require.Equal(t, 200, plain.post(signPath+"/feedback", `{"feedback":[`+accepted+`,`+overridden+`]}`).status)
			for _, name := range []string{"card", "outcome", "acceptedSuggestions", "outcomeTimestamp"} {
				var entry map[string]json.RawMessage
				require.NoError(t, json.Unmarshal([]byte(accepted), &entry))
				delete(entry, name)
				text, err := json.Marshal(map[string]any{"feedback": []any{entry}})
				require.NoError(t, err)
				require.Equal(t, 400, plain.post(signPath+"/feedback", string(text)).status, name)
			}
		}},
		{"every request is authenticated, the discovery and feedback too", func(t *testing.T) {
			w := shipped(t, Options{Authenticator: gate{}})
			require.Equal(t, 401, w.do(httptest.NewRequest("GET", "/cds-services", nil)).status)
			require.Equal(t, 401, w.post(signPath, signing(t, nil)).status)
			require.Equal(t, 401, w.post(signPath+"/feedback", `{"feedback":[`+accepted+`]}`).status)
		}},
		{"an extension is an object: one is accepted and ignored", func(t *testing.T) {
			require.Equal(t, 200, plain.post(signPath, signing(t, map[string]string{"extension": `{"com.example.timestamp":"2017-11-27T22:13:25Z"}`})).status)
		}},
	} {
		t.Run(fmt.Sprintf("%02d %s", n+1, c.must), c.met)
	}
}
