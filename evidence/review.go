package evidence

// Overdue returns the claims whose review is due before a day, in the order of the library: those whose review_by lies
// before it, and those that have none, because nobody said when they hold no longer. There is no clock here; the caller
// says which day it is.
func (l *Library) Overdue(on Date) []Claim {
	var due []Claim
	for _, claim := range l.Claims() {
		if claim.ReviewBy.Compare(on) < 0 {
			due = append(due, claim)
		}
	}
	return due
}

// Outdated returns the sources that are not current on a day: superseded by another, or lapsed by a rule of their own.
func (l *Library) Outdated(on Date) []Source {
	var old []Source
	for _, source := range l.Sources() {
		if source.SupersededBy != "" || source.LapsedBy(on) {
			old = append(old, source)
		}
	}
	return old
}
