package cdshooks

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// raised are the questions of the record about what the safety screen asks for, what it affirms
// first, then the most severe, and of those alike in asking order. What was denied and is to be
// asked again raises nothing.
func (w *writer) raised() []fhir.Prompt { return w.p.raisedIn(w.chart) }

func (p *Policy) raisedIn(chart *fhir.Chart) (list []fhir.Prompt) {
	for _, one := range chart.Prompts {
		if _, screened := p.known.screened[one.Fact]; !screened || chart.Facts[one.Fact] == true { // which is told as a fact
			continue
		}
		one.Because = slices.DeleteFunc(slices.Clone(one.Because), func(b fhir.Because) bool { return b.Kind == fhir.Outdated })
		slices.SortStableFunc(one.Because, affirmedFirst)
		if len(one.Because) > 0 {
			list = append(list, one)
		}
	}
	slices.SortStableFunc(list, func(a, b fhir.Prompt) int {
		return cmp.Or(affirmedFirst(a.Because[0], b.Because[0]), p.known.screened[b.Fact]-p.known.screened[a.Fact])
	})
	return list
}

// affirmedFirst orders what says yes and is not sure before what only makes somebody ask.
func affirmedFirst(a, b fhir.Because) int {
	switch doubtful := a.Kind == fhir.Doubtful; {
	case doubtful == (b.Kind == fhir.Doubtful):
		return 0
	case doubtful:
		return -1
	}
	return 1
}

// loud is what is told before all else while the verdict is open or the mildest: the first of them
// that is not settled.
func (w *writer) loud() (fhir.Prompt, bool) {
	if w.p.known.level[w.d.Verdict] > 0 {
		return fhir.Prompt{}, false
	}
	return w.unsettled()
}

// unsettled is the first question of the record that nobody has answered since.
func (w *writer) unsettled() (fhir.Prompt, bool) {
	list := w.raised()
	i := slices.IndexFunc(list, func(one fhir.Prompt) bool { return !w.settled(one) })
	if i < 0 {
		return fhir.Prompt{}, false
	}
	return list[i], true
}

// presses reports whether the screen certainly raised a concern, or the record may.
func (p *Policy) presses(c *call, chart *fhir.Chart, d *decision.Decision) bool {
	f, _ := p.found(d)
	return f == alarming || (&writer{p: p, c: c, chart: chart, d: d}).mayBeRedFlag()
}

// mayBeRedFlag reports whether the record says yes to what the most severe verdict stands for, and
// not for sure.
func (w *writer) mayBeRedFlag() bool {
	return slices.ContainsFunc(w.raised(), func(one fhir.Prompt) bool {
		return w.p.known.screened[one.Fact] == w.p.known.top() && !w.settled(one) &&
			slices.ContainsFunc(one.Because, func(b fhir.Because) bool { return b.Kind == fhir.Doubtful })
	})
}

// settled reports whether a question was answered after the record raised it. A denial of before,
// or of a time that cannot be compared, does not make a diagnosis unsaid.
func (w *writer) settled(one fhir.Prompt) bool {
	if _, known := w.chart.Facts[one.Fact]; !known {
		return false
	}
	here := w.c.at.Location()
	return slices.ContainsFunc(w.chart.Sources, func(s fhir.Source) bool {
		return s.Fact == one.Fact && !slices.ContainsFunc(one.Because, func(b fhir.Because) bool { return !fhir.SurelyBefore(b.Date, s.Date, here) })
	})
}

// raises tells what the record raises, and does not settle.
func (w *writer) raises() {
	list := w.raised()
	for i, one := range list {
		if i == 0 {
			w.heading(&w.p.says.raises)
		}
		if i == mostRecord {
			w.item(&w.p.says.moreReasons, decimal(float64(len(list)-mostRecord)))
			return
		}
		because := one.Because[0]
		w.item(&w.p.says.raise, w.p.known.facts[one.Fact].Title, strings.TrimSpace(shortened(because.Says, mostText)+" "+because.Date))
	}
}

// onRecord tells from what of the record the facts of a reason are known: what says yes before
// what says no.
func (w *writer) onRecord(r *decision.Reason) {
	facts := w.p.known.rules[r.Rule]
	var told []string
	for _, no := range []bool{false, true} {
		for i := range w.chart.Sources {
			s := &w.chart.Sources[i]
			if len(told) == mostRaised || no != (s.Value == false) || !slices.Contains(facts, s.Fact) {
				continue
			}
			place := s.Resource
			if s.ID != "" {
				place += "/" + s.ID
			}
			if s.Date != "" {
				place += ", " + s.Date
			}
			if mark := place + s.Says; !slices.Contains(told, mark) {
				told = append(told, mark)
				w.below(&w.p.says.onRecord, place, shortened(s.Says, mostText))
			}
		}
	}
}

// screens reports whether the record certainly says yes to something that the screen asks for, or
// raises it.
func (p *Policy) screens(chart *fhir.Chart) bool {
	for fact := range p.known.screened {
		if chart.Facts[fact] == true {
			return true
		}
	}
	return len(p.raisedIn(chart)) > 0
}

// complains reports whether the record has a complaint that the guideline knows, in part or as a
// question, or the order names one.
func (p *Policy) complains(c *call, chart *fhir.Chart) bool {
	_, known := chart.Facts[p.order.reason]
	return known || c.named || slices.ContainsFunc(chart.Prompts, func(one fhir.Prompt) bool { return one.Fact == p.order.reason })
}

// answeredFor says for what the answer is: where, for what and since when, as far as that is known.
func (w *writer) answeredFor() {
	var list []string
	for _, fact := range []string{w.p.order.reason, w.p.order.site, w.p.order.lasting} {
		f := w.p.known.facts[fact]
		value := w.p.says.notKnown.plain()
		if v, known := w.chart.Facts[fact]; known {
			value = w.p.words.value(f, v, &w.p.says)
		}
		list = append(list, w.p.says.answer.plain(f.Title, value))
	}
	w.paragraph(&w.p.says.answeredFor, strings.Join(list, "; "))
}

// value is what is known of a choice or a number, in words.
func (w *words) value(f decision.Fact, value any, says *phrases) string {
	titles := make([]string, 0, 2)
	for _, id := range choicesOf(value) {
		title := id
		for _, c := range f.Choices {
			if c.ID == id {
				title = c.Title
			}
		}
		titles = append(titles, title)
	}
	if len(titles) > 0 {
		return strings.Join(titles, says.or.plain())
	}
	if bounds, partly := value.(map[string]any); partly {
		for _, b := range []struct {
			key  string
			says *phrase
		}{{"at_least", &says.atLeast}, {"more_than", &says.moreThan}, {"at_most", &says.atMost}, {"less_than", &says.lessThan}} {
			if n, ok := numberOf(bounds[b.key]); ok {
				titles = append(titles, b.says.plain(n))
			}
		}
		return strings.TrimSpace(strings.Join(titles, ", ") + " " + f.Unit)
	}
	if n, ok := numberOf(value); ok {
		return strings.TrimSpace(n + " " + f.Unit)
	}
	return says.notKnown.plain()
}

// numberOf is a number as it is shown: a duration that was counted in days, to a tenth.
func numberOf(v any) (string, bool) {
	switch n := v.(type) {
	case float64:
		return decimal(float64(int64(n*10)) / 10), true
	case int:
		return decimal(float64(n)), true
	}
	return "", false
}

// doubts say first what makes the whole record doubtful.
func (w *writer) doubts() {
	for _, says := range w.doubting() {
		w.paragraph(&w.p.says.doubt, shortened(says, mostText))
	}
}

func (w *writer) doubtful() bool { return len(w.doubting()) > 0 }

// doubting are the problems of a record that somebody who acts on it has to know first.
func (w *writer) doubting() (says []string) {
	for i := range w.chart.Problems {
		if p := &w.chart.Problems[i]; p.Kind.Grave() && !slices.Contains(says, p.Says) {
			says = append(says, p.Says)
		}
	}
	return says
}
