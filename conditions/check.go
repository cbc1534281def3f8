package conditions

import (
	"slices"

	"github.com/mskguide/mskguide/internal/place"
)

// check fills the catalogue from what was read and reports everything that does not hang together. Systems come first
// because codes name them, and refused codes before listed ones so that a clash is reported where the code is relied on.
func (b *builder) check() {
	b.checkSystems()
	b.checkConditions()
	b.checkRefusedCodes()
	b.checkOwnCodes()
	b.checkSharedCodes()
	b.checkPhaseCodes()
	b.checkSharedTerms()
	b.checkSchemes()
}

func (b *builder) checkSystems() {
	ids, uris := map[string]place.Pos{}, map[string]place.Pos{}
	for _, w := range b.systems {
		system := w.value
		b.checkID(system.ID, w.at("id"))
		first(b, ids, termKey(system.ID), w.at("id"), "code system %q is defined twice", system.ID)
		if termKey(system.Name) != termKey(system.ID) {
			first(b, ids, termKey(system.Name), w.at("name"), "code system %q is defined twice", system.Name)
		}
		if system.URI != "" {
			first(b, uris, system.URI, w.at("uri"), "uri %q is given to two code systems", system.URI)
		}
		b.catalogue.systems = append(b.catalogue.systems, system)
	}
}

func (b *builder) checkConditions() {
	if len(b.conditions) == 0 {
		b.errs.Addf(place.Pos{}, "the catalogue holds no condition")
	}
	ids := map[string]place.Pos{}
	for i, w := range b.conditions {
		condition := w.value
		b.checkID(condition.ID, w.at("id"))
		if first(b, ids, condition.ID, w.at("id"), "condition %q is defined twice", condition.ID) {
			b.catalogue.byID[condition.ID] = i
		}
		b.checkRegion(condition.Region, w.at("region"))
		condition = condition.clone()
		condition.Codes = nil // listed once they are checked
		b.catalogue.conditions = append(b.catalogue.conditions, condition)
	}
	// A clash of names is told by the ids, so names come once all ids are known to be sound.
	for i, w := range b.conditions {
		if b.catalogue.byID[w.value.ID] == i {
			b.checkNames(i, w)
		}
	}
}

// checkNames lets the id, the name and the plain name of one condition coincide, and no other two names.
func (b *builder) checkNames(index int, w written[Condition]) {
	for _, name := range [...]struct{ key, text string }{{"id", w.value.ID}, {"name", w.value.Name}, {"plain_name", w.value.PlainName}} {
		if !slices.Equal(b.catalogue.byTerm[termKey(name.text)], []int{index}) {
			b.addTerm(name.text, []int{index}, w.at(name.key))
		}
	}
	for j, synonym := range w.value.Synonyms {
		b.addTerm(synonym, []int{index}, w.at("synonyms", j))
	}
}

func (b *builder) checkSharedTerms() {
	for _, w := range b.sharedTerms {
		if named := b.named(w.value.Conditions, w.at); named != nil {
			b.addTerm(w.value.Text, named, w.at("text"))
		}
	}
}

// addTerm makes a text find those conditions.
func (b *builder) addTerm(text string, conditions []int, pos place.Pos) {
	key := termKey(text)
	if key == "" {
		b.errs.Addf(pos, "%q has neither a letter nor a digit to be found by", text)
		return
	}
	if rival, taken := b.terms[key]; taken {
		owners := b.catalogue.byTerm[key]
		if slices.Equal(owners, conditions) {
			b.errs.Addf(pos, "%q says nothing new; it is given already at %s", text, rival)
			return
		}
		b.errs.Addf(pos, "%q already means %s, at %s; a text that may mean several conditions stands once, under shared_terms",
			text, b.idList(owners), rival)
		return
	}
	b.terms[key] = pos
	b.catalogue.byTerm[key] = conditions
}

// named returns the indices of at least two conditions, in catalogue order, or nil with the mistake told.
func (b *builder) named(ids []string, at func(path ...any) place.Pos) []int {
	var named []int
	sound := true
	for i, id := range ids {
		index, ok := b.catalogue.byID[id]
		switch {
		case !ok:
			b.errs.Addf(at("conditions", i), "unknown condition %q; %s", id, oneOf(id, b.ids()))
			sound = false
		case slices.Contains(named, index):
			b.errs.Addf(at("conditions", i), "condition %q is named twice", id)
			sound = false
		default:
			named = append(named, index)
		}
	}
	if sound && len(named) < 2 {
		b.errs.Addf(at("conditions"), "it must name at least two conditions and names %d; what is not shared stands with its condition", len(named))
		sound = false
	}
	if !sound {
		return nil
	}
	slices.Sort(named)
	return named
}
