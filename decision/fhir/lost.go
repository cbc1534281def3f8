package fhir

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// lost is a medicine that is named by a reference that leads nowhere: it may be any.
type lost struct {
	res  *resource
	name string // as the reference calls it
	when span
}

// anyMedicine is what a medicine may be of which nothing is known.
type anyMedicine struct {
	dangers []int   // that medicines can tell of, in asking order
	lingers float64 // weeks for which one may matter once its prescription is completed
}

// lostMedicines is what any of those that a mapping knows may tell.
func (m *Mapping) lostMedicines() (of anyMedicine) {
	for _, e := range m.byCode[ofMedicine] {
		for _, g := range e.gives {
			if !m.warns(g.fact, g.value) {
				continue
			}
			if !slices.Contains(of.dangers, g.fact) {
				of.dangers = append(of.dangers, g.fact)
			}
			if e.lingers() {
				of.lingers = max(of.lingers, e.within)
			}
		}
	}
	slices.Sort(of.dangers)
	return of
}

// lose keeps a medicine whose reference leads nowhere, if it may be taken now. One that is named in
// words only is not looked for.
func (r *reader) lose(res *resource, given at) {
	reference := given.get("reference").text()
	s, when, _ := r.taken(res)
	switch of := r.m.anyMedicine; {
	case reference == "" || s.level == gone || r.future(when):
	case s.level == past && (s.recent == "" || of.lingers == 0 || r.longAgo(of.lingers, s.since) != ""):
	default:
		name := quote(given.get("display"))
		if given.get("display").text() == "" {
			name = quote(given.get("reference"))
		}
		r.lost = append(r.lost, lost{res, name, when})
	}
}

// askForLost asks once, for all of them, for the dangers that medicines can tell of: as of the last
// of their days, or of none where one has none.
func (r *reader) askForLost() {
	if len(r.lost) == 0 {
		return
	}
	slices.SortStableFunc(r.lost, func(a, b lost) int {
		switch {
		case a.when.hasLast && b.when.hasLast:
			return cmp.Compare(b.when.last, a.when.last)
		case b.when.hasLast:
			return -1
		case a.when.hasLast:
			return 1
		}
		return 0
	})
	names, named := []string{}, map[string]bool{}
	for _, l := range r.lost {
		if !named[l.name] {
			named[l.name], names = true, append(names, l.name)
		}
	}
	says := "a medicine is named by a reference that could not be followed: "
	if len(names) > 1 {
		says = fmt.Sprintf("%d medicines are named by references that could not be followed: ", len(names))
	}
	const most = 6
	if more := len(names) - most; more > 0 {
		names = append(names[:most], fmt.Sprintf("and %d more", more))
	}
	last := r.lost[0]
	for _, fact := range r.m.anyMedicine.dangers {
		r.ask(last.res, fact, last.res.kind+".medicationReference", last.when, "%s", says+strings.Join(names, "; "))
	}
}
