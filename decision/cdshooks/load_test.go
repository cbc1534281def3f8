package cdshooks

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// What is fetched for one call is bounded as a whole, whatever the pages and the parts, and what
// was left out is named.
func TestWhatIsFetchedIsBounded(t *testing.T) {
	const server, most = "https://ehr.example.org/fhir", 10_000
	var sent, asked atomic.Int64
	fetch := fetcherFunc(func(_ context.Context, r Request) ([]byte, error) {
		asked.Add(1)
		if r.Most <= 0 || r.Most > 2*most {
			return nil, fmt.Errorf("up to %d bytes are wanted", r.Most)
		}
		page := strings.Replace(searchset(backPain), `"entry"`, `"link":[{"relation":"next","url":"Condition?page=2"}],"entry"`, 1)
		page += strings.Repeat(" ", 3000)
		sent.Add(int64(len(page)))
		return []byte(page), nil
	})
	w := wire(t, &speaker{}, Options{Fetcher: fetch, Servers: []string{server}, Limits: Limits{Body: most}})
	a := w.post("/cds-services/on-view", body("patient-view", access(server)))
	require.Equal(t, http.StatusPreconditionFailed, a.status)
	require.Contains(t, a.body, "it is larger than is read")
	require.Less(t, asked.Load(), int64(15), "nothing is asked for when nothing more is read")
	require.Less(t, sent.Load(), int64(2*most+atOnce*3500))
	require.Zero(t, w.reading.held.Load(), "what a call held it gave back")
}

// An answer that is larger than what may still be read is not read.
func TestALargeAnswer(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write(make([]byte, 2000)) }))
	defer server.Close()
	for _, most := range []int64{1, 1999} {
		_, err := (&HTTPFetcher{}).Fetch(t.Context(), Request{Server: server.URL, Query: "x", Most: most})
		require.ErrorIs(t, err, ErrTooLarge)
	}
	_, err := (&HTTPFetcher{Most: 1999}).Fetch(t.Context(), Request{Server: server.URL, Query: "x", Most: 1 << 40})
	require.ErrorIs(t, err, ErrTooLarge)
	_, err = (&HTTPFetcher{}).Fetch(t.Context(), Request{Server: server.URL, Query: "x", Most: 2000})
	require.NoError(t, err)

	w := wire(t, &speaker{}, Options{Fetcher: &HTTPFetcher{Most: 100}, Servers: []string{server.URL}})
	a := w.post("/cds-services/on-view", body("patient-view", access(server.URL)))
	require.Contains(t, a.body, "it is larger than is read")
	require.Equal(t, []string{"fetcher"}, a.event.Failed)
}

// Bodies of calls at the same time are bounded together: what finds no room is sent away, whether
// it tells its length or not, and may come again.
func TestBodiesAreBoundedTogether(t *testing.T) {
	enter, leave := make(chan struct{}, 2), make(chan struct{})
	w := wire(t, &speaker{}, Options{Limits: Limits{Body: 100_000, Reading: 1, Time: time.Minute}, Standing: func(context.Context, string, string) (decision.Facts, error) {
		enter <- struct{}{}
		<-leave
		return nil, nil
	}})
	call := body("patient-view", map[string]string{"prefetch": whole(t, nil)})
	call += strings.Repeat(" ", 99_000-len(call))
	send := func(length int64) int {
		r := httptest.NewRequest(http.MethodPost, "/cds-services/on-view", io.NopCloser(strings.NewReader(call)))
		r.Header.Set("Content-Type", "application/json")
		r.ContentLength = length
		recorder := httptest.NewRecorder()
		w.ServeHTTP(recorder, r)
		if recorder.Code == http.StatusServiceUnavailable {
			if !json.Valid(recorder.Body.Bytes()) || recorder.Header().Get("Retry-After") != "1" {
				t.Error("no right answer")
			}
		}
		return recorder.Code
	}
	codes := make(chan int, 3)
	for _, length := range []int64{-1, 99_000, -1} { // three bodies of 100,000 bytes are the least that there is room for
		go func() { codes <- send(length) }()
		select {
		case <-enter:
		case <-time.After(10 * time.Second):
			t.Fatal("there was no room")
		}
	}
	require.Equal(t, 503, send(99_000))
	require.Equal(t, 503, send(-1))
	close(leave)
	for range 3 {
		require.Equal(t, 200, <-codes)
	}
	require.Zero(t, w.reading.held.Load())
	require.Equal(t, 200, send(-1))
}

// A fetcher that comes back when its call is over takes nothing any more.
func TestALoadThatEnded(t *testing.T) {
	all := &pool{most: 10}
	l := &load{of: all, left: 5}
	require.True(t, l.take(4))
	require.Equal(t, "", l.fetched(5))
	require.Equal(t, lackLarge, l.fetched(1))
	l.drop()
	require.False(t, l.take(1))
	require.Zero(t, all.held.Load())
}
