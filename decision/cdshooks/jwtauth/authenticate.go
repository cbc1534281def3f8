package jwtauth

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/mskguide/mskguide/decision/cdshooks"
)

const (
	longestToken = 8 << 10 // bytes; those of the standard have under 1 KB
	longestClaim = 1 << 10
)

// Authenticate takes the token of a request, or says why not: an error is a [*Refusal].
func (a *Authenticator) Authenticate(r *http.Request) (cdshooks.Caller, error) {
	text, refusal := bearer(r.Header)
	if refusal != nil {
		return cdshooks.Caller{}, refusal
	}
	c, refusal := a.verify(r.Context(), text, a.base+r.URL.EscapedPath())
	if refusal != nil {
		return cdshooks.Caller{}, refusal
	}
	// Only who holds a key is remembered, so that strangers cannot fill the memory.
	first, err := a.replay.First(r.Context(), c.issuer, c.id, a.now(), c.until.Add(a.longer))
	switch {
	case err != nil:
		return cdshooks.Caller{}, refuse(NotKnown, "it cannot be told whether this token was used before: %s", err.Error())
	case !first:
		return cdshooks.Caller{}, refuse(Replayed, "jti %s of %s was used before", c.id, c.issuer)
	}
	return cdshooks.Caller{Issuer: c.issuer, Tenant: c.tenant, KeyID: c.kid}, nil
}

// bearer finds the one token of a request.
func bearer(h http.Header) (string, *Refusal) {
	values := h.Values("Authorization")
	if len(values) != 1 {
		return "", refuse(NoToken, "%d Authorization headers, not one", len(values))
	}
	scheme, token, found := strings.Cut(values[0], " ")
	switch {
	case !found || !strings.EqualFold(scheme, "Bearer") || token == "":
		return "", refuse(NoToken, "the Authorization header has no Bearer token")
	case len(token) > longestToken:
		return "", refuse(NoToken, "a token of %d bytes; the longest has %d", len(token), longestToken)
	}
	return token, nil
}

// verify checks everything that the token itself tells, what is cheap first and the signature
// last: a key is only looked for when all else is well.
func (a *Authenticator) verify(ctx context.Context, text, audience string) (*claims, *Refusal) {
	var c *claims
	_, err := a.parser.Parse(text, func(t *jwt.Token) (any, error) {
		var refusal *Refusal
		if c, refusal = a.read(t, audience); refusal != nil {
			return nil, refusal
		}
		k, refusal := a.find(ctx, c)
		if refusal != nil {
			return nil, refusal
		}
		if refusal := k.fits(t.Method.Alg()); refusal != nil {
			return nil, refusal
		}
		return k.public, nil
	})
	var refusal *Refusal
	switch {
	case err == nil:
		return c, nil
	case errors.As(err, &refusal):
		return nil, refusal
	case errors.Is(err, jwt.ErrTokenSignatureInvalid) && c != nil:
		return nil, refuse(Signature, "the signature is not that of key %s of %s", c.kid, c.issuer)
	case errors.Is(err, jwt.ErrTokenMalformed):
		return nil, refuse(Malformed, "it is no JWT")
	default: // no algorithm, an unknown one, or one that is not taken
		return nil, refuse(Algorithm, "not one of the algorithms that are taken: %s", strings.Join(a.algorithms, ", "))
	}
}

// claims are what a token says, checked.
type claims struct {
	issuer, tenant, kid, jku, id string
	until                        time.Time // the token is refused by its age or end from then on
}

// read checks header and claims.
func (a *Authenticator) read(t *jwt.Token, audience string) (*claims, *Refusal) {
	said, ok := t.Claims.(jwt.MapClaims)
	if !ok {
		return nil, refuse(Malformed, "it has no claims")
	}
	var p problems
	c := &claims{
		issuer: p.text(said, "iss"), id: p.text(said, "jti"), tenant: p.optional(said, "tenant"),
		kid: p.text(t.Header, "kid"), jku: p.optional(t.Header, "jku"),
	}
	if typ := p.text(t.Header, "typ"); p.first == nil && !strings.EqualFold(typ, "JWT") {
		p.say(refuse(Malformed, "typ is %s and not JWT", typ))
	}
	if _, critical := t.Header["crit"]; critical {
		p.say(refuse(Malformed, "it has critical extensions, and none is known"))
	}
	if p.first != nil {
		return nil, p.first
	}
	trusted := a.issuers[c.issuer]
	switch {
	case trusted == nil:
		return nil, refuse(UnknownName, "issuer %s is not trusted", c.issuer)
	case c.jku != "" && len(trusted.urls) > 0 && !slices.Contains(trusted.urls, c.jku):
		return nil, refuse(KeyAddress, "jku %s is not on the list of %s", c.jku, c.issuer)
	}
	if refusal := meant(said, audience); refusal != nil {
		return nil, refusal
	}
	return c, a.dated(said, c)
}

// meant holds a token to the address that is called.
func meant(said jwt.MapClaims, audience string) *Refusal {
	given, err := said.GetAudience()
	switch {
	case err != nil || len(given) == 0:
		return refuse(Malformed, "aud is missing, or neither text nor a list of texts")
	case !slices.Contains(given, audience):
		return refuse(Audience, "it is for %s, and %s is called", strings.Join(given, " "), audience)
	}
	return nil
}

// dated holds a token to the time, and notes until when it is good.
func (a *Authenticator) dated(said jwt.MapClaims, c *claims) *Refusal {
	var p problems
	exp, iat, now := p.time(said, "exp"), p.time(said, "iat"), a.now()
	begins := iat
	if _, given := said["nbf"]; given {
		begins = p.time(said, "nbf")
	}
	if p.first != nil {
		return p.first
	}
	c.until = exp.Add(a.leeway)
	if aged := iat.Add(a.maxAge + a.leeway); aged.Before(c.until) {
		c.until = aged
	}
	switch {
	case !exp.After(iat):
		return refuse(Time, "it ends at %v, before it was issued", exp.UTC())
	case iat.After(now.Add(a.leeway)) || begins.After(now.Add(a.leeway)):
		return refuse(Time, "it is of the future: iat is %v, nbf %v", iat.UTC(), begins.UTC())
	case !now.Before(exp.Add(a.leeway)):
		return refuse(Time, "it expired at %v", exp.UTC())
	case !now.Before(c.until):
		return refuse(Time, "it was issued at %v, and the greatest age is %v", iat.UTC(), a.maxAge)
	}
	return nil
}

// problems keeps the first of them.
type problems struct{ first *Refusal }

func (p *problems) say(r *Refusal) {
	if p.first == nil {
		p.first = r
	}
}

func (p *problems) text(in map[string]any, name string) string {
	text := p.optional(in, name)
	if text == "" {
		p.say(refuse(Malformed, "%v is missing or empty", ours(name)))
	}
	return text
}

func (p *problems) optional(in map[string]any, name string) string {
	value, given := in[name]
	text, ok := value.(string)
	if given && (!ok || len(text) > longestClaim) {
		p.say(refuse(Malformed, "%v is not text of at most 1 KB", ours(name)))
	}
	return text
}

// time reads seconds since 1970, within four digits of a year.
func (p *problems) time(in map[string]any, name string) time.Time {
	seconds, ok := in[name].(float64)
	if !ok || seconds < 1 || seconds > 253402300799 {
		p.say(refuse(Malformed, "%v is missing, or no number of seconds since 1970", ours(name)))
		return time.Time{}
	}
	return time.UnixMilli(int64(seconds * 1000))
}
