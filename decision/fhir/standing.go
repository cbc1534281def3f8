package fhir

import "strconv"

// standing is how far what a resource says holds for the patient now.
type standing struct {
	level level
	why   string // why it does not hold
	doubt string // of what is over: why it asks even where that counts
	began span   // when it began, where that is told apart from when it was recorded
}

type level int

const (
	holds  level = iota // it gives facts
	unsure              // it asks
	past                // it is over: only entries that count then are heeded
	gone                // it says nothing
)

// apply does what the entries say that a concept names, and reports whether they said anything.
func (r *reader) apply(res *resource, hits []hit, c concept, element string, s standing, when span) {
	for _, h := range hits {
		said := c.name() + h.note
		if s.level == past && !h.entry.past {
			r.drop(res, "", Status, "%s: %s", said, s.why)
			continue
		}
		doubt := s.why
		switch {
		case s.level == past:
			doubt = s.doubt
		case s.level == holds && s.began.known():
			doubt = r.longAgo(h.entry.within, s.began)
		case s.level == holds:
			doubt = r.longAgo(h.entry.within, when)
		}
		for _, g := range h.entry.gives {
			if doubt == "" {
				r.claim(res, g.fact, g.value, element, when, said)
			} else {
				r.ask(res, g.fact, element, when, "%s: %s", said, doubt)
			}
		}
		for _, a := range h.entry.asks {
			switch {
			case a.says != "":
				r.ask(res, a.fact, element, when, "%s: %s", said, a.says)
			case s.why != "":
				r.ask(res, a.fact, element, when, "%s: %s", said, s.why)
			default:
				r.ask(res, a.fact, element, when, "%s", said)
			}
		}
	}
}

// longAgo says why something that holds for some weeks only no longer counts; "" if it does.
func (r *reader) longAgo(weeks float64, when span) string {
	switch {
	case weeks == 0:
	case !when.hasLast:
		return "it has no date, and counts for " + decimal(weeks) + " weeks"
	case float64(r.at-when.last) > weeks*7:
		return "that was " + decimal(weeks) + " weeks ago or longer"
	}
	return ""
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
