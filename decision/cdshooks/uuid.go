package cdshooks

import (
	"crypto/sha1"
	"encoding/hex"
	"strconv"
	"strings"
)

// cardID is the UUID of the nth card that answers a call: the same call gets the same ids, so
// that feedback finds the card also when the call was sent twice. An instance that a client uses
// again, or that two clients use, gives no two patients the same.
func cardID(c *call, n int) string {
	return namedUUID(strings.Join([]string{c.instance, c.service, c.patient, c.caller.Issuer, c.caller.Tenant, strconv.Itoa(n)}, "\n"))
}

// namedUUID is a UUID of version 5 (RFC 9562): the hash of a name in a name space, here our own.
func namedUUID(name string) string {
	space := [16]byte{0x2e, 0x8b, 0x61, 0x0f, 0x52, 0xa7, 0x5c, 0x1d, 0x9d, 0x3a, 0x6d, 0x73, 0x6b, 0x67, 0x75, 0x69}
	hash := sha1.New()
	hash.Write(space[:])
	hash.Write([]byte(name))
	id := hash.Sum(nil)[:16]
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	var text [36]byte
	at := 0
	for i, b := range id {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			text[at] = '-'
			at++
		}
		at += hex.Encode(text[at:], []byte{b})
	}
	return string(text[:])
}

// isUUID reports whether a text is a UUID as it is written, of any version.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F':
		default:
			return false
		}
	}
	return true
}
