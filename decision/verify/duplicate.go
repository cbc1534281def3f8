package verify

import (
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// duplicates finds what is said twice: rules with the same verdict (or cautions) that hold in
// the same cases, options of one intervention that are listed in the same cases, definitions
// that mean the same, and conditions that say in other words what a definition means.
func (s *stage) duplicates() {
	s.twins(s.laid(model.RuleEntry), func(e *model.Laid) (string, *logic.Formula) { return s.gives(e.ID), e.When },
		"rules %s hold in the same cases and give the same")
	s.twins(s.laid(model.OptionEntry), func(e *model.Laid) (string, *logic.Formula) { return s.ofIntervention(e.ID), e.Shown },
		"options %s of one intervention are listed in the same cases")
	s.twins(s.laid(model.DefinitionEntry), func(e *model.Laid) (string, *logic.Formula) { return "", e.When },
		"definitions %s mean the same")
	s.repeated()
}

// laid lists the entries of a kind whose conditions were looked at for every choice.
func (s *stage) laid(kind model.EntryKind) (out []*model.Laid) {
	for i := range s.Entries {
		if e := &s.Entries[i]; e.Kind == kind && len(e.Held) == 0 {
			out = append(out, e)
		}
	}
	return out
}

func (c *checker) gives(rule string) string {
	for i := range c.m.Rules {
		if r := &c.m.Rules[i]; r.ID == rule && r.Level >= 0 {
			return c.m.Verdicts[r.Level]
		}
	}
	return ""
}

// ofIntervention tells options apart that cannot be twins: of another intervention, or with a
// stance that contradicts.
func (c *checker) ofIntervention(option string) string {
	for i := range c.m.Options {
		if o := &c.m.Options[i]; o.ID == option {
			return o.Intervention + " " + strconv.FormatBool(o.Offers)
		}
	}
	return ""
}

// twins finds entries of one sort with the same cases.
func (s *stage) twins(all []*model.Laid, sort func(*model.Laid) (string, *logic.Formula), text string) {
	type key struct {
		sort  string
		cases logic.Cases
	}
	var keys []key
	alike := map[key][]Entry{}
	for _, e := range all {
		of, when := sort(e)
		k := key{of, s.Space.Where(when)}
		if k.cases.Empty() {
			continue
		}
		if alike[k] == nil {
			keys = append(keys, k)
		}
		alike[k] = append(alike[k], entryOf(e.Entry))
	}
	for _, k := range keys {
		if list := alike[k]; len(list) > 1 {
			s.find(Duplicate, s.witness("both of "+named(list)+" hold", k.cases), list, text, named(list))
		}
	}
}

// repeated finds parts of conditions that mean what a definition does, in other words.
func (s *stage) repeated() {
	meaning := map[logic.Cases]*model.Laid{}
	for _, d := range s.laid(model.DefinitionEntry) {
		if cases := s.Space.Where(d.When); !cases.Empty() && meaning[cases] == nil {
			meaning[cases] = d
		}
	}
	for i := range s.Entries {
		e := &s.Entries[i]
		if e.When == nil || len(e.Held) > 0 {
			continue
		}
		if d := meaning[s.Space.Where(e.When)]; d != nil && e.Kind != model.DefinitionEntry && (len(e.Parts) != 1 || e.Parts[0].Named == "") {
			s.sameAs(e, d, e.Written)
			continue
		}
		for _, p := range e.Parts {
			if d := meaning[s.Space.Where(p.When)]; d != nil && d != e && p.Named == "" && len(e.Parts) > 1 {
				s.sameAs(e, d, p.Written)
			}
		}
	}
}

func (s *stage) sameAs(e, d *model.Laid, written string) {
	w := s.witness("what is written twice holds", s.Space.Where(d.When))
	s.find(Duplicate, w, []Entry{entryOf(e.Entry), entryOf(d.Entry)}, "%s %q says in other words what definition %q means: %s; name the definition",
		e.Kind, e.ID, d.ID, code(written))
}
