package jwtauth

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
)

const (
	mostKeys       = 100
	leastModulus   = 2048 // bits
	longestModulus = 8192
)

// keySet is a set of keys (JWKS, RFC 7517) by their names (kid). A set may well hold keys for other
// purposes, so that those which are not good here are left out, each with the reason.
type keySet struct {
	good map[string]*key
	odd  map[string]string
}

// key verifies signatures.
type key struct {
	public     crypto.PublicKey
	algorithms []string
}

// fits tells whether a key may verify tokens of an algorithm.
func (k *key) fits(alg string) *Refusal {
	if !slices.Contains(k.algorithms, alg) {
		return refuse(Key, "the key is for %v, and the token says %s", k.algorithms, alg)
	}
	return nil
}

// refused lists the keys that are not good, in order.
func (s keySet) refused() []string { return slices.Sorted(maps.Keys(s.odd)) }

// written is a key as JSON has it. Members for private parts are there to be refused.
type written struct {
	KeyType    string   `json:"kty"`
	Use        string   `json:"use"`
	Operations []string `json:"key_ops"`
	Algorithm  string   `json:"alg"`
	ID         string   `json:"kid"`
	Curve      string   `json:"crv"`
	X          string   `json:"x"`
	Y          string   `json:"y"`
	Modulus    string   `json:"n"`
	Exponent   string   `json:"e"`
	Private    string   `json:"d"`
}

func readKeys(data []byte) (keySet, error) {
	set := keySet{map[string]*key{}, map[string]string{}}
	var document struct {
		Keys []json.RawMessage `json:"keys"`
	}
	switch err := json.Unmarshal(data, &document); {
	case err != nil:
		return set, errors.New("the key set is no JSON object with keys")
	case len(document.Keys) == 0:
		return set, errors.New("the key set is empty")
	case len(document.Keys) > mostKeys:
		return set, fmt.Errorf("the key set has %d keys, more than %d", len(document.Keys), mostKeys)
	}
	seen := map[string]bool{}
	for _, raw := range document.Keys {
		var w written
		err := json.Unmarshal(raw, &w)
		if w.ID == "" || len(w.ID) > longestClaim { // no token can name it
			continue
		}
		var k *key
		if err == nil {
			k, err = w.key()
		}
		switch {
		case seen[w.ID]:
			delete(set.good, w.ID)
			set.odd[w.ID] = "several keys have this name"
		case err != nil:
			set.odd[w.ID] = err.Error()
		default:
			set.good[w.ID] = k
		}
		seen[w.ID] = true
	}
	if len(seen) == 0 {
		return set, errors.New("no key of the set has a name (kid)")
	}
	return set, nil
}

// key reads a public key that may verify signatures of one of our algorithms.
func (w written) key() (k *key, err error) {
	switch {
	case w.Private != "":
		return nil, errors.New("its private part is there to be read")
	case w.Use != "" && w.Use != "sig":
		return nil, errors.New("its use is not to sign")
	case w.Operations != nil && !slices.Contains(w.Operations, "verify"):
		return nil, errors.New("its operations are without verify")
	}
	switch w.KeyType {
	case "EC":
		k, err = w.curve()
	case "RSA":
		k, err = w.rsa()
	default:
		return nil, errors.New("its type is neither EC nor RSA")
	}
	if err != nil || w.Algorithm == "" {
		return k, err
	}
	if !slices.Contains(k.algorithms, w.Algorithm) {
		return nil, fmt.Errorf("its algorithm is none of %v", k.algorithms)
	}
	k.algorithms = []string{w.Algorithm}
	return k, nil
}

func (w written) curve() (*key, error) {
	var curve elliptic.Curve
	var alg string
	switch w.Curve {
	case "P-384":
		curve, alg = elliptic.P384(), "ES384"
	case "P-256":
		curve, alg = elliptic.P256(), "ES256"
	default:
		return nil, errors.New("its curve is neither P-384 nor P-256")
	}
	size := curve.Params().BitSize / 8
	x, errX := base64.RawURLEncoding.DecodeString(w.X)
	y, errY := base64.RawURLEncoding.DecodeString(w.Y)
	if errX != nil || errY != nil || len(x) != size || len(y) != size {
		return nil, fmt.Errorf("its coordinates are not of %d bytes", size)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(curve, slices.Concat([]byte{4}, x, y))
	if err != nil {
		return nil, errors.New("it is no point of its curve")
	}
	return &key{public, []string{alg}}, nil
}

func (w written) rsa() (*key, error) {
	n, errN := base64.RawURLEncoding.DecodeString(w.Modulus)
	e, errE := base64.RawURLEncoding.DecodeString(w.Exponent)
	if errN != nil || errE != nil || len(n) > longestModulus/8+1 || len(e) > 4 {
		return nil, errors.New("its modulus or exponent cannot be read")
	}
	modulus, exponent := new(big.Int).SetBytes(n), new(big.Int).SetBytes(e).Int64()
	switch bits := modulus.BitLen(); {
	case bits < leastModulus || bits > longestModulus:
		return nil, fmt.Errorf("its modulus has %d bits, not from %d to %d", bits, leastModulus, longestModulus)
	case modulus.Bit(0) == 0 || exponent < 3 || exponent%2 == 0 || exponent > 1<<31-1:
		return nil, errors.New("its modulus or exponent is weak")
	}
	return &key{&rsa.PublicKey{N: modulus, E: int(exponent)}, []string{"RS384", "RS256"}}, nil
}
