package pathway_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/pathway"
)

var update = flag.Bool("update", false, "rewrite the golden pictures")

func lantern(t *testing.T) *decision.Guideline {
	g, err := decision.Open(os.DirFS("../../testdata/bundles/lantern"))
	require.NoError(t, err)
	return g
}

func of(t *testing.T, g *decision.Guideline, facts string) *pathway.Path {
	x, err := g.Explain([]byte(facts))
	require.NoError(t, err)
	return pathway.OfCase(g, x)
}

// Another guideline draws itself too: nothing in the picture is about needling.
func TestAnotherGuideline(t *testing.T) {
	g := lantern(t)
	p := pathway.Of(g)
	for _, step := range g.Steps() {
		require.Contains(t, p.Mermaid(), step.Title)
		require.Contains(t, p.SVG(), step.Title)
	}
	for _, rule := range g.Rules() {
		require.Contains(t, p.Table(), "`"+rule.ID+"`")
	}
}

// TestPictures compares whole pictures; look at one in a browser before accepting a change.
func TestPictures(t *testing.T) {
	g := lantern(t)
	for name, picture := range map[string]string{
		"lantern.svg":         pathway.Of(g).SVG(),
		"lantern-nothing.svg": of(t, g, `{}`).SVG(),
		"lantern-stopped.svg": of(t, g, stopped(t, g)).SVG(),
	} {
		file := "../../testdata/pathway/" + name
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(picture), 0o644))
			continue
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, string(want), picture, name)
	}
}

// stopped is a case that the first step stops, in facts of the test bundle.
func stopped(t *testing.T, g *decision.Guideline) string {
	for _, r := range g.Rules() {
		if r.Step == g.Steps()[0].ID && r.Gives != "caution" && r.When == r.Facts[0] {
			return `{"` + r.Facts[0] + `": true}`
		}
	}
	require.Fail(t, "no rule of the first step holds with one fact alone")
	return ""
}

// TestPicturesAreWellFormed reads the pictures of many cases as XML, and finds in the words of
// each where its case stands.
func TestPicturesAreWellFormed(t *testing.T) {
	g := dryneedling.AsPublished()
	for _, facts := range []string{
		`{}`,
		`{"condition": "low_back_pain", "pain_duration_weeks": 20}`,
		`{"cancer_concern": true}`,
		`{"condition": {"one_of": ["migraine", "osteoarthritis"]}, "none_of": ["red_flags", "contraindications"]}`,
		`{"pain_duration_weeks": {"more_than": 12}, "none_of": ["red_flags", "contraindications"]}`,
	} {
		p := of(t, g, facts)
		picture := p.SVG()
		wellFormed(t, picture)
		require.Contains(t, picture, `<title id="pw-title">`)
		require.Contains(t, picture, `<desc id="pw-desc">`)
		require.NotContains(t, picture, "<script")
		x, err := g.Explain([]byte(facts))
		require.NoError(t, err)
		for i, s := range p.Steps {
			require.Equal(t, x.Decision.Steps[i].Status, s.Status)
			require.Contains(t, picture, s.State())
		}
		require.Equal(t, x.Decision.Settled, strings.HasSuffix(p.Description(), ", settled."), facts)
	}
	wellFormed(t, pathway.Of(g).SVG())
}

func wellFormed(t *testing.T, picture string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(picture)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else {
			require.NoError(t, err)
		}
	}
}

// The verdict that stands is marked where a rule gives it, and nowhere else.
func TestTheAnswerIsMarked(t *testing.T) {
	g := dryneedling.AsPublished()
	for facts, want := range map[string][]string{
		`{"cancer_concern": true}`:        {"screen: Refer (holds): the answer"},
		`{"condition": "osteoarthritis"}`: {"condition: Do not use (holds): the answer so far"},
		`{}`:                              nil,
		`{"prior_serious_needling_harm": true, "condition": "neck_pain", "manual_therapy_exercise_trial": "helped", "none_of": ["red_flags", "contraindications"], "pregnancy": false}`: {
			"screen: Prefer another treatment (holds): the answer", "condition: Prefer another treatment (holds): the answer"},
	} {
		var marked []string
		for _, s := range of(t, g, facts).Steps {
			for _, e := range s.Exits {
				if e.Answer != "" {
					marked = append(marked, s.ID+": "+e.State())
				}
			}
		}
		require.Equal(t, want, marked, facts)
	}
}

// Whatever a bundle writes in a title stays text.
func TestTitlesAreEscaped(t *testing.T) {
	p := &pathway.Path{Title: `</title><script>`, Mildest: decision.Named{Title: `"<b>"`},
		Steps: []pathway.Step{{Named: decision.Named{ID: "a", Title: `<img src=x> & "more"`}, Exits: []pathway.Exit{{Verdict: decision.Named{Title: "<i>"}}}}}}
	wellFormed(t, p.SVG())
	for _, tag := range []string{"<script", "<img", "<b>", "<i>"} {
		require.NotContains(t, p.SVG(), tag)
	}
	require.NotContains(t, p.Mermaid(), "<img")
}
