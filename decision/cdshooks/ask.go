package cdshooks

import (
	"slices"
	"strconv"
	"strings"
)

// questions are the first of those that can still change the answer: one that the record answers
// in part, and then in the order of the guideline, step by step, and within a step in asking
// order. A group of which nothing is known is asked as one. Where the verdict is settled, they
// are those that can make it more urgent.
func (w *writer) questions() {
	open := w.open()
	if len(open) == 0 {
		return
	}
	says := &w.p.says
	if len(w.d.Missing) == 0 {
		w.heading(&says.askUrgency)
	} else {
		w.heading(&says.ask)
	}
	asked := w.page.noneAsked()
	for _, id := range open[:min(mostQuestions, len(open))] {
		for _, fact := range w.ask(id) {
			asked[fact] = true
		}
	}
	left := 0
	for _, fact := range w.missing() {
		if !asked[fact] {
			left++
		}
	}
	w.paragraph(&says.chosen)
	switch {
	case left > 0 && w.more:
		w.also(&says.behind, strconv.Itoa(left))
	case left > 0:
		w.also(&says.moreQuestions, strconv.Itoa(left))
	}
}

func (w *writer) missing() []string {
	if len(w.d.Missing) == 0 {
		return w.d.UrgencyMissing
	}
	return w.d.Missing
}

// open are the facts and groups that are asked about, each fact once. What the order says
// otherwise than the record comes first; where it does not, what the record tells in part, one of
// it: that is answered by choosing.
func (w *writer) open() []string {
	if len(w.d.Missing) == 0 {
		return w.d.UrgencyMissing
	}
	var list []string
	asked := w.page.noneAsked()
	for _, fact := range w.d.Missing {
		if w.c.said[fact] != nil && len(list) < mostQuestions {
			list = append(list, fact)
			asked[fact] = true
		}
	}
	if i := slices.IndexFunc(w.d.Missing, w.inPart); i >= 0 && len(list) == 0 {
		list = append(list, w.d.Missing[i])
		asked[w.d.Missing[i]] = true
	}
	for _, step := range w.d.Steps {
		for _, id := range step.Open {
			known := true
			for _, fact := range w.factsOf(id) {
				known = known && asked[fact]
				asked[fact] = true
			}
			if !known {
				list = append(list, id)
			}
		}
		if len(list) >= mostQuestions {
			break
		}
	}
	return list
}

// inPart reports whether a fact is known, and not to one value.
func (w *writer) inPart(fact string) bool {
	_, partly := w.chart.Facts[fact].(map[string]any)
	return partly
}

// factsOf are those that an id stands for: a group or a fact.
func (w *writer) factsOf(id string) []string {
	if group, ok := w.p.known.groups[id]; ok {
		return group.Facts
	}
	return []string{id}
}

// ask writes a question with what the record has to say to it.
func (w *writer) ask(id string) (facts []string) {
	facts = w.factsOf(id)
	if group, ok := w.p.known.groups[id]; ok {
		w.item(&w.p.says.questions, group.Title, strconv.Itoa(len(facts)), w.p.known.listed[id])
	} else {
		w.item(&w.p.says.question, w.p.known.facts[id].Question)
	}
	n, order := 0, &w.p.says.ordered
	if len(w.c.meant) > 1 {
		order = &w.p.says.orderedOfSome
	}
	for _, fact := range facts {
		said := w.c.said[fact]
		for _, says := range said[:min(mostRecord, len(said))] {
			w.below(order, says)
		}
		if more := len(said) - mostRecord; more > 0 {
			w.below(&w.p.says.moreReasons, strconv.Itoa(more))
		}
		for _, says := range w.recorded(fact) {
			if n++; n <= mostRaised {
				w.below(&w.p.says.raised, shortened(says, mostText))
			}
		}
	}
	return facts
}

// recorded is what the record has to say to a question.
func (w *writer) recorded(fact string) (says []string) {
	for _, p := range w.chart.Prompts {
		if p.Fact == fact {
			for _, because := range p.Because {
				says = append(says, strings.TrimSpace(because.Says+" "+because.Date))
			}
		}
	}
	if len(says) > 0 || !w.inPart(fact) {
		return says
	}
	for _, s := range w.chart.Sources {
		if s.Fact == fact {
			says = append(says, s.Says)
		}
	}
	return says
}
