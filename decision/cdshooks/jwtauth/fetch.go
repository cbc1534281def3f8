package jwtauth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

const largestSet = 256 << 10 // bytes

// fetcher gets key sets.
type fetcher struct {
	client         *http.Client
	timeout        time.Duration
	refresh, retry time.Duration
	now            func() time.Time
}

func newFetcher(c Config) *fetcher {
	client := *c.Client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client.Timeout = c.Timeout
	return &fetcher{client: &client, timeout: c.Timeout, refresh: c.Refresh, retry: c.Retry, now: c.Now}
}

// get fetches a set from an address of the configuration. Nobody else chooses one.
func (f *fetcher) get(address string) (keys keySet, err error) {
	defer func() { // of a transport of somebody else's; here nothing else would catch it
		if p := recover(); p != nil {
			err = fmt.Errorf("the client for key sets panicked: %v", p)
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), f.timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return keySet{}, err
	}
	request.Header.Set("Accept", "application/jwk-set+json, application/json")
	response, err := f.client.Do(request)
	if err != nil {
		return keySet{}, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return keySet{}, fmt.Errorf("the answer was %d", response.StatusCode)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, largestSet+1))
	switch {
	case err != nil:
		return keySet{}, err
	case len(data) > largestSet:
		return keySet{}, fmt.Errorf("it has more than %d bytes", largestSet)
	}
	return readKeys(data)
}

// source is an address of keys, and those that it gave.
type source struct {
	*fetcher
	url string

	mu     sync.Mutex
	keys   keySet
	got    time.Time     // when; zero: not yet
	tried  time.Time     // the last time; zero: not yet
	failed error         // of the last try
	flight chan struct{} // closed when the try that is under way ends; nil: none is
}

// lookup finds a key. It waits for the network only when there is no key of this name that is
// young enough to be used.
func (s *source) lookup(ctx context.Context, kid string) (*key, *Refusal) {
	now := s.now()
	s.mu.Lock()
	k, usable := s.keys.good[kid], !s.got.IsZero() && now.Before(s.got.Add(2*s.refresh))
	if usable && k != nil {
		if !now.Before(s.got.Add(s.refresh)) {
			s.start(now)
		}
		s.mu.Unlock()
		return k, nil
	}
	flight := s.start(now)
	s.mu.Unlock()
	if flight != nil {
		select {
		case <-flight:
		case <-ctx.Done():
			return nil, refuse(KeysGone, "the caller went before the keys of %s came", s.url)
		}
	}
	return s.known(kid)
}

// known finds a key among those that are there, or says why there is none.
func (s *source) known(kid string) (*key, *Refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	usable := !s.got.IsZero() && s.now().Before(s.got.Add(2*s.refresh))
	switch {
	case !usable:
		if s.failed == nil {
			s.failed = errors.New("the last ones are too old")
		}
		return nil, refuse(KeysGone, "the keys of %s cannot be had: %s", s.url, s.failed.Error())
	case s.keys.good[kid] != nil:
		return s.keys.good[kid], nil
	case s.keys.odd[kid] != "":
		return nil, refuse(Key, "key %s of %s is not good: %s", kid, s.url, s.keys.odd[kid])
	}
	return nil, refuse(Key, "%s has no key %s", s.url, kid)
}

// start begins to fetch the keys, or joins the try that is under way. It returns nil when the last
// one is too recent. The lock is held.
func (s *source) start(now time.Time) <-chan struct{} {
	if s.flight != nil {
		return s.flight
	}
	if !s.tried.IsZero() && now.Before(s.tried.Add(s.retry)) {
		return nil
	}
	flight := make(chan struct{})
	s.flight, s.tried = flight, now
	go func() { // one at a time, and it ends by its timeout; no caller's leaving ends it for others
		keys, err := s.get(s.url)
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.flight, s.failed = nil, err; err == nil {
			s.keys, s.got = keys, s.now()
		}
		close(flight)
	}()
	return flight
}

// find looks for the key that a token names: among the issuer's fixed ones, then at the address
// that the token names, or at all of the issuer's.
func (a *Authenticator) find(ctx context.Context, c *claims) (*key, *Refusal) {
	i := a.issuers[c.issuer]
	if k := i.fixed.good[c.kid]; k != nil {
		return k, nil
	}
	urls := i.urls
	if c.jku != "" && len(urls) > 0 {
		urls = []string{c.jku} // read has found it on the list
	}
	refusal := refuse(Key, "%s has no key %s", c.issuer, c.kid)
	for _, url := range urls {
		k, why := i.sources[url].lookup(ctx, c.kid)
		if why == nil {
			return k, nil
		}
		if refusal.Reason != KeysGone {
			refusal = why
		}
	}
	return nil, refusal
}
