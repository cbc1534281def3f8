package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/verify"
)

// turn is who newly gets the least severe verdict, or no longer does: what a reader asks first.
type turn struct {
	name    string // Newly or No longer, and the verdict
	of      string // what the shares are of, beside all cells
	reasons []turnReason
	part    verify.Share
	all     verify.Share
}

// turnReason is cases that have the same other verdict by the same rules.
type turnReason struct {
	text   string // the rules by their titles, and the other verdict
	groups []int  // by number
	part   verify.Share
	steps  int
}

// least is the least severe verdict of each side.
func (v *diffView) least() (out [2]string) {
	for i, g := range v.sides {
		out[i] = g.Verdicts()[0].ID
	}
	return out
}

func (v *diffView) leastTitle() string {
	least := v.least()
	before, after := v.verdict(least[0]), v.verdict(least[1])
	if before == after {
		return before
	}
	return before + " or " + after
}

// arrange puts the groups first in which one side is the least severe verdict; it tells how many.
// A group is numbered by its place.
func (v *diffView) arrange() (list []*verify.Group, eligible int) {
	var others []*verify.Group
	least := v.least()
	for i := range v.Groups {
		if g := &v.Groups[i]; g.Before == least[0] || g.After == least[1] {
			list = append(list, g)
		} else {
			others = append(others, g)
		}
	}
	return slices.Concat(list, others), len(list)
}

// turns are the two of them, nil where no verdict differs.
func (v *diffView) turns() []turn {
	if len(v.Groups) == 0 {
		return nil
	}
	list, _ := v.arrange()
	least := v.least()
	before, after := v.verdict(least[0]), v.verdict(least[1])
	newly := turn{name: "Newly " + after, of: "the cells with " + after + " after"}
	gone := turn{name: "No longer " + before, of: "the cells with " + before + " before"}
	for i, g := range list {
		if g.After == least[1] {
			newly.add(fmt.Sprintf("%s (so far %s)", v.titles(0, g.DecidedBefore), v.verdict(g.Before)), i+1, g, g.OfAfter)
		}
		if g.Before == least[0] {
			gone.add(fmt.Sprintf("%s (now %s)", v.titles(1, g.DecidedAfter), v.verdict(g.After)), i+1, g, g.OfBefore)
		}
	}
	return []turn{newly, gone}
}

func (t *turn) add(text string, number int, g *verify.Group, part verify.Share) {
	t.part, t.all = t.part.Plus(part), t.all.Plus(g.Share)
	i := slices.IndexFunc(t.reasons, func(r turnReason) bool { return r.text == text })
	if i < 0 {
		i = len(t.reasons)
		t.reasons = append(t.reasons, turnReason{text: text, steps: g.Steps()})
	}
	r := &t.reasons[i]
	r.groups = append(r.groups, number)
	r.part = r.part.Plus(part)
}

// sum says how many cells there are.
func (t *turn) sum() string {
	if len(t.reasons) == 0 {
		return "nobody, in no complete case."
	}
	return fmt.Sprintf("%s %% of %s, %s %% of all.", t.part.Percent, t.of, t.all.Percent)
}

func (t *turn) reason(r turnReason) string {
	return fmt.Sprintf("%s: %s %% of %s", r.text, r.part.Percent, t.of)
}

// titles are what the rules that decide on a side are called.
func (v *diffView) titles(side int, by verify.Deciding) string {
	titled := func(ids []string) (out []string) {
		for _, id := range ids {
			title := id
			for _, r := range v.sides[side].Rules() {
				if r.ID == id && r.Title != "" {
					title = r.Title
				}
			}
			out = append(out, title)
		}
		return out
	}
	switch always := strings.Join(titled(by.Always), " + "); {
	case len(by.Always) > 0:
		return always
	case len(by.Sometimes) == 1:
		return titled(by.Sometimes)[0]
	default:
		return "One or more of: " + strings.Join(titled(by.Sometimes), "; ")
	}
}

// softest is by how many steps the groups soften that do so most, 0 for none.
func softest(list []*verify.Group) (steps int) {
	for _, g := range list {
		steps = min(steps, g.Steps())
	}
	return steps
}

// severity says how much more or less severe a verdict is after.
func severity(steps int) string {
	text := howMany(max(steps, -steps), "step", "steps")
	if steps < 0 {
		return text + " less severe"
	}
	return text + " more severe"
}

// softening flags what softens most of all groups.
func (v *diffView) softening(steps int) string {
	list, _ := v.arrange()
	if steps == 0 || steps != softest(list) {
		return severity(steps)
	}
	return "LARGEST SOFTENING, " + severity(steps)
}

// folded says what the groups are that are told in brief.
func (v *diffView) folded(list []*verify.Group) string {
	text := howMany(len(list), "group", "groups") + "."
	if most := softest(list); most < 0 {
		var pairs []string
		for _, g := range list {
			if pair := v.verdict(g.Before) + " → " + v.verdict(g.After); g.Steps() == most && !slices.Contains(pairs, pair) {
				pairs = append(pairs, pair)
			}
		}
		text += fmt.Sprintf(" Largest softening among them: %s, %s.", strings.Join(pairs, "; "), severity(most))
	}
	return text + " Examples, and the facts that a group depends on, are in the JSON form."
}
