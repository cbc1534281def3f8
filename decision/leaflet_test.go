package decision_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// teaWords is what those who wait for the tea are told, in a language whose texts all name
// what they are.
const teaWords = `schema: mskguide.words/1
language: LANG
name: NAME
title: Your tea
headings:
  {answer: h-answer, unknown: h-unknown, next: h-next, options: h-options, questions: h-questions, speak_up: h-speak-up,
  after_care: h-after-care, seek_help: h-seek-help, read_more: h-read-more, about: h-about, sources: h-sources}
phrases:
  {firmer: p-firmer, unknown: p-unknown, recommend: p-recommend, may: p-may, possible: p-possible, cautioned: p-cautioned,
  no_options: p-no-options, scope: p-scope, honest: p-honest, sources: p-sources, made_from: p-made-from}
verdicts:
  - {id: pour, title: t-pour, says: s-pour, next: n-pour}
  - {id: wait, title: t-wait, says: s-wait, next: n-wait}
  - {id: throw_away, title: t-throw-away, says: s-throw-away, next: n-throw-away}
  - {id: needs_information, title: t-needs, says: s-needs, next: n-needs}
urgencies: [{id: now, says: u-now}]
steps: [{id: kettle, says: k-kettle}, {id: cup, says: k-cup}]
remarks: [{id: only-milk, says: r-only-milk}]
interventions: [{id: coffee, title: t-coffee, says: s-coffee, ask: a-coffee}, {id: water, title: t-water, says: s-water, ask: a-water}]
tried: [{id: not_tried, says: d-not-tried}, {id: not_helped, says: d-not-helped}]
education:
  - {id: edu-leaves, title: t-leaves, says: s-leaves, list: [l-one, l-two], then: e-leaves}
  - id: edu-cup
    title: t-cup
    says: >-
      s-cup
      one

      s-cup two
  - {id: edu-burns, title: t-burns, says: s-burns}
`

const teaEducation = `education:
  - {id: edu-leaves, section: read_more, pages: [book], claims: [T-01]}
  - {id: edu-cup, section: after_care, verdicts: [pour], claims: [T-01]}
  - {id: edu-burns, section: seek_help, pages: [book], sources: [paper], claims: [T-01]}
`

const teaSources = `sources:
  - {id: book, kind: expert-opinion, title: Book of tea (made up for tests), verified: false, read: full, population: guests}
  - {id: paper, kind: expert-opinion, title: Paper on tea (made up for tests), verified: false, read: full, population: guests}
`

// teaTold is the tea bundle with rules for each verdict and words in two languages.
func teaTold() fstest.MapFS {
	fsys := tea(`  - {id: milk-waits, step: kettle, gives: wait, when: milk, title: Wait, says: For clinicians., claims: [T-01]}
  - {id: hot-thrown, step: kettle, gives: throw_away, when: hot, title: Throw, says: For clinicians., claims: [T-01], urgency: now}
`)
	fsys["guideline.yaml"].Data = []byte(strings.Replace(teaManifest, "rules.yaml]", "rules.yaml, education.yaml]\nwords: [words/en.yaml, words/ar.yaml]\n"+
		"urgencies: [{id: now, title: Now}]\nremarks: [{id: only-milk, only_missing: [milk], says: For clinicians.}]", 1))
	fsys["education.yaml"] = &fstest.MapFile{Data: []byte(teaEducation)}
	fsys["evidence/books.yaml"] = &fstest.MapFile{Data: []byte(teaSources)}
	language := func(tag, name string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.NewReplacer("LANG", tag, "NAME", name).Replace(teaWords))}
	}
	fsys["words/en.yaml"] = language("en", "English")
	fsys["words/ar.yaml"] = language("ar\ndirection: rtl", "العربية")
	return fsys
}

func openTold(t *testing.T) *decision.Guideline {
	g, err := decision.Open(teaTold())
	require.NoError(t, err)
	return g
}

// outline is a leaflet as one line for each section, its texts in order.
func outline(l *decision.Leaflet) (lines []string) {
	for _, s := range l.Sections {
		words := slices.Concat([]string{s.Title}, s.Paragraphs, s.List)
		for _, it := range s.Items {
			words = slices.Concat(words, []string{it.ID, it.Title}, it.Paragraphs, it.List, it.Then)
		}
		lines = append(lines, s.ID+": "+strings.Join(words, " | "))
	}
	return lines
}

func TestLeaflet(t *testing.T) {
	const (
		leaves = "read_more: h-read-more | edu-leaves | t-leaves | s-leaves | l-one | l-two | e-leaves"
		burns  = "seek_help: h-seek-help | edu-burns | t-burns | s-burns"
		about  = "about: h-about | p-scope | p-honest | p-made-from tea 1.0.0."
		from   = "sources: h-sources | p-sources"
		none   = "options: h-options | p-no-options"
	)
	for _, c := range []struct {
		name    string
		facts   decision.Facts
		options []decision.Option
		want    []string
	}{
		{"the least severe verdict", decision.Facts{"hot": false, "milk": false}, nil, []string{
			"answer: h-answer | pour | t-pour | s-pour", "next: h-next | n-pour", none,
			"after_care: h-after-care | edu-cup | t-cup | s-cup one | s-cup two", burns, leaves, about, from}},
		{"nothing known", decision.Facts{}, nil, []string{
			"answer: h-answer | needs_information | t-needs | s-needs", "unknown: h-unknown | p-unknown | k-kettle",
			"next: h-next | n-needs", none, burns, leaves, about, from}},
		{"a no that is open", decision.Facts{"milk": true}, nil, []string{
			"answer: h-answer | wait | t-wait | s-wait | p-firmer", "unknown: h-unknown | p-unknown | k-kettle",
			"next: h-next | n-wait", none, burns, leaves, about, from}},
		{"a remark", decision.Facts{"hot": false}, nil, []string{
			"answer: h-answer | needs_information | t-needs | s-needs | r-only-milk", "unknown: h-unknown | p-unknown | k-kettle",
			"next: h-next | n-needs", none, burns, leaves, about, from}},
		{"beside an urgency nothing else", decision.Facts{"hot": true}, []decision.Option{{ID: "coffee-1", Intervention: "coffee", Stance: "recommend"}}, []string{
			"answer: h-answer | throw_away | t-throw-away | s-throw-away", "next: h-next | u-now | n-throw-away", burns, about, from}},
		{"options", decision.Facts{"hot": false, "milk": true}, []decision.Option{
			{ID: "coffee-1", Intervention: "coffee", Stance: "recommend", Tried: "not_tried", Cautions: []decision.OptionCaution{{}}},
			{ID: "water-1", Intervention: "water", Stance: "may", Possible: true, Tried: "unknown", Cautions: []decision.OptionCaution{{}}},
			{ID: "coffee-2", Intervention: "coffee", Stance: "may"}, {ID: "water-2", Intervention: "water", Stance: "against"}}, []string{
			"answer: h-answer | wait | t-wait | s-wait", "next: h-next | n-wait",
			"options: h-options | coffee-1 | t-coffee | s-coffee | p-recommend | d-not-tried | p-cautioned | a-coffee | water-1 | t-water | s-water | p-possible | a-water",
			burns, leaves, about, from}},
		{"an option that failed", decision.Facts{"hot": false, "milk": true}, []decision.Option{
			{ID: "coffee-1", Intervention: "coffee", Stance: "recommend", Tried: "not_helped", Failed: true}}, []string{
			"answer: h-answer | wait | t-wait | s-wait", "next: h-next | n-wait",
			"options: h-options | coffee-1 | t-coffee | s-coffee | d-not-helped", burns, leaves, about, from}},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := openTold(t)
			d, err := g.Decide(c.facts)
			require.NoError(t, err)
			d.Options = append(d.Options, c.options...)
			l, err := g.Leaflet(d, "en")
			require.NoError(t, err)
			require.Equal(t, c.want, outline(l))
			var sources []string
			for _, s := range l.Sources {
				sources = append(sources, s.ID)
			}
			require.Equal(t, []string{"book", "paper"}, sources)
			require.NotContains(t, string(l.JSON()), "For clinicians")
			require.NotContains(t, string(l.JSON()), "null", "lists are there, if only empty")
		})
	}
}

func TestLeafletLanguages(t *testing.T) {
	g := openTold(t)
	require.Equal(t, []decision.Language{{Tag: "en", Name: "English", Direction: "ltr"}, {Tag: "ar", Name: "العربية", Direction: "rtl"}}, g.Languages())
	d, err := g.Decide(decision.Facts{})
	require.NoError(t, err)
	for asked, want := range map[string]string{"en": "en ltr", "EN": "en ltr", "en-GB": "en ltr", "ar-Latn-EG": "ar rtl"} {
		l, err := g.Leaflet(d, asked)
		require.NoError(t, err, asked)
		require.Equal(t, want, l.Language+" "+l.Direction, asked)
	}
	for _, asked := range []string{"", "-", "em", "e", "en_GB", strings.Repeat("x", 1000)} {
		_, err := g.Leaflet(d, asked)
		var list decision.FactErrors
		require.ErrorAs(t, err, &list, asked)
		require.Equal(t, []string{"en", "ar"}, list[0].Allowed)
		require.Less(t, len(err.Error()), 300)
	}
	_, err = g.Leaflet(d, "em")
	require.EqualError(t, err, `there are no texts for patients in language "em"; there are some in en, ar; did you mean "en"?`)

	silent := openTea(t, "")
	require.Empty(t, silent.Languages())
	d, err = silent.Decide(decision.Facts{})
	require.NoError(t, err)
	_, err = silent.Leaflet(d, "en")
	require.EqualError(t, err, "guideline tea has no texts for patients")
}

// A leaflet is told of this guideline's own answers, as they were given.
func TestLeafletOfAnotherDecision(t *testing.T) {
	g := openTold(t)
	_, err := g.Leaflet(nil, "en")
	require.EqualError(t, err, "there is no decision to tell: it is nil")
	other, err := openTea(t, "").Decide(decision.Facts{})
	require.NoError(t, err)
	_, err = g.Leaflet(other, "en")
	require.ErrorContains(t, err, "not of this one, tea 1.0.0")

	d, err := g.Decide(decision.Facts{})
	require.NoError(t, err)
	d.Verdict, d.Options = "drink", append(d.Options, decision.Option{ID: "juice-1", Intervention: "juice", Stance: "may"})
	_, err = g.Leaflet(d, "en")
	require.EqualError(t, err, "there is no verdict \"drink\" to tell a patient of\nthere is no verdict \"drink\" to tell a patient of\nthere is no intervention \"juice\" to tell a patient of")
	_, err = g.Leaflet(&decision.Decision{Guideline: g.Info()}, "en")
	require.Error(t, err)
}

// The decision as another program hands it on is as good as the one that was made.
func TestLeafletOfADecisionAsJSON(t *testing.T) {
	g := openTold(t)
	d, err := g.Decide(decision.Facts{"milk": true})
	require.NoError(t, err)
	var read decision.Decision
	require.NoError(t, json.Unmarshal(d.JSON(), &read))
	want, err := g.Leaflet(d, "en")
	require.NoError(t, err)
	got, err := g.Leaflet(&read, "en")
	require.NoError(t, err)
	require.Equal(t, want, got)
}

// What a caller gets is its own.
func TestPatientTextsAreCopies(t *testing.T) {
	g := openTold(t)
	texts, err := g.PatientTexts("en")
	require.NoError(t, err)
	at := slices.IndexFunc(texts, func(x decision.PatientText) bool { return x.ID == "edu-leaves" })
	want := decision.PatientText{Kind: decision.TextEducation, ID: "edu-leaves", Title: "t-leaves", Says: []string{"s-leaves"}, List: []string{"l-one", "l-two"}, Then: []string{"e-leaves"}}
	require.Equal(t, want, texts[at])
	texts[at].Says[0], texts[at].List[0] = "x", "x"
	g.Education()[0].Claims[0] = "x"
	again, err := g.PatientTexts("en")
	require.NoError(t, err)
	require.Equal(t, want, again[at])
	require.Equal(t, []string{"T-01"}, g.Education()[0].Claims)
	_, err = g.PatientTexts("xx")
	require.Error(t, err)

	d, err := g.Decide(decision.Facts{})
	require.NoError(t, err)
	l, err := g.Leaflet(d, "en")
	require.NoError(t, err)
	before := outline(l)
	for _, s := range l.Sections {
		for _, it := range s.Items {
			for _, list := range [][]string{it.Paragraphs, it.List, it.Then, it.Sources} {
				for i := range list {
					list[i] = "x"
				}
			}
		}
	}
	l, err = g.Leaflet(d, "en")
	require.NoError(t, err)
	require.Equal(t, before, outline(l))
}

// A word for patients is part of what the guideline says, so its digest tells of it.
func TestDigestCoversWords(t *testing.T) {
	digest := openTold(t).Info().Digest
	for file, change := range map[string][2]string{
		"words/ar.yaml":  {"s-pour", "s-poor"},
		"words/en.yaml":  {"h-next", "h-then"},
		"education.yaml": {"section: read_more", "section: questions"},
	} {
		fsys := teaTold()
		fsys[file].Data = []byte(strings.Replace(string(fsys[file].Data), change[0], change[1], 1))
		g, err := decision.Open(fsys)
		require.NoError(t, err)
		require.NotEqual(t, digest, g.Info().Digest, file)
	}
}

func TestLeafletConformsToItsSchema(t *testing.T) {
	g := openTold(t)
	text, err := decision.Schema("leaflet", g)
	require.NoError(t, err)
	var schema map[string]any
	require.NoError(t, json.Unmarshal(text, &schema))
	for _, facts := range []decision.Facts{{}, {"hot": true}, {"hot": false, "milk": false}} {
		d, err := g.Decide(facts)
		require.NoError(t, err)
		l, err := g.Leaflet(d, "en")
		require.NoError(t, err)
		var value any
		require.NoError(t, json.Unmarshal(l.JSON(), &value))
		require.Empty(t, oracle.Conforms(schema, value, "leaflet"))
	}
}
