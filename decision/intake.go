package decision

import (
	"fmt"
	"strconv"

	"github.com/mskguide/mskguide/internal/place"
)

// intake checks entries against the facts of the guideline.
type intake struct {
	c     *Case
	errs  FactErrors
	given []given // by fact

	unknown int // names so far that are no facts
}

// desk is what reading facts works on and leaves behind.
type desk struct {
	entries []entry
	given   []given
}

// desk is an empty one.
func (g *Guideline) desk() *desk {
	if d, ok := g.desks.Get().(*desk); ok {
		return d
	}
	return &desk{entries: make([]entry, 0, 32), given: make([]given, len(g.facts))}
}

// clear makes a desk ready to be used again. One that was large is let go.
func (g *Guideline) clear(d *desk) {
	if cap(d.entries) > 2*len(g.facts)+32 {
		return
	}
	clear(d.entries)
	clear(d.given)
	d.entries = d.entries[:0]
	g.desks.Put(d)
}

// maxHints bounds how many unknown names are answered with a guess.
const maxHints = 50

type given struct {
	offset int32 // documents are far shorter
	is     givenKind
}

type givenKind uint8

const (
	givenNothing givenKind = iota
	givenUnknown
	givenNo
	givenYes
	givenOther // not yes, no or unknown: reported already
)

func (in *intake) fail(e entry, fact string, err FactError) {
	err.Fact, err.offset = abridge(fact), e.offset
	in.errs = append(in.errs, &err)
}

func (in *intake) all(entries []entry) {
	var denied *entry
	for i := range entries {
		if e := &entries[i]; e.name == noneOf {
			denied = e
		} else {
			in.fact(*e)
		}
	}
	if denied != nil {
		in.deny(*denied)
	}
}

func (in *intake) fact(e entry) {
	g := in.c.g
	i, ok := g.factIndex[e.name]
	if !ok {
		in.unknownName(e)
		return
	}
	if in.given[i].is != givenNothing {
		return // given twice: reported when it was read
	}
	f := &g.facts[i]
	in.given[i] = given{int32(e.offset), givenOther}
	if isUnknown(e.value) {
		in.given[i].is = givenUnknown
		return
	}
	switch f.Type {
	case TypeBool:
		in.bool(e, i)
	case TypeChoice:
		in.choice(e, i)
	default:
		in.number(e, i)
	}
}

func isUnknown(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case Bool:
		return v == Unknown
	case Number:
		return v.IsUnknown()
	case Choices:
		return len(v.Choices()) == 0
	}
	return false
}

func (in *intake) unknownName(e entry) {
	e.offset = e.named
	g := in.c.g
	if _, ok := g.groupIndex[e.name]; ok {
		in.fail(e, e.name, FactError{Message: fmt.Sprintf("%q is a group; deny it as a whole with \"none_of\": [%q], or give its members", e.name, e.name)})
		return
	}
	names := make([]string, len(g.facts))
	for i := range g.facts {
		names[i] = g.facts[i].ID
	}
	near := ""
	if in.unknown++; in.unknown <= maxHints {
		near = place.Nearest(e.name, append(names, noneOf))
	}
	in.fail(e, e.name, FactError{Nearest: near, Message: fmt.Sprintf("there is no fact %q%s", abridge(e.name), suggestion(near))})
}

func suggestion(near string) string {
	if near == "" {
		return ""
	}
	return "; did you mean " + strconv.Quote(near) + "?"
}

// contradictions reports every declared relation that what is given breaks, at the last of
// its facts that was given.
func (in *intake) contradictions() {
	for _, k := range in.c.broken() {
		last := entry{offset: -1}
		for _, f := range k.facts {
			last.offset = max(last.offset, int(in.given[f].offset))
		}
		in.fail(last, in.c.g.facts[k.facts[len(k.facts)-1]].ID, FactError{Message: k.message()})
	}
}

// deny makes every member of the groups an explicit no. A member that is given as true,
// or as unknown, contradicts the denial.
func (in *intake) deny(e entry) {
	g := in.c.g
	names, ok := texts(e.value)
	if !ok {
		in.fail(e, noneOf, FactError{Got: shown(e.value), Message: fmt.Sprintf("none_of is a list of groups such as [\"red_flags\"], not %s", shown(e.value))})
		return
	}
	for _, name := range names {
		i, ok := g.groupIndex[name]
		if !ok {
			ids := make([]string, len(g.groups))
			for i := range g.groups {
				ids[i] = g.groups[i].ID
			}
			near := place.Nearest(name, ids)
			message := fmt.Sprintf("there is no group %q%s", abridge(name), suggestion(near))
			if _, isFact := g.factIndex[name]; isFact {
				message = fmt.Sprintf("%q is a fact, not a group; write \"%s\": false", name, name)
			}
			in.fail(e, noneOf, FactError{Got: abridge(name), Allowed: ids, Nearest: near, Message: message})
			continue
		}
		in.denyGroup(e, &g.groups[i])
	}
}

func (in *intake) denyGroup(e entry, group *Group) {
	for _, f := range group.facts {
		id := in.c.g.facts[f].ID
		switch in.given[f].is {
		case givenNothing:
			in.given[f] = given{int32(e.offset), givenNo}
			in.c.setDigit(f, 0)
		case givenUnknown:
			in.fail(entry{offset: int(in.given[f].offset)}, id, FactError{Got: "null", Message: fmt.Sprintf("%q is given as unknown, but none_of denies its group %q; leave one of them out", id, group.ID)})
		case givenYes:
			in.fail(entry{offset: int(in.given[f].offset)}, id, FactError{Got: "true", Message: fmt.Sprintf("%q is given as true, but none_of denies its group %q; leave one of them out", id, group.ID)})
		}
	}
}
