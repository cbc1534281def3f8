package main

import (
	"github.com/mskguide/mskguide/decision"
)

// notRecorded lists what could still make the verdict more urgent or change it: by step, a line for each group
// that is wholly open and for each other fact, and each fact once.
func (v *view) notRecorded() {
	d := v.decision
	if len(d.Missing)+len(d.UrgencyMissing) == 0 {
		return
	}
	v.heading("Not recorded")
	shown := map[string]bool{}
	v.notRecordedIn("It could be more urgent", d.UrgencyMissing, shown)
	for _, s := range d.Steps {
		v.notRecordedIn(named(v.guideline.Steps(), s.ID).Title, s.Open, shown)
	}
	v.notRecordedIn("Besides", d.Missing, shown)
}

func (v *view) notRecordedIn(title string, open []string, shown map[string]bool) {
	var lines [][2]string
	for _, id := range open {
		if g, ok := v.group(id); ok && none(g.Facts, shown) {
			lines = append(lines, [2]string{g.ID, g.Title + " (" + count(len(g.Facts), "yes/no fact", "yes/no facts") + ")"})
			mark(g.Facts, shown)
			continue
		}
		for _, fact := range v.members(id) {
			if f, ok := v.guideline.Fact(fact); ok && !shown[fact] {
				lines = append(lines, [2]string{fact, f.Title})
			}
		}
		mark(v.members(id), shown)
	}
	if len(lines) == 0 {
		return
	}
	const column = 36
	v.text(2, plain, title)
	for _, line := range lines {
		v.row(4, column, line[0], line[1])
	}
}

func (v *view) group(id string) (decision.Group, bool) {
	for _, g := range v.guideline.Groups() {
		if g.ID == id {
			return g, true
		}
	}
	return decision.Group{}, false
}

// members is the facts of a group, or the fact itself.
func (v *view) members(id string) []string {
	if g, ok := v.group(id); ok {
		return g.Facts
	}
	return []string{id}
}

func none(facts []string, shown map[string]bool) bool {
	for _, f := range facts {
		if shown[f] {
			return false
		}
	}
	return true
}

func mark(facts []string, shown map[string]bool) {
	for _, f := range facts {
		shown[f] = true
	}
}
