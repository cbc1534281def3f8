package jsontext_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/internal/jsontext"
)

// It stops where a search byte by byte does, whatever surrounds the place.
func TestStop(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	bytes := []byte("aaaaaaaa \x1f\x20\x21\x22\x23\x5b\x5c\x5d\x7f\x80\xa2\xdc\xff\x00\x01\xe9")
	for range 20000 {
		text := make([]byte, random.IntN(40))
		for i := range text {
			text[i] = bytes[random.IntN(len(bytes))]
			if random.IntN(3) > 0 {
				text[i] = 'a'
			}
		}
		from := random.IntN(len(text) + 1)
		want := from
		for want < len(text) && text[want] >= ' ' && text[want] != '"' && text[want] != '\\' {
			want++
		}
		require.Equal(t, want, jsontext.Stop(string(text), from), "%q from %d", text, from)
	}
	for c := range 256 {
		for at := range 9 {
			text := strings.Repeat("\xff", at) + string([]byte{byte(c)}) + strings.Repeat("\x7f", 9)
			want := len(text)
			if c < ' ' || c == '"' || c == '\\' {
				want = at
			}
			require.Equal(t, want, jsontext.Stop(text, 0), "%q", text)
		}
	}
}

// An escape is one where JSON has it.
func TestEscape(t *testing.T) {
	for c := range 128 {
		for _, rest := range []string{"", "00e9", "00E9", "00g9", "00@9", "12", "`fFa"} {
			text := "\\" + string(rune(c)) + rest
			n := jsontext.Escape(text)
			if n == 0 {
				require.False(t, json.Valid([]byte(`"`+text+`"`)), text)
			} else {
				require.True(t, json.Valid([]byte(`"`+text[:n]+`"`)), text)
			}
		}
	}
	require.Zero(t, jsontext.Escape("\\"))
	require.Zero(t, jsontext.Escape(""))
}
