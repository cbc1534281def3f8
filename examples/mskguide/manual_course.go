package main

import (
	"fmt"
	"strings"
)

func (m *manual) protocol() {
	p := m.review.Protocol
	if p == nil {
		return
	}
	m.line("**%s**: shown only when “%s” is the answer and settled.\n", marked(p.Title), marked(m.Verdicts()[0].Title))
	m.quote(p.Says)
	if p.NotForOrders {
		m.line("For information; not to be made into an order.\n")
	}
	m.line("Claims: %s.\n", m.evidence(p.Claims))
	for _, it := range p.Items {
		m.line("#### %s\n", marked(it.Title))
		m.line("`%s`, %s. %s.\n", it.ID, it.Place, shownWhen(it.InWords))
		m.quote(it.Says)
		if it.Withheld != "" {
			m.line("Else:\n")
			m.quote(it.Withheld)
		}
		m.line("Claims: %s.\n", m.evidence(it.Claims))
	}
	m.schedule()
	m.notes()
}

func (m *manual) schedule() {
	s := m.review.Protocol.Schedule
	if s == nil {
		return
	}
	m.line("#### Schedule\n")
	m.quote(s.Says)
	m.line("| Phase | Sessions | A week |\n|---|---|---|")
	for _, p := range s.Phases {
		m.line("| %s | %d | %s |", marked(p.Title), p.Sessions, number(p.PerWeek))
	}
	m.line("| In all | %d | in %s weeks |\n", s.Sessions, number(s.Weeks))
	m.line("Claims: %s.\n", m.evidence(s.Claims))
}

func (m *manual) notes() {
	p := m.review.Protocol
	if len(p.Notes) > 0 {
		m.line("#### With every protocol\n")
	}
	for _, n := range p.Notes {
		m.line("- %s (`%s`; claims: %s)", marked(n.Says), n.ID, m.evidence(n.Claims))
	}
	m.line("")
	if p.Acknowledge != "" {
		m.line("Over the cautions that hold:\n")
		m.quote(p.Acknowledge)
	}
}

func (m *manual) course() {
	if a := m.review.Attendance; a != nil {
		m.line("Attendance is reached when `%s` is at least %s %% of `%s`, without rounding.\n", a.Attended, number(a.AtLeastPercent), a.Scheduled)
	}
	for _, s := range m.review.Measures {
		better := "lower"
		if s.HigherIsBetter {
			better = "higher"
		}
		m.line("#### %s\n", marked(s.Title))
		m.line("`%s`, %s. From `%s` to `%s`; %s is better. The change that matters to patients; reaching it exactly counts:\n", s.ID, s.Place, s.Baseline, s.Now, better)
		for i, c := range s.Changes {
			when := ""
			switch {
			case c.InWords != nil:
				when = " when " + oneLine(*c.InWords)
			case i > 0:
				when = " otherwise"
			}
			m.line("- %s %s%s", number(c.Change), s.Unit, when)
		}
		m.line("\nClaims: %s.\n", m.evidence(s.Claims))
	}
}

func (m *manual) remarks() {
	for _, r := range m.review.Remarks {
		m.line("`%s`, %s. Shown when %s:\n", r.ID, r.Place, marked(strings.Join(r.When, ", and ")))
		m.quote(r.Says)
	}
}

func (m *manual) checks() {
	for _, c := range m.review.Checks {
		m.line("`%s`, %s. Refused when %s:\n", c.ID, c.Place, oneLine(c.InWords))
		m.quote(c.Says)
	}
}

func (m *manual) facts() {
	m.line("In asking order; what is not known is never taken for a no.\n")
	section := "none yet"
	for _, f := range m.Facts() {
		if s := strings.Join(f.Groups, " "); s != section {
			section = s
			m.groups(f.Groups)
		}
		m.line("- **%s** (`%s`; %s) %s", marked(f.Title), f.ID, factType(f), marked(strings.TrimSpace(f.Question+" "+f.Help)))
		for _, c := range f.Choices {
			m.line("  - %s (`%s`)", marked(c.Title), c.ID)
		}
		if text := transitions(f); text != "" {
			m.line("  - by time or care: %s", marked(text))
		}
	}
	m.line("")
}

// groups is the heading over facts that share their groups, the innermost first.
func (m *manual) groups(ids []string) {
	titles, help := []string{}, ""
	for _, id := range ids {
		for _, g := range m.Groups() {
			if g.ID == id {
				titles = append(titles, fmt.Sprintf("%s (`%s`)", marked(g.Title), g.ID))
				help += " " + marked(g.Help)
			}
		}
	}
	if len(titles) == 0 {
		titles = []string{"In no group"}
	}
	m.line("\n%s\n", strings.TrimRight(strings.Join(titles, ", in ")+"."+help, " "))
}
