package decision

import (
	"regexp"

	"github.com/mskguide/mskguide/internal/place"
)

// Facts, definitions and params share one namespace: a condition names them bare.
type nameKind string

const (
	kindFact       nameKind = "fact"
	kindDefinition nameKind = "definition"
	kindParam      nameKind = "param"
)

type name struct {
	kind  nameKind
	index int
	pos   place.Pos
}

var (
	underscored = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	hyphenated  = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
)

// reserved words would be read as expr syntax, or stand for something else in an answer.
var reserved = []string{"and", "or", "not", "in", "true", "false", "nil", "let", "if", "else",
	"matches", "contains", "startsWith", "endsWith", "none_of"}

// identifier checks the spelling of an id and reports what is wrong with it.
func (b *builder) identifier(what string, id place.Text, form *regexp.Regexp) bool {
	if form.MatchString(id.Value) {
		return true
	}
	if id.Value == "" {
		return false // reported where it is required
	}
	mark, example := "underscores", "pain_duration_weeks"
	if form == hyphenated {
		mark, example = "hyphens", "training-hours"
	}
	b.errs.Addf(id.Pos, "%s id %q is misspelt: small letters and digits joined by %s, as in %q", what, id.Value, mark, example)
	return false
}

// declare enters a name of the shared namespace, or names its rival.
func (b *builder) declare(kind nameKind, id place.Text, index int) {
	if !b.identifier(string(kind), id, underscored) {
		return
	}
	for _, word := range reserved {
		if word == id.Value {
			b.errs.Addf(id.Pos, "%s id %q is a reserved word; choose another", kind, id.Value)
			return
		}
	}
	if rival, ok := b.names[id.Value]; ok {
		b.errs.Addf(id.Pos, "%s %q has the name of the %s at %s; facts, definitions and params share one namespace",
			kind, id.Value, rival.kind, rival.pos)
		return
	}
	b.names[id.Value] = name{kind, index, id.Pos}
}

// index is a set of ids of one kind with the places where they were declared.
type index struct {
	what string
	at   map[string]int
	pos  map[string]place.Pos
	ids  []string
	gone map[string]string // ids that an overlay made go -> how
}

func newIndex(what string) *index {
	return &index{what: what, at: map[string]int{}, pos: map[string]place.Pos{}, gone: map[string]string{}}
}

// add enters an id; a second one of the same name is reported with the first one's place.
func (x *index) add(errs *place.Errors, id place.Text) bool {
	if id.Value == "" {
		return false // reported where it is required
	}
	if first, ok := x.pos[id.Value]; ok {
		errs.Addf(id.Pos, "%s %q is defined twice; first at %s", x.what, id.Value, first)
		return false
	}
	x.at[id.Value] = len(x.ids)
	x.pos[id.Value] = id.Pos
	x.ids = append(x.ids, id.Value)
	return true
}

// find returns the number of an id, or reports it with the nearest one that exists.
func (x *index) find(errs *place.Errors, id place.Text) (int, bool) {
	if i, ok := x.at[id.Value]; ok {
		return i, true
	}
	if why, was := x.gone[id.Value]; was {
		errs.Addf(id.Pos, "there is no %s %q any more: %s", x.what, id.Value, why)
		return 0, false
	}
	errs.Addf(id.Pos, "there is no %s %q%s", x.what, id.Value, didYouMean(id.Value, x.ids))
	return 0, false
}

func didYouMean(got string, allowed []string) string {
	if near := place.Nearest(got, allowed); near != "" {
		return "; did you mean \"" + near + "\"?"
	}
	return ""
}
