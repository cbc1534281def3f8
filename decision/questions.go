package decision

import (
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// asking is the order of questions that a bundle declares. Its zero value is that of a bundle
// without any.
type asking struct {
	first, early, last, then []logic.VarSet // entry by entry: the facts
	foremost, late, also     logic.VarSet   // all of those first, last and then
}

// assembleQuestions reads which questions come first, which last, and which then, when the
// least severe verdict is settled.
func (b *builder) assembleQuestions() {
	d := b.manifest.Questions
	if d == nil {
		return
	}
	a := &b.g.asking
	listed := map[int]place.Text{} // by fact: the entry that has it
	a.first, a.foremost = b.askedIn(d.First, listed)
	a.early, _ = b.askedIn(d.Early, listed)
	a.last, a.late = b.askedIn(d.Last, listed)
	a.then, a.also = b.askedIn(d.Then, map[int]place.Text{})
}

// askedIn resolves entries that have no fact in common with one another, nor with those listed
// before.
func (b *builder) askedIn(names []place.Text, listed map[int]place.Text) (entries []logic.VarSet, all logic.VarSet) {
	for _, t := range names {
		var entry logic.VarSet
		rival := place.Text{}
		for _, f := range b.factsNamed([]place.Text{t}, false) {
			if other, twice := listed[f]; twice && rival.Value == "" {
				rival = other
			}
			listed[f] = t
			entry.Add(f)
		}
		if rival.Value != "" {
			b.errs.Addf(t.Pos, "what %q asks is asked with %q at %s already; keep one of them", t.Value, rival.Value, rival.Pos)
		}
		entries, all = append(entries, entry), all.Union(entry)
	}
	return entries, all
}
