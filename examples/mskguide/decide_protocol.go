package main

import (
	"strings"
	"time"

	"github.com/mskguide/mskguide/decision"
)

// protocol shows how the guideline would carry the treatment out; it comes with the
// settled least severe verdict only.
func (v *view) protocol() {
	p := v.decision.Protocol
	if p == nil {
		if !v.start.IsZero() {
			v.gap()
			v.text(0, plain, "No sessions are dated: a protocol goes only with a settled “"+v.guideline.Verdicts()[0].Title+"”.")
		}
		return
	}
	v.heading(p.Title)
	v.text(2, plain, p.Says+v.standings(p.Claims))
	for _, item := range p.Items {
		label := item.Title + ":"
		if item.Withheld {
			label = item.Title + " (withheld):"
		}
		v.entry(2, label, item.Says+v.standings(item.Claims))
	}
	v.schedule(p.Schedule)
	for _, note := range p.Notes {
		v.entry(2, "-", note.Says+v.standings(note.Claims))
	}
	if p.NotForOrders {
		v.entry(2, "-", "For information; not to be made into an order.")
	}
	v.acknowledge(p.Acknowledge)
}

func (v *view) schedule(s *decision.Schedule) {
	if s == nil {
		return
	}
	v.entry(2, "Schedule:", count(s.Sessions, "session", "sessions")+" in "+number(s.Weeks)+" weeks. "+s.Says+v.standings(s.Claims))
	for _, p := range s.Phases {
		v.entry(4, p.Title+":", count(p.Sessions, "session", "sessions"))
	}
	if v.start.IsZero() {
		return
	}
	v.text(2, strong, "Sessions from "+v.start.Format(time.DateOnly)+", as that schedule would date them")
	days := map[string][]string{}
	for _, session := range s.Plan(v.start) {
		days[session.Phase] = append(days[session.Phase], session.Date.Format(time.DateOnly))
	}
	for _, p := range s.Phases {
		v.entry(4, p.Title+":", strings.Join(days[p.Title], ", "))
	}
}

func (v *view) acknowledge(a *decision.Acknowledge) {
	if a == nil {
		return
	}
	v.text(2, strong, a.Says)
	if len(a.Cautions) == 0 {
		v.entry(4, "-", "none is known to hold")
	}
	titles := v.ruleTitles()
	for _, id := range a.Cautions {
		v.entry(4, "-", titles[id]+" ("+id+")")
	}
}
