package fhir_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/internal/jsontext"
)

// What is read in brief says the same, but for what was not used and was not contradicted; so does
// what somebody else has read already.
func requireBrief(t testing.TB, m *fhir.Mapping, d fhir.Document) {
	t.Helper()
	whole := m.Facts(at(), d)
	brief := m.Brief("", at(), d)
	require.Equal(t, string(whole.FactsJSON()), string(brief.FactsJSON()))
	require.Equal(t, whole.Sources, brief.Sources)
	require.Equal(t, whole.Prompts, brief.Prompts)
	require.Equal(t, concerning(whole.Problems), concerning(brief.Problems))
	require.Equal(t, slices.DeleteFunc(slices.Clone(whole.Unused), func(u fhir.Unused) bool { return u.Kind != fhir.Contradicted }), brief.Unused)

	if !json.Valid(d.Data) || len(bytes.TrimLeft(d.Data, " \t\r\n")) != len(d.Data) {
		return // it has no value in which it is the same
	}
	const before = "{\n\"unnoticed\": 1, \"record\": "
	tree := jsontext.New(before+string(d.Data)+"}", nil)
	tree.Depth, tree.Strict = 65, true
	i, ok := tree.Read()
	if fault := len(tree.Mistakes) == 1 && (tree.Mistakes[0].What == jsontext.Twice || tree.Mistakes[0].What == jsontext.TooDeep); !ok && fault {
		return // which is refused there, and forgiven or named here
	}
	require.True(t, ok, "%v", tree.Mistakes)
	require.Equal(t, string(whole.JSON()), string(m.Facts(at(), fhir.Read(d.Name, &tree, tree.Member(i, "record"))).JSON()))
}

// concerning are the problems that concern who reads the answer.
func concerning(all []fhir.Problem) []fhir.Problem {
	return slices.DeleteFunc(slices.Clone(all), func(p fhir.Problem) bool { return p.Kind == "" })
}

func TestBrief(t *testing.T) {
	m := shipped(t)
	for _, name := range recordNames(t) {
		t.Run(name, func(t *testing.T) { requireBrief(t, m, record(t, name)) })
	}
}
