package decision

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

const leafletSchema = "mskguide.leaflet/1"

// Leaflet is an answer told to the patient, in plain words of one language. It is a
// structure and no page: whoever shows it sets it, and escapes its texts. It names what
// goes with the answer and holds no text for clinicians.
type Leaflet struct {
	Schema    string           `json:"schema"`
	Guideline Info             `json:"guideline"`
	Language  string           `json:"language"`  // BCP 47
	Direction string           `json:"direction"` // of its script: ltr or rtl
	Title     string           `json:"title"`
	Sections  []LeafletSection `json:"sections"`
	Sources   []Source         `json:"sources"` // of the last section, in order of first mention
}

// LeafletSection is a part with a heading.
type LeafletSection struct {
	ID         string        `json:"id"`
	Title      string        `json:"title"`
	Paragraphs []string      `json:"paragraphs"`
	List       []string      `json:"list"`
	Items      []LeafletItem `json:"items"`
}

// LeafletItem is one thing under a heading: the answer, an option, something to know.
type LeafletItem struct {
	ID         string   `json:"id"` // of the verdict, the option or the education item
	Title      string   `json:"title"`
	Paragraphs []string `json:"paragraphs"`
	List       []string `json:"list"`
	Then       []string `json:"then"`    // paragraphs after the list
	Sources    []string `json:"sources"` // ids
}

// JSON is the document mskguide.leaflet/1.
func (l *Leaflet) JSON() []byte {
	out := &strings.Builder{}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(l); err != nil { // texts always encode
		return nil
	}
	return []byte(out.String())
}

// Leaflet tells a decision of this guideline to the patient. Beside a verdict that carries
// an urgency only that and when to seek help are told; what is not known is told as not
// known; options that are withheld or not recommended are not told. The error, a
// [FactErrors], says that the language is missing or that the decision is not of this
// guideline.
func (g *Guideline) Leaflet(d *Decision, language string) (*Leaflet, error) {
	t, err := g.tongue(language)
	if err != nil {
		return nil, err
	}
	if err := g.owns(d); err != nil {
		return nil, err
	}
	w := &leafletWriter{g: g, t: t, d: d, leaflet: &Leaflet{Schema: leafletSchema, Guideline: g.Info(), Language: t.tag,
		Direction: t.direction, Title: t.title, Sections: []LeafletSection{}, Sources: []Source{}}}
	w.write()
	if len(w.errs) > 0 {
		return nil, w.errs
	}
	return w.leaflet, nil
}

// owns refuses a decision whose words would be looked up in the wrong guideline.
func (g *Guideline) owns(d *Decision) error {
	switch {
	case d == nil:
		return FactErrors{{Message: "there is no decision to tell: it is nil"}}
	case d.Guideline.Digest != g.info.Digest:
		return FactErrors{{Got: d.Guideline.ID, Message: fmt.Sprintf("the decision is of guideline %s %s (%s), not of this one, %s %s (%s)",
			d.Guideline.ID, d.Guideline.Version, d.Guideline.Digest, g.info.ID, g.info.Version, g.info.Digest)}}
	}
	return nil
}

// leafletWriter puts one leaflet together.
type leafletWriter struct {
	g       *Guideline
	t       *tongue
	d       *Decision
	leaflet *Leaflet
	errs    FactErrors
}

func (w *leafletWriter) write() {
	h := w.t.headings
	refers := w.g.urgent >= 0 && w.d.Verdict == w.g.verdicts[w.g.urgent].ID
	w.answer(refers)
	if !refers {
		w.unknown()
	}
	w.next()
	if !refers {
		w.options()
		w.education(SectionQuestions, h.Questions)
		w.education(SectionSpeakUp, h.SpeakUp)
		w.education(SectionAfterCare, h.AfterCare)
	}
	w.education(SectionSeekHelp, h.SeekHelp)
	if !refers {
		w.education(SectionReadMore, h.ReadMore)
	}
	p := w.t.phrases
	w.section(LeafletSection{ID: SectionAbout, Title: h.About, Paragraphs: slices.Concat(paragraphs(p.Scope), paragraphs(p.Honest),
		[]string{p.MadeFrom + " " + w.rules() + "."})})
	if len(w.leaflet.Sources) > 0 {
		w.section(LeafletSection{ID: SectionSources, Title: h.Sources, Paragraphs: paragraphs(p.Sources)})
	}
}

// rules names the guideline and its overlays, so that a sheet of paper can be traced back.
func (w *leafletWriter) rules() string {
	return strings.Join(append([]string{w.g.info.ID + " " + w.g.info.Version}, w.g.info.Overlays...), ", ")
}

// section enters a part; its lists are there, if only empty.
func (w *leafletWriter) section(s LeafletSection) {
	s.Paragraphs, s.List = append([]string{}, s.Paragraphs...), append([]string{}, s.List...)
	s.Items = append([]LeafletItem{}, s.Items...)
	for i := range s.Items {
		it := &s.Items[i]
		it.Paragraphs, it.List = append([]string{}, it.Paragraphs...), append([]string{}, it.List...)
		it.Then, it.Sources = append([]string{}, it.Then...), append([]string{}, it.Sources...)
	}
	w.leaflet.Sections = append(w.leaflet.Sections, s)
}

// text finds a text of the language. One is missing only when the decision was changed.
func (w *leafletWriter) text(kind, id string) PatientText {
	t, ok := w.t.text(kind, id)
	if !ok {
		w.errs = append(w.errs, &FactError{Got: id, Message: fmt.Sprintf("there is no %s %q to tell a patient of", kind, abridge(id))})
	}
	return t
}

func (w *leafletWriter) answer(refers bool) {
	v := w.text(TextVerdict, w.d.Verdict)
	says := slices.Clone(v.Says)
	if !refers {
		for _, r := range w.d.Remarks {
			says = append(says, w.text(TextRemark, r.ID).Says...)
		}
		if !w.d.Settled && w.d.Verdict != needsInformation {
			says = append(says, paragraphs(w.t.phrases.Firmer)...)
		}
	}
	w.section(LeafletSection{ID: SectionAnswer, Title: w.t.headings.Answer,
		Items: []LeafletItem{{ID: w.d.Verdict, Title: v.Title, Paragraphs: says}}})
}

// unknown tells which steps are open. It never tells an open question as answered.
func (w *leafletWriter) unknown() {
	var open []string
	for _, s := range w.d.Steps {
		if len(s.Open) > 0 {
			open = append(open, w.text(TextStep, s.ID).Says...)
		}
	}
	if len(open) > 0 {
		w.section(LeafletSection{ID: SectionUnknown, Title: w.t.headings.Unknown, Paragraphs: paragraphs(w.t.phrases.Unknown), List: open})
	}
}

func (w *leafletWriter) next() {
	var says []string
	if w.d.Urgency != "" {
		says = w.text(TextUrgency, w.d.Urgency).Says
	}
	says = append(slices.Clone(says), w.text(TextVerdict, w.d.Verdict).Then...)
	w.section(LeafletSection{ID: SectionNext, Title: w.t.headings.Next, Paragraphs: says})
}

// education fills a section with the items that go with the verdict.
func (w *leafletWriter) education(section, heading string) {
	var items []LeafletItem
	for i := range w.g.lessons {
		e := &w.g.lessons[i]
		if e.Section != section || len(e.Verdicts) > 0 && !slices.Contains(e.Verdicts, w.d.Verdict) {
			continue
		}
		t := w.text(TextEducation, e.ID)
		from := slices.Concat(e.Pages, e.Sources)
		w.cite(from)
		items = append(items, LeafletItem{ID: e.ID, Title: t.Title, Paragraphs: t.Says, List: t.List, Then: t.Then, Sources: from})
	}
	if len(items) > 0 {
		w.section(LeafletSection{ID: section, Title: heading, Items: items})
	}
}

func (w *leafletWriter) cite(ids []string) {
	for _, id := range ids {
		if slices.ContainsFunc(w.leaflet.Sources, func(s Source) bool { return s.ID == id }) {
			continue
		}
		if s, ok := w.g.evidence.Source(id); ok {
			w.leaflet.Sources = append(w.leaflet.Sources, Source{ID: s.ID, Cite: s.Cite(), URL: s.Link()})
		}
	}
}
