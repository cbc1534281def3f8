package fhir_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
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

// A record made to cost much costs little: many mistakes, keys, contradictions and deletions, one long line.
func TestHostileRecords(t *testing.T) {
	m := shipped(t)
	observation := `{"resource":{"resourceType":"Observation","id":"%d","status":"final","subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-11-20","code":{"coding":[{"system":"http://loinc.org","code":"72514-3"}]},"valueInteger":%d}},`
	var keys, contradictions, deletions strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&keys, `"ü%d":1,`, i%100)
	}
	for i := range 3000 {
		fmt.Fprintf(&contradictions, observation, i, i%10)
	}
	for i := range 12_000 {
		fmt.Fprintf(&deletions, `{"request":{"method":"DELETE","url":"https://s%d.example/fhir/Condition/a"}},`, i)
		fmt.Fprintf(&deletions, `{"request":{"method":"DELETE","url":"Condition/a"},"response":{"lastModified":"2026-01-01T00:00:00Z"}},`)
		if i%50 == 0 {
			fmt.Fprintf(&deletions, `{"resource":{"resourceType":"Condition","id":"a","meta":{"lastUpdated":"2026-02-01T00:00:00Z"},"x":%d}},`, i)
		}
	}
	for name, data := range map[string]string{
		"lines":          strings.Repeat("{\"resourceType\": \"Cond\n", 20_000),
		"keys":           "{" + keys.String() + `"last":1}`,
		"contradictions": `{"resourceType":"Bundle","entry":[` + contradictions.String() + `{}]}`,
		"deletions":      `{"resourceType":"Bundle","entry":[` + deletions.String() + `{}]}`,
		"depth":          strings.Repeat("[", 100_000),
	} {
		c := m.Facts(at(), fhir.Document{Name: name, Data: []byte(data)})
		require.Empty(t, c.Facts, name)
		require.NotEmpty(t, c.Problems, name)
		require.Less(t, len(c.Problems), 300, name)
	}
}
