package fhir

import (
	"slices"

	"github.com/mskguide/mskguide/internal/place"
)

// directionDoc says which way a verdict points on what the guideline is about, where FHIR asks for
// a side. A verdict that is not listed takes none.
type directionDoc struct {
	Verdict   place.Text `yaml:"verdict,required" json:"verdict"`
	Direction place.Text `yaml:"direction,required" json:"direction"` // for or against
}

// Direction is which way a verdict points on what the guideline is about, as the mapping declares
// it: "for", "against", or "" for neither.
func (m *Mapping) Direction(verdict string) string { return m.directions[verdict] }

// directions reads which way the verdicts point. The first file that says so has said it.
func (b *builder) directions(d *document) {
	if len(d.Directions) == 0 {
		return
	}
	if b.m.directions != nil {
		b.errs.Addf(d.Directions[0].Verdict.Pos, "which way the verdicts point is said already; a site adds nothing to it")
		return
	}
	b.m.directions = map[string]string{}
	var ids []string
	for _, v := range b.m.g.Verdicts() {
		ids = append(ids, v.ID)
	}
	for _, x := range d.Directions {
		id, way := x.Verdict.Value, x.Direction.Value
		if !slices.Contains(ids, id) {
			hint := ""
			if near := place.Nearest(id, ids); near != "" {
				hint = "; did you mean \"" + near + "\"?"
			}
			b.errs.Addf(x.Verdict.Pos, "there is no verdict %q%s", id, hint)
		}
		if way != "for" && way != "against" {
			b.errs.Addf(x.Direction.Pos, "a direction is for or against, not %q; leave out a verdict that takes no side", way)
		}
		if b.m.directions[id] != "" {
			b.errs.Addf(x.Verdict.Pos, "which way %q points is said twice", id)
		}
		b.m.directions[id] = way
	}
}

// directions lists which way the verdicts point.
func (p *page) directions() {
	if len(p.m.directions) == 0 {
		return
	}
	p.line("## Which way a verdict points\n")
	p.line("Where FHIR asks on which side a recommendation is; a verdict that is not here takes none.\n")
	p.head("verdict", "direction")
	for _, v := range p.m.g.Verdicts() {
		if way := p.m.directions[v.ID]; way != "" {
			p.row(v.Title, way)
		}
	}
	p.line("")
}
