package jwtauth

import (
	"crypto/elliptic"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/cdshooks"
)

func TestCallersAreKnown(t *testing.T) {
	ec, rs := curveKey(t, "ec", elliptic.P384()), rsaKey(t, "rs", 2048)
	small := curveKey(t, "small", elliptic.P256())
	old := rsaKey(t, "old", 2048)
	old.alg = "RS256"
	keys := set(ec.public(nil), rs.public(map[string]any{"alg": "RS384"}), small.public(nil), old.public(nil))
	for name, c := range map[string]Config{
		"fixed keys":    {Issuers: []Issuer{{Name: issName, Keys: keys}}},
		"an address":    {Issuers: []Issuer{{Name: issName, URLs: []string{address}}}},
		"one of two":    {Issuers: []Issuer{{Name: issName, URLs: []string{"https://ehr.example.org/gone", address}}}},
		"both, by name": {Issuers: []Issuer{{Name: issName, Keys: set(ec.public(nil)), URLs: []string{address}}}},
	} {
		t.Run(name, func(t *testing.T) {
			c.Client = &http.Client{Transport: served{address: serving(keys)}}
			a := authenticator(t, c)
			for _, s := range []signer{ec, rs} {
				caller, err := a.Authenticate(call(s.token(t, nil, map[string]any{"tenant": "ward 3", "aud": []any{"https://other.example", service}})))
				require.NoError(t, err)
				require.Equal(t, cdshooks.Caller{Issuer: issName, Tenant: "ward 3", KeyID: s.kid}, caller)
			}
			for _, s := range []signer{small, old} {
				require.Equal(t, Algorithm, reasonOf(t, a, call(s.token(t, nil, nil))), s.alg)
			}
			c.Also = []string{"ES256", "RS256"}
			a = authenticator(t, c)
			for _, s := range []signer{ec, rs, small, old} {
				require.Empty(t, reasonOf(t, a, call(s.token(t, nil, nil))), s.alg)
			}
		})
	}
}

// Everything else of these tokens is well.
func TestTokensAreRefused(t *testing.T) {
	ec, other := curveKey(t, "ec", elliptic.P384()), curveKey(t, "ec", elliptic.P384())
	rs := rsaKey(t, "rs", 2048)
	a := authenticator(t, Config{
		Issuers: []Issuer{{Name: issName, Keys: set(ec.public(nil), rs.public(map[string]any{"alg": "RS384"})), URLs: []string{address}}, {Name: "https://second.example", Keys: set(other.public(map[string]any{"kid": "two"}))}},
		Client:  &http.Client{Transport: served{"https://evil.example/jwks.json": func(http.ResponseWriter, *http.Request) { t.Error("an address that is not on the list was fetched") }}},
	})
	at := func(d time.Duration) int64 { return noon().Add(d).Unix() }
	type m = map[string]any
	for _, c := range []struct {
		name           string
		header, claims m
		reason         Reason
	}{
		{"all is well", nil, nil, ""},
		{"typ in small letters", m{"typ": "jwt"}, nil, ""},
		{"jku on the list, keys fixed", m{"jku": address}, nil, ""},
		{"clocks differ a little", nil, m{"iat": at(20 * time.Second)}, ""},
		{"just expired, within the leeway", nil, m{"iat": at(-time.Minute), "exp": at(-20 * time.Second)}, ""},
		{"fractions of a second", nil, m{"iat": float64(at(0)) - 0.5}, ""},

		{"no kid", m{"kid": nil}, nil, Malformed},
		{"empty kid", m{"kid": ""}, nil, Malformed},
		{"kid no text", m{"kid": 7}, nil, Malformed},
		{"no typ", m{"typ": nil}, nil, Malformed},
		{"another typ", m{"typ": "at+jwt"}, nil, Malformed},
		{"critical extension", m{"crit": []string{"b64"}, "b64": false}, nil, Malformed},
		{"jku no text", m{"jku": []string{address}}, nil, Malformed},
		{"jku of somebody else", m{"jku": "https://evil.example/jwks.json"}, nil, KeyAddress},
		{"jku that begins like one on the list", m{"jku": address + "/../evil"}, nil, KeyAddress},
		{"unknown kid", m{"kid": "which"}, nil, KeysGone},
		{"kid of another issuer", m{"kid": "two"}, nil, KeysGone},
		{"kid of a key of another kind", m{"kid": "rs"}, nil, Key},

		{"no iss", nil, m{"iss": nil}, Malformed},
		{"iss no text", nil, m{"iss": []string{issName}}, Malformed},
		{"very long iss", nil, m{"iss": strings.Repeat("x", 2000)}, Malformed},
		{"unknown iss", nil, m{"iss": "https://evil.example"}, UnknownName},
		{"iss with a slash more", nil, m{"iss": issName + "/"}, UnknownName},
		{"iss of another issuer", nil, m{"iss": "https://second.example"}, Key},
		{"no aud", nil, m{"aud": nil}, Malformed},
		{"empty aud", nil, m{"aud": []string{}}, Malformed},
		{"aud no text", nil, m{"aud": 1}, Malformed},
		{"a part of aud no text", nil, m{"aud": []any{service, 1}}, Malformed},
		{"aud of another service", nil, m{"aud": base + "/cds-services/other"}, Audience},
		{"aud of all services", nil, m{"aud": base}, Audience},
		{"aud with a slash more", nil, m{"aud": service + "/"}, Audience},
		{"aud in the clear", nil, m{"aud": "http" + service[5:]}, Audience},
		{"no jti", nil, m{"jti": nil}, Malformed},
		{"empty jti", nil, m{"jti": ""}, Malformed},
		{"jti no text", nil, m{"jti": 12}, Malformed},
		{"tenant no text", nil, m{"tenant": 12}, Malformed},

		{"no exp", nil, m{"exp": nil}, Malformed},
		{"exp no number", nil, m{"exp": "soon"}, Malformed},
		{"exp beyond all calendars", nil, m{"exp": 1e300}, Malformed},
		{"exp of 0", nil, m{"exp": 0}, Malformed},
		{"negative exp", nil, m{"exp": -1}, Malformed},
		{"expired", nil, m{"iat": at(-5 * time.Minute), "exp": at(-time.Minute)}, Time},
		{"expired at this instant, leeway and all", nil, m{"iat": at(-5 * time.Minute), "exp": at(-30 * time.Second)}, Time},
		{"exp before iat", nil, m{"iat": at(0), "exp": at(-time.Second)}, Time},
		{"no iat", nil, m{"iat": nil}, Malformed},
		{"iat no number", nil, m{"iat": true}, Malformed},
		{"iat in the future", nil, m{"iat": at(time.Minute)}, Time},
		{"too old, though good for a year", nil, m{"iat": at(-11 * time.Minute), "exp": at(365 * 24 * time.Hour)}, Time},
		{"nbf in the future", nil, m{"nbf": at(time.Minute)}, Time},
		{"nbf no number", nil, m{"nbf": "now"}, Malformed},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.reason, reasonOf(t, a, call(ec.token(t, c.header, c.claims))))
		})
	}
	t.Run("a jku where no address is trusted", func(t *testing.T) {
		a := authenticator(t, Config{
			Issuers: []Issuer{{Name: issName, Keys: set(ec.public(nil))}},
			Client:  &http.Client{Transport: served{address: func(http.ResponseWriter, *http.Request) { t.Error("an address that is not on a list was fetched") }}},
		})
		require.Empty(t, reasonOf(t, a, call(ec.token(t, m{"jku": address}, nil))), "its keys are known")
		require.Equal(t, Key, reasonOf(t, a, call(ec.token(t, m{"jku": address, "kid": "which"}, nil))))
	})
	t.Run("signed by another key of the same name", func(t *testing.T) {
		require.Equal(t, Signature, reasonOf(t, a, call(other.token(t, nil, nil))))
	})
	t.Run("changed after it was signed", func(t *testing.T) {
		good, evil := strings.Split(ec.token(t, nil, nil), "."), strings.Split(ec.token(t, nil, map[string]any{"tenant": "another"}), ".")
		require.Equal(t, Signature, reasonOf(t, a, call(good[0]+"."+evil[1]+"."+good[2])))
		require.Equal(t, Signature, reasonOf(t, a, call(good[0]+"."+good[1]+".")))
	})
	t.Run("an RSA key for another algorithm than its own", func(t *testing.T) {
		wrong := rs
		wrong.alg = "RS256"
		both := authenticator(t, Config{Also: []string{"RS256"}, Issuers: []Issuer{{Name: issName, Keys: set(rs.public(map[string]any{"alg": "RS384"}))}}})
		require.Equal(t, Key, reasonOf(t, both, call(wrong.token(t, nil, nil))))
	})
}

// The two classics: no signature at all, and a public key taken for a shared secret.
func TestNoSharedSecretsAndNoUnsignedTokens(t *testing.T) {
	rs := rsaKey(t, "rs", 2048)
	keys := set(rs.public(nil))
	a := authenticator(t, Config{Also: []string{"RS256", "ES256"}, Issuers: []Issuer{{Name: issName, Keys: keys}}})
	signed := func(method jwt.SigningMethod, key any) string {
		token := jwt.NewWithClaims(method, jwt.MapClaims{"iss": issName, "aud": service, "jti": "1", "iat": noon().Unix(), "exp": noon().Unix() + 60})
		token.Header["kid"] = "rs"
		text, err := token.SignedString(key)
		require.NoError(t, err)
		return text
	}
	require.Equal(t, Algorithm, reasonOf(t, a, call(signed(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType))))
	for _, method := range []jwt.SigningMethod{jwt.SigningMethodHS256, jwt.SigningMethodHS384, jwt.SigningMethodHS512} {
		require.Equal(t, Algorithm, reasonOf(t, a, call(signed(method, keys))))
	}
	for _, method := range []jwt.SigningMethod{jwt.SigningMethodRS512, jwt.SigningMethodPS384} {
		require.Equal(t, Algorithm, reasonOf(t, a, call(signed(method, rs.private))))
	}
	for _, header := range []string{`{"alg":"NONE","typ":"JWT","kid":"rs"}`, `{"typ":"JWT","kid":"rs"}`, `{"alg":384}`} {
		parts := strings.Split(rs.token(t, nil, nil), ".")
		parts[0] = base64.RawURLEncoding.EncodeToString([]byte(header))
		require.Equal(t, Algorithm, reasonOf(t, a, call(strings.Join(parts, "."))), header)
	}
}

func TestHeadersAreRefused(t *testing.T) {
	ec := curveKey(t, "ec", elliptic.P384())
	a := authenticator(t, Config{Issuers: []Issuer{{Name: issName, Keys: set(ec.public(nil))}}})
	good := ec.token(t, nil, nil)
	b64 := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	for name, c := range map[string]struct {
		values []string
		reason Reason
	}{
		"none":              {nil, NoToken},
		"two":               {[]string{"Bearer " + good, "Bearer " + good}, NoToken},
		"empty":             {[]string{""}, NoToken},
		"another scheme":    {[]string{"Basic dXNlcjpwYXNz"}, NoToken},
		"no token":          {[]string{"Bearer "}, NoToken},
		"the token alone":   {[]string{good}, NoToken},
		"too long":          {[]string{"Bearer " + strings.Repeat("x", 9000)}, NoToken},
		"a space more":      {[]string{"Bearer  " + good}, Malformed},
		"no JWT":            {[]string{"Bearer open sesame"}, Malformed},
		"four parts":        {[]string{"Bearer " + good + ".x"}, Malformed},
		"padded":            {[]string{"Bearer " + good + "="}, Malformed},
		"header no JSON":    {[]string{"Bearer " + b64("alg") + ".e30.e30"}, Malformed},
		"header null":       {[]string{"Bearer " + b64("null") + ".e30.e30"}, Algorithm},
		"claims no object":  {[]string{"Bearer " + b64(`{"alg":"ES384"}`) + "." + b64("[]") + ".e30"}, Malformed},
		"claims null":       {[]string{"Bearer " + b64(`{"alg":"ES384"}`) + "." + b64("null") + ".e30"}, Malformed},
		"bytes of no text":  {[]string{"Bearer \xff\xfe.\x00.\x00"}, Malformed},
		"a name as a trick": {[]string{"Bearer " + b64(`{"alg":"ES384","typ":"<b>\n","kid":"ec"}`) + ".e30.e30"}, Malformed},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, base+"/cds-services", nil)
			r.Header["Authorization"] = c.values
			require.Equal(t, c.reason, reasonOf(t, a, r))
		})
	}
	r := call(good)
	r.Header.Set("Authorization", "bEaReR "+good)
	require.Empty(t, reasonOf(t, a, r), "schemes have no case")
}

// A token is for one address: that of discovery, of a service or of its feedback.
func TestAudienceIsTheAddressCalled(t *testing.T) {
	ec := curveKey(t, "ec", elliptic.P384())
	a := authenticator(t, Config{Base: base + "/mskguide", Issuers: []Issuer{{Name: issName, Keys: set(ec.public(nil))}}})
	paths := []string{"/cds-services", "/cds-services/pain", "/cds-services/pain/feedback", "/cds-services/p%2Fain"}
	for _, meant := range paths {
		for _, called := range paths {
			r := httptest.NewRequest(http.MethodPost, "http://10.0.0.7:8080"+called+"?x=y", nil) // as a proxy hands it on
			r.Header.Set("Authorization", "Bearer "+ec.token(t, nil, map[string]any{"aud": base + "/mskguide" + meant}))
			want := Audience
			if meant == called {
				want = ""
			}
			require.Equal(t, want, reasonOf(t, a, r), "%s %s", meant, called)
		}
	}
}

// The form of the tokens of the public sandbox. Its key is published, so it is refused by default.
func TestSandboxInDemonstrationsOnly(t *testing.T) {
	const jku = Sandbox + "/.well-known/jwks.json"
	s := curveKey(t, "44823f3d-0b01-4a6c-a80e-b9d3e8a7226f", elliptic.P384())
	c := Config{
		Base: "http://localhost:8080", Demo: true, Now: noon,
		Issuers: []Issuer{{Name: Sandbox, URLs: []string{jku}}},
		Client:  &http.Client{Transport: served{jku: serving(set(s.public(nil)))}},
	}
	a := authenticator(t, c)
	r := call(s.token(t, map[string]any{"jku": jku}, map[string]any{"iss": Sandbox, "sub": "a client", "aud": "http://localhost:8080/cds-services/pain"}))
	caller, err := a.Authenticate(r)
	require.NoError(t, err)
	require.Equal(t, Sandbox, caller.Issuer)
	c.Demo, c.Base = false, base
	_, err = New(c)
	require.ErrorContains(t, err, "published")
	c.Issuers[0].Name += "/"
	_, err = New(c)
	require.ErrorContains(t, err, "published")
}
