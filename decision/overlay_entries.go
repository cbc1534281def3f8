package decision

import (
	"fmt"
	"slices"

	"github.com/mskguide/mskguide/internal/place"
)

// entries is a list of documents that overlays replace and retract.
type entries[T any] struct {
	what    string
	list    *[]T
	gone    map[string]string    // id -> which overlay made it go, and where
	own     map[string]place.Pos // ids that the overlay at work has itself put there
	overlay string               // at work
	errs    *place.Errors

	id   func(T) place.Text
	show func(T) string // what an overlay must say of it
	mark func(d *T, overlay string)

	alike func(one, other any) bool // they say the same
}

func (e *entries[T]) at(id string) int {
	return slices.IndexFunc(*e.list, func(d T) bool { return e.id(d).Value == id })
}

// find returns the place in the list of what an overlay wants to change; -1 when that cannot
// be, which is then reported.
func (e *entries[T]) find(id place.Text, verb string) int {
	at := e.at(id.Value)
	if first, own := e.own[id.Value]; own {
		e.errs.Addf(id.Pos, "this overlay has itself put %s %q there, at %s; say once what it is to be", e.what, id.Value, first)
		return -1
	}
	if at >= 0 {
		return at
	}
	if why, was := e.gone[id.Value]; was {
		e.errs.Addf(id.Pos, "there is no %s %q any more to %s: %s", e.what, id.Value, verb, why)
		return -1
	}
	var ids []string
	for _, d := range *e.list {
		ids = append(ids, e.id(d).Value)
	}
	e.errs.Addf(id.Pos, "there is no %s %q to %s%s", e.what, id.Value, verb, didYouMean(id.Value, ids))
	return -1
}

// matches holds an overlay to what it takes an entry to be, so that a change of the guideline
// below it is noticed.
func (e *entries[T]) matches(at int, pos place.Pos, was T) bool {
	now := (*e.list)[at]
	if e.show(now) == e.show(was) {
		return true
	}
	e.errs.Addf(pos, "%s %q is not what this overlay takes it to be; check the policy against what is there now, at %s, and say so with `%s`",
		e.what, e.id(now).Value, e.id(now).Pos, e.show(now))
	return false
}

func (e *entries[T]) retract(at int, asked place.Text) {
	e.gone[asked.Value] = fmt.Sprintf("overlay %q retracts it at %s", e.overlay, asked.Pos)
	*e.list = slices.Delete(*e.list, at, at+1)
}

// replace puts an entry in the place of another, so that the order of the file stays.
func (e *entries[T]) replace(at int, asked place.Text, with T) {
	old, id := (*e.list)[at], e.id(with)
	if e.alike(old, with) {
		e.errs.Addf(id.Pos, "this is %s %q as it is there already, at %s; leave it out", e.what, id.Value, e.id(old).Pos)
		return
	}
	if id.Value != asked.Value {
		if !e.free(id) {
			return
		}
		e.gone[asked.Value] = fmt.Sprintf("overlay %q replaces it by %q at %s", e.overlay, id.Value, asked.Pos)
	}
	e.mark(&with, e.overlay)
	e.own[id.Value] = id.Pos
	(*e.list)[at] = with
}

// free reports whether an id may be given to something new. One that something had stays
// with it for ever.
func (e *entries[T]) free(id place.Text) bool {
	if at := e.at(id.Value); at >= 0 {
		e.errs.Addf(id.Pos, "%s %q is there already, at %s; replace it, or choose another id", e.what, id.Value, e.id((*e.list)[at]).Pos)
		return false
	}
	if why, was := e.gone[id.Value]; was {
		e.errs.Addf(id.Pos, "an id is not used again, and %s %q is gone: %s; choose another", e.what, id.Value, why)
		return false
	}
	return true
}

// add puts new entries after those there are. Two of one id within an overlay are reported
// where ids are declared, as two of a bundle are.
func (e *entries[T]) add(more []T) {
	list := *e.list
	for _, d := range more {
		if e.free(e.id(d)) {
			e.mark(&d, e.overlay)
			list = append(list, d)
		}
	}
	*e.list = list
}
