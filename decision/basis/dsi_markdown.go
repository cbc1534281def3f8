package basis

import (
	"fmt"
	"slices"
	"strings"
)

// Markdown is the sheet for people to read.
func (d *DSI) Markdown() string {
	m := &markdown{}
	m.heading(1, "Source attributes: "+d.Title)
	m.paragraph(d.Says)
	m.paragraph(fmt.Sprintf("Guideline %s %s, %s; basis %s.", d.Guideline.ID, d.Guideline.Version, d.Guideline.Digest, d.Basis))
	m.paragraph("Attributes 5 to 13 are computed from the facts that rules, cautions, options, the protocol, follow-up, the comparison and checks of this guideline use, "+
		"with its overlays and params in force. Which facts belong to which class of", d.Classes, "is the reading of its authors.")
	a := &d.Attributes
	for _, s := range []*Statement{&a.Citation, &a.Developer, &a.Funding, &a.Dates} {
		m.heading(2, fmt.Sprintf("%d. %s", s.Number, s.Title))
		m.list(s.Says)
	}
	for _, k := range kinds(a) {
		m.use(k.into)
	}
	if len(d.Unused) > 0 {
		m.heading(2, "Facts that may be given and that nothing here uses")
		m.paragraph(strings.Join(d.Unused, ", ") + ".")
	}
	return m.String()
}

func (m *markdown) use(u *DataUse) {
	m.heading(2, fmt.Sprintf("%d. %s", u.Number, u.Title))
	m.paragraph(u.Says)
	var rows [][]string
	for _, f := range u.Facts {
		rows = append(rows, []string{f.Fact, or(f.Element, f.Class), strings.Join(byKind(f.By), "; ")})
	}
	m.table([]string{"fact", "data", "used by"}, rows)
	for _, f := range u.Facts {
		if f.Says != "" {
			m.paragraph(f.Fact + ": " + f.Says)
		}
	}
}

// byKind groups uses: "rule: minor, consent-refused". JSON has all of them.
func byKind(uses []Use) (out []string) {
	var order []Kind
	ids := map[Kind][]string{}
	for _, u := range uses {
		if !slices.Contains(order, u.Kind) {
			order = append(order, u.Kind)
		}
		if !slices.Contains(ids[u.Kind], u.ID) {
			ids[u.Kind] = append(ids[u.Kind], u.ID)
		}
	}
	for _, k := range order {
		const most = 6
		text := strings.Join(ids[k][:min(most, len(ids[k]))], ", ")
		if more := len(ids[k]) - most; more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		out = append(out, string(k)+": "+text)
	}
	return out
}
