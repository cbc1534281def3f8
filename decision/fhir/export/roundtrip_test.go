package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// empty is a resource to read one of a type into.
func empty(kind string) (resource, error) {
	switch kind {
	case "Bundle":
		return &bundle{}, nil
	case "GuidanceResponse":
		return &guidanceResponse{}, nil
	case "OperationOutcome":
		return &operationOutcome{}, nil
	case "Parameters":
		return &parameters{}, nil
	case "DetectedIssue":
		return &detectedIssue{}, nil
	case "RequestGroup":
		return &requestGroup{}, nil
	case "PlanDefinition":
		return &planDefinition{}, nil
	case "Questionnaire":
		return &questionnaire{}, nil
	case "QuestionnaireResponse":
		return &questionnaireResponse{}, nil
	}
	return nil, fmt.Errorf("no resource of type %q is written here", kind)
}

// reread reads a resource strictly and returns it. Those that it holds are read first.
func reread(t *testing.T, data []byte) resource {
	t.Helper()
	var held struct {
		ResourceType string
		Contained    []json.RawMessage
		Entry        []struct{ Resource json.RawMessage }
	}
	require.NoError(t, json.Unmarshal(data, &held))
	var tree map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(data, &tree))
	var below []resource
	for _, c := range held.Contained {
		below = append(below, reread(t, c))
	}
	delete(tree, "contained")
	var entries []map[string]json.RawMessage
	if raw, is := tree["entry"]; is {
		require.NoError(t, json.Unmarshal(raw, &entries))
		for i, e := range held.Entry {
			below = append(below, reread(t, e.Resource))
			delete(entries[i], "resource")
		}
		rest, err := json.Marshal(entries)
		require.NoError(t, err)
		tree["entry"] = rest
	}
	rest, err := json.Marshal(tree)
	require.NoError(t, err)
	r, err := empty(held.ResourceType)
	require.NoError(t, err)
	d := json.NewDecoder(bytes.NewReader(rest))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(r))
	switch r := r.(type) {
	case *guidanceResponse:
		r.Contained = below
	case *bundle:
		for i := range r.Entry {
			r.Entry[i].Resource = below[i]
		}
	}
	return r
}

// What is written can be read and written again, to the same bytes.
func TestRoundTrip(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/fhir/out/*.json")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 6)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var want bytes.Buffer
		require.NoError(t, json.Compact(&want, data))
		got, err := encode(reread(t, data))
		require.NoError(t, err)
		require.Equal(t, want.String()+"\n", string(got), file)
	}
}
