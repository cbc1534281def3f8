package jwtauth

import (
	"crypto/elliptic"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestKeysAreRefused(t *testing.T) {
	p384, p521, rs := curveKey(t, "k", elliptic.P384()), curveKey(t, "k", elliptic.P521()), rsaKey(t, "k", 2048)
	weak := rsaKey(t, "k", 1024)
	b64 := base64.RawURLEncoding.EncodeToString
	type m = map[string]any
	for name, c := range map[string]struct {
		key  m
		says string // "" when it is good
	}{
		"a curve":                {p384.public(nil), ""},
		"with its algorithm":     {p384.public(m{"alg": "ES384"}), ""},
		"use not given":          {p384.public(m{"use": nil}), ""},
		"operations":             {p384.public(m{"key_ops": []string{"verify"}}), ""},
		"RSA":                    {rs.public(nil), ""},
		"members nobody knows":   {rs.public(m{"x5t": "x", "exp": 1}), ""},
		"for encryption":         {p384.public(m{"use": "enc"}), "use"},
		"operation sign":         {p384.public(m{"key_ops": []string{"sign"}}), "operations"},
		"no operation":           {p384.public(m{"key_ops": []string{}}), "operations"},
		"private":                {p384.public(m{"d": "AAAA"}), "private"},
		"private RSA":            {rs.public(m{"d": "AAAA"}), "private"},
		"a shared secret":        {m{"kid": "k", "kty": "oct", "k": "c2VjcmV0"}, "type"},
		"Edwards":                {m{"kid": "k", "kty": "OKP", "crv": "Ed25519", "x": "AAAA"}, "type"},
		"no type":                {p384.public(m{"kty": nil}), "type"},
		"type no text":           {p384.public(m{"kty": 1}), "cannot unmarshal"},
		"algorithm of another":   {p384.public(m{"alg": "RS384"}), "algorithm"},
		"algorithm of its size":  {p384.public(m{"alg": "ES256"}), "algorithm"},
		"HMAC with RSA numbers":  {rs.public(m{"alg": "HS256"}), "algorithm"},
		"RSA-PSS":                {rs.public(m{"alg": "PS384"}), "algorithm"},
		"another curve":          {p521.public(nil), "curve"},
		"curve of another size":  {p384.public(m{"crv": "P-256"}), "coordinates"},
		"secp256k1":              {p384.public(m{"crv": "secp256k1"}), "curve"},
		"not on the curve":       {p384.public(m{"x": b64(make([]byte, 48))}), "point"},
		"the point at infinity":  {p384.public(m{"x": b64(make([]byte, 48)), "y": b64(make([]byte, 48))}), "point"},
		"short coordinate":       {p384.public(m{"y": b64(make([]byte, 47))}), "coordinates"},
		"no base64":              {p384.public(m{"y": "!"}), "coordinates"},
		"1024 bits":              {weak.public(nil), "1024 bits"},
		"an enormous modulus":    {rs.public(m{"n": strings.Repeat("f", 4096)}), "modulus"},
		"a modulus of zeros":     {rs.public(m{"n": b64(make([]byte, 256))}), "0 bits"},
		"an even modulus":        {rs.public(m{"n": b64(append([]byte{255}, make([]byte, 255)...))}), "weak"},
		"exponent 1":             {rs.public(m{"e": "AQ"}), "weak"},
		"exponent even":          {rs.public(m{"e": "BA"}), "weak"},
		"exponent of five bytes": {rs.public(m{"e": "AAAAAQ" + "AB"}), "exponent"},
		"no exponent":            {rs.public(m{"e": nil}), "weak"},
	} {
		t.Run(name, func(t *testing.T) {
			keys, err := readKeys(set(c.key))
			require.NoError(t, err)
			if c.says == "" {
				require.Contains(t, keys.good, "k")
				require.Empty(t, keys.odd)
				return
			}
			require.Empty(t, keys.good)
			require.Contains(t, keys.odd["k"], c.says)
			_, err = New(Config{Base: base, Issuers: []Issuer{{Name: issName, Keys: set(c.key)}}})
			require.ErrorContains(t, err, c.says, "a bad key that was chosen is a mistake")
		})
	}
}

// A set may hold other keys too; they do not spoil the good ones.
func TestKeySets(t *testing.T) {
	a, b := curveKey(t, "a", elliptic.P384()), curveKey(t, "b", elliptic.P384())
	keys, err := readKeys(set(map[string]any{"kty": "oct", "k": "x"}, a.public(map[string]any{"use": "enc", "kid": "enc"}), b.public(nil), a.public(nil), b.public(nil), b.public(nil)))
	require.NoError(t, err)
	require.Len(t, keys.good, 1)
	require.Contains(t, keys.good, "a")
	require.Equal(t, []string{"b", "enc"}, keys.refused())
	require.Contains(t, keys.odd["b"], "several")

	many := make([]map[string]any, mostKeys+1)
	for i := range many {
		many[i] = a.public(map[string]any{"kid": fmt.Sprint(i)})
	}
	for name, data := range map[string][]byte{
		"nothing": nil, "no JSON": []byte("<html>"), "a list": []byte("[]"), "no keys": []byte("{}"), "empty": []byte(`{"keys":[]}`),
		"keys of nothing": []byte(`{"keys":[null, 1, "x"]}`), "no names": set(a.public(map[string]any{"kid": nil})), "too many": set(many...),
	} {
		_, err := readKeys(data)
		require.Error(t, err, name)
	}
}

func TestConfigurations(t *testing.T) {
	k := curveKey(t, "k", elliptic.P384())
	good := Issuer{Name: issName, Keys: set(k.public(nil))}
	for name, c := range map[string]struct {
		config Config
		says   []string
	}{
		"nothing":            {Config{}, []string{"base", "nobody could call"}},
		"base in the clear":  {Config{Base: "http://cds.example.org", Issuers: []Issuer{good}}, []string{"base", "want https"}},
		"loopback, no demo":  {Config{Base: "http://localhost:8080", Issuers: []Issuer{good}}, []string{"want https"}},
		"demo, not loopback": {Config{Base: "http://localhost.example", Demo: true, Issuers: []Issuer{good}}, []string{"want https"}},
		"a slash":            {Config{Base: base + "/", Issuers: []Issuer{good}}, []string{"slash"}},
		"credentials":        {Config{Base: "https://a:b@cds.example.org", Issuers: []Issuer{good}}, []string{"base"}},
		"no host":            {Config{Base: "https:///x", Issuers: []Issuer{good}}, []string{"base"}},
		"none":               {Config{Base: base, Also: []string{"none", "HS256", "ES256"}, Issuers: []Issuer{good}}, []string{`"none"`, `"HS256"`}},
		"twice":              {Config{Base: base, Issuers: []Issuer{good, good}}, []string{"twice"}},
		"no name, no keys":   {Config{Base: base, Issuers: []Issuer{{}}}, []string{"no name", "neither keys"}},
		"keys no set":        {Config{Base: base, Issuers: []Issuer{{Name: "x", Keys: []byte("{")}}}, []string{"no JSON"}},
		"addresses":          {Config{Base: base, Issuers: []Issuer{{Name: "x", URLs: []string{"http://ehr.example.org/jwks", "file:///etc/passwd", "%"}}}}, []string{"http://ehr", "file:", `"%"`}},
		"durations": {Config{Base: base, Issuers: []Issuer{good}, Leeway: time.Hour, MaxAge: 48 * time.Hour, Timeout: -1, Refresh: -1, Retry: -1},
			[]string{"leeway", "greatest age", "timeout", "refresh", "retry"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := New(c.config)
			require.Error(t, err)
			for _, says := range c.says {
				require.ErrorContains(t, err, says)
			}
			_, again := New(c.config)
			require.Equal(t, err.Error(), again.Error(), "in the same order")
		})
	}
	_, err := New(Config{Base: "http://[::1]:8080", Demo: true, Issuers: []Issuer{good, {Name: "http", URLs: []string{"http://127.0.0.1/jwks"}}}})
	require.NoError(t, err)
}

// FuzzKeys: whatever an address answers, there is a set or an error.
func FuzzKeys(f *testing.F) {
	k := curveKey(f, "k", elliptic.P384())
	f.Add(set(k.public(nil)))
	f.Add([]byte(`{"keys":[{"kty":"RSA","kid":"k","n":"AQAB","e":"AQAB"}]}`))
	f.Add([]byte(`{"keys":[{"kty":"EC","crv":"P-384","kid":"k","x":"","y":""}, null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		keys, err := readKeys(data)
		if err != nil {
			return
		}
		var doc struct{ Keys []json.RawMessage }
		require.NoError(t, json.Unmarshal(data, &doc))
		require.LessOrEqual(t, len(keys.good)+len(keys.odd), len(doc.Keys))
		for kid, k := range keys.good {
			require.NotContains(t, keys.odd, kid)
			require.NotEmpty(t, k.algorithms)
			for _, alg := range k.algorithms {
				require.Contains(t, []string{"ES256", "ES384", "RS256", "RS384"}, alg)
			}
		}
	})
}
