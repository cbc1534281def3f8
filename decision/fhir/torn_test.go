package fhir_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
)

// Records that were cut, spoilt and mended at random: nothing panics, what is read are facts of
// the guideline, and what is no JSON is said to be none.
func TestTornRecords(t *testing.T) {
	m, chance := shipped(t), rand.New(rand.NewPCG(4, 2))
	pieces := [][]byte{[]byte("null"), []byte(`""`), []byte("{}"), []byte("[]"), []byte("-1"), []byte("1e999"), []byte(`"2026-02-30"`), []byte("}"), []byte("{"), []byte(`\`), {0xff}, []byte("\n{")}
	for _, name := range recordNames(t) {
		whole := record(t, name).Data
		for range 12 {
			data := bytes.Clone(whole)
			for range 1 + chance.IntN(4) {
				from := chance.IntN(len(data))
				to := min(len(data), from+chance.IntN(40))
				data = bytes.Join([][]byte{data[:from], data[to:]}, pieces[chance.IntN(len(pieces))])
			}
			c := m.Facts(at(), fhir.Document{Name: name, Data: data})
			_, err := m.Guideline().Case(c.Facts)
			require.NoError(t, err)
			require.True(t, json.Valid(c.JSON()))
			if name != "bulk.ndjson" && !json.Valid(data) {
				require.NotEmpty(t, c.Problems, "%s", data)
			}
			if json.Valid(data) && c.Patient != "" {
				nothingLost(t, fhir.Document{Name: name, Data: data}, c)
			}
		}
	}
}
