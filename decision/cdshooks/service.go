package cdshooks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/receipt"
)

// Service answers CDS Hooks calls. It is an [http.Handler] for the addresses /cds-services,
// /cds-services/{id} and /cds-services/{id}/feedback; below another path it is put by
// [http.StripPrefix]. It never changes and is safe for use by many goroutines at once.
type Service struct {
	mapping    *fhir.Mapping
	voice      voice
	options    Options
	limits     Limits
	servers    []server
	origins    []string   // as browsers write them
	offered    []*offered // in the order of the discovery
	discovery  []byte
	places     chan struct{} // taken by calls that are being answered
	reading    pool          // of what calls read
	workspaces sync.Pool     // of *workspace
	cases      sync.Pool     // of *decision.Case
	library    string        // its version, for receipts
}

// newService puts a service together for whatever speaks.
func newService(m *fhir.Mapping, v voice, options Options) (*Service, error) {
	o, err := options.defaults()
	errs := []error{err}
	s := &Service{mapping: m, voice: v, options: o, limits: o.Limits, library: receipt.Library()}
	for _, address := range o.Servers {
		one, err := allowServer(address, o.PlainHTTP)
		errs = append(errs, err)
		s.servers = append(s.servers, one)
	}
	for _, origin := range o.Origins {
		one, err := originOf(origin)
		errs = append(errs, err)
		s.origins = append(s.origins, one)
	}
	searches := m.Searches()
	for _, declared := range v.services() {
		one, err := offer(declared, searches)
		errs = append(errs, err)
		if !isID(declared.id) || declared.id == "feedback" {
			errs = append(errs, fmt.Errorf("service %q: the id is not fit for an address", declared.id))
		}
		s.offered = append(s.offered, one)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("cdshooks: %w", err)
	}
	s.reading.most = max(s.limits.Reading, 3*s.limits.Body) // one call alone always finds room
	s.places = make(chan struct{}, s.limits.Concurrent)
	s.discovery, err = s.discover()
	return s, err
}

func allowServer(address string, plain bool) (server, error) {
	u := serverURL(address)
	switch {
	case u == nil:
		return server{}, fmt.Errorf("Options.Servers: %q is not the address of a server", address)
	case u.Scheme != "https" && !plain && !isLoopback(u):
		return server{}, fmt.Errorf("Options.Servers: %q would be asked without TLS; Options.PlainHTTP allows it", address)
	}
	folder := *u
	folder.Path = strings.TrimRight(folder.Path, "/") + "/"
	return server{base: baseOf(u), url: &folder}, nil
}

// serverOrPage parses an absolute address of a page, nil if it is none.
func serverOrPage(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		return nil
	}
	return u
}

// discover writes the answer of the discovery, which is always the same.
func (s *Service) discover() ([]byte, error) {
	type entry struct {
		Hook        string            `json:"hook"`
		Title       string            `json:"title,omitempty"`
		Description string            `json:"description"`
		ID          string            `json:"id"`
		Prefetch    map[string]string `json:"prefetch,omitempty"`
		Usage       string            `json:"usageRequirements,omitempty"`
	}
	list := make([]entry, 0, len(s.offered))
	for _, o := range s.offered {
		list = append(list, entry{o.hook, o.title, o.description, o.id, o.prefetch(), o.usage})
	}
	return json.Marshal(map[string]any{"services": list})
}

// find is the service of an id for a hook; one id may stand for several hooks.
func (s *Service) find(id, hook string) *offered {
	var first *offered
	for _, o := range s.offered {
		if o.id == id && (o.hook == hook || first == nil) {
			if first = o; o.hook == hook {
				return o
			}
		}
	}
	return first
}

// guarded runs what is not ours: a panic in it becomes an error, and it is not waited for beyond
// the end of the context.
func guarded[T any](ctx context.Context, run func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r.err = caught(p)
			}
			done <- r
		}()
		r.value, r.err = run()
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// panicked is what something panicked with, and where.
type panicked struct {
	with  any
	stack []byte
}

func caught(with any) error { return &panicked{with, debug.Stack()} }

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.with, p.stack) }
