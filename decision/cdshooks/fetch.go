package cdshooks

import (
	"context"
	"errors"
	"net"
	"net/url"
	"path"
	"strings"
	"sync"
)

const (
	maxPages = 20 // of one search
	atOnce   = 4  // requests for one call
)

// Fetcher gets parts of a record that a client did not give. It is asked only for servers of
// [Options.Servers], and only when the client sent a token for them. It may be called by many
// goroutines at once, and has to give up when the context ends. [HTTPFetcher] is one.
type Fetcher interface {
	// Fetch returns the body of a successful answer: a resource, a Bundle or an OperationOutcome.
	// Its error reaches the observer and nobody else.
	Fetch(ctx context.Context, r Request) ([]byte, error)
}

// Request is a GET of a FHIR server.
type Request struct {
	Server string // its base address, as the allow-list has it: "https://ehr.example.org/fhir"
	Query  string // below it: "Condition?patient=123"
	Token  string // access token of the client for this server; it lasts for this call and is not kept
	Most   int64  // bytes that are still read for this call: a larger answer is for nothing; 0: as many as there are
}

// ErrTooLarge is, or is wrapped by, the error of a [Fetcher] whose answer is larger than is read.
var ErrTooLarge = errors.New("the answer is too large")

// server is a FHIR server that may be asked.
type server struct {
	base string // without a slash at its end
	url  *url.URL
}

// baseOf brings a base address to one form.
func baseOf(u *url.URL) string {
	host := strings.ToLower(u.Host)
	if u.Scheme == "https" {
		host = strings.TrimSuffix(host, ":443")
	} else {
		host = strings.TrimSuffix(host, ":80")
	}
	return u.Scheme + "://" + host + strings.TrimRight(u.EscapedPath(), "/")
}

// isLoopback reports whether an address is of this machine.
func isLoopback(u *url.URL) bool {
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// allowed finds the server of a call on the allow-list.
func (s *Service) allowed(address string) (server, bool) {
	if u := serverURL(address); u != nil {
		base := baseOf(u)
		for _, known := range s.servers {
			if known.base == base {
				return known, true
			}
		}
	}
	return server{}, false
}

// below is a link of a server as a query below its base address; false where it leads elsewhere.
func (s server) below(link string) (query string, ok bool) {
	to, err := s.url.Parse(link)
	if err != nil || to.User != nil || to.Opaque != "" || to.Host == "" {
		return "", false
	}
	to.Fragment, to.RawFragment = "", ""
	search := to.RawQuery
	to.RawQuery, to.ForceQuery = "", false
	where := baseOf(to)
	if where == s.base && search != "" { // as some servers page
		return "?" + search, true
	}
	rest, ok := strings.CutPrefix(where, s.base+"/")
	if !ok || path.Clean("/"+to.Path) != "/"+strings.Trim(to.Path, "/") {
		return "", false
	}
	if search != "" {
		rest += "?" + search
	}
	return rest, true
}

// fetch gets the lacking parts of a call, several at a time, and returns what was had of each.
func (s *Service) fetch(ctx context.Context, e *envelope, from server, lacking []part) []found {
	results := make([]found, len(lacking))
	places := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	var mutex sync.Mutex
	closed := false
	for i, p := range lacking {
		all.Add(1)
		go func() {
			defer all.Done()
			places <- struct{}{}
			defer func() { <-places }()
			got := s.fetchPart(ctx, e, from, p)
			mutex.Lock()
			defer mutex.Unlock()
			if !closed {
				results[i] = got
			}
		}()
	}
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done(): // a fetcher that does not give up is not waited for
	}
	mutex.Lock()
	defer mutex.Unlock()
	closed = true
	for i := range results {
		if results[i].data == nil && results[i].lack == "" && !results[i].answered {
			results[i] = found{lack: lackLate}
		}
	}
	return results
}

const lackLate = "it could not be fetched in time"

// fetchPart gets one part, page by page.
func (s *Service) fetchPart(ctx context.Context, e *envelope, from server, p part) (f found) {
	defer func() {
		if r := recover(); r != nil {
			f = found{lack: "it could not be fetched", err: caught(r)}
		}
	}()
	query, ok := p.query(e.call)
	if !ok {
		return found{lack: "the call does not name it"}
	}
	for page := 0; ; page++ {
		if ctx.Err() != nil {
			return f.join(found{lack: lackLate, err: ctx.Err()})
		}
		most := e.load.toFetch()
		if most <= 0 {
			return f.join(found{lack: lackLarge})
		}
		data, err := s.options.Fetcher.Fetch(ctx, Request{Server: from.base, Query: query, Token: e.token, Most: most})
		switch {
		case errors.Is(err, ErrTooLarge):
			return f.join(found{lack: lackLarge, err: err})
		case err != nil && ctx.Err() != nil:
			return f.join(found{lack: lackLate, err: err})
		case err != nil:
			return f.join(found{lack: "it could not be fetched", err: err})
		}
		if lack := e.load.fetched(int64(len(data))); lack != "" {
			return f.join(found{lack: lack})
		}
		v, err := scan(data, s.limits.Depth)
		if err != nil {
			return f.join(found{lack: "what was fetched is not JSON"})
		}
		got := p.judge(v, e.call)
		got.answered = true
		if f = f.join(got); f.next == "" || f.lack != "" && !f.soft {
			return f.close()
		}
		if query, ok = from.below(f.next); !ok || page+1 == maxPages {
			return f.close()
		}
	}
}
