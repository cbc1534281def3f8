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

// lose keeps a medicine whose reference leads nowhere, or to what does not tell, if it may be taken now.
func (r *reader) lose(res *resource, given at) {
	s, when, _ := r.taken(res)
	switch of := r.m.anyMedicine; {
	case s.level == gone || r.future(when):
	case s.level == past && (s.recent == "" || of.lingers == 0 || r.longAgo(of.lingers, s.since) != ""):
	default:
		name := "without a name"
		for _, told := range []at{given.get("display"), given.get("reference"), given.path("identifier", "value")} {
			if told.text() != "" {
				name = quote(told)
				break
			}
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
	says := "a medicine on record could not be read: "
	if len(names) > 1 {
		says = fmt.Sprintf("%d medicines on record could not be read: ", len(names))
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
