// Package jsontext finds its way through texts as JSON writes them.
package jsontext

import "math/bits"

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// Stop is where the next byte stands, from an offset on, that means something in a text: a quote,
// a backslash or a control character, which may not stand there. It is the length of s where none
// does. Eight bytes are looked at together: most of a document is texts.
func Stop(s string, from int) int {
	i := from
	for ; i+8 <= len(s); i += 8 {
		p := s[i : i+8]
		x := uint64(p[0]) | uint64(p[1])<<8 | uint64(p[2])<<16 | uint64(p[3])<<24 | uint64(p[4])<<32 | uint64(p[5])<<40 | uint64(p[6])<<48 | uint64(p[7])<<56
		quote, backslash := x^ones*'"', x^ones*'\\'
		// Each sets the high bit of the first byte that it is about, and of none before that.
		if found := ((quote-ones)&^quote | (backslash-ones)&^backslash | (x-ones*' ')&^x) & highs; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c == '"' || c == '\\' || c < ' ' {
			return i
		}
	}
	return len(s)
}

// Escape is the length of the escape that a text begins with, 0 where it is none that exists.
func Escape(s string) int {
	if len(s) < 2 {
		return 0
	}
	switch s[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(s) < 6 {
			return 0
		}
		for _, c := range []byte(s[2:6]) {
			if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
				return 0
			}
		}
		return 6
	}
	return 0
}
