package jwtauth

import (
	"crypto/elliptic"
	"testing"

	"github.com/stretchr/testify/require"
)

// What a token costs: most of it is the signature.
func BenchmarkAuthenticate(b *testing.B) {
	ec, rs := curveKey(b, "ec", elliptic.P384()), rsaKey(b, "rs", 2048)
	a := authenticator(b, Config{Issuers: []Issuer{{Name: issName, Keys: set(ec.public(nil), rs.public(nil))}}, Replay: forgetful{}})
	for _, s := range []signer{ec, rs} {
		r := call(s.token(b, nil, nil))
		b.Run(s.alg, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := a.Authenticate(r)
				require.NoError(b, err)
			}
		})
	}
}
