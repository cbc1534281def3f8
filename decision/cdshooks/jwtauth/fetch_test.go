package jwtauth

import (
	"context"
	"crypto/elliptic"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// publisher is an issuer's address of keys, which tests change, and which counts.
type publisher struct {
	mu    sync.Mutex
	data  []byte // nil: it answers 500
	count int
}

func (p *publisher) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
	if p.data == nil {
		http.Error(w, "down", http.StatusInternalServerError)
		return
	}
	_, _ = w.Write(p.data)
}

func (p *publisher) publish(data []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.data = data
}

func (p *publisher) fetches() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.count
}

func published(t *testing.T, data []byte) (*Authenticator, *publisher, *clock) {
	t.Helper()
	p, now := &publisher{data: data}, &clock{}
	return authenticator(t, Config{
		Issuers: []Issuer{{Name: issName, URLs: []string{address}}}, Now: now.Now,
		Client: &http.Client{Transport: served{address: p.ServeHTTP}},
	}), p, now
}

// fresh is a token of the moment.
func fresh(t *testing.T, s signer, now *clock) *http.Request {
	t.Helper()
	return call(s.token(t, nil, map[string]any{"iat": now.Now().Unix(), "exp": now.Now().Unix() + 300}))
}

func TestKeysAreFetchedOnceAndAgain(t *testing.T) {
	first, second := curveKey(t, "1", elliptic.P384()), curveKey(t, "2", elliptic.P384())
	a, p, now := published(t, set(first.public(nil)))
	for range 5 {
		require.Empty(t, reasonOf(t, a, fresh(t, first, now)))
	}
	require.Equal(t, 1, p.fetches())

	// A new key: it is looked for, though not all the time, and the old one goes with it.
	require.Equal(t, Key, reasonOf(t, a, fresh(t, second, now)), "tried a moment ago")
	p.publish(set(second.public(nil)))
	for range 20 {
		require.Equal(t, Key, reasonOf(t, a, fresh(t, second, now)))
	}
	require.Equal(t, 1, p.fetches(), "strangers cannot make it fetch at will")
	now.advance(time.Minute)
	require.Empty(t, reasonOf(t, a, fresh(t, second, now)))
	require.Equal(t, 2, p.fetches())
	require.Equal(t, Key, reasonOf(t, a, fresh(t, first, now)))
	require.Equal(t, 2, p.fetches())
}

func TestKeysOutliveAShortOutage(t *testing.T) {
	k := curveKey(t, "1", elliptic.P384())
	a, p, now := published(t, set(k.public(nil)))
	require.Empty(t, reasonOf(t, a, fresh(t, k, now)))
	p.publish(nil)
	now.advance(time.Hour)
	require.Empty(t, reasonOf(t, a, fresh(t, k, now)), "fetched again, without waiting for it")
	require.Eventually(t, func() bool { return p.fetches() == 2 }, time.Second, time.Millisecond)
	now.advance(59 * time.Minute)
	require.Empty(t, reasonOf(t, a, fresh(t, k, now)))
	require.Eventually(t, func() bool { return p.fetches() == 3 }, time.Second, time.Millisecond)
	now.advance(time.Minute)
	require.Equal(t, KeysGone, reasonOf(t, a, fresh(t, k, now)), "two hours old")
	p.publish(set(k.public(nil)))
	require.Equal(t, KeysGone, reasonOf(t, a, fresh(t, k, now)), "a failure is remembered for a while")
	now.advance(time.Minute)
	require.Empty(t, reasonOf(t, a, fresh(t, k, now)))
}

func TestAddressesThatDoNotHelp(t *testing.T) {
	k := curveKey(t, "1", elliptic.P384())
	good := set(k.public(nil))
	elsewhere := func(http.ResponseWriter, *http.Request) { t.Error("a redirect was followed") }
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		reason  Reason
	}{
		"not found": {http.NotFound, KeysGone},
		"a page":    {serving([]byte("<html></html>")), KeysGone},
		"empty":     {serving(nil), KeysGone},
		"no host":   {nil, KeysGone},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://evil.example/", http.StatusFound)
		}, KeysGone},
		"very large":   {serving([]byte(strings.Replace(string(good), "{", "{"+strings.Repeat(" ", largestSet), 1))), KeysGone},
		"for ciphers":  {serving(set(k.public(map[string]any{"use": "enc"}))), Key},
		"twice a name": {serving(set(k.public(nil), k.public(nil))), Key},
		"a panic":      {func(http.ResponseWriter, *http.Request) { panic("of somebody else's") }, KeysGone},
	} {
		t.Run(name, func(t *testing.T) {
			a := authenticator(t, Config{
				Issuers: []Issuer{{Name: issName, URLs: []string{address}}},
				Client:  &http.Client{Transport: served{address: c.handler, "https://evil.example/": elsewhere}},
			})
			require.Equal(t, c.reason, reasonOf(t, a, call(k.token(t, nil, nil))))
		})
	}
}

// Over a real connection: one fetch for all who wait, and an end to waiting.
func TestSlowAddresses(t *testing.T) {
	k := curveKey(t, "1", elliptic.P384())
	var count atomic.Int64
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count.Add(1)
		select {
		case <-release:
			_, _ = w.Write(set(k.public(nil)))
		case <-r.Context().Done():
		}
	}))
	defer server.Close()
	c := Config{Demo: true, Issuers: []Issuer{{Name: issName, URLs: []string{server.URL}}}}
	a := authenticator(t, c)
	left, cancel := context.WithCancel(t.Context())
	cancel()
	require.Equal(t, KeysGone, reasonOf(t, a, call(k.token(t, nil, nil)).WithContext(left)), "the caller went, and the fetch goes on")
	reasons := make(chan Reason, 20)
	for range cap(reasons) {
		go func() { reasons <- reasonOf(t, a, call(k.token(t, nil, nil))) }()
	}
	close(release)
	for range cap(reasons) {
		require.Empty(t, <-reasons)
	}
	require.EqualValues(t, 1, count.Load())

	release = make(chan struct{})
	c.Timeout = 20 * time.Millisecond
	require.Equal(t, KeysGone, reasonOf(t, authenticator(t, c), call(k.token(t, nil, nil))))
}
