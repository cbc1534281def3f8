package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// What a site adds: its own codes, its own orders, another reading, its own certificate.
func TestOwnFiles(t *testing.T) {
	folder := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		return name
	}
	mapping := file("own.yaml", `schema: mskguide.fhir/1
id: our-clinic
title: Our clinic
systems: [{id: ours, name: Our codes, uris: ["http://clinic.example/codes"]}]
`)
	hooks := file("orders.yaml", `schema: mskguide.hooks/1
id: our-orders
title: Our orders
orders: {codes: [{system: ours, code: DN, display: dry needling, checked: yes}]}
`)
	cert, key := certificate(t)
	p := start(t, "-insecure-demo", "-day", today, "-overlay", "literature", "-mapping", mapping, "-hooks", hooks, "-cert", file("tls.crt", string(cert)), "-key", file("tls.key", string(key)))

	roots := x509.NewCertPool()
	require.True(t, roots.AppendCertsFromPEM(cert))
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}}
	defer client.CloseIdleConnections()
	base := strings.Replace(p.base, "http:", "https:", 1)
	response, err := client.Get(base + "/health")
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, 2, response.ProtoMajor)
	require.Contains(t, string(body), `"overlays":["literature"]`)

	r := openRecords(t, "acute-low-back-pain")
	call := r.call(offer{Hook: "order-sign", Prefetch: map[string]string{"patient": "Patient/{{context.patientId}}", "condition": "Condition?patient={{context.patientId}}"}},
		instance(1), r.order("http://clinic.example/codes", "DN"))
	response, err = client.Post(base+"/cds-services/dry-needling-order-sign", "application/json", strings.NewReader(string(encode(t, call))))
	require.NoError(t, err)
	defer response.Body.Close()
	body, err = io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, response.StatusCode, "%s", body)
	require.Contains(t, string(body), `"cards":[{`)
	p.stop(t)
}

// certificate makes one for this machine, and its key.
func certificate(t testing.TB) (cert, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	now := time.Now()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	require.NoError(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})
}
