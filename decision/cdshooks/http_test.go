package cdshooks

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

func TestStatusCodes(t *testing.T) {
	w := wire(t, &speaker{}, Options{Limits: Limits{Body: 1000}})
	for _, c := range []struct {
		name, method, path, kind, body string
		status                         int
		allow                          string
	}{
		{"discovery", "GET", "/cds-services", "", "", 200, ""},
		{"discovery by HEAD", "HEAD", "/cds-services", "", "", 405, "GET, OPTIONS"},
		{"discovery by POST", "POST", "/cds-services", "application/json", "{}", 405, "GET, OPTIONS"},
		{"a call by GET", "GET", "/cds-services/on-view", "", "", 405, "POST, OPTIONS"},
		{"a call by PUT", "PUT", "/cds-services/on-view", "application/json", "{}", 405, "POST, OPTIONS"},
		{"feedback by DELETE", "DELETE", "/cds-services/on-view/feedback", "", "", 405, "POST, OPTIONS"},
		{"nothing", "GET", "/", "", "", 404, ""},
		{"like the discovery", "GET", "/cds-services2", "", "", 404, ""},
		{"no id", "POST", "/cds-services/", "application/json", "{}", 404, ""},
		{"an unknown id", "POST", "/cds-services/nothing", "application/json", "{}", 404, ""},
		{"feedback on an unknown id", "POST", "/cds-services/nothing/feedback", "application/json", "{}", 404, ""},
		{"below an id", "POST", "/cds-services/on-view/analytics", "application/json", "{}", 404, ""},
		{"below feedback", "POST", "/cds-services/on-view/feedback/1", "application/json", "{}", 404, ""},
		{"a hostile id", "POST", "/cds-services/%3Cscript%3E", "application/json", "{}", 404, ""},
		{"no type", "POST", "/cds-services/on-view", "", "{}", 415, ""},
		{"text", "POST", "/cds-services/on-view", "text/plain", "{}", 415, ""},
		{"a form", "POST", "/cds-services/on-view", "application/x-www-form-urlencoded", "{}", 415, ""},
		{"XML", "POST", "/cds-services/on-view", "application/fhir+xml", "{}", 415, ""},
		{"another charset", "POST", "/cds-services/on-view", "application/json; charset=latin1", "{}", 415, ""},
		{"a type that is none", "POST", "/cds-services/on-view", ";", "{}", 415, ""},
		{"a charset", "POST", "/cds-services/on-view", "application/json; charset=UTF-8", "{}", 400, ""},
		{"FHIR JSON", "POST", "/cds-services/on-view", "application/fhir+json", "{}", 400, ""},
		{"too large", "POST", "/cds-services/on-view", "application/json", strings.Repeat(" ", 1001), 413, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			if c.kind != "" {
				r.Header.Set("Content-Type", c.kind)
			}
			a := w.do(r)
			require.Equal(t, c.status, a.status, a.body)
			require.Equal(t, c.allow, a.header.Get("Allow"))
			if c.status != 200 {
				require.Contains(t, a.body, "OperationOutcome")
				require.Equal(t, "application/fhir+json", a.header.Get("Content-Type"))
				require.NotContains(t, a.body, "script")
			}
			require.Equal(t, "nosniff", a.header.Get("X-Content-Type-Options"))
			require.Equal(t, "no-store", a.header.Get("Cache-Control"))
		})
	}
	t.Run("too large, of unknown length", func(t *testing.T) {
		r := httptest.NewRequest("POST", "/cds-services/on-view", struct{ *strings.Reader }{strings.NewReader(strings.Repeat(" ", 1001))})
		r.Header.Set("Content-Type", "application/json")
		r.ContentLength = -1
		require.Equal(t, 413, w.do(r).status)
	})
	t.Run("a content coding", func(t *testing.T) {
		r := httptest.NewRequest("POST", "/cds-services/on-view", strings.NewReader("{}"))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Content-Encoding", "gzip")
		require.Equal(t, 415, w.do(r).status)
	})
}

type gate struct{ err error }

func (g gate) Authenticate(r *http.Request) (Caller, error) {
	if g.err != nil {
		return Caller{}, g.err
	}
	if r.Header.Get("Authorization") != "Bearer "+secret {
		return Caller{}, errors.New("no token")
	}
	return Caller{Issuer: "https://ehr.example.org", Tenant: "clinic"}, nil
}

// Who may not call is told so, and no more: on every endpoint, before a body is read.
func TestAuthentication(t *testing.T) {
	w := wire(t, &speaker{}, Options{Authenticator: gate{}})
	for _, to := range []struct{ method, path string }{{"GET", "/cds-services"}, {"POST", "/cds-services/on-view"}, {"POST", "/cds-services/nothing"}, {"POST", "/cds-services/on-view/feedback"}} {
		a := w.do(httptest.NewRequest(to.method, to.path, strings.NewReader("{")))
		require.Equal(t, http.StatusUnauthorized, a.status)
		require.Equal(t, "Bearer", a.header.Get("WWW-Authenticate"))
		require.NotContains(t, a.body, "no token")
		require.Equal(t, []string{"authenticator"}, a.event.Failed)
		require.EqualError(t, a.event.Err, "no token")
	}
	r := httptest.NewRequest("GET", "/cds-services", nil)
	r.Header.Set("Authorization", "Bearer "+secret)
	a := w.do(r)
	require.Equal(t, 200, a.status)
	require.Equal(t, "clinic", a.event.Caller.Tenant)
}

// Nobody forgets to say who may call.
func TestNewNeedsToKnowWhoCalls(t *testing.T) {
	_, err := newService(mapping(t), &speaker{}, Options{})
	require.ErrorContains(t, err, "who may call?")
	_, err = newService(mapping(t), &speaker{}, Options{Anybody: true, Authenticator: gate{}})
	require.ErrorContains(t, err, "who may call?")
}

// What is wrong with options is said, all at once.
func TestBadOptions(t *testing.T) {
	_, err := newService(mapping(t), &speaker{}, Options{Anybody: true, Servers: []string{"http://ehr.example.org/fhir", "nowhere"}, Origins: []string{"https://a.example.org/", "https://*.example.org", "https://ähr.example.org", "https://b.example.org:", "null", "https://c.example.org:0443"},
		Limits: Limits{Body: -1, Depth: -1, Time: -1, Concurrent: -1, Reading: -1}, MoreURL: "javascript:alert(1)"})
	for _, says := range []string{"Fetcher is nil", `"http://ehr.example.org/fhir" would be asked without TLS`, `"nowhere" is not the address`, `"https://a.example.org/" is no origin`, `"https://*.example.org" is no origin`, `"https://ähr.example.org" is no origin`, `"https://b.example.org:" is no origin`, `"null" is no origin`, `"https://c.example.org:0443" is no origin`,
		"Body is negative", "Depth is negative", "Time is negative", "Reading is negative", "Concurrent is negative", "MoreURL is no absolute address"} {
		require.ErrorContains(t, err, says)
	}
	_, err = New(nil, nil, Options{})
	require.Error(t, err)
	_, err = newService(mapping(t), &speaker{}, Options{Anybody: true, Fetcher: &HTTPFetcher{}, Servers: []string{"http://ehr.example.org/fhir"}, PlainHTTP: true})
	require.NoError(t, err)
}

// Browsers: the preflight is answered before anybody is authenticated, Authorization is allowed by
// name, and a refusal can be read by the page too.
func TestCORS(t *testing.T) {
	const page, stranger = "https://sandbox.cds-hooks.org", "https://evil.example.org"
	w := wire(t, &speaker{}, Options{Authenticator: gate{}, Origins: []string{page, "http://localhost:8080"}})
	for _, path := range []string{"/cds-services", "/cds-services/on-view", "/cds-services/on-view/feedback"} {
		r := httptest.NewRequest("OPTIONS", path, nil)
		r.Header.Set("Origin", page)
		r.Header.Set("Access-Control-Request-Method", "POST")
		r.Header.Set("Access-Control-Request-Headers", "authorization,content-type")
		a := w.do(r)
		require.Equal(t, http.StatusNoContent, a.status)
		require.Equal(t, page, a.header.Get("Access-Control-Allow-Origin"))
		require.Equal(t, "GET, POST, OPTIONS", a.header.Get("Access-Control-Allow-Methods"))
		require.Equal(t, "Authorization, Content-Type, Accept, X-Requested-With", a.header.Get("Access-Control-Allow-Headers"))
		require.Equal(t, "Origin", a.header.Get("Vary"))
		require.Empty(t, a.header.Get("Access-Control-Allow-Credentials"))

		r.Header.Set("Origin", stranger)
		a = w.do(r)
		require.Empty(t, a.header.Get("Access-Control-Allow-Origin"))
		require.Empty(t, a.header.Get("Access-Control-Allow-Headers"))
		require.Equal(t, "Origin", a.header.Get("Vary"))
	}
	r := httptest.NewRequest("GET", "/cds-services", nil)
	r.Header.Set("Origin", page)
	a := w.do(r)
	require.Equal(t, http.StatusUnauthorized, a.status)
	require.Equal(t, page, a.header.Get("Access-Control-Allow-Origin"))

	none := wire(t, &speaker{}, Options{}).do(r)
	require.Empty(t, none.header.Get("Access-Control-Allow-Origin"))
	all := wire(t, &speaker{}, Options{Origins: []string{"*"}}).do(r)
	require.Equal(t, "*", all.header.Get("Access-Control-Allow-Origin"))
}

// Origins match in whatever way they were written down, as browsers send them.
func TestOriginsAsWritten(t *testing.T) {
	for written, sent := range map[string]string{
		"https://EHR.example.org":      "https://ehr.example.org",
		"HTTPS://ehr.example.org:443":  "https://ehr.example.org",
		"http://ehr.example.org:80":    "http://ehr.example.org",
		"https://ehr.example.org:8443": "https://ehr.example.org:8443",
		"http://[::1]:8080":            "http://[::1]:8080",
	} {
		r := httptest.NewRequest("GET", "/cds-services", nil)
		r.Header.Set("Origin", sent)
		require.Equal(t, sent, wire(t, &speaker{}, Options{Origins: []string{written}}).do(r).header.Get("Access-Control-Allow-Origin"), written)
	}
}

// What the cards say is for clinicians: a patient or a relative who is the user gets none.
func TestUsersWhoAreNoClinicians(t *testing.T) {
	for user, cards := range map[string]int{"Patient/" + patientID: 0, "RelatedPerson/1": 0, "Practitioner/1": 1, "PractitionerRole/1": 1, "doc-1": 1} {
		w := wire(t, &speaker{}, Options{})
		a := w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, nil), "context": contextOf(map[string]string{"userId": fmt.Sprintf("%q", user)})}))
		require.Len(t, cardsIn(t, a), cards, user)
		require.Equal(t, cards == 0, a.event.Withheld != "", user)
	}
}

// More calls at a time than the service takes are sent away at once, and can come again.
func TestTooMany(t *testing.T) {
	enter, leave := make(chan struct{}), make(chan struct{})
	var once sync.Once
	w := wire(t, &speaker{}, Options{Limits: Limits{Concurrent: 1}, Standing: func(context.Context, string, string) (decision.Facts, error) {
		once.Do(func() { close(enter); <-leave })
		return nil, nil
	}})
	call := body("patient-view", map[string]string{"prefetch": whole(t, nil)})
	done := make(chan int)
	go func() {
		recorder := httptest.NewRecorder()
		r := httptest.NewRequest("POST", "/cds-services/on-view", strings.NewReader(call))
		r.Header.Set("Content-Type", "application/json")
		w.ServeHTTP(recorder, r)
		done <- recorder.Code
	}()
	<-enter
	a := w.post("/cds-services/on-view", call)
	require.Equal(t, http.StatusServiceUnavailable, a.status)
	require.Equal(t, "1", a.header.Get("Retry-After"))
	require.Equal(t, 200, w.do(httptest.NewRequest("GET", "/cds-services", nil)).status, "the discovery takes no place")
	close(leave)
	require.Equal(t, 200, <-done)
	<-w.events
	require.Equal(t, 200, w.post("/cds-services/on-view", call).status)
}

// Whoever it is that panics or hangs, the server goes on and the observer hears of it.
func TestWhatIsNotOursFails(t *testing.T) {
	call := body("patient-view", map[string]string{"prefetch": whole(t, nil)})
	type standing = func(context.Context, string, string) (decision.Facts, error)
	for _, c := range []struct {
		name   string
		policy *speaker
		given  Options
		status int
		failed string
	}{
		{"standing panics", &speaker{}, Options{Standing: standing(func(context.Context, string, string) (decision.Facts, error) { panic("pat-4711") })}, 500, "standing"},
		{"standing fails", &speaker{}, Options{Standing: standing(func(context.Context, string, string) (decision.Facts, error) { return nil, errors.New("pat-4711") })}, 200, "standing"},
		{"standing hangs", &speaker{}, Options{Standing: standing(func(context.Context, string, string) (decision.Facts, error) {
			time.Sleep(time.Second)
			return nil, nil
		})}, 200, "standing"},
		{"standing tells what is no fact", &speaker{}, Options{Standing: standing(func(context.Context, string, string) (decision.Facts, error) {
			return decision.Facts{"nonsense": 1}, nil
		})}, 200, "standing"},
		{"the policy panics", &speaker{panic: "cards"}, Options{}, 500, "policy"},
		{"the authenticator panics", &speaker{}, Options{Authenticator: panicking{}}, 500, "authenticator"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.given.Limits.Time = time.Minute
			if c.name == "standing hangs" {
				c.given.Limits.Time = 2 * time.Second
			}
			a := wire(t, c.policy, c.given).post("/cds-services/on-view", call)
			require.Equal(t, c.status, a.status, a.body)
			require.Equal(t, []string{c.failed}, a.event.Failed)
			require.Error(t, a.event.Err)
			require.NotContains(t, a.body, "pat-4711")
		})
	}
	t.Run("the observer panics", func(t *testing.T) {
		w := wire(t, &speaker{}, Options{Observe: func(Event) { panic("observer") }})
		require.Equal(t, 200, w.post("/cds-services/on-view", call).status)
	})
}

type panicking struct{}

func (panicking) Authenticate(*http.Request) (Caller, error) { panic("authenticator") }

// A connection of a browser's kind, through a real server below a path.
func TestMounted(t *testing.T) {
	w := wire(t, &speaker{}, Options{})
	mux := http.NewServeMux()
	mux.Handle("/hooks/", http.StripPrefix("/hooks", w.Service))
	server := httptest.NewServer(mux)
	defer server.Close()
	response, err := http.Get(server.URL + "/hooks/cds-services")
	require.NoError(t, err)
	defer response.Body.Close()
	require.Contains(t, mustRead(t, response.Body), `"id":"on-view"`)

	call := body("patient-view", map[string]string{"prefetch": whole(t, nil)})
	var all sync.WaitGroup
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			for range 5 {
				response, err := http.Post(server.URL+"/hooks/cds-services/on-view", "application/json", strings.NewReader(call))
				if err != nil {
					t.Error(err)
					return
				}
				if response.StatusCode != 200 {
					t.Error(response.Status)
				}
				_ = response.Body.Close()
			}
		}()
	}
	all.Wait()
}

// The same call gets the same bytes, and its cards the same ids; another call gets others.
func TestAnswersAreRepeatable(t *testing.T) {
	w := wire(t, &speaker{}, Options{})
	call := body("patient-view", map[string]string{"prefetch": whole(t, nil)})
	first, second := w.post("/cds-services/on-view", call), w.post("/cds-services/on-view", call)
	require.Equal(t, first.body, second.body)
	other := w.post("/cds-services/on-view", strings.Replace(call, instance, "00000000-0000-4000-8000-000000000000", 1))
	id := cardsIn(t, first)[0].UUID
	require.True(t, isUUID(id))
	require.Equal(t, byte('5'), id[14])
	require.NotEqual(t, id, cardsIn(t, other)[0].UUID)
}

// Ids of cards tell apart whatever may be the same by chance.
func TestCardIDs(t *testing.T) {
	ids := map[string]bool{}
	for _, c := range []call{{}, {instance: instance}, {service: "on-view"}, {patient: "a"}, {patient: "b"}, {caller: Caller{Issuer: "a"}}, {caller: Caller{Tenant: "a"}}} {
		ids[cardID(&c, 0)], ids[cardID(&c, 1)] = true, true
	}
	require.Len(t, ids, 14)
}

// A body that trickles in is not waited for beyond the time of a call.
func TestASlowBody(t *testing.T) {
	w := wire(t, &speaker{}, Options{Limits: Limits{Time: 100 * time.Millisecond}})
	server := httptest.NewServer(w.Service)
	defer server.Close()
	connection, err := net.Dial("tcp", server.Listener.Addr().String())
	require.NoError(t, err)
	defer connection.Close()
	_, err = connection.Write([]byte("POST /cds-services/on-view HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"hook\":"))
	require.NoError(t, err)
	require.NoError(t, connection.SetReadDeadline(time.Now().Add(5*time.Second)))
	status, err := bufio.NewReader(connection).ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, status, "408")
}
