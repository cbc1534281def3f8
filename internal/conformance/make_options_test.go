package conformance

import (
	"maps"
	"regexp"
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// moving are the facts that a condition of a rule or an option names. Outcome measures are none.
func (m *maker) moving() map[string]bool {
	names := map[string]bool{}
	add := func(sources ...string) {
		for _, source := range sources {
			for _, f := range m.namedIn(source) {
				names[f] = true
			}
		}
	}
	for _, r := range m.Rules() {
		add(r.Source)
	}
	for _, o := range m.OptionRules() {
		add(o.Applies, o.Withheld, o.Barred, o.Trial)
	}
	for _, k := range m.OptionCautions() {
		add(k.Source)
	}
	return names
}

var word = regexp.MustCompile(`[a-z_0-9]+`)

// namedIn are the facts that a condition names.
func (m *maker) namedIn(source string) (names []string) {
	for _, w := range word.FindAllString(source, -1) {
		if m.values[w] != nil && !slices.Contains(names, w) {
			names = append(names, w)
		}
	}
	return names
}

// options draws cases around each option: offered and open, with each outcome of its trial, and
// with each of its cautions.
func (m *maker) options(draw func(decision.Facts)) {
	cautions := map[string][]string{}
	for _, k := range m.OptionCautions() {
		cautions[k.ID] = k.Facts
	}
	for _, o := range m.OptionRules() {
		at := m.until(o.Applies, func(a *decision.Decision) bool {
			return slices.ContainsFunc(a.Options, func(x decision.Option) bool { return x.ID == o.ID && !x.Possible })
		})
		if at == nil {
			continue
		}
		vary := func(f string, values ...any) {
			for _, v := range values {
				changed := maps.Clone(at)
				if changed[f] = v; v == nil {
					delete(changed, f)
				}
				m.deny(changed, 1)
				draw(changed)
			}
		}
		if o.Trial != "" {
			vary(o.Trial, append(m.values[o.Trial], nil)...)
		}
		for _, id := range o.Cautions {
			for _, f := range cautions[id] {
				vary(f, append(m.values[f], nil)...)
			}
		}
		for _, f := range o.Facts {
			vary(f, nil)
		}
	}
}

// indicators draws a case for every reason of the comparison to choose a treatment.
func (m *maker) indicators(draw func(decision.Facts)) {
	for _, r := range m.ComparisonRules() {
		if at := m.until(r.Source, func(a *decision.Decision) bool {
			return slices.ContainsFunc(a.Comparison, func(k decision.ComparedBriefly) bool { return slices.Contains(k.Indicators, r.ID) })
		}); at != nil {
			draw(at)
		}
	}
}

// until draws values for the facts that a condition names until a complete case shows what is
// sought; nil when none does.
func (m *maker) until(condition string, sought func(*decision.Decision) bool) decision.Facts {
	names := m.namedIn(condition)
	for range 4000 {
		at := maps.Clone(m.calm[m.rng.IntN(len(m.calm))])
		for _, f := range names {
			at[f] = m.pick(m.values[f])
		}
		if d, err := m.Decide(at); err == nil && sought(d) {
			return at
		}
		if len(names) == 0 {
			return nil
		}
	}
	return nil
}
