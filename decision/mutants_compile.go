package decision

import (
	"maps"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// wrong is a change of what is written, and of the params in force.
type wrong struct {
	content func(*content)
	params  func([]Param)
}

// Mutating makes guidelines that are wrong in one place out of one that is not, for the package
// that tries scenarios on them. Only what gives their answers is compiled, from what was read of
// the files: no texts for patients, and nobody asks whether they keep what the guideline
// says of itself. All but List is safe for many goroutines at once.
type Mutating struct {
	List []model.Mutant

	g     *Guideline
	wrong []wrong // as List

	base    *builder // the guideline itself, compiled likewise
	speaker *builder // puts parts of conditions in words
}

// Mutating lists what could be wrong with the guideline.
func (g *Guideline) Mutating() (*Mutating, error) {
	m := &Mutating{g: g}
	base := newBuilder()
	base.unread(g)
	base.made = &made{conditions: map[string]*logic.Condition{}}
	for _, stage := range []func(){base.declareAll, func() { base.g.params = cloneAll(g.params, Param.clone) }} {
		stage()
	}
	if err := m.compile(base); err != nil {
		return nil, err
	}
	m.base = base
	m.speaker = m.mutant()
	m.speaker.compileRules()
	m.everything()
	m.number()
	return m, nil
}

// unread makes the builder one that has read the files of a guideline and applied its overlays.
func (b *builder) unread(g *Guideline) {
	b.mutating = true
	b.manifest, b.content = *g.manifest, *g.content
	to := b.g
	to.info, to.overlays, to.title, to.topic, to.about = g.info, g.overlays, g.title, g.topic, g.about
	to.verdicts, to.stands, to.steps, to.urgencies, to.needsInfo, to.signOff = g.verdicts, g.stands, g.steps, g.urgencies, g.needsInfo, g.signOff
	to.evidence, to.catalogue, to.cited = g.evidence, g.catalogue, g.cited
	for x, list := range map[*index][]namedDoc{b.verdicts: b.manifest.Verdicts, b.steps: b.manifest.Steps, b.urgencies: b.manifest.Urgencies} {
		for _, d := range list {
			x.add(&b.errs, d.ID)
		}
	}
}

// mutant is a builder beside the first: what it is to compile may be changed before it does.
func (m *Mutating) mutant() *builder {
	b := newBuilder()
	b.mutating = true
	from, g := m.base, b.g
	b.lent = from.made
	b.manifest, b.content = from.manifest, from.content
	b.names, b.types, b.groups, b.rules = from.names, from.types, from.groups, from.rules
	b.verdicts, b.steps, b.urgencies = from.verdicts, from.steps, from.urgencies
	b.trees = maps.Clone(from.trees)
	*g = Guideline{info: from.g.info, overlays: from.g.overlays, title: from.g.title, topic: from.g.topic, about: from.g.about,
		verdicts: from.g.verdicts, steps: from.g.steps, urgencies: from.g.urgencies, needsInfo: from.g.needsInfo, signOff: from.g.signOff,
		evidence: from.g.evidence, catalogue: from.g.catalogue, cited: from.g.cited,
		facts: from.g.facts, factIndex: from.g.factIndex, groups: from.g.groups, groupIndex: from.g.groupIndex,
		params: slices.Clone(from.g.params)}
	return b
}

// compile makes what gives answers.
func (m *Mutating) compile(b *builder) error {
	b.compileRules()
	b.assembleRemarks()
	b.assembleMeasures()
	b.assembleOptions()
	if b.content.Protocol != nil {
		b.assembleProtocol(*b.content.Protocol)
	}
	if b.content.Comparison != nil {
		b.assembleComparison(*b.content.Comparison)
	}
	if b.content.SelfCheck != nil {
		b.assembleSelfCheck(*b.content.SelfCheck)
	}
	if err := b.errs.Err(); err != nil {
		return err
	}
	b.engines()
	if err := b.errs.Err(); err != nil {
		return err
	}
	b.cite()
	return nil
}

// Right is the guideline itself, compiled as its mutants are.
func (m *Mutating) Right() *Guideline { return m.base.g }

// Wrong is the guideline with one thing wrong. The error says why nobody could have opened it.
func (m *Mutating) Wrong(i int) (*Guideline, error) {
	b := m.mutant()
	w := &m.wrong[i]
	if w.content != nil {
		w.content(&b.content)
	}
	if w.params != nil {
		w.params(b.g.params)
	}
	if err := m.compile(b); err != nil {
		return nil, err
	}
	return b.g, nil
}
