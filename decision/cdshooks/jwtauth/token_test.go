package jwtauth

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"
)

const (
	base    = "https://cds.example.org"
	service = base + "/cds-services/pain"
	issName = "https://ehr.example.org"
	address = "https://ehr.example.org/jwks.json"
)

// noon is when the tests take place.
func noon() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

// signer is a private key with the name of its public one.
type signer struct {
	kid, alg string
	private  crypto.Signer
}

func curveKey(t testing.TB, kid string, curve elliptic.Curve) signer {
	t.Helper()
	k, err := ecdsa.GenerateKey(curve, rand.Reader)
	require.NoError(t, err)
	return signer{kid, fmt.Sprintf("ES%d", curve.Params().BitSize), k}
}

func rsaKey(t testing.TB, kid string, bits int) signer {
	t.Helper()
	t.Setenv("GODEBUG", "rsa1024min=0")
	k, err := rsa.GenerateKey(rand.Reader, bits)
	require.NoError(t, err)
	return signer{kid, "RS384", k}
}

// public is the key as a set has it, with members changed; nil takes one away.
func (s signer) public(changes map[string]any) map[string]any {
	b64 := base64.RawURLEncoding.EncodeToString
	m := map[string]any{"kid": s.kid, "use": "sig"}
	switch k := s.private.Public().(type) {
	case *ecdsa.PublicKey:
		size := k.Params().BitSize / 8
		m["kty"], m["crv"] = "EC", k.Params().Name
		point, err := k.Bytes()
		if err != nil {
			panic(err) // the key was made above
		}
		m["x"], m["y"] = b64(point[1:1+size]), b64(point[1+size:])
	case *rsa.PublicKey:
		m["kty"], m["n"], m["e"] = "RSA", b64(k.N.Bytes()), b64(big.NewInt(int64(k.E)).Bytes())
	}
	return changed(m, changes)
}

func changed(m, changes map[string]any) map[string]any {
	m = maps.Clone(m)
	for name, value := range changes {
		if m[name] = value; value == nil {
			delete(m, name)
		}
	}
	return m
}

func set(keys ...map[string]any) []byte {
	data, err := json.Marshal(map[string]any{"keys": keys})
	if err != nil {
		panic(err) // maps of texts
	}
	return data
}

// token signs claims that are all well but for the changes.
func (s signer) token(t testing.TB, header, claims map[string]any) string {
	t.Helper()
	token := jwt.NewWithClaims(jwt.GetSigningMethod(s.alg), jwt.MapClaims(changed(map[string]any{
		"iss": issName, "aud": service, "jti": fmt.Sprintf("id-%d", next.Add(1)),
		"iat": noon().Unix(), "exp": noon().Add(5 * time.Minute).Unix(),
	}, claims)))
	token.Header = changed(map[string]any{"alg": s.alg, "typ": "JWT", "kid": s.kid}, header)
	text, err := token.SignedString(s.private)
	require.NoError(t, err)
	return text
}

var next atomic.Int64 // of the ids of tokens

func call(token string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, service, strings.NewReader("{}"))
	r.Header.Set("Authorization", "Bearer "+token)
	return r
}

// reasonOf is why a request was refused, or "" when it was not.
func reasonOf(t testing.TB, a *Authenticator, r *http.Request) Reason {
	t.Helper()
	caller, err := a.Authenticate(r)
	if err == nil {
		require.NotEmpty(t, caller.Issuer)
		return ""
	}
	require.Empty(t, caller)
	var refusal *Refusal
	require.True(t, errors.As(err, &refusal))
	require.NotEmpty(t, refusal.Says)
	require.Less(t, len(err.Error()), 600)
	if _, token, _ := strings.Cut(r.Header.Get("Authorization"), "."); len(token) > 20 {
		require.NotContains(t, err.Error(), token, "a token is a secret")
	}
	return refusal.Reason
}

// served answers for addresses on the network; what is not in it cannot be reached.
type served map[string]http.HandlerFunc

func (s served) RoundTrip(r *http.Request) (*http.Response, error) {
	handler := s[r.URL.String()]
	if handler == nil {
		return nil, errors.New("no such host")
	}
	w := httptest.NewRecorder()
	handler(w, r)
	response := w.Result()
	response.Request = r
	return response, nil
}

func serving(data []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(data) }
}

// clock is one that tests set.
type clock struct{ ahead atomic.Int64 }

func (c *clock) Now() time.Time          { return noon().Add(time.Duration(c.ahead.Load())) }
func (c *clock) advance(d time.Duration) { c.ahead.Add(int64(d)) }

func authenticator(t testing.TB, c Config) *Authenticator {
	t.Helper()
	if c.Base == "" {
		c.Base = base
	}
	if c.Now == nil {
		c.Now = noon
	}
	a, err := New(c)
	require.NoError(t, err)
	return a
}
