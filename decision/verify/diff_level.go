package verify

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// Level is how much a change of a guideline means to those who use it.
type Level string

// The levels, as the version of a guideline counts them.
const (
	LevelNone  Level = "none"  // alike in all but the version
	LevelPatch Level = "patch" // wording
	LevelMinor Level = "minor" // other reasons, cautions or options, or evidence behind them
	LevelMajor Level = "major" // some patient gets another verdict, or none, for what is given is refused
)

func levels() []Level { return []Level{LevelNone, LevelPatch, LevelMinor, LevelMajor} }

// SchemaValues lists the levels.
func (Level) SchemaValues() (out []string) {
	for _, l := range levels() {
		out = append(out, string(l))
	}
	return out
}

// AtLeast reports whether a change of this level is worth the other.
func (l Level) AtLeast(other Level) bool {
	return slices.Index(levels(), l) >= slices.Index(levels(), other)
}

func (d *Difference) level() Level {
	if len(d.Groups) > 0 {
		return LevelMajor
	}
	level := LevelNone
	for i := range d.Changes {
		e := &d.Changes[i]
		l := e.level()
		if d.NotAnalysable != "" && e.mightDecide() {
			l = LevelMajor
		}
		if l.AtLeast(level) {
			level = l
		}
	}
	return level
}

// level is that of an entry where no complete case gets another verdict by it.
func (e *Change) level() Level {
	told := slices.Contains([]string{"definition", "patient text", "education", "language", "source", "finding", "guideline"}, e.Kind)
	meant := e.moved || slices.ContainsFunc(e.Aspects, func(a Aspect) bool { return !a.Wording })
	switch {
	case e.refuses, e.Kind == "verdict" && e.How != Changed: // what is partly known gets a verdict by the order of severity
		return LevelMajor
	case meant && (e.Kind == "check" && e.How != Reordered || e.Kind == "group" && (e.How == Changed || e.How == Removed)):
		return LevelMajor // facts are refused, or none_of says something else
	case told, !meant && e.How == Changed:
		return LevelPatch
	}
	return LevelMinor
}

// refused marks the facts that are gone, or have lost values.
func refused(entries []Change, before, after *decision.Guideline) {
	for i := range entries {
		e := &entries[i]
		if e.Kind != "fact" || e.How == Reordered {
			continue
		}
		was, known := before.Fact(e.ID)
		is, kept := after.Fact(e.ID)
		lost := func(c decision.Choice) bool {
			return !slices.ContainsFunc(is.Choices, func(k decision.Choice) bool { return k.ID == c.ID })
		}
		e.refuses = known && (!kept || was.Min < is.Min || was.Max > is.Max || slices.ContainsFunc(was.Choices, lost))
	}
}

// mightDecide reports whether the entry may change a verdict when nobody has looked.
func (e *Change) mightDecide() bool {
	switch e.Kind {
	case "rule":
		return e.How != Reordered
	case "definition", "param", "fact", "group":
		return true
	}
	return false
}
