package jwtauth

import (
	"fmt"
	"strconv"
)

// Reason is the kind of reason for which a request was refused.
type Reason string

// The kinds of reasons.
const (
	NoToken     Reason = "no_token"    // no Authorization header, or not one Bearer token
	Malformed   Reason = "malformed"   // no JWT, or a header or claim that is missing or of a wrong type
	Algorithm   Reason = "algorithm"   // one that is not taken
	UnknownName Reason = "issuer"      // an issuer that is not trusted
	KeyAddress  Reason = "key_address" // a jku that is not on the issuer's list
	Audience    Reason = "audience"    // a token for another address
	Time        Reason = "time"        // expired, too old, or of the future
	Key         Reason = "key"         // there is no such key, or it does not fit
	KeysGone    Reason = "keys_gone"   // the keys could not be had
	Signature   Reason = "signature"   // made by another key, or changed since
	Replayed    Reason = "replayed"    // taken before
	NotKnown    Reason = "not_known"   // it cannot be told whether it was taken before
)

// Refusal says why a request was refused. It is for the operator and not for the caller: it names
// what a token claims, shortened and quoted, and never the token.
type Refusal struct {
	Reason Reason
	Says   string
}

func (r *Refusal) Error() string { return "not authenticated: " + r.Says }

func refuse(reason Reason, format string, args ...any) *Refusal {
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = short(text)
		}
	}
	return &Refusal{reason, fmt.Sprintf(format, args...)}
}

// ours is a text that no stranger wrote: it is not quoted.
type ours string

// short quotes what a stranger wrote, for a log.
func short(text string) string {
	const most = 100
	if len(text) > most {
		return strconv.QuoteToASCII(text[:most]) + "…"
	}
	return strconv.QuoteToASCII(text)
}
