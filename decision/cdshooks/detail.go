package cdshooks

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// Limits of what a card lists; the rest is counted.
const (
	mostReasons   = 4
	mostCautions  = 6
	mostQuestions = 3
	mostRaised    = 2 // reasons of the record for one question
	mostRecord    = 5 // contradictions, and what orders say of one fact
	mostOptions   = 6
	mostText      = 240 // characters of a text of the record
)

// writer writes the card of one answer.
type writer struct {
	p     *Policy
	c     *call
	chart *fhir.Chart
	d     *decision.Decision
	more  bool // further questions are asked behind a link

	out  *bytes.Buffer // of the page
	page *page
	told []decision.Reason
	rest int // reasons that are not told

	claims         []string // told
	sources        []string // cited, by number from 1
	fors, againsts []string // of the sources, those on either side
}

// detail is the answer with its reasons in GitHub Flavored Markdown: what a clinician needs to
// judge it without trusting it.
func (w *writer) detail() string {
	w.page = w.p.page()
	defer w.p.pages.Put(w.page)
	w.out = &w.page.text
	w.doubts()
	w.verdict()
	w.answeredFor()
	if open := w.p.known.level[w.d.Verdict] < 0; open { // what may still speak against it comes first
		w.raises()
		w.asking()
		w.why()
		w.cautions()
		w.course()
	} else {
		mildest := w.p.known.level[w.d.Verdict] == 0
		if mildest { // what was denied is still to be seen before what is allowed
			w.raises()
		}
		w.why()
		w.discussed()
		w.cautions()
		w.course()
		if !mildest {
			w.raises()
		}
		w.asking()
	}
	w.options()
	w.cited()
	w.about()
	return w.out.String()
}

// asking tells what is to be asked, and what of the record contradicts itself or is lacking.
func (w *writer) asking() {
	w.questions()
	w.contradictions()
	w.lacks()
}

// paragraph begins one.
func (w *writer) paragraph(p *phrase, values ...string) {
	if w.out.Len() > 0 {
		w.out.WriteString("\n\n")
	}
	p.write(w.out, w.p.known.escaped, values...)
}

// heading begins a list.
func (w *writer) heading(p *phrase) {
	w.paragraph(p)
	w.out.WriteByte('\n')
}

// item is one of a list.
func (w *writer) item(p *phrase, values ...string) {
	w.out.WriteString("\n- ")
	p.write(w.out, w.p.known.escaped, values...)
}

// below is one of a list within an item.
func (w *writer) below(p *phrase, values ...string) {
	w.out.WriteString("\n  - ")
	p.write(w.out, w.p.known.escaped, values...)
}

// also goes on with an item.
func (w *writer) also(p *phrase, values ...string) {
	w.out.WriteByte(' ')
	p.write(w.out, w.p.known.escaped, values...)
}

func (w *writer) verdict() {
	d, says := w.d, &w.p.says
	v := w.p.known.verdicts[d.Verdict]
	w.paragraph(&says.verdict, v.Title, v.Says)
	if u, ok := w.p.known.urgencies[d.Urgency]; ok {
		w.also(&says.urgency, u.Title)
	}
	switch {
	case d.Settled && w.unread():
		w.paragraph(&says.settledLacking)
	case d.Settled:
		w.paragraph(&says.settled)
	case w.p.known.level[d.Verdict] >= 0:
		titles := make([]string, len(d.CouldBecome))
		for i, id := range d.CouldBecome {
			titles[i] = w.p.known.verdicts[id].Title
		}
		w.paragraph(&says.couldBecome, strings.Join(titles, ", "))
	}
	if d.Support != nil && len(w.told) > 0 && !w.told[0].Possible && w.p.known.level[d.Verdict] >= 0 {
		w.also(&says.support, w.p.words.standings[d.Support.Standing], w.p.words.certainties[d.Support.Certainty])
	}
	for _, r := range d.Remarks {
		w.paragraph(&says.remark, r.Says)
	}
}

// unread reports whether something could not be had of the record that might hold more than the
// verdict takes account of: a warning on record is stronger than its denial.
func (w *writer) unread() bool {
	return len(w.c.lacks) > 0 && w.p.known.level[w.d.Verdict] < w.p.known.top()
}

// reasons chooses those to tell: the certain ones behind the verdict; where there is none, those
// of which one or another decides, at the step that stops; and while the verdict is open, what
// holds already. That the screen may still find something is a question and no reason. What it
// certainly found is told also where something graver decides.
func (w *writer) reasons() {
	level := w.p.known.level[w.d.Verdict]
	stopped := map[string]bool{}
	for _, s := range w.d.Steps {
		stopped[s.ID] = s.Status == decision.StepStopped
	}
	for _, possible := range []bool{false, true} {
		for _, r := range w.d.Reasons {
			if r.Possible == possible && w.p.known.level[r.Verdict] >= level && (!possible || stopped[r.Step]) {
				w.told = append(w.told, r)
			}
		}
		if len(w.told) > 0 {
			break
		}
	}
	for i := range w.d.Reasons {
		if r := &w.d.Reasons[i]; !r.Possible && w.p.known.level[r.Verdict] < level && w.p.kind(r) >= barred {
			w.told = append(w.told, *r)
		}
	}
	if len(w.told) > mostReasons {
		w.rest = len(w.told) - mostReasons
		w.told = w.told[:mostReasons]
	}
}

func (w *writer) why() {
	if len(w.told) == 0 {
		return
	}
	says := &w.p.says
	if w.p.known.level[w.d.Verdict] < 0 {
		w.heading(&says.holding)
	} else {
		w.heading(&says.why)
	}
	for _, r := range w.told {
		w.item(&says.reason, r.Title, r.Says)
		if r.Possible {
			w.also(&says.possible)
		}
		w.onRecord(&r)
		for _, id := range r.Claims {
			w.claim(id)
		}
	}
	if w.rest > 0 {
		w.item(&says.moreReasons, strconv.Itoa(w.rest))
	}
}

// discussed is what goes with a treatment that may be discussed: the notes of the protocol,
// neither its regimen nor its instruments.
func (w *writer) discussed() {
	if w.d.Protocol == nil {
		return
	}
	w.heading(&w.p.says.discussed)
	w.item(&w.p.says.published)
	for _, n := range w.d.Protocol.Notes {
		w.item(&w.p.says.note, n.Says)
	}
}

func (w *writer) cautions() {
	n, more := 0, 0
	for _, c := range w.d.Cautions {
		if c.Possible || n == mostCautions {
			more++
			continue
		}
		if n++; n == 1 {
			w.heading(&w.p.says.heed)
		}
		w.item(&w.p.says.caution, c.Says)
	}
	if n > 0 && more > 0 {
		w.item(&w.p.says.moreCautions, strconv.Itoa(more))
	}
}

// course is what is known of a running course of treatment.
func (w *writer) course() {
	course, says := w.d.Course, &w.p.says
	if course == nil || course.Attendance == nil && len(course.Measures) == 0 {
		return
	}
	w.heading(&says.course)
	if a := course.Attendance; a != nil {
		w.item(&says.attendance, decimal(a.Attended), decimal(a.Scheduled), decimal(a.AtLeastPercent), w.reached(a.Reached))
	}
	for _, m := range course.Measures {
		switch {
		case m.Now == nil:
			w.item(&says.measureBefore, m.Title, decimal(m.Baseline), m.Unit)
			continue
		case m.Worse != nil && *m.Worse:
			w.item(&says.measure, m.Title, decimal(m.Baseline), decimal(*m.Now), m.Unit, says.worse.plain())
			continue
		}
		reached := says.none.plain()
		if m.Reached != nil {
			reached = w.reached(*m.Reached)
		}
		w.item(&says.measure, m.Title, decimal(m.Baseline), decimal(*m.Now), m.Unit, reached)
	}
}

func (w *writer) reached(yes bool) string {
	if yes {
		return w.p.says.reached.plain()
	}
	return w.p.says.notReached.plain()
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// lacks are the parts of the record that could not be had, all of them, those with one reason
// together: what they would have told is unknown.
func (w *writer) lacks() {
	var reasons []string
	parts := map[string][]string{}
	for _, l := range w.c.lacks {
		if parts[l.says] == nil {
			reasons = append(reasons, l.says)
		}
		if key := shortened(l.key, mostText); !slices.Contains(parts[l.says], key) {
			parts[l.says] = append(parts[l.says], key)
		}
	}
	for i, says := range reasons {
		if i == 0 {
			w.heading(&w.p.says.lacks)
		}
		w.item(&w.p.says.lack, strings.Join(parts[says], ", "), shortened(says, mostText))
	}
}

// contradictions are what the record says in two ways, which is left out.
func (w *writer) contradictions() {
	told := slices.Clone(w.c.disputes)
	for i, says := range told {
		if i == 0 {
			w.heading(&w.p.says.contradicted)
		}
		w.item(&w.p.says.contradiction, shortened(says, mostText))
	}
	for i := range w.chart.Unused {
		u := &w.chart.Unused[i]
		if u.Kind != fhir.Contradicted || len(told) == mostRecord || slices.Contains(told, u.Reason) || slices.Contains(w.c.taken, u.Reason) {
			continue
		}
		if told = append(told, u.Reason); len(told) == 1 {
			w.heading(&w.p.says.contradicted)
		}
		w.item(&w.p.says.contradiction, shortened(u.Reason, mostText))
	}
}

// options are what else is offered, as far as it is.
func (w *writer) options() {
	n, more, says := 0, 0, &w.p.says
	for _, o := range w.d.Options {
		stance, offers := w.p.words.stances[o.Stance]
		if !offers || o.Failed {
			continue
		}
		if o.Possible || n == mostOptions {
			more++
			continue
		}
		if n++; n == 1 {
			w.heading(&says.options)
		}
		if o.Certainty == 0 {
			w.item(&says.optionPlain, o.Title, stance)
		} else {
			w.item(&says.option, o.Title, stance, w.p.words.certainties[o.Certainty])
		}
	}
	switch {
	case n > 0 && more > 0:
		w.item(&says.moreOptions, strconv.Itoa(more))
	case more > 0:
		w.paragraph(&says.moreOptions, strconv.Itoa(more))
	}
}

func (w *writer) about() {
	info := w.d.Guideline
	w.paragraph(&w.p.says.about, w.p.known.title, strings.Join(append([]string{info.ID}, info.Overlays...), " + "), info.Version, strings.TrimPrefix(info.Digest, "sha256:"))
}
