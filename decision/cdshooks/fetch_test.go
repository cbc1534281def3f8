package cdshooks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// ehr is a FHIR server that answers with what stands for a type, or with nothing.
type ehr struct {
	*httptest.Server
	mutex sync.Mutex
	asked []string
	holds map[string]string
	auth  map[string]bool
}

func newEHR(t *testing.T, holds map[string]string) *ehr {
	e := &ehr{holds: holds, auth: map[string]bool{}}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, _ := strings.CutPrefix(r.URL.RequestURI(), "/fhir/")
		e.mutex.Lock()
		defer e.mutex.Unlock()
		e.asked = append(e.asked, path)
		e.auth[r.Header.Get("Authorization")] = true
		answer, ok := e.holds[path]
		if !ok {
			kind, _, _ := strings.Cut(path, "?")
			answer, ok = e.holds[kind]
		}
		if !ok {
			answer = searchset()
		}
		_, _ = fmt.Fprint(w, strings.ReplaceAll(answer, "SELF", e.URL+"/fhir"))
	}))
	t.Cleanup(e.Close)
	return e
}

func (e *ehr) requests() []string {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	list := slices.Clone(e.asked)
	slices.Sort(list)
	return list
}

func access(server string) map[string]string {
	return map[string]string{"fhirServer": fmt.Sprintf("%q", server),
		"fhirAuthorization": fmt.Sprintf(`{"access_token":%q,"token_type":"Bearer","expires_in":300,"scope":"patient/*.read","subject":"cds"}`, secret)}
}

const thePatient = `{"resourceType":"Patient","id":"` + patientID + `","birthDate":"1971-05-04"}`

// What the client did not give is fetched, and replaces the lack; what it gave is not asked for.
func TestFetching(t *testing.T) {
	e := newEHR(t, map[string]string{"Patient/" + patientID: thePatient, "Encounter/enc-1": `{"resourceType":"Encounter","id":"enc-1"}`, "Condition": searchset(backPain)})
	policy := &speaker{got: make(chan *call, 1)}
	w := wire(t, policy, Options{Fetcher: &HTTPFetcher{}, Servers: []string{e.URL + "/fhir/"}})
	members := access(e.URL + "/fhir")
	members["prefetch"] = `{"procedure":null,"care-plan":` + searchset() + `}`
	a := w.post("/cds-services/on-view", body("patient-view", members))
	require.Contains(t, cardsIn(t, a)[0].Detail, "low_back_pain")
	c := <-policy.got
	require.Empty(t, c.lacks)
	require.Equal(t, "fetched.patient", c.record[0].Name)
	asked := e.requests()
	require.Contains(t, asked, "Condition?patient="+patientID)
	require.Contains(t, asked, "Observation?patient="+patientID+"&code=http://loinc.org%7C72514-3&_sort=-date&_count=20")
	for _, a := range asked {
		require.NotContains(t, a, "Procedure")
		require.NotContains(t, a, "CarePlan")
	}
	require.Equal(t, map[string]bool{"Bearer " + secret: true}, e.auth)
	require.Equal(t, len(asked), a.event.Fetched)
}

// Pages are followed below the same base, and nowhere else.
func TestPages(t *testing.T) {
	other := newEHR(t, nil)
	page := func(next string, resources ...string) string {
		return strings.Replace(strings.Replace(searchset(resources...), `"total":1`, `"total":2`, 1), `"entry"`, fmt.Sprintf(`"link":[{"relation":"self","url":"SELF"},{"relation":"next","url":%q}],"entry"`, next), 1)
	}
	second := strings.Replace(backPain, `"c1"`, `"c2"`, 1)
	for name, c := range map[string]struct {
		next string
		lack string
	}{
		"absolute":            {"SELF/Condition?page=2", ""},
		"relative":            {"Condition?page=2", ""},
		"of the base itself":  {"SELF?_getpages=2", ""},
		"another host":        {other.URL + "/fhir/Condition?page=2", "it is one page of several"},
		"another scheme":      {"file:///etc/passwd", "it is one page of several"},
		"above the base":      {"SELF/../admin?page=2", "it is one page of several"},
		"above, encoded":      {"SELF/%2e%2e/admin?page=2", "it is one page of several"},
		"a base that is like": {"SELFX/Condition?page=2", "it is one page of several"},
		"with a user":         {"http://u:p@127.0.0.1/fhir/Condition", "it is one page of several"},
		"no address":          {"http://[::1", "it is one page of several"},
	} {
		t.Run(name, func(t *testing.T) {
			last := strings.Replace(searchset(second), `"total":1`, `"total":2`, 1)
			e := newEHR(t, map[string]string{"Patient/" + patientID: thePatient, "Condition?page=2": last, "/fhir?_getpages=2": last, "Condition": page(c.next, backPain)})
			policy := &speaker{got: make(chan *call, 1)}
			w := wire(t, policy, Options{Fetcher: &HTTPFetcher{}, Servers: []string{e.URL + "/fhir"}})
			a := w.post("/cds-services/on-view", body("patient-view", access(e.URL+"/fhir")))
			if c.lack != "" {
				require.Equal(t, http.StatusPreconditionFailed, a.status)
				require.Contains(t, a.body, c.lack)
			} else {
				require.Equal(t, http.StatusOK, a.status, a.body)
				require.Empty(t, (<-policy.got).lacks)
			}
			require.Empty(t, other.requests(), "a server was asked that was not allowed")
		})
	}
}

// A server that always has a next page is left after some.
func TestEndlessPages(t *testing.T) {
	e := newEHR(t, map[string]string{"Patient/" + patientID: thePatient,
		"Condition": strings.Replace(searchset(backPain), `"entry"`, `"link":[{"relation":"next","url":"SELF/Condition?more"}],"entry"`, 1)})
	w := wire(t, &speaker{}, Options{Fetcher: &HTTPFetcher{}, Servers: []string{e.URL + "/fhir"}})
	a := w.post("/cds-services/on-view", body("patient-view", access(e.URL+"/fhir")))
	require.Equal(t, http.StatusPreconditionFailed, a.status)
	n := 0
	for _, q := range e.requests() {
		if strings.HasPrefix(q, "Condition") {
			n++
		}
	}
	require.Equal(t, maxPages, n)
}

// No server is asked that is not on the list, and none without a token for it.
func TestNotAllowed(t *testing.T) {
	e := newEHR(t, nil)
	for name, members := range map[string]map[string]string{
		"a server that is not listed":  access(e.URL + "/fhir"),
		"a listed one as a prefix":     access(e.URL + "/fhir/allowed/../other"),
		"a listed one, below it":       access(e.URL + "/fhir/allowed/more"),
		"a listed one, another scheme": access(strings.Replace(e.URL, "http:", "https:", 1) + "/fhir/allowed"),
		"no token":                     {"fhirServer": fmt.Sprintf("%q", e.URL+"/fhir/allowed")},
		"a token that ran out":         {"fhirServer": fmt.Sprintf("%q", e.URL+"/fhir/allowed"), "fhirAuthorization": `{"access_token":"t","token_type":"Bearer","expires_in":0}`},
		"a token that is no token":     {"fhirServer": fmt.Sprintf("%q", e.URL+"/fhir/allowed"), "fhirAuthorization": `{"access_token":"t\r\nHost: x","token_type":"Bearer"}`},
	} {
		t.Run(name, func(t *testing.T) {
			w := wire(t, &speaker{}, Options{Fetcher: &HTTPFetcher{}, Servers: []string{e.URL + "/fhir/allowed", "https://ehr.example.org/fhir"}})
			a := w.post("/cds-services/on-view", body("patient-view", members))
			require.Equal(t, http.StatusPreconditionFailed, a.status, a.body)
			require.Empty(t, e.requests())
		})
	}
}

// The standard fetcher: what it does not accept, and where it does not go.
func TestHTTPFetcher(t *testing.T) {
	other := newEHR(t, nil)
	var redirected bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, other.URL+"/fhir/stolen", http.StatusTemporaryRedirect)
		case "/here":
			http.Redirect(w, r, "/there", http.StatusTemporaryRedirect)
		case "/there":
			redirected = r.Header.Get("Authorization") == "Bearer "+secret
			_, _ = w.Write([]byte("{}"))
		case "/large":
			_, _ = w.Write(make([]byte, 2000))
		case "/slow":
			time.Sleep(300 * time.Millisecond)
		case "/error":
			http.Error(w, "pat-4711 is not for you", http.StatusForbidden)
		}
	}))
	defer server.Close()
	f, impatient := &HTTPFetcher{Most: 1000, Time: time.Minute}, &HTTPFetcher{Time: 50 * time.Millisecond}
	_, err := impatient.Fetch(t.Context(), Request{Server: server.URL, Query: "slow"})
	require.ErrorContains(t, err, "deadline")
	for query, says := range map[string]string{"away": "sends elsewhere", "large": "larger than 1000", "error": "status 403", "\x00": "cannot be asked"} {
		_, err := f.Fetch(t.Context(), Request{Server: server.URL, Query: query, Token: secret})
		require.ErrorContains(t, err, says)
		for _, leak := range []string{secret, server.URL, "pat-4711"} {
			require.NotContains(t, err.Error(), leak)
		}
	}
	data, err := f.Fetch(t.Context(), Request{Server: server.URL, Query: "here", Token: secret})
	require.NoError(t, err)
	require.Equal(t, "{}", string(data))
	require.True(t, redirected)
	require.Empty(t, other.requests())
}

// Redirects lead no further than pages do: the token is for what is below the base.
func TestRedirects(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.EscapedPath())
		if to := r.URL.Query().Get("to"); to != "" {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
			return
		}
		_, _ = w.Write([]byte("{}"))
	}))
	defer server.Close()
	for to, follows := range map[string]bool{
		"/fhir/there":               true,
		"there":                     true,
		server.URL + "/fhir/there":  true,
		"/admin/secret":             false,
		"/fhirs/there":              false,
		"/fhir/../admin/secret":     false,
		"/fhir/%2e%2e/admin/secret": false,
		"//127.0.0.1:1/fhir/there":  false,
		"http://u:p@" + strings.TrimPrefix(server.URL, "http://") + "/fhir/there": false,
	} {
		asked = nil
		data, err := (&HTTPFetcher{}).Fetch(t.Context(), Request{Server: server.URL + "/fhir", Query: "here?to=" + url.QueryEscape(to), Token: secret})
		if follows {
			require.NoError(t, err, to)
			require.Equal(t, "{}", string(data))
			require.Equal(t, []string{"/fhir/here", "/fhir/there"}, asked)
			continue
		}
		require.ErrorContains(t, err, "sends elsewhere", to)
		require.Equal(t, []string{"/fhir/here"}, asked, to)
	}
}

type fetcherFunc func(context.Context, Request) ([]byte, error)

func (f fetcherFunc) Fetch(ctx context.Context, r Request) ([]byte, error) { return f(ctx, r) }

// Whatever a fetcher does, the service answers.
func TestFetchersThatFail(t *testing.T) {
	const server = "https://ehr.example.org/fhir"
	for name, c := range map[string]struct {
		fetch  fetcherFunc
		status int
		says   string
	}{
		"an error":      {func(context.Context, Request) ([]byte, error) { return nil, errors.New("no pat-4711 here") }, 412, "it could not be fetched"},
		"no JSON":       {func(context.Context, Request) ([]byte, error) { return []byte("<html>"), nil }, 412, "what was fetched is not JSON"},
		"nothing":       {func(context.Context, Request) ([]byte, error) { return nil, nil }, 412, "what was fetched is not JSON"},
		"a panic":       {func(context.Context, Request) ([]byte, error) { panic("no pat-4711 here") }, 500, "failed"},
		"hangs":         {func(ctx context.Context, _ Request) ([]byte, error) { <-ctx.Done(); return nil, ctx.Err() }, 412, "in time"},
		"hangs for all": {func(context.Context, Request) ([]byte, error) { time.Sleep(2 * time.Second); return nil, nil }, 412, "in time"},
	} {
		t.Run(name, func(t *testing.T) {
			limits := Limits{Time: time.Minute}
			if strings.HasPrefix(name, "hangs") {
				limits.Time = 200 * time.Millisecond
			}
			w := wire(t, &speaker{}, Options{Fetcher: c.fetch, Servers: []string{server}, Limits: limits})
			a := w.post("/cds-services/on-view", body("patient-view", access(server)))
			require.Equal(t, c.status, a.status, a.body)
			require.Contains(t, a.body, c.says)
			require.NotContains(t, a.body, "pat-4711")
			if name == "a panic" || name == "an error" {
				require.Equal(t, []string{"fetcher"}, a.event.Failed)
			}
		})
	}
}

// A part that was given in part is replaced by the whole, and kept where the whole cannot be had.
func TestFetchingWhatIsNotWhole(t *testing.T) {
	const server = "https://ehr.example.org/fhir"
	half := strings.Replace(searchset(backPain), `"total":1`, `"total":2`, 1)
	second := strings.Replace(backPain, `"c1"`, `"c2"`, 1)
	for name, c := range map[string]struct {
		fetched string
		want    string
		status  int
	}{
		"had":     {searchset(backPain, second), "c2", 200},
		"not had": {`{"resourceType":"OperationOutcome"}`, "", 412},
	} {
		t.Run(name, func(t *testing.T) {
			policy := &speaker{got: make(chan *call, 1)}
			fetch := fetcherFunc(func(context.Context, Request) ([]byte, error) { return []byte(c.fetched), nil })
			w := wire(t, policy, Options{Fetcher: fetch, Servers: []string{server}})
			members := access(server)
			members["prefetch"] = whole(t, map[string]string{"condition": half})
			a := w.post("/cds-services/on-view", body("patient-view", members))
			require.Equal(t, c.status, a.status, a.body)
			require.Equal(t, 1, a.event.Fetched)
			if c.status != 200 {
				return
			}
			var ids []string
			for _, d := range (<-policy.got).record {
				var bundle struct {
					Entry []struct{ Resource struct{ ID string } }
				}
				require.NoError(t, json.Unmarshal([]byte(d.Text), &bundle))
				for _, e := range bundle.Entry {
					ids = append(ids, e.Resource.ID)
				}
			}
			require.Contains(t, ids, c.want)
		})
	}
}
