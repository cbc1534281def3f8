package decision

import (
	"regexp"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// tongue is one language in which the guideline speaks to patients.
type tongue struct {
	tag, name, direction, title string
	headings                    headingsDoc
	phrases                     phrasesDoc
	texts                       []PatientText
	places                      []place.Pos     // of the texts
	at                          map[textKey]int // in texts
}

type textKey struct{ kind, id string }

func (t *tongue) text(kind, id string) (PatientText, bool) {
	i, ok := t.at[textKey{kind, id}]
	if !ok {
		return PatientText{}, false
	}
	return t.texts[i], true
}

// wordsFile is a file of words as it was read, with the places of its parts.
type wordsFile struct {
	doc  wordsDoc
	file *place.File
}

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// readWords starts to decode the files of words and returns what takes each in; what they
// must hold is checked when every id of the bundle is known.
func (b *builder) readWords(seen map[string]place.Pos) (files []func()) {
	languages := newIndex("language")
	for _, name := range b.manifest.Words {
		if !b.listed(name, seen) {
			continue
		}
		w := &wordsFile{}
		wait := b.decode(name.Value, name.Pos, &w.doc)
		files = append(files, func() {
			if w.file = wait(); w.file != nil {
				b.takeWords(w, languages)
			}
		})
	}
	return files
}

func (b *builder) takeWords(w *wordsFile, languages *index) {
	d := &w.doc
	if d.Schema.Value != wordsSchema && d.Schema.Value != "" {
		b.errs.Addf(d.Schema.Pos, "schema %q is not one this library reads; it reads %q", d.Schema.Value, wordsSchema)
	}
	if tag := d.Language; tag.Value != "" && !languageTag.MatchString(tag.Value) {
		b.errs.Addf(tag.Pos, "language %q is not a tag such as \"en\" or \"pt-BR\"", tag.Value)
	}
	directions := []string{"ltr", "rtl"}
	if to := d.Direction; to.Value != "" && !slices.Contains(directions, to.Value) {
		b.errs.Addf(to.Pos, "there is no direction %q; it is ltr or rtl", to.Value)
	}
	languages.add(&b.errs, d.Language)
	b.words = append(b.words, *w)
}

// Kinds of patient texts.
const (
	TextHeading      = "heading"
	TextPhrase       = "phrase"
	TextVerdict      = "verdict"
	TextUrgency      = "urgency"
	TextStep         = "step"
	TextRemark       = "remark"
	TextIntervention = "intervention"
	TextTried        = "tried"
	TextEducation    = "education"
)

// assembleWords holds every language to the ids of the bundle: a text for each, and none
// for anything else.
func (b *builder) assembleWords() {
	wanted := b.wantedTexts()
	for i := range b.words {
		w := &b.words[i]
		d := &w.doc
		t := tongue{tag: d.Language.Value, name: d.Name, direction: d.Direction.Value, title: d.Title,
			headings: d.Headings, phrases: d.Phrases, at: map[textKey]int{}}
		if t.direction == "" {
			t.direction = "ltr"
		}
		t.addFields(TextHeading, d.Headings, w.file, "headings")
		t.addFields(TextPhrase, d.Phrases, w.file, "phrases")
		for _, part := range []struct {
			kind, key string
			texts     []idText
		}{
			{TextVerdict, "verdicts", idTexts(d.Verdicts, verdictWordsDoc.text)},
			{TextUrgency, "urgencies", idTexts(d.Urgencies, sentenceDoc.text)},
			{TextStep, "steps", idTexts(d.Steps, sentenceDoc.text)},
			{TextRemark, "remarks", idTexts(d.Remarks, sentenceDoc.text)},
			{TextIntervention, "interventions", idTexts(d.Interventions, interventionWordsDoc.text)},
			{TextTried, "tried", idTexts(d.Tried, sentenceDoc.text)},
			{TextEducation, "education", idTexts(d.Education, educationWordsDoc.text)},
		} {
			if ids, held := wanted[part.kind]; held {
				b.matchWords(w.file.At(part.key), t.tag, part.kind, part.texts, ids)
			}
			for _, x := range part.texts {
				x.text.Kind = part.kind
				t.add(x.text, x.id.Pos)
			}
		}
		b.g.tongues = append(b.g.tongues, t)
	}
}

// wantedTexts lists the ids that need a text in every language. A bundle without options is
// not held to words for them.
func (b *builder) wantedTexts() map[string][]string {
	wanted := map[string][]string{
		TextRemark: nil, TextEducation: nil,
		TextVerdict: append(slices.Clone(b.verdicts.ids), needsInformation),
		TextUrgency: b.urgencies.ids,
		TextStep:    b.steps.ids,
	}
	for _, r := range b.g.remarks {
		wanted[TextRemark] = append(wanted[TextRemark], r.id)
	}
	for _, e := range b.g.lessons {
		wanted[TextEducation] = append(wanted[TextEducation], e.ID)
	}
	if interventions, tried := b.optionTexts(); interventions != nil {
		wanted[TextIntervention], wanted[TextTried] = interventions, tried
	}
	return wanted
}

// matchWords compares what is there with what is wanted. The key's place stands for what is
// not there.
func (b *builder) matchWords(at place.Pos, language, kind string, have []idText, wanted []string) {
	known := newIndex(kind)
	for _, id := range wanted {
		known.at[id], known.ids = len(known.ids), append(known.ids, id)
	}
	given := newIndex("text for " + kind)
	for _, x := range have {
		given.add(&b.errs, x.id)
		known.find(&b.errs, x.id)
	}
	for _, id := range wanted {
		if _, ok := given.at[id]; ok {
			continue
		}
		if from, ok := b.untold[textKey{kind, id}]; ok {
			b.errs.Addf(from, "%s %q has no text for patients in language %q; the overlay gives it one under add, words", kind, id, language)
		} else {
			b.errs.Addf(at, "%s %q has no text for patients in this language", kind, id)
		}
	}
}

func (t *tongue) add(x PatientText, at place.Pos) {
	t.at[textKey{x.Kind, x.ID}] = len(t.texts)
	t.texts, t.places = append(t.texts, x), append(t.places, at)
}

// idText is a text with the place of its id.
type idText struct {
	id   place.Text
	text PatientText
}

func idTexts[T any](docs []T, one func(T) (place.Text, PatientText)) []idText {
	out := make([]idText, len(docs))
	for i, d := range docs {
		id, text := one(d)
		text.ID = id.Value
		out[i] = idText{id, text}
	}
	return out
}

func (d sentenceDoc) text() (place.Text, PatientText) {
	return d.ID, PatientText{Says: paragraphs(d.Says)}
}

func (d verdictWordsDoc) text() (place.Text, PatientText) {
	return d.ID, PatientText{Title: d.Title, Says: paragraphs(d.Says), Then: paragraphs(d.Next)}
}

func (d interventionWordsDoc) text() (place.Text, PatientText) {
	return d.ID, PatientText{Title: d.Title, Says: paragraphs(d.Says), Then: paragraphs(d.Ask)}
}

func (d educationWordsDoc) text() (place.Text, PatientText) {
	return d.ID, PatientText{Title: d.Title, Says: paragraphs(d.Says), List: d.List, Then: paragraphs(d.Then)}
}

// paragraphs splits a text at its line ends; within a paragraph white space is folded.
func paragraphs(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if p := strings.Join(strings.Fields(line), " "); p != "" {
			out = append(out, p)
		}
	}
	return out
}
