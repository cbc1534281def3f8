package jwtauth

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha512"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// forgetful takes the same token again, for inputs that are tried again.
type forgetful struct{}

func (forgetful) First(context.Context, string, string, time.Time, time.Time) (bool, error) {
	return true, nil
}

// FuzzToken: nothing is taken that the key did not sign, and nothing makes anything panic.
func FuzzToken(f *testing.F) {
	private, err := ecdsa.ParseRawPrivateKey(elliptic.P384(), bytes.Repeat([]byte{7}, 48)) // the same in every process
	require.NoError(f, err)
	k := signer{"k", "ES384", private}
	f.Add("Bearer " + k.token(f, nil, nil))
	f.Add("bearer " + k.token(f, map[string]any{"jku": address}, map[string]any{"aud": []string{service}}))
	f.Add("Bearer " + k.token(f, map[string]any{"kid": 1, "crit": nil}, map[string]any{"exp": 1e300, "iat": -1}))
	f.Add("Bearer e30.e30.e30")
	f.Add("Bearer bnVsbA.bnVsbA.")
	f.Add("Basic dXNlcjpwYXNz")
	a := authenticator(f, Config{Issuers: []Issuer{{Name: issName, Keys: set(k.public(nil))}}, Replay: forgetful{}})
	f.Fuzz(func(t *testing.T, header string) {
		r := call("")
		r.Header.Set("Authorization", header)
		caller, err := a.Authenticate(r)
		if err != nil {
			require.Empty(t, caller)
			require.IsType(t, &Refusal{}, err)
			for _, c := range err.Error() {
				require.True(t, c >= ' ' && c < 0x7f || c == '…', "%q", err)
			}
			return
		}
		require.Equal(t, issName, caller.Issuer)
		require.True(t, signedBy(&private.PublicKey, header[len("Bearer "):]), "taken without a signature")
	})
}

// signedBy verifies ES384 without the library.
func signedBy(public *ecdsa.PublicKey, token string) bool {
	dot := strings.LastIndex(token, ".")
	signature, err := base64.RawURLEncoding.DecodeString(token[dot+1:])
	if err != nil || len(signature) != 96 {
		return false
	}
	digest := sha512.Sum384([]byte(token[:dot]))
	return ecdsa.Verify(public, digest[:], new(big.Int).SetBytes(signature[:48]), new(big.Int).SetBytes(signature[48:]))
}
