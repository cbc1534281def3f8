package receipt_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/receipt"
	"github.com/stretchr/testify/require"
)

func lantern(t *testing.T, overlays ...decision.Overlay) *decision.Guideline {
	t.Helper()
	g, err := decision.Open(os.DirFS("../../testdata/bundles/lantern"), overlays...)
	require.NoError(t, err)
	return g
}

func kept(t *testing.T, g *decision.Guideline, facts any, with receipt.With) *receipt.Receipt {
	t.Helper()
	d, err := g.Decide(facts)
	require.NoError(t, err)
	r, err := receipt.New(g, facts, d, with)
	require.NoError(t, err)
	line, err := r.JSON()
	require.NoError(t, err)
	again, err := receipt.Read(line)
	require.NoError(t, err)
	second, err := again.JSON()
	require.NoError(t, err)
	require.Equal(t, string(line), string(second), "reading and writing changes nothing")
	return again
}

func replayed(t *testing.T, g *decision.Guideline, r *receipt.Receipt) *receipt.Report {
	t.Helper()
	report, err := receipt.Replay(g, r)
	require.NoError(t, err)
	return report
}

// However facts are given, the receipt has them in one form, and the replay gives the same bytes.
func TestFactsHaveOneForm(t *testing.T) {
	g := lantern(t)
	want := `{"fog":true,"hull":{"one_of":["sound","leaking"]},"pilot_aboard":false,"storm_warning":false,"wind_knots":{"at_least":12,"less_than":20.5}}`
	for _, facts := range []any{
		decision.Facts{"fog": decision.Yes, "hull": map[string]any{"one_of": []string{"leaking", "sound", "leaking"}}, "none_of": []string{"dangers"}, "pilot_aboard": decision.No,
			"wind_knots": map[string]any{"less_than": float32(20.5), "at_least": 12}, "tide_now": nil, "lanterns_lit": decision.Unknown},
		decision.Facts{"fog": true, "hull": decision.Facts{"one_of": []any{"sound", "leaking"}}, "none_of": []any{"dangers"}, "pilot_aboard": false,
			"wind_knots": decision.Facts{"less_than": json.Number("2.05e1"), "at_least": uint8(12)}},
		[]byte(`{"wind_knots": {"less_than": 20.50, "at_least": 12.0}, "none_of": ["dangers"], "fog": true, "hull": {"one_of": ["leaking", "sound"]}, "pilot_aboard": false, "tide_now": null,
			"tide_at_return": {"one_of": ["ebb", "slack", "flood"]}}`),
	} {
		r := kept(t, g, facts, receipt.With{})
		got, err := json.Marshal(r.Facts)
		require.NoError(t, err)
		require.Equal(t, want, string(got))
		require.True(t, replayed(t, g, r).Same)
	}
	between := kept(t, g, decision.Facts{"wind_knots": decision.Between(3.25, 18)}, receipt.With{})
	require.Equal(t, map[string]any{"at_least": json.Number("3.25"), "at_most": json.Number("18")}, between.Facts["wind_knots"])
	require.Equal(t, json.Number("0"), kept(t, g, []byte(`{"wind_knots": -0.0}`), receipt.With{}).Facts["wind_knots"])
}

func TestFactsThatAreRefused(t *testing.T) {
	g := lantern(t)
	d, err := g.Decide(nil)
	require.NoError(t, err)
	_, err = receipt.New(g, []byte(`{"fgo": true}`), d, receipt.With{})
	require.ErrorContains(t, err, `there is no fact "fgo"`)
}

// Typed facts are kept as the others are, also what they know in part.
func TestTypedFactsAreKept(t *testing.T) {
	g := dryneedling.AsPublished()
	r := kept(t, g, &dryneedling.Facts{PainDurationWeeks: decision.MoreThan(12), CancerConcern: decision.No}, receipt.With{})
	require.Equal(t, decision.Facts{"pain_duration_weeks": map[string]any{"more_than": json.Number("12")}, "cancer_concern": false}, r.Facts)
	require.True(t, replayed(t, g, r).Same)
}

// What a receipt knows decides exactly as what was given.
func TestReplayOfRandomFacts(t *testing.T) {
	g := dryneedling.AsPublished()
	random := rand.New(rand.NewPCG(6, 1))
	for range 150 {
		facts := decision.Facts{}
		for _, f := range g.Facts() {
			if random.IntN(3) == 0 {
				facts[f.ID] = value(random, &f)
			}
		}
		if _, err := g.Case(facts); err != nil {
			continue // a third trimester without a pregnancy, and the like
		}
		require.True(t, replayed(t, g, kept(t, g, facts, receipt.With{})).Same, "%v", facts)
	}
}

func value(random *rand.Rand, f *decision.Fact) any {
	switch f.Type {
	case decision.TypeBool:
		return []any{true, false, nil, decision.Yes, decision.No}[random.IntN(5)]
	case decision.TypeChoice:
		a, b := f.Choices[random.IntN(len(f.Choices))].ID, f.Choices[random.IntN(len(f.Choices))].ID
		return map[string]any{"one_of": []string{a, b}}
	}
	low := f.Min + float64(int((f.Max-f.Min)*random.Float64()))
	return []any{low, decision.Exactly(low), decision.AtLeast(low), decision.AtMost(low), decision.Between(f.Min, low), map[string]any{"at_least": low}}[random.IntN(6)]
}

func TestWhatTheCallerSays(t *testing.T) {
	g := lantern(t)
	day := time.Date(2026, 11, 22, 23, 30, 0, 0, time.FixedZone("", -8*3600))
	r := kept(t, g, nil, receipt.With{At: day, Mapping: "sha256:aa", Library: "v1.2.3", Who: "Practitioner/1", Where: "Location/2", Hook: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"})
	line, err := r.JSON()
	require.NoError(t, err)
	require.Contains(t, string(line), `"library":"v1.2.3"`)
	require.Contains(t, string(line), `"mapping":"sha256:aa","at":"2026-11-22","facts":{}`)
	require.True(t, strings.HasSuffix(string(line), `"who":"Practitioner/1","where":"Location/2","hook":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"}`+"\n"))

	report := replayed(t, g, r)
	require.True(t, report.Same, "another library that answers alike")
	require.Equal(t, []receipt.Difference{{Part: receipt.LibraryPart, Was: []string{"v1.2.3"}, Is: []string{receipt.Library()}}}, report.Differences)
}

func parts(report *receipt.Report) (out []receipt.Part) {
	for _, d := range report.Differences {
		out = append(out, d.Part)
	}
	return out
}

func TestReplaySaysWhatDiffers(t *testing.T) {
	g := dryneedling.AsPublished()
	facts := decision.Facts{"condition": "low_back_pain", "pain_duration_weeks": 20, "none_of": []string{"red_flags", "contraindications"}}
	r := kept(t, g, facts, receipt.With{})

	other := replayed(t, dryneedling.Literature(), r)
	require.False(t, other.Same || other.Alike)
	require.Equal(t, []receipt.Part{receipt.DigestPart, receipt.OverlaysPart, receipt.VerdictPart}, parts(other)[:3])
	require.Equal(t, receipt.Difference{Part: receipt.OverlaysPart, Was: []string{}, Is: []string{"literature"}}, other.Differences[1])
	require.Equal(t, []string{"do_not_use"}, other.Differences[2].Was)
	require.Contains(t, parts(other), receipt.ReasonsPart)

	tampered := *r
	tampered.Facts = decision.Facts{"condition": "low_back_pain", "pain_duration_weeks": "twenty"}
	report := replayed(t, g, &tampered)
	require.Equal(t, []receipt.Part{receipt.FactsPart}, parts(report))
	require.False(t, report.Same)

	elsewhere := replayed(t, lantern(t), r)
	require.Equal(t, []receipt.Part{receipt.IDPart, receipt.VersionPart, receipt.DigestPart}, parts(elsewhere))
	require.False(t, elsewhere.Same || elsewhere.Alike)
}

// A receipt that tells of another answer or guideline than its hash stands for is not the same,
// whatever the hash.
func TestReceiptsThatContradictThemselves(t *testing.T) {
	g := dryneedling.AsPublished()
	facts := decision.Facts{"condition": "low_back_pain", "pain_duration_weeks": 20, "none_of": []string{"red_flags", "contraindications"}}
	for name, tt := range map[string]struct {
		change  func(r *receipt.Receipt)
		was, is []string
	}{
		"digest":   {func(r *receipt.Receipt) { r.Guideline.Digest = "sha256:00" }, []string{"digest sha256:00"}, []string{"digest " + g.Info().Digest}},
		"verdict":  {func(r *receipt.Receipt) { r.Answer.Verdict = "consider" }, []string{"verdict consider"}, []string{"verdict do_not_use"}},
		"overlays": {func(r *receipt.Receipt) { r.Guideline.Overlays = []string{"ours"} }, []string{"overlays ours"}, []string{}},
		"settled":  {func(r *receipt.Receipt) { r.Answer.Settled = !r.Answer.Settled }, nil, nil},
		"missing":  {func(r *receipt.Receipt) { r.Answer.Missing = append(r.Answer.Missing, "fog") }, []string{"missing fog"}, []string{}},
		"reasons":  {func(r *receipt.Receipt) { r.Answer.Reasons = []string{} }, nil, nil},
	} {
		r := kept(t, g, facts, receipt.With{})
		tt.change(r)
		report := replayed(t, g, r)
		require.False(t, report.Same || report.Alike, name)
		require.True(t, report.SelfContradictory, name)
		last := report.Differences[len(report.Differences)-1]
		require.Equal(t, receipt.ReceiptPart, last.Part, name)
		if tt.was != nil {
			require.Equal(t, tt.was, last.Was, name)
			require.Equal(t, tt.is, last.Is, name)
		}
		conforms(t, receipt.ReplaySchema, report.JSON())
	}
}

// A guideline that differs in nothing that the answer shows gives an answer that differs in
// nothing but its name; one that differs in a text gives another text.
func TestAlikeAndTexts(t *testing.T) {
	r := kept(t, lantern(t), decision.Facts{"storm_warning": true}, receipt.With{})
	policy := func(set string) decision.Overlay {
		return decision.Overlay{Name: "policy.yaml", Data: []byte("schema: mskguide.overlay/1\nid: policy\nfor: lantern-boat\ntitle: Policy\nauthority: made up\nin_force: \"2026-01-01\"\n" + set)}
	}
	report := replayed(t, lantern(t, policy("set: [{param: gale_from, was: 34, to: 33}]\n")), r)
	require.Equal(t, []receipt.Part{receipt.DigestPart, receipt.OverlaysPart}, parts(report))
	require.True(t, report.Alike)
	require.False(t, report.Same)
	spoilt := *r
	spoilt.Answer.Verdict = "sail"
	report = replayed(t, lantern(t, policy("set: [{param: gale_from, was: 34, to: 33}]\n")), &spoilt)
	require.False(t, report.Alike)
	require.True(t, report.SelfContradictory)
	require.Equal(t, []string{"verdict sail"}, report.Differences[len(report.Differences)-1].Was)

	worded := *r
	worded.Answer.SHA256 = strings.Repeat("0", 64)
	require.Equal(t, []receipt.Part{receipt.TextsPart}, parts(replayed(t, lantern(t), &worded)))
}

func TestReadRefusesWhatIsNone(t *testing.T) {
	for text, want := range map[string]string{"": "it is empty", "{}": `its schema is ""`, "[]": "it is no receipt: a receipt is an object, and this is a list", `{"schema":"mskguide.decision/1"}`: "mskguide.decision/1",
		`{"schema":"mskguide.receipt/1"} {}`: "something follows it", "{": "it is no receipt: it ends before it is complete", "\"x\"": "this is a text", "7": "this is a number", "true": "this is true or false",
		"x": "it is no receipt: it is not JSON", "{]": "it is not JSON", "{\"schema\":\"\x01\"}": "it is not JSON", "\x1f\x8b": "it is not JSON",
		`{"answer":{"verdict":1.5}}`: `"answer.verdict" is a number; a receipt has a text there`, `{"facts":[]}`: `"facts" is a list`, `{"sources":{}}`: `"sources" is an object`} {
		_, err := receipt.Read([]byte(text))
		require.ErrorContains(t, err, want, text)
		for _, ours := range []string{"json:", "Go ", "receipt.", "invalid character"} {
			require.NotContains(t, err.Error(), ours, text)
		}
	}
	_, err := receipt.Read([]byte(`{"schema":"mskguide.receipt/1","later":[1]}`))
	require.NoError(t, err, "a newer library may add to it")
	_, err = receipt.Read([]byte("\xef\xbb\xbf" + `{"schema":"mskguide.receipt/1"}`))
	require.NoError(t, err, "a byte order mark is no part of it")
	_, err = receipt.Replay(lantern(t), &receipt.Receipt{})
	require.Error(t, err)
}

func TestFileKeepsReceipts(t *testing.T) {
	g := lantern(t)
	path := filepath.Join(t.TempDir(), "receipts.ndjson")
	require.NoError(t, os.WriteFile(path, []byte(`{"schema":"mskg`), 0o600))
	f, err := receipt.OpenFile(path)
	require.NoError(t, err)
	require.Equal(t, int64(15), f.Torn())
	r := kept(t, g, decision.Facts{"fog": true}, receipt.With{})
	require.NoError(t, f.Keep(context.Background(), r))
	over, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, f.Keep(over, r), context.Canceled)
	require.NoError(t, f.Close())
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	line, err := r.JSON()
	require.NoError(t, err)
	require.Equal(t, string(line), string(data))
}

func TestDocumentsFitTheirSchemas(t *testing.T) {
	g := lantern(t)
	r := kept(t, g, decision.Facts{"fog": true}, receipt.With{At: time.Unix(0, 0), Mapping: "m", Who: "a", Where: "b", Hook: "c"})
	line, err := r.JSON()
	require.NoError(t, err)
	conforms(t, receipt.Schema, line)
	conforms(t, receipt.ReplaySchema, replayed(t, g, r).JSON())
	conforms(t, receipt.ReplaySchema, receipt.NoReceipt(os.ErrInvalid).JSON())
}

func conforms(t *testing.T, schema func() ([]byte, error), document []byte) {
	t.Helper()
	require.Empty(t, oracle.Fits(schema, document))
}

// Facts as a record gives them can be kept as they are.
func TestFactsOfRecordsAreKept(t *testing.T) {
	g := dryneedling.AsPublished()
	m, err := fhir.ReadMapping(g, dryneedling.Bundle())
	require.NoError(t, err)
	records, err := filepath.Glob("../../testdata/fhir/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, records)
	for _, name := range records {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
		chart := m.Facts(day, fhir.Document{Name: name, Data: data})
		r := kept(t, g, chart.Facts, receipt.With{At: day, Mapping: m.Digest()})
		require.True(t, replayed(t, g, r).Same, name)
		fromJSON := kept(t, g, chart.FactsJSON(), receipt.With{At: day, Mapping: m.Digest()})
		require.Equal(t, r, fromJSON, name)
	}
}
