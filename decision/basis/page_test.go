package basis_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/basis"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/stretchr/testify/require"
)

var day = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

var mapping = sync.OnceValues(func() (*fhir.Mapping, error) {
	return fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle())
})

func chart(t *testing.T, record string) *fhir.Chart {
	t.Helper()
	m, err := mapping()
	require.NoError(t, err)
	return m.Facts(day, fhir.Document{Name: "record.json", Data: []byte(record)})
}

func recorded(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../../testdata/fhir/" + name)
	require.NoError(t, err)
	return string(data)
}

func page(t *testing.T, g *decision.Guideline, facts any, with basis.With) *basis.Page {
	t.Helper()
	x, err := g.Explain(facts)
	require.NoError(t, err)
	return builtin(t, g).Page(x, with)
}

func html(t *testing.T, p *basis.Page) string {
	t.Helper()
	var out strings.Builder
	require.NoError(t, p.WriteHTML(&out))
	return out.String()
}

var digests = regexp.MustCompile(`sha256:[0-9a-f]{64}`)

func TestPageOfARecord(t *testing.T) {
	c := chart(t, recorded(t, "chronic-low-back-pain.json"))
	p := page(t, dryneedling.AsPublished(), c.Facts, basis.With{Chart: c})
	got := digests.ReplaceAllString(p.Markdown(), "sha256:…")
	golden := filepath.Join("testdata", "chronic-low-back-pain.md")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// What is out of date on record, what it asks, and where each fact comes from is on the page, in
// both forms.
func TestPageNamesSources(t *testing.T) {
	for _, name := range []string{"messy-coding.json", "partial-dates.json", "cancer-history.json", "entered-in-error-and-resolved.json"} {
		data, err := os.ReadFile("../../testdata/fhir/" + name)
		require.NoError(t, err)
		c := chart(t, string(data))
		facts := decision.Facts{"training_hours": 80}
		for f, v := range c.Facts {
			facts[f] = v
		}
		p := page(t, dryneedling.AsPublished(), facts, basis.With{Chart: c})
		text := texts(p)
		for _, s := range c.Sources {
			require.Contains(t, text, s.Resource+"/"+s.ID, name)
			require.Contains(t, text, s.Says, name)
		}
		require.Contains(t, text, "told, not from a record", name)
		for _, q := range c.Prompts {
			require.True(t, q.Answered || strings.Contains(text, q.Question), "%s: %s", name, q.Question)
		}
		for _, u := range c.Unused {
			if u.Kind == fhir.Older || u.Kind == fhir.Date || u.Kind == fhir.Contradicted || u.Kind == fhir.Value {
				require.Contains(t, text, u.Reason, name)
			}
		}
	}
}

// texts is all that a page says.
func texts(p *basis.Page) string {
	var out strings.Builder
	var items func([]basis.Item)
	items = func(list []basis.Item) {
		for _, it := range list {
			out.WriteString(it.Mark + " " + it.Text + "\n")
			items(it.Items)
		}
	}
	for _, s := range p.Sections {
		out.WriteString(s.Title + "\n")
		for _, b := range s.Blocks {
			out.WriteString(b.Text + "\n" + strings.Join(b.Header, "\n") + "\n")
			items(b.Items)
			for _, r := range b.Rows {
				out.WriteString(strings.Join(r, "\n") + "\n")
			}
		}
	}
	return out.String()
}

var (
	tags     = regexp.MustCompile(`<[a-zA-Z/!][^>]*>`)
	fetching = regexp.MustCompile(`(?i)<(script|link|img|iframe|object|embed|form|base|audio|video|source)\b|\bsrc\s*=|url\(|@import|\bon[a-z]+\s*=`)
)

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)> [a](javascript:alert(3)) **b** | c https://evil.example/ www.evil.example <!-- & &lt; ${x} {{.}}` + "`d`\u202e\n# heading\n- item\n1. one"

// A record's texts come through as texts: page by page there are the same tags, and no markup of
// theirs means anything.
func TestHostileTextsAreTexts(t *testing.T) {
	record := func(text string) *fhir.Chart {
		c := chart(t, recorded(t, "cancer-history.json"))
		for i := range c.Sources {
			c.Sources[i].Says, c.Sources[i].Element, c.Sources[i].ID, c.Sources[i].Date = text, text, text, text
		}
		for i := range c.Prompts {
			for k := range c.Prompts[i].Because {
				c.Prompts[i].Because[k].Says = text
			}
		}
		c.Unused = append(c.Unused, fhir.Unused{Resource: "Observation", ID: text, Kind: fhir.Older, Reason: text})
		c.Problems = append(c.Problems, fhir.Problem{Document: text, Resource: text, Says: text})
		return c
	}
	g := dryneedling.AsPublished()
	tame, wild := record("plain"), record(hostile)
	one, other := page(t, g, tame.Facts, basis.With{Chart: tame}), page(t, g, wild.Facts, basis.With{Chart: wild})
	require.Equal(t, tags.FindAllString(html(t, one), -1), tags.FindAllString(html(t, other), -1))

	text := other.Markdown()
	require.Equal(t, lines(one.Markdown()), lines(text), "headings, items and rows are as many")
	for _, markup := range []string{`[^\\ ]<`, `https://evil`, `www\.evil`, `[^\\]\[a`, `[^\\]&`, "[^\\\\]`", "\u202e"} {
		require.False(t, regexp.MustCompile(markup).MatchString(text), markup)
	}
	require.False(t, strings.Contains(html(t, other), "\u202e"), "nothing turns the direction of the text round")
}

func lines(markdown string) (out []string) {
	mark := regexp.MustCompile(`^ *(#+|-|\|)`)
	for line := range strings.Lines(markdown) {
		out = append(out, mark.FindString(line))
	}
	return out
}

// Whose record it is, and whether it still counts, is read before any answer; what is not about a
// part of the record is told without a name.
func TestDoubtsLead(t *testing.T) {
	one := `{"resourceType":"Patient","id":"p","birthDate":"1980-01-01"`
	for _, tt := range []struct{ record, says string }{
		{one + `}` + "\n" + `{"resourceType":"Patient","id":"q"}`, "the record speaks of several patients; say which is meant: Patient/p, Patient/q"},
		{one + `,"deceasedBoolean":true}`, "the patient is recorded as deceased"},
		{one + `,"active":false}`, "the record of this patient is recorded as no longer in use"},
		{one + `,"link":[{"type":"replaced-by","other":{"reference":"Patient/q"}}]}`, `the record of this patient was replaced by "Patient/q"`},
	} {
		c := chart(t, tt.record)
		p := page(t, dryneedling.AsPublished(), c.Facts, basis.With{Chart: c})
		require.Equal(t, basis.Block{Urgent: true, Text: "First of all: " + tt.says + "."}, p.Sections[0].Blocks[0])
		require.Equal(t, "More information is needed.", p.Sections[0].Blocks[1].Text[:27])
		for line := range strings.Lines(texts(p)) {
			require.False(t, strings.HasPrefix(strings.TrimSpace(line), ":"), line)
		}
		require.NotContains(t, texts(p), "record.json Patient/p: the record speaks")
		require.Regexp(t, `(?m)^ (record\.json Patient/p: )?`+regexp.QuoteMeta(tt.says)+`$`, texts(p), "it is among the problems too")
	}
	plain := page(t, dryneedling.AsPublished(), nil, basis.With{Chart: chart(t, one+`}`+"\n"+`{"resourceType":"Cond`)})
	require.NotContains(t, texts(plain), "First of all")
}

// Every page stands alone: it fetches nothing, has no script, and says what it is not. Under an
// overlay a few records do.
func TestPagesStandAlone(t *testing.T) {
	records, err := filepath.Glob("../../testdata/fhir/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, records)
	for i, g := range []*decision.Guideline{dryneedling.AsPublished(), dryneedling.Literature()} {
		b := builtin(t, g)
		for _, name := range records[i*(len(records)-4):] {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			c := chart(t, string(data))
			x, err := g.Explain(c.Facts)
			require.NoError(t, err, name)
			p := b.Page(x, basis.With{Chart: c})
			require.Len(t, p.Sections, 9, name)
			text := html(t, p)
			require.NotRegexp(t, fetching, text, name)
			require.Equal(t, 2, strings.Count(text, "Not a medical device. The rules are checked; the guideline is not clinically validated."), name)
			require.Equal(t, strings.Count(text, "<ul>"), strings.Count(text, "</ul>"))
			require.Equal(t, 1, strings.Count(text, "<h1>"))
			require.Equal(t, p.Markdown(), b.Page(x, basis.With{Chart: c}).Markdown(), "the same bytes again")
		}
	}
}

// Beside a referral nothing is said of what other rules would give, and no other treatment is.
func TestReferralStandsAlone(t *testing.T) {
	g := dryneedling.AsPublished()
	text := texts(page(t, g, decision.Facts{"cancer_concern": true, "condition": "myofascial_pain", "pain_duration_weeks": 2}, basis.With{}))
	require.Contains(t, text, "Urgency: at least:")
	require.Contains(t, text, "These could make it more urgent:")
	require.Contains(t, text, "open Concern about cauda equina syndrome (red-flag-cauda-equina-signs; gives the answer): waits for cauda equina signs", "it could be more urgent")
	require.NotContains(t, text, "by itself: ")
	require.NotContains(t, text, "Other things to do")
	require.Contains(t, text, "told, not from a record")
}

// Evidence that is due for review by the day of the page says so; without a day nobody knows.
func TestReviewIsDue(t *testing.T) {
	g := dryneedling.AsPublished()
	facts := decision.Facts{"condition": "osteoarthritis", "none_of": []string{"red_flags", "contraindications"}}
	late := page(t, g, facts, basis.With{At: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.Contains(t, texts(late), "Its review was due ")
	require.NotContains(t, texts(page(t, g, facts, basis.With{})), "Its review was due ")
}

// The figures are those of exactly this guideline, or are not given.
func TestFiguresAreItsOwn(t *testing.T) {
	require.Contains(t, texts(page(t, dryneedling.AsPublished(), nil, basis.With{})), "named cases with the answers that are expected")
	require.Contains(t, texts(page(t, dryneedling.Literature(), nil, basis.With{})), "These are the cases written for it with exactly these overlays")
	o, err := decision.NamedOverlay(dryneedling.Bundle(), "us-az")
	require.NoError(t, err)
	g, err := decision.Open(dryneedling.Bundle(), o)
	require.NoError(t, err)
	text := texts(page(t, g, nil, basis.With{}))
	require.Contains(t, text, "No further figures were measured for exactly this guideline with these overlays")
	require.Contains(t, text, "with us-az")
}

// Every text of basis.yaml is on a page or on the sheet.
func TestEverythingSaidIsShown(t *testing.T) {
	data, err := os.ReadFile("../guidelines/dryneedling/bundle/" + basis.FileName)
	require.NoError(t, err)
	said, _, ok := strings.Cut(string(data), "\ndata:")
	require.True(t, ok)
	g := dryneedling.AsPublished()
	shown := strings.Join(strings.Fields(texts(page(t, g, nil, basis.With{}))+strings.Join(builtin(t, g).DSI().Attributes.Dates.Says, " ")), " ")
	phrases := 0
	for line := range strings.Lines(said) {
		line = strings.TrimSpace(line)
		if i := strings.Index(line, ": "); i > 0 && !strings.Contains(line[:i], " ") {
			line = line[i+2:] // a value behind its key
		}
		if line = strings.Trim(strings.TrimPrefix(line, "- "), `"`); len(strings.Fields(line)) > 4 && line[0] != '#' && line[0] != '[' {
			phrases++
			require.Contains(t, shown, line)
		}
	}
	require.GreaterOrEqual(t, phrases, 20)
}
