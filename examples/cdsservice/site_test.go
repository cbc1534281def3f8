package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"
)

// caller signs tokens, and the file has its public key.
type caller struct {
	key   *ecdsa.PrivateKey
	file  string
	count int
}

const ehr = "https://ehr.example.org"

func newCaller(t testing.TB) *caller {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	require.NoError(t, err)
	point, err := key.PublicKey.Bytes()
	require.NoError(t, err)
	b64 := base64.RawURLEncoding.EncodeToString
	c := &caller{key: key, file: filepath.Join(t.TempDir(), "keys.json")}
	set := object{"keys": []object{{"kty": "EC", "crv": "P-384", "use": "sig", "kid": "key-1", "x": b64(point[1:49]), "y": b64(point[49:])}}}
	require.NoError(t, os.WriteFile(c.file, encode(t, set), 0o600))
	return c
}

func (c *caller) token(t testing.TB, address string) map[string]string {
	t.Helper()
	c.count++
	now := time.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodES384, jwt.MapClaims{
		"iss": ehr, "aud": address, "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "jti": fmt.Sprintf("%d", c.count),
	})
	token.Header["kid"] = "key-1"
	signed, err := token.SignedString(c.key)
	require.NoError(t, err)
	return map[string]string{"Authorization": "Bearer " + signed}
}

// With issuers, nobody else is answered; preflights come without a token.
func TestTokens(t *testing.T) {
	const base = "https://cds.example.org/pain"
	c := newCaller(t)
	p := start(t, "-base", base, "-issuer", ehr+"="+c.file, "-origin", "https://app.example.org")
	require.NotContains(t, p.stderr.String(), "INSECURE")
	discovery := c.token(t, base+"/cds-services")
	offers := discover(t, p.base, discovery)
	r := openRecords(t, "acute-low-back-pain")
	o := offers["order-sign"]
	path := "/cds-services/" + o.ID
	body := encode(t, r.call(o, instance(1), r.order("http://loinc.org", "2345-7")))
	for _, a := range []struct {
		name, method, path string
		header             map[string]string
		status             int
	}{
		{"its own token", http.MethodPost, path, c.token(t, base+path), http.StatusOK},
		{"none", http.MethodPost, path, nil, http.StatusUnauthorized},
		{"none, discovery", http.MethodGet, "/cds-services", nil, http.StatusUnauthorized},
		{"used before", http.MethodGet, "/cds-services", discovery, http.StatusUnauthorized},
		{"of another address", http.MethodPost, path, c.token(t, base+"/cds-services"), http.StatusUnauthorized},
		{"of another key", http.MethodPost, path, newCaller(t).token(t, base+path), http.StatusUnauthorized},
		{"none, feedback", http.MethodPost, path + "/feedback", nil, http.StatusUnauthorized},
		{"health", http.MethodGet, "/health", nil, http.StatusOK},
	} {
		got := ask(t, a.method, p.base+a.path, body, a.header)
		require.Equal(t, a.status, got.status, "%s: %s", a.name, got.body)
		if a.status == http.StatusUnauthorized {
			require.Contains(t, got.header.Get("WWW-Authenticate"), "Bearer")
			require.NotContains(t, string(got.body), "jti", "a stranger is not told why")
		}
	}
	a := ask(t, http.MethodOptions, p.base+path, nil, map[string]string{"Origin": "https://app.example.org", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"})
	require.Less(t, a.status, 300)
	require.Equal(t, "https://app.example.org", a.header.Get("Access-Control-Allow-Origin"))
	a = ask(t, http.MethodOptions, p.base+path, nil, map[string]string{"Origin": sandbox, "Access-Control-Request-Method": "POST"})
	require.Empty(t, a.header.Get("Access-Control-Allow-Origin"), "the sandbox is for demonstrations")
	p.stop(t)
	require.Contains(t, p.log.String(), "was used before", "the operator is")
}

// What a client does not send is fetched from its server, when that is one of those allowed.
func TestFetching(t *testing.T) {
	r := openRecords(t, "chronic-neck-pain-after-manual-therapy")
	server := r.serve(t, "open-sesame")
	p := start(t, "-insecure-demo", "-day", today, "-fhir-server", server)
	o := discover(t, p.base, nil)["order-sign"]
	given := cards(t, p, o, r.call(o, instance(1), needling(r)))
	require.Len(t, given, 1)

	bare := r.call(o, instance(1), needling(r))
	delete(bare, "prefetch")
	bare["fhirServer"] = server
	bare["fhirAuthorization"] = object{"access_token": "open-sesame", "token_type": "Bearer", "expires_in": 300, "scope": "patient/*.read", "subject": "mskguide"}
	fetched := cards(t, p, o, bare)
	require.Len(t, fetched, 1)
	require.Equal(t, given[0].Summary, fetched[0].Summary)
	require.Equal(t, given[0].UUID, fetched[0].UUID)

	evil := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("an address that was not allowed was asked") }))
	defer evil.Close()
	bare["fhirServer"] = evil.URL
	a := ask(t, http.MethodPost, p.base+"/cds-services/"+o.ID, encode(t, bare), nil)
	require.Equal(t, http.StatusPreconditionFailed, a.status, "%s", a.body)
	require.NotContains(t, string(a.body), r.patient)
	p.stop(t)
}

// What holds of a practitioner is not asked again.
func TestStandingFacts(t *testing.T) {
	folder := t.TempDir()
	file, receipts := filepath.Join(folder, "standing.yaml"), filepath.Join(folder, "receipts.ndjson")
	require.NoError(t, os.WriteFile(file, []byte("Practitioner/example:\n  training_hours: 80\n  dry_needling_in_scope: true\n"), 0o600))
	p := start(t, "-insecure-demo", "-day", today, "-standing", file, "-receipts", receipts)
	r := openRecords(t, "chronic-low-back-pain")
	o := discover(t, p.base, nil)["order-sign"]
	for n, who := range []string{"Practitioner/example", "Practitioner/other"} {
		call := r.call(o, instance(n), needling(r))
		call["context"].(object)["userId"] = who
		require.Len(t, cards(t, p, o, call), 1)
	}
	p.stop(t)
	kept := lines(t, receipts)
	require.Len(t, kept, 2)
	require.EqualValues(t, 80, kept[0]["facts"].(object)["training_hours"])
	require.NotContains(t, kept[1]["facts"], "training_hours")
}

// Told to stop, it answers the calls that have begun, and takes no others.
func TestShutdown(t *testing.T) {
	p := start(t, "-insecure-demo", "-day", today)
	r := openRecords(t, "acute-low-back-pain")
	o := discover(t, p.base, nil)["order-sign"]
	body := encode(t, r.call(o, instance(1), needling(r)))
	address := strings.TrimPrefix(p.base, "http://")
	connection, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer connection.Close()
	_, err = fmt.Fprintf(connection, "POST /cds-services/%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", o.ID, address, len(body), body[:1000])
	require.NoError(t, err)
	time.Sleep(50 * time.Millisecond) // until the server has begun to read
	require.NoError(t, p.Process.Signal(syscall.SIGTERM))
	require.Eventually(t, func() bool { return strings.Contains(p.log.String(), `"stopping"`) }, 5*time.Second, time.Millisecond)
	require.Eventually(t, func() bool {
		other, err := net.Dial("tcp", address)
		if err == nil {
			other.Close()
		}
		return err != nil
	}, 5*time.Second, time.Millisecond)
	_, err = connection.Write(body[1000:])
	require.NoError(t, err)
	var answer bytes.Buffer
	_, err = answer.ReadFrom(connection)
	require.NoError(t, err)
	require.Contains(t, answer.String(), "200 OK")
	require.Contains(t, answer.String(), `"cards":[{`)
	p.wait(t)
	require.Contains(t, p.log.String(), `"stopped"`)
}

// A server that would be unsafe, or other than was meant, does not start.
func TestRefusedToStart(t *testing.T) {
	require.Contains(t, refusedToStart(t), "who may call?")
	folder := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		return name
	}
	for name, c := range map[string]struct {
		flags []string
		says  string
	}{
		"nobody named":         {nil, "who may call?"},
		"no base":              {[]string{"-issuer", "a=b"}, "-base"},
		"base in the clear":    {[]string{"-base", "http://cds.example.org", "-issuer", ehr + "=https://ehr.example.org/jwks"}, "want https"},
		"keys in the clear":    {[]string{"-base", "https://cds.example.org", "-issuer", ehr + "=http://ehr.example.org/jwks"}, "want https"},
		"the public sandbox":   {[]string{"-base", "https://cds.example.org", "-issuer", sandbox + "=https://sandbox.cds-hooks.org/.well-known/jwks.json"}, "published"},
		"issuer without keys":  {[]string{"-base", "https://cds.example.org", "-issuer", ehr}, "ISS=JWKS"},
		"demo and issuers":     {[]string{"-insecure-demo", "-issuer", "a=b"}, "leave it out"},
		"a day of its own":     {[]string{"-day", "2026-01-01"}, "-insecure-demo"},
		"a day that is none":   {[]string{"-insecure-demo", "-day", "tomorrow"}, "YYYY-MM-DD"},
		"half a certificate":   {[]string{"-insecure-demo", "-cert", "x"}, "go together"},
		"no certificate":       {[]string{"-insecure-demo", "-cert", "nowhere", "-key", "nowhere"}, "nowhere"},
		"a word more":          {[]string{"-insecure-demo", "please"}, "please"},
		"no such flag":         {[]string{"-safe"}, "-safe"},
		"no address":           {[]string{"-insecure-demo", "-addr", "here"}, "HOST:PORT"},
		"no such overlay":      {[]string{"-insecure-demo", "-overlay", "none-such"}, "none-such"},
		"no such mapping":      {[]string{"-insecure-demo", "-mapping", "none.yaml"}, "none.yaml"},
		"a mapping of nothing": {[]string{"-insecure-demo", "-mapping", file("m.yaml", "codes: 1\n")}, "m.yaml:1"},
		"hooks of nothing":     {[]string{"-insecure-demo", "-hooks", file("h.yaml", "orders: 1\n")}, "h.yaml:1"},
		"a FHIR server, http":  {[]string{"-insecure-demo", "-fhir-server", "http://fhir.example.org"}, "without TLS"},
		"an origin, a page":    {[]string{"-insecure-demo", "-origin", "https://a.example/page"}, "origin"},
		"facts that are none":  {[]string{"-insecure-demo", "-standing", file("s.yaml", "Practitioner/1: {traning_hours: 80}\n")}, "training_hours"},
		"a standing denial":    {[]string{"-insecure-demo", "-standing", file("s3.yaml", "Practitioner/1: {training_hours: 80, epilepsy: false}\n")}, "s3.yaml: Practitioner/1: epilepsy is asked of each patient; what may stand here: training_hours,"},
		"all standing denials": {[]string{"-insecure-demo", "-standing", file("s4.yaml", "Practitioner/1: {none_of: [red_flags]}\n")}, "s4.yaml: Practitioner/1: none_of is"},
		"standing, no map":     {[]string{"-insecure-demo", "-standing", file("s2.yaml", "- a\n")}, "s2.yaml"},
		"a file elsewhere":     {[]string{"-insecure-demo", "-feedback", filepath.Join(folder, "no", "such")}, "no such file"},
		"a file of others":     {[]string{"-insecure-demo", "-receipts", file("notes.txt", "Dear diary\n")}, "notes.txt"},
	} {
		t.Run(name, func(t *testing.T) {
			err := run(t.Context(), append([]string{"-addr", "127.0.0.1:0"}, c.flags...), io.Discard, io.Discard)
			require.ErrorContains(t, err, c.says)
		})
	}
}

// The help says which pages a demonstration lets call, and which facts may stand.
func TestHelp(t *testing.T) {
	var help bytes.Buffer
	require.ErrorIs(t, run(t.Context(), []string{"-h"}, io.Discard, &help), flag.ErrHelp)
	for _, page := range demoPages() {
		require.Contains(t, help.String(), page)
	}
	require.Contains(t, help.String(), "site_profile")
}
