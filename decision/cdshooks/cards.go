package cdshooks

import (
	"context"
	"strconv"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/evidence"
)

// mostSummary is how long a summary may be: CDS Hooks wants less than 140 characters.
const mostSummary = 139

// cards is what there is to say, nil for nothing: one card with the answer. A chart that is
// opened is answered when the record itself raises a concern, or where the site wants it.
func (p *Policy) cards(_ context.Context, c *call, chart *fhir.Chart, d *decision.Decision, q questions) []Card {
	if c.hook == patientView && !c.optedIn && !p.presses(c, chart, d) {
		return nil
	}
	f, weak := p.found(d)
	w := &writer{p: p, c: c, chart: chart, d: d, more: isAddress(q.more)}
	w.reasons()
	raises, loud := w.loud()
	if f == undecided && len(w.raised()) > 0 {
		f = raised
	}
	card := Card{
		UUID:            cardID(c, 0),
		Detail:          w.detail(),
		Indicator:       p.indicator(d, f, weak, p.setting(c)),
		Source:          p.source,
		OverrideReasons: p.override,
	}
	switch doubts := w.doubting(); {
	case len(doubts) > 0:
		card.Summary = shortened(w.p.says.summaryDoubt.plain(doubts[0], w.summary(f, weak)), mostSummary)
	case loud:
		card.Summary = w.raising(raises)
	default:
		card.Summary = w.summary(f, weak)
	}
	card.Links = w.links(q)
	if card.Suggestions = w.suggestions(card.UUID); card.Suggestions != nil {
		card.SelectionBehavior = "any"
	}
	return []Card{card}
}

// setting is where the card of a call appears.
func (p *Policy) setting(c *call) setting {
	if c.hook == orderSelect || c.hook == orderSign {
		if p.inOrders(c) == ofReferral {
			return onReferral
		}
		return onOrder
	}
	return onChart
}

// summary is the answer in a line: the verdict, and the first reason or how much is open.
func (w *writer) summary(f finding, weak bool) string {
	says, verdict := &w.p.says, w.p.known.verdicts[w.d.Verdict].Title
	text := says.summary.plain(verdict)
	switch {
	case w.p.known.level[w.d.Verdict] < 0:
		text = says.summaryAsk.plain(verdict, strconv.Itoa(len(w.d.Missing)))
	case len(w.told) == 0 || w.told[0].Possible:
	case w.p.known.level[w.d.Verdict] == 0: // whose own words hold it in bounds
		text = says.summaryWhy.plain(verdict, w.p.known.verdicts[w.d.Verdict].Says)
		if weak {
			text = says.summaryWeak.plain(verdict, w.p.known.verdicts[w.d.Verdict].Says)
		}
	case weak && f == alarming: // it is the source that is weak, and not the concern
		text = says.summarySign.plain(verdict, w.told[0].Title, w.sign(w.told[0].Claims))
	case weak:
		text = says.summaryWeak.plain(verdict, w.told[0].Title)
	default:
		text = says.summaryWhy.plain(verdict, w.leads(f).Title)
	}
	return shortened(text, mostSummary)
}

// leads is the first reason for what a decision comes to that is not weak, so that the name of what is
// weakly supported is never told as well supported.
func (w *writer) leads(f finding) decision.Reason {
	for i := range w.told {
		if r := &w.told[i]; w.p.kind(r) == f && w.p.known.level[r.Verdict] >= w.p.known.level[w.d.Verdict] && !weakly(w.d, r.Claims) {
			return *r
		}
	}
	return w.told[0]
}

// sign says how the source of a warning sign stands, by the weakest of its claims.
func (w *writer) sign(claims []string) string {
	worst := &w.p.says.signUncertain
	for _, id := range claims {
		c := claimOf(w.d, id)
		switch {
		case c == nil || c.Standing == evidence.Untraced:
			return w.p.says.signUntraced.plain()
		case c.Standing == evidence.Disputed:
			worst = &w.p.says.signDisputed
		}
	}
	return worst.plain()
}

// raising is what the record raises, in a line: a sign that it affirms and is not sure of, or a
// question for which it has a reason.
func (w *writer) raising(one fhir.Prompt) string {
	because, says := one.Because[0], &w.p.says.summaryAsks
	if because.Kind == fhir.Doubtful {
		says = &w.p.says.summaryRaised
	}
	source := because.Resource
	if because.Date != "" {
		source += ", " + because.Date
	}
	return shortened(says.plain(w.p.known.facts[one.Fact].Title, source), mostSummary)
}
