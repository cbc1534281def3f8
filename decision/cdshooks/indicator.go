package cdshooks

import (
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
)

// finding is what an answer comes to, for how urgently it is told.
type finding int

// By rising urgency.
const (
	undecided finding = iota // more is to be known, or nothing speaks against the treatment
	raised                   // likewise, and the record raises what the screen asks for
	against                  // a no that is certain
	barred                   // the screen certainly bars the treatment, by a protected rule whose verdict may be critical
	alarming                 // the screen certainly raises what the most severe verdict stands for
)

// setting is where a card appears.
type setting int

// The settings.
const (
	onChart    setting = iota // beside a chart, with no order at hand
	onReferral                // beside an order that may lead to the treatment
	onOrder                   // beside an order of the treatment
)

// indicate is how urgent a card is, by what it says, how well that is supported, and where it
// appears. Nothing but the safety screen is critical; what is weakly supported is at most a
// warning beside an order and information on a chart.
func indicate(f finding, weak bool, at setting) Indicator {
	switch {
	case f == undecided, f == raised && at != onOrder:
		return Notice
	case f == raised:
		return Warning
	case weak && at == onChart:
		return Notice
	case at == onReferral && f == against:
		return Notice
	case at == onReferral && f == barred && weak:
		return Notice
	case weak || f == against:
		return Warning
	case f == barred && at != onOrder:
		return Warning
	}
	return Critical
}

// found is what a decision comes to, and whether the best supported reason for it is weak:
// disputed, untraced or of very low certainty. So may be that for the mildest verdict, too.
func (p *Policy) found(d *decision.Decision) (f finding, weak bool) {
	level := p.known.level[d.Verdict]
	if level < 0 {
		return undecided, false
	}
	weak = true
	for i := range d.Reasons {
		r := &d.Reasons[i]
		if r.Possible || p.known.level[r.Verdict] < level {
			continue
		}
		if kind, isWeak := p.kind(r), weakly(d, r.Claims); kind > f {
			f, weak = kind, isWeak
		} else if kind == f {
			weak = weak && isWeak
		}
	}
	if level > 0 {
		f = max(f, against)
	}
	return f, weak
}

// kind is what a reason that is certain comes to by itself.
func (p *Policy) kind(r *decision.Reason) finding {
	level := p.known.level[r.Verdict]
	switch {
	case p.known.screens[r.Rule] && p.critical[r.Verdict] && level == p.known.top():
		return alarming
	case p.known.screens[r.Rule] && p.critical[r.Verdict]:
		return barred
	case level > 0:
		return against
	}
	return undecided
}

// indicator is how urgently a decision is told: that of its verdict, or of what the screen certainly
// found beside it. A second danger, less well supported, makes the first no milder.
func (p *Policy) indicator(d *decision.Decision, f finding, weak bool, at setting) Indicator {
	most := indicate(f, weak, at)
	for i := range d.Reasons {
		r := &d.Reasons[i]
		if kind := p.kind(r); !r.Possible && kind >= barred {
			most = graver(most, indicate(kind, weakly(d, r.Claims), at))
		}
	}
	return most
}

// graver is the more urgent one.
func graver(a, b Indicator) Indicator {
	if a == Critical || b == Notice {
		return a
	}
	return b
}

// weakly reports whether one of the claims is weak, or there is none.
func weakly(d *decision.Decision, claims []string) bool {
	for _, id := range claims {
		c := claimOf(d, id)
		if c == nil || c.Standing >= evidence.Disputed || c.Certainty == evidence.VeryLow {
			return true
		}
	}
	return len(claims) == 0
}

// claimOf finds a claim among those that a decision cites.
func claimOf(d *decision.Decision, id string) *decision.Claim {
	for i := range d.Evidence {
		if d.Evidence[i].Claim == id {
			return &d.Evidence[i]
		}
	}
	return nil
}
