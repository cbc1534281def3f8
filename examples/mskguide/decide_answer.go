package main

import (
	"strings"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
)

// view shows one decision.
type view struct {
	*page
	guideline *decision.Guideline
	decision  *decision.Decision
	start     time.Time // zero: no plan is asked for
}

func (v *view) answer(x *decision.Explanation) {
	v.verdict()
	v.disagreement(v.reasons())
	v.cautions()
	v.options()
	v.notRecorded()
	v.couldBecome()
	v.remarks()
	v.protocol()
	v.course()
	if x != nil {
		v.explanation(x)
	}
	v.footer()
}

// verdict is the answer in short: the line to read first.
func (v *view) verdict() {
	d := v.decision
	n := v.verdictNamed(d.Verdict)
	v.WriteString(v.paint(strong, capital(v.guideline.Topic())+": "+n.Title) + "\n")
	v.text(2, plain, sentence(n.Says)+" "+v.settled())
	if s := d.Support; s != nil {
		v.text(2, plain, "Support: "+evidence.Describe(s.Standing, s.Certainty)+".")
	}
	v.urgency()
}

// urgency is how urgent the verdict is; while something more urgent has not been denied, at least.
func (v *view) urgency() {
	d := v.decision
	text, u := "Urgency: ", named(v.guideline.Urgencies(), d.Urgency)
	switch {
	case d.Urgency == "" && len(d.UrgencyMissing) == 0:
		return
	case d.Urgency == "":
		text += "not known yet."
	case len(d.UrgencyMissing) > 0:
		text += "at least " + sentence(uncapital(u.Title))
	default:
		text += sentence(u.Title)
	}
	text += " " + u.Says
	if more := v.moreUrgent(); more != "" {
		text = strings.TrimSpace(text) + " " + more
	}
	v.text(2, alarm, text)
}

// moreUrgent says how much more urgent it could be, empty for not at all.
func (v *view) moreUrgent() string {
	d := v.decision
	if len(d.UrgencyMissing) == 0 {
		return ""
	}
	most := named(v.guideline.Urgencies(), d.UrgencyCouldBecome[len(d.UrgencyCouldBecome)-1]).Title
	return count(len(d.UrgencyMissing), "fact that is", "facts that are") + " not recorded could make it more urgent, up to: " + sentence(uncapital(most))
}

func (v *view) settled() string {
	switch {
	case v.decision.Settled:
		return "Settled: nothing that is not recorded can change it."
	case v.undecided():
		return "Not settled: what is not recorded decides it."
	}
	return "Not settled: what is not recorded can only make it firmer."
}

// undecided reports that the answer is none of the verdicts.
func (v *view) undecided() bool { return v.severity(v.decision.Verdict) < 0 }

// severity is the place of a verdict, -1 when the id is none.
func (v *view) severity(id string) int {
	for i, n := range v.guideline.Verdicts() {
		if n.ID == id {
			return i
		}
	}
	return -1
}

func (v *view) verdictNamed(id string) decision.Named {
	if v.severity(id) < 0 {
		return v.guideline.NeedsInformation()
	}
	return named(v.guideline.Verdicts(), id)
}

// cautions are shown in full when they certainly apply, else only named.
func (v *view) cautions() {
	if len(v.decision.Cautions) == 0 {
		return
	}
	v.heading("Cautions")
	titles := v.ruleTitles()
	shown, later := v.cautionsNow()
	var possible []string
	for _, c := range shown {
		if c.Possible {
			possible = append(possible, titles[c.Rule])
			continue
		}
		v.entry(2, titles[c.Rule]+":", c.Says+v.standings(c.Claims))
	}
	if len(possible) > 0 {
		v.entry(2, "Possible, as far as is recorded:", strings.Join(possible, "; ")+".")
	}
	if later > 0 {
		v.text(2, plain, laterCautions(later))
	}
}

// cautionsNow is the cautions to show and how many are left out: beside a verdict that is told
// alone those of the first step are shown, for the others speak of treatment.
func (v *view) cautionsNow() (shown []decision.Caution, later int) {
	if !v.toldAlone() {
		return v.decision.Cautions, 0
	}
	steps := map[string]string{}
	for _, r := range v.guideline.Rules() {
		steps[r.ID] = r.Step
	}
	for _, c := range v.decision.Cautions {
		if steps[c.Rule] == v.guideline.Steps()[0].ID {
			shown = append(shown, c)
		}
	}
	return shown, len(v.decision.Cautions) - len(shown)
}

func laterCautions(n int) string {
	return count(n, "more caution matters", "more cautions matter") + " once the concern has been settled; the answer as JSON holds all of them."
}

func (v *view) ruleTitles() map[string]string {
	titles := map[string]string{}
	for _, r := range v.guideline.Rules() {
		titles[r.ID] = r.Title
	}
	return titles
}

func (v *view) couldBecome() {
	d := v.decision
	if len(d.CouldBecome) > 0 {
		var titles []string
		for _, id := range d.CouldBecome {
			titles = append(titles, v.verdictNamed(id).Title)
		}
		v.gap()
		v.entry(0, "Could become:", strings.Join(titles, "; ")+".")
	}
	if !d.Exact {
		v.gap()
		v.entry(0, "Not exact:", "what is not recorded, what the verdict could become and what is possible may hold too much, never too little.")
	}
}

func (v *view) remarks() {
	for _, r := range v.decision.Remarks {
		v.gap()
		v.entry(0, "Note:", r.Says)
	}
}

// disclaimer is the last line of every answer.
const disclaimer = "Not a medical device; for clinicians. Its rules are checked; it is not clinically validated."

func (v *view) footer() {
	v.gap()
	v.text(0, faint, v.identity())
	for _, o := range v.guideline.Overlays() {
		v.text(2, faint, overlayLine(o))
	}
	v.text(0, faint, disclaimer)
}

// overlayLine says on what an overlay rests, so that whoever reads the answer can check it.
func overlayLine(o decision.OverlayInfo) string {
	return o.ID + ": " + o.Title + ". Authority: " + o.Authority + ". In force: " + o.InForce + "."
}

// identity names the guideline that answered.
func (v *view) identity() string {
	i := v.decision.Guideline
	text := "Guideline " + i.ID + " " + i.Version + ", " + shortDigest(i.Digest)
	if len(i.Overlays) > 0 {
		text += ", with " + strings.Join(i.Overlays, ", ")
	}
	return text + "."
}

// shortDigest is enough of a digest to tell two guidelines apart by eye.
func shortDigest(digest string) string {
	const shown = len("sha256:") + 12
	return digest[:min(shown, len(digest))]
}
