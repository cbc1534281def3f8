package cdshooks

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fixtureCall is a call on the record of a fixture, as a client makes it that fills every
// template: the patient's resources by type.
func fixtureCall(t testing.TB, name, hook, orders string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../testdata/fhir", name))
	require.NoError(t, err)
	var bundle struct {
		Entry []struct{ Resource json.RawMessage }
	}
	require.NoError(t, json.Unmarshal(data, &bundle))
	patient, byType := "", map[string][]string{}
	for _, e := range bundle.Entry {
		if e.Resource == nil {
			continue
		}
		var r struct {
			ResourceType, ID string
			Subject, Patient struct{ Reference string }
		}
		require.NoError(t, json.Unmarshal(e.Resource, &r))
		if r.ResourceType == "Patient" && patient == "" {
			patient = r.ID
			byType["Patient"] = []string{string(e.Resource)}
			continue
		}
		if whose := r.Subject.Reference + r.Patient.Reference; strings.HasPrefix(whose, "Patient/") && whose != "Patient/"+patient {
			continue // a server searches for those of the patient
		}
		byType[r.ResourceType] = append(byType[r.ResourceType], string(e.Resource))
	}
	prefetch := map[string]string{}
	o, err := offer((&speaker{}).services()[2], mapping(t).Searches())
	require.NoError(t, err)
	for _, p := range o.parts {
		switch {
		case p.key == "patient" && patient != "":
			prefetch[p.key] = byType["Patient"][0]
		case p.single || len(byType[p.resource]) == 0:
			prefetch[p.key] = "null"
		case p.resource == "Observation" && !strings.HasPrefix(p.key, "observation-loinc-7"):
			prefetch[p.key] = "null" // all of them come under one key
		default:
			prefetch[p.key] = searchset(byType[p.resource]...)
		}
	}
	context := map[string]string{"patientId": fmt.Sprintf("%q", patient)}
	if orders != "" {
		context["draftOrders"] = strings.ReplaceAll(orders, patientID, patient)
		context["selections"] = `["ServiceRequest/o"]`
	}
	return body(hook, map[string]string{"context": contextOf(context), "prefetch": members2JSON(prefetch, nil)})
}

// Every record of one patient is answered at every hook, with what CDS Hooks allows.
func TestFixtures(t *testing.T) {
	w := shipped(t, Options{PatientView: true})
	files, err := filepath.Glob("../../testdata/fhir/*.json")
	require.NoError(t, err)
	answered := 0
	for _, file := range files {
		name := filepath.Base(file)
		if data, err := os.ReadFile(file); err != nil || strings.Count(string(data), `"Patient"`) == 0 || !strings.Contains(string(data), `"entry"`) {
			continue
		}
		for _, hook := range []string{"order-sign", "order-select", "encounter-start", "patient-view"} {
			t.Run(name+" "+hook, func(t *testing.T) {
				orders := ""
				if strings.HasPrefix(hook, "order") {
					orders = needlingOrder
				}
				call := fixtureCall(t, name, hook, orders)
				if strings.Contains(call, `"patientId":""`) {
					return // a fixture of several patients, or of none
				}
				a := w.post("/cds-services/dry-needling-"+hook, call)
				cards := cardsIn(t, a)
				noneEmpty(t, "", parsed(t, a.body))
				if orders != "" {
					require.Len(t, cards, 1)
				}
				answered++
			})
		}
	}
	require.Greater(t, answered, 40)
}

// call20 is a call with a body of about 20 KB.
func call20(t testing.TB, orders string) string {
	call := fixtureCall(t, "several-problems.json", "order-sign", orders)
	if missing := 20_000 - len(call); missing > 0 {
		call = strings.Replace(call, `"hook":`, fmt.Sprintf(`"extension":{"com.example.padding":%q},"hook":`, strings.Repeat("x", missing)), 1)
	}
	return call
}

func benchmark(b *testing.B, call string, cards bool) {
	w := shipped(b, Options{Observe: func(Event) {}})
	b.SetBytes(int64(len(call)))
	b.ReportAllocs()
	from := strings.NewReader(call)
	r := httptest.NewRequest(http.MethodPost, signPath, from)
	r.Header.Set("Content-Type", "application/json")
	answer := &lean{header: http.Header{}}
	for b.Loop() { // of the client as little as there can be: what is measured is the service
		from.Reset(call)
		r.Body = io.NopCloser(from)
		w.ServeHTTP(answer, r)
		if answer.status != 200 || cards == (answer.size < 20) {
			b.Fatal(answer.status, answer.size)
		}
	}
}

// lean is a ResponseWriter that keeps nothing of a body.
type lean struct {
	header       http.Header
	status, size int
}

func (l *lean) Header() http.Header { return l.header }

func (l *lean) WriteHeader(status int) { l.status = status }

func (l *lean) Write(body []byte) (int, error) {
	l.size = len(body)
	return len(body), nil
}

func BenchmarkCall(b *testing.B) { benchmark(b, call20(b, needlingOrder), true) }

func BenchmarkUnconcernedCall(b *testing.B) {
	benchmark(b, call20(b, strings.ReplaceAll(needlingOrder, "20560", "97110")), false)
}
