package jwtauth

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/mskguide/mskguide/decision/cdshooks"
)

// Sandbox is the issuer of the tokens of the public CDS Hooks Sandbox. Its private key is
// published with its code, so that a token of it vouches for nobody.
const Sandbox = "https://sandbox.cds-hooks.org"

// Issuer is a system whose tokens are taken.
type Issuer struct {
	Name string // as tokens have it in iss
	// URLs of its key sets (JWKS). A jku that a token names is one of them, or the token is refused.
	// Where none is listed nothing is fetched, and a jku means nothing.
	URLs []string
	Keys []byte // a key set (JWKS) known beforehand; it is looked at first
}

// Config says which tokens are taken. What is zero has the value that the field names.
type Config struct {
	// Base is the address that callers know the service by, without its last slash. A token is
	// for Base and the path of the request: "https://cds.example.org" + "/cds-services/pain".
	Base    string
	Issuers []Issuer

	Also   []string      // "ES256", "RS256": taken beside ES384 and RS384
	Leeway time.Duration // by which clocks may differ: 30 s; at most 5 minutes
	MaxAge time.Duration // after iat: 10 minutes; at most a day
	Replay Replay        // remembers tokens: NewMemory(1<<20), which serves one process

	Client  *http.Client  // for key sets; redirects are not followed
	Timeout time.Duration // of fetching a key set: 5 s
	// Keys are fetched again when they are older than Refresh (1 hour), and used for as long again
	// while they cannot be had. An unknown key and a failure lead to another try after Retry (1 minute).
	Refresh, Retry time.Duration

	Now func() time.Time // time.Now
	// Demo takes what is not safe: tokens of the public sandbox, and addresses in the clear (http)
	// on this machine.
	Demo bool
}

// Authenticator takes and refuses tokens. It is safe for use by many goroutines at once.
type Authenticator struct {
	base           string
	issuers        map[string]*issuer
	parser         *jwt.Parser
	algorithms     []string
	leeway, maxAge time.Duration
	longer         time.Duration // for which a token is remembered: of those that came together one may wait for keys
	replay         Replay
	now            func() time.Time
}

// issuer is an Issuer that was looked at.
type issuer struct {
	fixed   keySet
	sources map[string]*source // by address
	urls    []string           // in the order of the configuration
}

var _ cdshooks.Authenticator = (*Authenticator)(nil)

// New checks a configuration. The error lists everything that is wrong with it.
func New(c Config) (*Authenticator, error) {
	c = defaults(c)
	a := &Authenticator{
		base: c.Base, issuers: map[string]*issuer{}, algorithms: append([]string{"ES384", "RS384"}, c.Also...),
		leeway: c.Leeway, maxAge: c.MaxAge, longer: time.Minute + c.Timeout, replay: c.Replay, now: c.Now,
	}
	wrong := checkConfig(c)
	f := newFetcher(c)
	sources := map[string]*source{} // issuers may share an address
	for _, i := range c.Issuers {
		known, errs := newIssuer(i, f, sources, c.Demo)
		for _, err := range errs {
			wrong = append(wrong, fmt.Errorf("issuer %q: %w", i.Name, err))
		}
		if a.issuers[i.Name] != nil {
			wrong = append(wrong, fmt.Errorf("issuer %q is listed twice", i.Name))
		}
		a.issuers[i.Name] = known
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	// The library decodes and verifies signatures; claims are checked before, as that is cheap.
	a.parser = jwt.NewParser(jwt.WithValidMethods(a.algorithms), jwt.WithStrictDecoding(), jwt.WithoutClaimsValidation())
	return a, nil
}

func defaults(c Config) Config {
	c.Leeway = orElse(c.Leeway, 30*time.Second)
	c.MaxAge = orElse(c.MaxAge, 10*time.Minute)
	c.Timeout = orElse(c.Timeout, 5*time.Second)
	c.Refresh = orElse(c.Refresh, time.Hour)
	c.Retry = orElse(c.Retry, time.Minute)
	if c.Replay == nil {
		c.Replay = NewMemory(1 << 20)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Client == nil {
		c.Client = &http.Client{}
	}
	return c
}

func orElse(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}

func checkConfig(c Config) (wrong []error) {
	if err := checkURL(c.Base, c.Demo); err != nil {
		wrong = append(wrong, fmt.Errorf("base: %w", err))
	}
	if strings.HasSuffix(c.Base, "/") {
		wrong = append(wrong, fmt.Errorf("base: %q ends with a slash, and so would not meet the path of a request", c.Base))
	}
	for _, alg := range c.Also {
		if !slices.Contains([]string{"ES256", "RS256"}, alg) {
			wrong = append(wrong, fmt.Errorf("algorithm %q: ES256 and RS256 may be added to ES384 and RS384, and no other", alg))
		}
	}
	if c.Timeout < 0 || c.Refresh < 0 || c.Retry < 0 {
		wrong = append(wrong, errors.New("timeout, refresh, retry: none is less than nothing"))
	}
	if c.Leeway < 0 || c.Leeway > 5*time.Minute {
		wrong = append(wrong, fmt.Errorf("leeway: %s is not from 0 to 5 minutes", c.Leeway))
	}
	if c.MaxAge < 0 || c.MaxAge > 24*time.Hour {
		wrong = append(wrong, fmt.Errorf("greatest age: %s is not from 0 to a day", c.MaxAge))
	}
	if len(c.Issuers) == 0 {
		wrong = append(wrong, errors.New("no issuer is trusted, so that nobody could call"))
	}
	return wrong
}

func newIssuer(i Issuer, f *fetcher, sources map[string]*source, demo bool) (*issuer, []error) {
	var wrong []error
	if i.Name == "" {
		wrong = append(wrong, errors.New("it has no name"))
	}
	if strings.TrimSuffix(i.Name, "/") == Sandbox && !demo {
		wrong = append(wrong, errors.New("the private key of the public sandbox is published, so that anybody can sign as it: for a demonstration only"))
	}
	if len(i.URLs) == 0 && i.Keys == nil {
		wrong = append(wrong, errors.New("it has neither keys nor the address of any"))
	}
	known := &issuer{sources: map[string]*source{}, urls: i.URLs}
	if i.Keys != nil {
		keys, err := readKeys(i.Keys)
		if err != nil {
			wrong = append(wrong, err)
		}
		for _, kid := range keys.refused() { // these were chosen, so a bad one is a mistake
			wrong = append(wrong, fmt.Errorf("key %q: %s", kid, keys.odd[kid]))
		}
		known.fixed = keys
	}
	for _, address := range i.URLs {
		if err := checkURL(address, demo); err != nil {
			wrong = append(wrong, err)
			continue
		}
		if sources[address] == nil {
			sources[address] = &source{fetcher: f, url: address}
		}
		known.sources[address] = sources[address]
	}
	return known, wrong
}

// checkURL takes https addresses, and in a demonstration http ones of this machine.
func checkURL(address string, demo bool) error {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return fmt.Errorf("address %q cannot be read", address)
	case u.Host == "" || u.User != nil || u.Fragment != "" || u.RawQuery != "" && u.Path == "":
		return fmt.Errorf("address %q: want https, a host and a path alone", address)
	case u.Scheme == "https" || u.Scheme == "http" && demo && loopback(u.Hostname()):
		return nil
	}
	return fmt.Errorf("address %q: want https; http is for demonstrations on one machine", address)
}

func loopback(host string) bool {
	return host == "localhost" || host == "127.0.0.1" || host == "::1"
}
