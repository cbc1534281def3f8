package dryneedling_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"unsafe"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// partial is a record of which some facts are open, and what is told of it.
type partial struct {
	record record
	told   decision.Facts
	open   []oracle.Open
}

// hider takes knowledge out of records.
type hider struct {
	rng    *rand.Rand
	facts  []decision.Fact
	place  map[string]int // of a fact, in facts
	field  map[string]int // of a fact, in record
	names  []string       // facts that may be hidden
	weight []string       // those of them that decide most
}

func newHider(g *decision.Guideline, rng *rand.Rand) *hider {
	h := &hider{rng: rng, facts: g.Facts(), place: map[string]int{}, field: map[string]int{}}
	for i, f := range h.facts {
		h.place[f.ID] = i
	}
	for i := range reflect.TypeFor[record]().NumField() {
		name := reflect.TypeFor[record]().Field(i).Tag.Get("fact")
		h.field[name] = i
		if _, cut := cuts()[name]; cut || h.facts[h.place[name]].Type != decision.TypeNumber && h.facts[h.place[name]].Type != decision.TypeInteger {
			h.names = append(h.names, name)
		}
	}
	h.weight = []string{"condition", "condition", "needling_region", "needling_region", "pain_duration_weeks", "age_years", "training_hours",
		"nsaid_trial", "acetaminophen_trial", "heat_trial", "self_care_education_trial", "activity_modification_trial",
		"manual_therapy_exercise_trial", "dry_needling_trial", "consents_to_needling", "able_to_consent", "needle_phobia",
		"representative_consents", "trigger_points_identified", "dry_needling_in_scope", "ultrasound_available", "pregnancy",
		"antithrombotic_medicine", "prior_serious_needling_harm", "cancer_concern", "cauda_equina_signs", "fever", "prohibited_site",
		"primary_goal", "exercise_trial", "massage_trial", "night_pain_unremitting", "nsaid_reaction", "active_gi_bleed_or_ulcer"}
	return h
}

// cuts are the values at which a verdict or a caution turns. The other numbers are those of a
// course, whose rules have tests of their own.
func cuts() map[string][]float64 {
	return map[string][]float64{
		"pain_duration_weeks":       {2, 11.5, 12, 13.1},
		"age_years":                 {18, 55},
		"training_hours":            {0, 60},
		"weeks_since_first_session": {2, 12},
	}
}

// partial is a random record with up to that many open facts and completions.
func (h *hider) partial(facts, completions int) *partial {
	p := &partial{record: randomRecord(h.rng)}
	p.told = p.record.facts()
	hidden := map[string]bool{}
	for range h.rng.IntN(facts + 1) {
		name := pick(h.rng, h.names...)
		if likely(h.rng, 0.75) {
			name = pick(h.rng, h.weight...)
		}
		if completions > 1 && !hidden[name] {
			hidden[name] = true
			completions /= h.hide(p, name, completions)
		}
	}
	return p
}

// hide leaves at most that many values of a fact and returns how many.
func (h *hider) hide(p *partial, name string, most int) int {
	field := fieldOf(&p.record, h.field[name])
	o := oracle.Open{Fact: h.place[name]}
	switch f := &h.facts[o.Fact]; f.Type {
	case decision.TypeBool:
		o.Values, o.Choose = 2, func(i int) { field.SetBool(i == 1) }
		h.silence(p, name)
	case decision.TypeChoice:
		left := h.choices(p, f, most)
		o.Values, o.Choose = len(left), func(i int) { field.SetUint(left[i]) }
	default:
		left := h.numbers(p, f, most)
		o.Values, o.Choose = len(left), func(i int) { field.SetFloat(left[i]) }
	}
	p.open = append(p.open, o)
	return o.Values
}

// fieldOf is a field that can be set, though it is not exported.
func fieldOf(r *record, i int) reflect.Value {
	field := reflect.ValueOf(r).Elem().Field(i)
	return reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem()
}

// silence tells nothing, in one of the ways there are.
func (h *hider) silence(p *partial, name string) {
	delete(p.told, name)
	if likely(h.rng, 0.2) {
		p.told[name] = nil
	}
}

// choices leaves some of a fact's choices and gives the record's numbers for them.
func (h *hider) choices(p *partial, f *decision.Fact, most int) []uint64 {
	ids := choiceIDs(reflect.TypeFor[record]().Field(h.field[f.ID]).Type)
	left := make([]string, len(f.Choices))
	for i, c := range f.Choices {
		left[i] = c.ID
	}
	if h.silence(p, f.ID); likely(h.rng, 0.5) || len(left) > most {
		h.rng.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
		left = left[:1+h.rng.IntN(min(len(left), most))]
		p.told[f.ID] = map[string]any{"one_of": left}
	}
	var out []uint64
	for _, id := range left {
		out = append(out, uint64(slices.Index(ids, id)))
	}
	return out
}

// numbers leaves a part of a fact's range and gives a value for each of its regions.
func (h *hider) numbers(p *partial, f *decision.Fact, most int) []float64 {
	for {
		r := interval{lo: f.Min, hi: f.Max}
		bounds := map[string]any{}
		if likely(h.rng, 0.6) {
			r = h.bounded(f, bounds)
		}
		left := r.values(h.rng, cuts()[f.ID])
		if len(left) == 0 || len(left) > most && most >= 2 {
			continue // nothing left, or too much
		}
		if h.silence(p, f.ID); len(bounds) > 0 {
			p.told[f.ID] = bounds
		}
		return left
	}
}

// interval is what is left of a number.
type interval struct {
	lo, hi         float64
	loOpen, hiOpen bool
}

func (r interval) has(x float64) bool {
	return (x > r.lo || x == r.lo && !r.loOpen) && (x < r.hi || x == r.hi && !r.hiOpen)
}

// bounded draws bounds on and beside the cut points and the ends of the range.
func (h *hider) bounded(f *decision.Fact, bounds map[string]any) interval {
	r := interval{lo: f.Min, hi: f.Max}
	at := append([]float64{f.Min, f.Max, f.Min + 1, f.Max - 1}, cuts()[f.ID]...)
	for _, c := range cuts()[f.ID] {
		at = append(at, c+0.25)
	}
	if side := h.rng.IntN(3); side != 0 {
		r.lo, r.loOpen = pick(h.rng, at...), side == 1
		bounds[map[bool]string{true: "more_than", false: "at_least"}[r.loOpen]] = r.lo
	}
	if side := h.rng.IntN(3); side != 0 {
		r.hi, r.hiOpen = pick(h.rng, at...), side == 1
		bounds[map[bool]string{true: "less_than", false: "at_most"}[r.hiOpen]] = r.hi
	}
	return r
}

// values gives every cut point that is left, and a value between each two: an end of the
// interval, where it has one there, or the middle.
func (r interval) values(rng *rand.Rand, cuts []float64) []float64 {
	var out []float64
	add := func(x float64) {
		if r.has(x) && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	edges := []float64{r.lo}
	for _, c := range cuts {
		if add(c); r.lo < c && c < r.hi {
			edges = append(edges, c)
		}
	}
	edges = append(edges, r.hi)
	for i := range edges[1:] {
		from, to := edges[i], edges[i+1]
		x := from + (to-from)/2
		if end := pick(rng, from, to); r.has(end) && !slices.Contains(cuts, end) {
			x = end
		}
		add(x)
	}
	return out
}

// form is what is told, as a caller may give it: a map, JSON or typed facts.
func (h *hider) form(p *partial) any {
	switch h.rng.IntN(4) {
	case 0:
		return asJSON(nil, p.told)
	case 1:
		if f, ok := h.typed(p); ok {
			return f
		}
	}
	return p.told
}

// typed is what is told as typed facts. They have no bounds of which one is strict.
func (h *hider) typed(p *partial) (*dryneedling.Facts, bool) {
	f := &dryneedling.Facts{}
	for name, value := range p.told {
		field := reflect.ValueOf(f).Elem().FieldByName(camel(name))
		switch x := value.(type) {
		case bool:
			field.SetUint(uint64(decision.Known(x)))
		case float64:
			field.Set(reflect.ValueOf(decision.Exactly(x)))
		case string:
			field.SetUint(h.set(name, x))
		case map[string]any:
			if ids, ok := x["one_of"].([]string); ok {
				field.SetUint(h.set(name, ids...))
				continue
			}
			n, ok := number(x)
			if !ok {
				return nil, false
			}
			field.Set(reflect.ValueOf(n))
		}
	}
	return f, true
}

func (h *hider) set(name string, ids ...string) (set uint64) {
	for i, c := range h.facts[h.place[name]].Choices {
		if slices.Contains(ids, c.ID) {
			set |= 1 << i
		}
	}
	return set
}

func number(bounds map[string]any) (decision.Number, bool) {
	low, from := bounds["at_least"].(float64)
	high, to := bounds["at_most"].(float64)
	above, over := bounds["more_than"].(float64)
	below, under := bounds["less_than"].(float64)
	switch {
	case len(bounds) == 2 && from && to:
		return decision.Between(low, high), true
	case len(bounds) == 2:
		return decision.Number{}, false
	case from:
		return decision.AtLeast(low), true
	case to:
		return decision.AtMost(high), true
	case over:
		return decision.MoreThan(above), true
	}
	return decision.LessThan(below), under
}
