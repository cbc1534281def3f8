package decision

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/internal/place"
)

// expectDoc says that a check over all inputs finds something that is meant to be so. It
// changes no answer.
type expectDoc struct {
	Pos     place.Pos
	Finding place.Text   `yaml:"finding,required"`
	With    []place.Text `yaml:"with"`
	Reason  string       `yaml:"reason,required"`
}

// checkExpectations holds what is expected to kinds of findings that there are.
func (b *builder) checkExpectations() {
	for _, e := range b.g.expectations() {
		kinds := slices.DeleteFunc(model.Findings(), func(k string) bool { return k == model.Gap || k == model.Stale })
		if !slices.Contains(kinds, e.Finding.Value) && e.Finding.Value != "" {
			b.errs.Addf(e.Finding.Pos, "no finding %q can be expected of an entry; there are %s%s", e.Finding.Value, strings.Join(kinds, ", "), didYouMean(e.Finding.Value, kinds))
		}
	}
}

// expectations lists all of them.
func (g *Guideline) expectations() (out []expectDoc) {
	for _, d := range slices.Concat(g.content.declared(), g.listedInManifest()) {
		out = append(out, d.expects...)
	}
	return out
}

func expected(docs []expectDoc) (out []model.Expectation) {
	for _, d := range docs {
		e := model.Expectation{Finding: d.Finding.Value, Reason: d.Reason, Pos: d.Pos}
		for _, id := range d.With {
			e.With = append(e.With, id.Value)
		}
		out = append(out, e)
	}
	return out
}
