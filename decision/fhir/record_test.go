package fhir_test

import (
	"encoding/json"
	"flag"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

var update = flag.Bool("update", false, "rewrite the golden files of testdata/fhir/golden with what comes out now")

const records = "../../testdata/fhir"

// record reads a fixture.
func record(t testing.TB, name string) fhir.Document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(records, name))
	require.NoError(t, err)
	return fhir.Document{Name: name, Data: data}
}

func recordNames(t testing.TB) []string {
	t.Helper()
	var names []string
	for _, pattern := range []string{"*.json", "*.ndjson"} {
		files, err := filepath.Glob(filepath.Join(records, pattern))
		require.NoError(t, err)
		for _, f := range files {
			names = append(names, filepath.Base(f))
		}
	}
	require.Greater(t, len(names), 20)
	slices.Sort(names)
	return names
}

// The charts of all fixtures are golden files, and their facts are facts of the guideline.
func TestRecords(t *testing.T) {
	m, schema := shipped(t), decoded(t, schemaText(t, fhir.ChartSchema))
	for _, name := range recordNames(t) {
		t.Run(name, func(t *testing.T) {
			c := m.Facts(at(), record(t, name))
			c.Guideline.Version, c.Guideline.Digest, c.Mapping.Digest = "…", "sha256:…", "sha256:…" // they come and go with every edit
			var got strings.Builder
			encoder := json.NewEncoder(&got)
			encoder.SetEscapeHTML(false)
			encoder.SetIndent("", " ")
			require.NoError(t, encoder.Encode(json.RawMessage(c.JSON())))
			golden := filepath.Join(records, "golden", strings.TrimSuffix(name, filepath.Ext(name))+".json")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(got.String()), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), got.String())

			_, err = m.Guideline().Decide(decision.JSON{Name: name, Data: c.FactsJSON()})
			require.NoError(t, err, "the facts are those of the guideline")
			_, err = m.Guideline().Decide(c.Facts)
			require.NoError(t, err)
			nothingLost(t, record(t, name), c)
			require.Empty(t, oracle.Conforms(schema, decoded(t, c.JSON()), "chart"))
		})
	}
}

// nothingLost holds a chart to naming every resource: as a source, with a question, or as not
// used with a reason.
func nothingLost(t testing.TB, d fhir.Document, c *fhir.Chart) {
	t.Helper()
	named := map[string]bool{}
	for _, s := range c.Sources {
		require.NotEmpty(t, s.Says)
		named[s.Resource+"/"+s.ID] = true
	}
	for _, p := range c.Prompts {
		require.NotEmpty(t, p.Question)
		for _, b := range p.Because {
			named[b.Resource+"/"+b.ID] = true
		}
	}
	for _, u := range c.Unused {
		require.NotEmpty(t, u.Reason)
		named[u.Resource+"/"+u.ID] = true
	}
	for _, r := range resourcesOf(d.Data) {
		require.True(t, named[r], "%s is lost", r)
	}
	sourced := map[string]bool{}
	for _, s := range c.Sources {
		sourced[s.Fact] = true
	}
	require.Equal(t, slices.Sorted(maps.Keys(c.Facts)), slices.Sorted(maps.Keys(sourced)), "every fact has a source, and every source a fact")
}

// resourcesOf finds the resources of a document by means of its own.
func resourcesOf(data []byte) []string {
	var out []string
	var walk func(v any)
	walk = func(v any) {
		r, ok := v.(map[string]any)
		kind, _ := r["resourceType"].(string)
		if !ok || kind == "" || kind == "OperationOutcome" {
			return
		}
		if kind != "Bundle" {
			id, _ := r["id"].(string)
			out = append(out, kind+"/"+id)
			return
		}
		entries, _ := r["entry"].([]any)
		for _, e := range entries {
			if entry, ok := e.(map[string]any); ok {
				walk(entry["resource"])
			}
		}
	}
	var one any
	if json.Unmarshal(data, &one) == nil {
		walk(one)
		return out
	}
	for line := range strings.Lines(string(data)) {
		var one any
		if json.Unmarshal([]byte(line), &one) == nil {
			walk(one)
		}
	}
	return out
}

type bundle struct {
	ResourceType string           `json:"resourceType"`
	Type         string           `json:"type"`
	Entry        []map[string]any `json:"entry"`
}

func bundleOf(t *testing.T, name string) bundle {
	t.Helper()
	var b bundle
	require.NoError(t, json.Unmarshal(record(t, name).Data, &b))
	return b
}

func (b bundle) document(t *testing.T) fhir.Document {
	t.Helper()
	data, err := json.Marshal(b)
	require.NoError(t, err)
	return fhir.Document{Name: "bundle.json", Data: data}
}

// without its places, which do depend on the order, a chart says the same.
func placeless(c *fhir.Chart) *fhir.Chart {
	var says []fhir.Problem
	for _, p := range c.Problems {
		p.Line, p.Column, p.Document = 0, 0, ""
		says = append(says, p)
	}
	slices.SortFunc(says, func(a, b fhir.Problem) int { return strings.Compare(a.ID+a.Says, b.ID+b.Says) })
	c.Problems = says
	return c
}

func TestOrderOfEntriesDoesNotMatter(t *testing.T) {
	m, chance := shipped(t), rand.New(rand.NewPCG(6, 6))
	for _, name := range recordNames(t) {
		if filepath.Ext(name) != ".json" || name == "batch-response.json" {
			continue
		}
		b := bundleOf(t, name)
		want := placeless(m.Facts(at(), b.document(t)))
		for range 3 {
			chance.Shuffle(len(b.Entry), func(i, j int) { b.Entry[i], b.Entry[j] = b.Entry[j], b.Entry[i] })
			require.Equal(t, string(want.JSON()), string(placeless(m.Facts(at(), b.document(t))).JSON()), name)
		}
	}
}

// Taking a resource away makes nothing false that was not, and no fact is false but by an answer.
func TestAbsenceIsNeverNo(t *testing.T) {
	m := shipped(t)
	for _, name := range recordNames(t) {
		if filepath.Ext(name) != ".json" || name == "batch-response.json" {
			continue
		}
		b := bundleOf(t, name)
		whole := m.Facts(at(), b.document(t))
		for i := range b.Entry {
			less := b
			less.Entry = slices.Delete(slices.Clone(b.Entry), i, i+1)
			c := m.FactsOf(whole.Patient, at(), less.document(t))
			for fact, value := range c.Facts {
				if value == false {
					answered := slices.ContainsFunc(c.Sources, func(s fhir.Source) bool {
						return s.Fact == fact && s.Value == false && s.Resource == "QuestionnaireResponse"
					})
					require.True(t, answered, "%s: %s is false, and nobody said so", name, fact)
				}
			}
		}
	}
}

func TestIrrelevantResourcesChangeNothing(t *testing.T) {
	m := shipped(t)
	for _, name := range recordNames(t) {
		if filepath.Ext(name) != ".json" || name == "batch-response.json" {
			continue
		}
		b := bundleOf(t, name)
		before := m.Facts(at(), b.document(t))
		b.Entry = append(b.Entry, map[string]any{"resource": map[string]any{"resourceType": "ImagingStudy", "id": "irrelevant"}})
		after := m.Facts(at(), b.document(t))
		require.Equal(t, before.Facts, after.Facts, name)
		require.Equal(t, before.Sources, after.Sources, name)
		require.Equal(t, before.Prompts, after.Prompts, name)
		require.Len(t, after.Unused, len(before.Unused)+1, name)
	}
}

// A mapping serves many goroutines.
func TestMappingIsShared(t *testing.T) {
	m := shipped(t)
	d := record(t, "several-problems.json")
	want := string(m.Facts(at(), d).JSON())
	done := make(chan string)
	for range 4 {
		go func() { done <- string(m.Facts(at(), d).JSON()) }()
	}
	for range 4 {
		require.Equal(t, want, <-done)
	}
}

func FuzzRecord(f *testing.F) {
	for _, name := range []string{"messy-coding.json", "impossible.json", "measurements.json", "contradictions.json", "batch-response.json", "bulk.ndjson"} {
		f.Add(record(f, name).Data)
	}
	f.Add([]byte(`{"resourceType":"Condition","id":"a","code":{"coding":[null,1,{"code":[]}]},"onsetDateTime":{},"clinicalStatus":7,"subject":[]}`))
	f.Add([]byte("\xef\xbb\xbf[1,2]"))
	f.Add([]byte(`{"a":1,"a":[{"resourceType":"Bundle","entry":{}}]}`))
	m, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c := m.Facts(at(), fhir.Document{Name: "fuzz", Data: data})
		if _, err := m.Guideline().Case(c.Facts); err != nil {
			t.Fatalf("facts that the guideline refuses: %v", err)
		}
		if !json.Valid(c.JSON()) {
			t.Fatal("a chart that is no JSON")
		}
		if len(data) > 0 && !json.Valid(data) && len(c.Problems) == 0 && !strings.Contains(string(data), "\n") {
			t.Fatalf("not JSON, and nothing is said: %q", data)
		}
		if utf8.Valid(data) {
			requireBrief(t, m, fhir.Document{Name: "fuzz", Data: data})
		}
	})
}
