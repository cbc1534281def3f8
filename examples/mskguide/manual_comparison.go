package main

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
)

func (m *manual) comparison() {
	k := m.review.Comparison
	if k == nil {
		return
	}
	m.line("**%s** Treatments side by side, without score or rank, in the order below.\n", marked(k.Title))
	m.quote(k.Says)
	m.line("Claims: %s.\n", m.evidence(k.Claims))
	if b := k.Barred; b != nil {
		m.line("Nothing is compared beside “%s” or a more severe answer:\n", marked(m.gives(b.Verdict)))
		m.quote(b.Says)
		m.line("While that is still possible:\n")
		m.quote(b.Open)
	}
	m.line("### How a treatment comes out\n")
	for _, s := range k.Statuses {
		m.named(s)
	}
	m.line("\n### Treatments\n")
	for _, t := range k.Modalities {
		m.modality(t)
	}
	m.comparisonRules(decision.WithheldRule, "What withholds a treatment, and any combination that holds it", "Withholds")
	m.comparisonRules(decision.EqualsRule, "Where treatments are equals: a reason for one is a reason for all", "Makes equals of")
	m.comparisonRules(decision.IndicatorRule, "Reasons that pages give, none of them advice", "For")
	m.attributes()
	m.pages()
}

func (m *manual) modality(t decision.ModalityText) {
	m.line("#### %s\n", marked(t.Title))
	text := "`" + t.ID + "`, " + t.Place + "."
	if len(t.Parts) > 0 {
		text += " Parts: " + m.modalities(t.Parts) + "."
	}
	for _, v := range t.OnlyWith {
		text += " Favoured only where the answer is “" + marked(m.gives(v)) + "”."
	}
	m.line("%s\n", text)
	m.quote(t.Says)
	m.line("Claims: %s.\n", m.evidence(t.Claims))
}

// modalities names treatments by their titles.
func (m *manual) modalities(ids []string) string {
	var titles []string
	for _, id := range ids {
		for _, t := range m.review.Comparison.Modalities {
			if t.ID == id {
				titles = append(titles, marked(t.Title))
			}
		}
	}
	return strings.Join(titles, "; ")
}

// comparisonRules lists the entries of one kind with their conditions in words.
func (m *manual) comparisonRules(kind decision.ComparisonKind, heading, does string) {
	for _, r := range m.review.Comparison.Rules {
		if r.Kind != kind {
			continue
		}
		if heading != "" {
			m.line("### %s\n", heading)
			heading = ""
		}
		page := ""
		if r.Page != "" {
			page = " By page `" + r.Page + "`."
		}
		m.line("`%s`, %s. %s: **%s**.%s When %s:\n", r.ID, r.Place, does, m.modalities(r.Of), page, oneLine(r.InWords))
		m.quote(r.Says)
		m.line("Claims: %s.\n", m.pageEvidence(r.Claims))
	}
}

// pageEvidence is evidence for what pages say; they may be alone with it.
func (m *manual) pageEvidence(claims []string) string {
	if len(claims) == 0 {
		return "none; untraced beyond the page"
	}
	return m.evidence(claims)
}

// attributes lists what the pages say of the treatments, one side of them after the other.
func (m *manual) attributes() {
	m.line("### What the pages say, all of it, none preferred\n")
	for _, a := range m.review.Comparison.Attributes {
		m.line("#### %s (`%s`)\n", marked(a.Title), a.ID)
		for _, s := range a.Statements {
			value := ""
			if s.Value != "" {
				value = " Value: “" + marked(s.Value) + "”."
			}
			m.line("- **%s**: %s%s (page `%s`, %s; claims: %s)", m.modalities(s.Of), marked(s.Says), value, s.Page, s.Place, m.pageEvidence(s.Claims))
		}
		m.line("")
		if len(a.Disagree) > 0 {
			m.line("The pages disagree on: %s.\n", m.modalities(a.Disagree))
		}
	}
}

// pages says what the pages are that the comparison quotes.
func (m *manual) pages() {
	m.line("### Pages that are compared\n")
	var ids []string
	for _, r := range m.review.Comparison.Rules {
		ids = append(ids, r.Page)
	}
	for _, a := range m.review.Comparison.Attributes {
		for _, s := range a.Statements {
			ids = append(ids, s.Page)
		}
	}
	for _, id := range once(ids) {
		if s, ok := m.Evidence().Source(id); ok {
			m.line("- `%s`: %s Read: %s.", id, marked(sentence(s.Cite())), marked(reading(s)))
		}
	}
	m.line("")
}

func (m *manual) selfCheck() {
	s := m.review.SelfCheck
	if s == nil {
		return
	}
	m.line("**%s**, %s. Of page `%s`. At least %s have to count; of what is not known, none does and any may.\n",
		marked(s.Title), s.Place, s.Page, count(s.AtLeast, "answer", "answers"))
	for _, it := range s.Items {
		m.line("- `%s`: counts as %s", it.Fact, marked(strings.Join(it.Counts, " or ")))
	}
	m.line("")
	m.quote(s.Says)
	for _, part := range []struct{ when, says string }{{"Enough count", s.Reached}, {"Not enough can count", s.NotReached}, {"Open", s.Open}} {
		m.line("%s:\n", part.when)
		m.quote(part.says)
	}
	m.line("Claims: %s.\n", m.evidence(s.Claims))
}
