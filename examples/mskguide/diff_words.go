package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/verify"
)

// diffView puts a difference in words.
type diffView struct {
	*verify.Difference
	page  *page
	sides [2]*decision.Guideline
}

// names are what the two guidelines are called: no longer than tells them apart.
func (v *diffView) names() (before, after string) {
	name := func(i decision.Info) string {
		text := i.ID + " " + i.Version
		if len(i.Overlays) > 0 {
			text += " with " + strings.Join(i.Overlays, ", ")
		}
		return text
	}
	return name(v.Before), name(v.After)
}

// verdict is what a verdict is called, by whichever guideline has it.
func (v *diffView) verdict(id string) string {
	for _, g := range v.sides {
		if n := named(g.Verdicts(), id); n.ID == id {
			return n.Title
		}
	}
	return id
}

const cellsExplained = "A share is one of cells, all combinations of values that the two tell apart: exact, but no share of patients. Cases are complete; what is partly known follows from them."

func (v *diffView) summary() string {
	switch {
	case v.Same():
		return "No difference: they answer alike in every case, in the same words."
	case v.NotAnalysable != "":
		return "Not analysable: " + v.NotAnalysable + ". Which cases differ is not known; what is written differently is below. Taken for a change of level " + string(v.Level) + "."
	case len(v.Groups) == 0:
		return "Every complete case gets the same verdict. The change is " + levelWords(v.Level) + "."
	}
	return fmt.Sprintf("%s %% of the cells get another verdict, in %s. The change is %s.", v.Differs.Percent, howMany(len(v.Groups), "group", "groups"), levelWords(v.Level))
}

func levelWords(l verify.Level) string {
	switch l {
	case verify.LevelMajor:
		return "major: some patient gets another verdict, or none"
	case verify.LevelMinor:
		return "minor: other reasons, cautions, options or evidence"
	}
	return "a patch: wording"
}

func howMany(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// shares says how much a group is.
func (v *diffView) shares(g *verify.Group) string {
	return fmt.Sprintf("%s %% of the cells with %s before, %s %% of those with %s after, %s %% of all", g.OfBefore.Percent, v.verdict(g.Before),
		g.OfAfter.Percent, v.verdict(g.After), g.Share.Percent)
}

// decided lists rules that decide.
func decided(d verify.Deciding) string {
	always, sometimes := strings.Join(d.Always, ", "), strings.Join(d.Sometimes, ", ")
	switch {
	case sometimes == "":
		return always
	case always == "":
		return "one or more of " + sometimes
	}
	return always + "; in some cases also " + sometimes
}

// cause tells what a cause is and does.
func (v *diffView) cause(k verify.Cause) string {
	text := k.Kind + " " + k.ID
	switch {
	case k.How != verify.Changed:
		if value := aspectOf(k.Aspects, "value"); value.After != "" {
			text += " = " + value.After
		}
		return text + " " + string(k.How)
	case len(k.Aspects) == 0:
		return text + " (holds in other cases)"
	}
	var parts []string
	for _, a := range k.Aspects {
		switch {
		case a.Name == "when":
			parts = append(parts, "another condition")
		case a.Before == "":
			parts = append(parts, fmt.Sprintf("%s none → %s", inWords(a.Name), a.After))
		case a.After == "":
			parts = append(parts, fmt.Sprintf("%s %s → none", inWords(a.Name), a.Before))
		default:
			parts = append(parts, fmt.Sprintf("%s %s → %s", inWords(a.Name), a.Before, a.After))
		}
	}
	return text + " (" + strings.Join(parts, "; ") + ")"
}

func (v *diffView) causes(g *verify.Group) string {
	parts := make([]string, len(g.Because))
	for i, k := range g.Because {
		parts[i] = v.cause(k)
	}
	return strings.Join(parts, "; ")
}

func aspectOf(list []verify.Aspect, name string) verify.Aspect {
	i := slices.IndexFunc(list, func(a verify.Aspect) bool { return a.Name == name })
	if i < 0 {
		return verify.Aspect{}
	}
	return list[i]
}

// depends lists facts, a group for all its members.
func (v *diffView) depends(g *verify.Group) string {
	left := slices.Clone(g.Facts)
	var parts []string
	for _, group := range v.commonGroups() {
		if len(group.Facts) > 1 && !slices.ContainsFunc(group.Facts, func(f string) bool { return !slices.Contains(left, f) }) {
			parts = append(parts, fmt.Sprintf("%s (all %d)", group.ID, len(group.Facts)))
			left = slices.DeleteFunc(left, func(f string) bool { return slices.Contains(group.Facts, f) })
		}
	}
	return strings.Join(slices.Concat(parts, left, g.Comparisons), ", ")
}

// commonGroups are those with the same facts in both guidelines, the largest first.
func (v *diffView) commonGroups() (out []decision.Group) {
	after := v.sides[1].Groups()
	for _, g := range v.sides[0].Groups() {
		if slices.ContainsFunc(after, func(a decision.Group) bool { return a.ID == g.ID && slices.Equal(a.Facts, g.Facts) }) {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b decision.Group) int { return len(b.Facts) - len(a.Facts) })
	return out
}

// example is a witness as facts to run, groups that are denied as none_of.
func (v *diffView) example(x verify.Example) string {
	var facts map[string]json.RawMessage
	if err := json.Unmarshal(x.Facts, &facts); err != nil { // it is the library's own
		return string(x.Facts)
	}
	var denied []string
	for _, g := range v.commonGroups() {
		no := func(f string) bool { return string(facts[f]) == "false" }
		if len(g.Facts) > 1 && !slices.ContainsFunc(g.Facts, func(f string) bool { return !no(f) }) {
			denied = append(denied, fmt.Sprintf("%q", g.ID))
			for _, f := range g.Facts {
				delete(facts, f)
			}
		}
	}
	var parts []string
	if len(denied) > 0 {
		parts = append(parts, `"none_of": [`+strings.Join(denied, ", ")+"]")
	}
	for _, side := range v.sides {
		for _, f := range side.Facts() {
			if value, ok := facts[f.ID]; ok {
				parts = append(parts, fmt.Sprintf("%q: %s", f.ID, value))
				delete(facts, f.ID)
			}
		}
	}
	text := "{" + strings.Join(parts, ", ") + "}"
	if x.Unmet != "" {
		text += " (not yet such a case: " + x.Unmet + ")"
	}
	return text
}

// entry names what changed.
func (v *diffView) entry(e *verify.Change) string {
	kind := e.Kind
	if e.Gives == "caution" {
		kind = "caution"
	}
	text := kind
	if e.ID != "" {
		text += " " + e.ID
	}
	if e.How == verify.Reordered {
		return "order of the entries of kind " + kind
	}
	return text
}

// moved says where something newly holds, or no longer does.
func (v *diffView) moved(e *verify.Change) (out []string) {
	words := [2]string{"newly holds", "no longer holds"}
	switch e.Kind {
	case "option", "protocol item":
		words = [2]string{"newly shown", "no longer shown"}
	case "treatment":
		words = [2]string{"newly withheld", "no longer withheld"}
	}
	for i, w := range []*verify.Where{e.Gained, e.Lost} {
		if w != nil {
			out = append(out, fmt.Sprintf("%s in %s %% of the cells, such as %s", words[i], w.Share.Percent, v.example(w.Witness)))
		}
	}
	if e.SameCases {
		out = append(out, "the condition is put in another way and holds in the same cases")
	}
	return out
}
