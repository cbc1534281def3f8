package main

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
)

// attributes shows all that the pages say, attribute by attribute and side by side.
func (v *comparisonView) attributes() {
	v.heading("All that the pages say of each")
	v.text(2, plain, "Every line is what a page says, followed by the page and by how that stands. None of it is advice.")
	for _, a := range v.rows() {
		v.heading(a.Title)
		for _, s := range a.said {
			v.statement(s)
		}
	}
}

// disagreements shows only where pages give different values, of what is not withheld.
func (v *comparisonView) disagreements() {
	first := true
	for _, m := range v.comparison.Modalities {
		for _, a := range m.Attributes {
			if !a.Disagree || m.Status == decision.StatusWithheld {
				continue
			}
			if first {
				v.heading("Where the pages disagree")
				first = false
			}
			v.entry(2, m.Title+", "+uncapital(a.Title)+":", values(a)+".")
		}
	}
}

// values lists each value with the pages that give it.
func values(a decision.Attribute) string {
	var order []string
	pages := map[string][]string{}
	for _, s := range a.Statements {
		if s.Value == "" {
			continue
		}
		if pages[s.Value] == nil {
			order = append(order, s.Value)
		}
		pages[s.Value] = append(pages[s.Value], s.Page)
	}
	for i, value := range order {
		order[i] = value + " (" + strings.Join(pages[value], ", ") + ")"
	}
	return strings.Join(order, "; ")
}

// row is one attribute across the therapies.
type row struct {
	decision.Attribute
	said []said
}

// said is one statement and the therapies it is made of.
type said struct {
	statement decision.Statement
	of        []string
	disagree  bool
}

// rows turns the comparison round: by attribute, each statement once.
func (v *comparisonView) rows() (rows []*row) {
	at := map[string]*row{}
	for _, m := range v.comparison.Modalities {
		for _, a := range m.Attributes {
			r := at[a.ID]
			if r == nil {
				r = &row{Attribute: a}
				at[a.ID] = r
				rows = append(rows, r)
			}
			for _, s := range a.Statements {
				r.add(m.Title, s, a.Disagree)
			}
		}
	}
	return rows
}

func (r *row) add(title string, s decision.Statement, disagree bool) {
	for i := range r.said {
		k := &r.said[i]
		if k.statement.Page == s.Page && k.statement.Says == s.Says {
			k.of, k.disagree = append(k.of, title), k.disagree || disagree
			return
		}
	}
	r.said = append(r.said, said{s, []string{title}, disagree})
}

func (v *comparisonView) statement(s said) {
	text := s.statement.Says + " " + v.quoted(s.statement.Page, evidence.Describe(s.statement.Standing, s.statement.Certainty), s.statement.Claims)
	if s.disagree && s.statement.Value != "" {
		text += " (pages disagree)"
	}
	v.entry(2, strings.Join(s.of, ", ")+":", text)
}
