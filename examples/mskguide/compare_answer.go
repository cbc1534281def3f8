package main

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
)

// comparisonView shows one comparison.
type comparisonView struct {
	*view
	comparison *decision.Comparison
	told       map[decision.ModalityStatus]bool // what a status means is said once
}

func (v *comparisonView) show(attributes bool) {
	k := v.comparison
	v.WriteString(v.paint(strong, k.Title) + "\n")
	v.text(2, plain, k.Says)
	v.text(2, plain, capital(v.guideline.Topic())+": "+v.verdictNamed(k.Verdict).Title+". "+v.settled())
	v.urgency()
	v.barred()
	for i := range k.Modalities {
		v.modality(&k.Modalities[i])
	}
	v.equals()
	v.selfCheck()
	if attributes {
		v.attributes()
	} else {
		v.disagreements()
	}
	v.couldBecome()
	v.footer()
}

// barred says that nothing is compared, or may not be.
func (v *comparisonView) barred() {
	bar := v.comparison.Bar
	if bar == nil {
		return
	}
	v.gap()
	if bar.Possible {
		v.entry(0, "Note:", bar.Says+" Not recorded: "+v.openFacts(bar.Missing))
		return
	}
	v.text(0, alarm, bar.Says)
	v.heading("Why")
	for _, r := range v.comparison.Reasons {
		v.reason(r, r.Title)
	}
}

// openFacts names facts by their groups where they are many.
func (v *comparisonView) openFacts(ids []string) string {
	var out []string
	shown := map[string]bool{}
	for _, g := range v.guideline.Groups() {
		if len(g.Facts) > 1 && within(g.Facts, ids) && none(g.Facts, shown) && !v.inLarger(g, ids) {
			out = append(out, g.ID+" ("+count(len(g.Facts), "fact", "facts")+")")
			mark(g.Facts, shown)
		}
	}
	for _, id := range ids {
		if !shown[id] {
			out = append(out, id)
		}
	}
	return strings.Join(out, ", ") + "."
}

func within(facts, ids []string) bool {
	in := map[string]bool{}
	mark(ids, in)
	for _, f := range facts {
		if !in[f] {
			return false
		}
	}
	return true
}

// inLarger reports whether a larger group that is open as well holds this one.
func (v *comparisonView) inLarger(g decision.Group, ids []string) bool {
	for _, larger := range v.guideline.Groups() {
		if len(larger.Facts) > len(g.Facts) && within(g.Facts, larger.Facts) && within(larger.Facts, ids) {
			return true
		}
	}
	return false
}

func (v *comparisonView) modality(m *decision.Modality) {
	status := v.guideline.ModalityStatus(m.Status)
	v.heading(m.Title + ": " + status.Title)
	if !v.told[m.Status] {
		v.text(2, plain, status.Says)
	}
	v.told[m.Status] = true
	v.text(2, plain, m.Says)
	if m.Status == decision.StatusWithheld { // what pages say for it would read as an offer
		v.withheld(m)
		return
	}
	v.needs(m)
	v.indicators(m)
	if m.Status == decision.StatusOpen {
		v.mayWithhold(m)
	}
}

func (v *comparisonView) withheld(m *decision.Modality) {
	for _, w := range m.Withheld {
		if !w.Possible {
			v.entry(2, "Withheld:", w.Says+v.standings(w.Claims))
		}
	}
}

// needs says what the verdict has to do with a therapy that the pages alone favour.
func (v *comparisonView) needs(m *decision.Modality) {
	if m.Status == decision.StatusPagesOnly {
		v.entry(2, "The guideline:", capital(v.guideline.Topic())+": "+v.verdictNamed(v.comparison.Verdict).Title+"; see mskguide decide.")
	}
	if len(m.EqualTo) > 0 {
		v.entry(2, "As an equal of:", strings.Join(v.titles(m.EqualTo), ", ")+".")
	}
}

func (v *comparisonView) titles(ids []string) []string {
	var out []string
	for _, id := range ids {
		for _, m := range v.comparison.Modalities {
			if m.ID == id {
				out = append(out, m.Title)
			}
		}
	}
	return out
}

// indicators lists the reasons that hold, and the facts on which more of them turn.
func (v *comparisonView) indicators(m *decision.Modality) {
	possible := 0
	var missing []string
	for _, i := range m.Indicators {
		if i.Possible {
			possible++
			missing = append(missing, i.Missing...)
			continue
		}
		v.row(2, 4, "+", i.Says+" "+v.quoted(i.Page, evidence.Describe(i.Standing, i.Certainty), i.Claims))
	}
	if possible > 0 {
		v.entry(2, count(possible, "reason of the pages turns", "reasons of the pages turn")+" on what is not recorded:", v.openFacts(once(missing)))
	}
}

// once drops what was there before.
func once(ids []string) (out []string) {
	seen := map[string]bool{}
	for _, id := range ids {
		if !seen[id] {
			out = append(out, id)
		}
		seen[id] = true
	}
	return out
}

// quoted is who says something, and how it stands.
func (v *comparisonView) quoted(page, stands string, claims []string) string {
	text := page + ": "
	if len(claims) > 0 {
		text += strings.Join(claims, ", ") + " "
	}
	return "[" + text + stands + "]"
}

// mayWithhold names what is not recorded and could rule the therapy out.
func (v *comparisonView) mayWithhold(m *decision.Modality) {
	var missing []string
	for _, w := range m.Withheld {
		missing = append(missing, w.Missing...)
	}
	if len(missing) > 0 {
		v.entry(2, "Could rule it out, and is not recorded:", v.openFacts(once(missing)))
	}
}

func (v *comparisonView) equals() {
	for _, e := range v.comparison.Equals {
		v.gap()
		label := "Equals:"
		text := e.Says + v.standings(e.Claims)
		if e.Possible {
			label, text = "Perhaps equals:", text+" Not recorded: "+v.openFacts(e.Missing)
		}
		v.entry(0, label, text)
	}
}

func (v *comparisonView) selfCheck() {
	s := v.comparison.SelfCheck
	if s == nil || len(s.Missing) == len(s.Items) { // nobody answered any of it
		return
	}
	v.heading(s.Title)
	v.text(2, plain, s.Says+v.standings(s.Claims))
	for _, it := range s.Items {
		title := it.Fact
		if f, ok := v.guideline.Fact(it.Fact); ok {
			title = f.Question
		}
		text := map[decision.Truth]string{decision.Holds: "counts", decision.Fails: "does not count", decision.Undecided: "open"}[it.Truth]
		v.row(2, 4, "-", title+" "+capital(it.Given)+": "+text+".")
	}
	v.text(2, plain, s.Result)
}
