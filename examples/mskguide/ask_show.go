package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/mskguide/mskguide/decision"
)

func (iv *interview) welcome() {
	iv.out.text(0, strong, iv.g.FullTitle())
	iv.out.text(0, plain, disclaimer)
	iv.keys()
}

// keys are what may be typed.
func (iv *interview) keys() {
	iv.out.text(0, plain, "Enter: not known, which is never a no. ? why it is asked. z takes the last answer back. q stops. h shows this.")
}

// standing shows what the answer is so far, and what the last answer put out of reach.
func (iv *interview) standing() {
	d, err := iv.g.Decide(iv.now.known)
	if err != nil { // it was taken: it is in order
		return
	}
	v := &view{page: iv.out, guideline: iv.g, decision: d}
	could := slices.Clone(d.CouldBecome)
	if v.severity(d.Verdict) >= 0 {
		could = append(could, d.Verdict)
	}
	var gone []string
	for _, n := range iv.g.Verdicts() {
		if slices.Contains(iv.could, n.ID) && !slices.Contains(could, n.ID) {
			gone = append(gone, n.Title)
		}
	}
	before := iv.could
	iv.could = could
	if len(gone) > 0 {
		iv.out.entry(0, "No longer in reach, by what was recorded:", strings.Join(gone, "; ")+".")
	}
	iv.out.entry(0, "So far:", sentence(v.verdictNamed(d.Verdict).Title)+" "+inReach(v, before != nil && len(gone) == 0))
}

// inReach says what else a verdict could become.
func inReach(v *view, asBefore bool) string {
	const most = 4
	could, all := v.decision.CouldBecome, len(v.guideline.Verdicts())
	var titles []string
	for _, id := range slices.Backward(could) { // the most severe first
		titles = append(titles, v.verdictNamed(id).Title)
	}
	switch {
	case v.decision.Settled:
		return "Settled."
	case asBefore:
		return "As before."
	case len(could) == all:
		return "Any of the " + count(all, "verdict is", "verdicts are") + " in reach."
	case len(could) > most:
		return "In reach: " + strings.Join(titles, "; ") + "."
	}
	return "Could become: " + strings.Join(titles, "; ") + "."
}

// ask shows the question at hand.
func (iv *interview) ask() {
	q := &iv.question
	iv.numbers = iv.membersAsked()
	iv.out.WriteString("\n")
	if q.Why.Stage != iv.stage {
		iv.stage = q.Why.Stage
		if text := stageText(iv.stage); text != "" {
			iv.out.text(0, plain, text)
		}
	}
	if q.Why.Stage == decision.StageFirst && len(iv.could) == 1 {
		iv.out.text(0, plain, "The verdict is settled. This is still asked, as it could make it more urgent.")
	}
	iv.out.entry(0, fmt.Sprintf("Question %d.", iv.now.answered+1), q.Text)
	if q.Help != "" {
		iv.out.text(2, faint, q.Help)
	}
	switch {
	case q.Group != "":
		for i, f := range q.Asks {
			iv.out.entry(2, strconv.Itoa(iv.numbers[i]), f.Text)
			if f.Help != "" {
				iv.out.text(4, faint, f.Help)
			}
		}
		example := iv.numbers[1]
		iv.out.text(0, plain, "none, only when each of these was asked about or looked for; or the numbers of those that apply, such as "+strconv.Itoa(example)+", or "+strconv.Itoa(example)+" only when each of the others was asked about and does not; no "+strconv.Itoa(iv.numbers[0])+" for one that does not. What is not named stays unknown.")
	case q.Type == string(decision.TypeChoice):
		for i, c := range iv.facts[q.Fact].Choices {
			iv.out.entry(2, strconv.Itoa(i+1), c.Title)
		}
		iv.out.text(0, plain, "Its number; or those that are left, such as 1|2.")
	case q.Type == string(decision.TypeBool):
		iv.out.text(0, plain, "y or n.")
	default:
		unit := ""
		if q.Unit != "" {
			unit = " of " + q.Unit
		}
		iv.out.text(0, plain, "A number"+unit+"; in part 4..12, >12 or <=4; another unit may follow.")
	}
}

// membersAsked is the number of each fact that a group asks about: its place in the largest group
// that has all of them, so that it stays the same when only some are asked again.
func (iv *interview) membersAsked() []int {
	var largest []string
	for _, g := range iv.g.Groups() {
		has := func(f decision.Asked) bool { return slices.Contains(g.Facts, f.Fact) }
		if all := !slices.ContainsFunc(iv.question.Asks, func(f decision.Asked) bool { return !has(f) }); all && len(g.Facts) > len(largest) {
			largest = g.Facts
		}
	}
	var numbers []int
	for _, f := range iv.question.Asks {
		numbers = append(numbers, slices.Index(largest, f.Fact)+1)
	}
	return numbers
}

func stageText(s decision.Stage) string {
	switch s {
	case decision.StageLast:
		return "These questions come last."
	case decision.StageThen:
		return "Cautions still to be asked about before anything is done."
	}
	return ""
}

// heldBack says what is not asked because something that comes before it is not known.
func (iv *interview) heldBack() {
	d, err := iv.g.Decide(iv.now.known)
	if err != nil || d.Verdict != iv.g.NeedsInformation().ID { // nothing is held back behind a verdict
		return
	}
	var held, notKnown []string
	for _, m := range d.Missing {
		if title := iv.facts[m].Title; iv.skipped(m) {
			notKnown = append(notKnown, title)
		} else {
			held = append(held, title)
		}
	}
	if len(held) > 0 {
		iv.out.WriteString("\n")
		iv.out.text(0, plain, "Not asked, as long as what comes before it is not known: "+strings.Join(held, "; ")+".")
		iv.out.entry(0, "Not known:", strings.Join(notKnown, "; ")+".")
	}
}

// skipped reports whether a fact was said to be not known, by itself or in a group.
func (iv *interview) skipped(fact string) bool {
	for _, name := range iv.now.skip {
		if name == fact || slices.Contains(iv.facts[fact].Groups, name) {
			return true
		}
	}
	return false
}

// why says which rules the question is about, and what each answer would come to.
func (iv *interview) why() {
	q := &iv.question
	titles := map[string]string{}
	gives := map[string]string{}
	for _, r := range iv.g.Rules() {
		titles[r.ID], gives[r.ID] = r.Title, r.Gives
	}
	v := &view{page: iv.out, guideline: iv.g}
	if q.Why.Stage == decision.StageThen {
		var named []string
		for _, id := range q.Why.Rules {
			named = append(named, titles[id])
		}
		iv.out.entry(0, "Cautions that turn on it:", strings.Join(named, "; ")+".")
	}
	for _, verdict := range q.Why.Verdicts {
		var named []string
		for _, id := range q.Why.Rules {
			if gives[id] == verdict {
				named = append(named, titles[id])
			}
		}
		iv.out.entry(0, "It could become \""+v.verdictNamed(verdict).Title+"\" by:", strings.Join(named, "; ")+".")
	}
	if q.Answers[0].Settled == nil { // a fact is fixed
		iv.out.text(0, plain, "What is so is to be recorded, whatever comes of it; what each answer would come to is not shown.")
	} else {
		for _, line := range iv.outcomes(v) {
			iv.out.text(2, plain, line)
		}
	}
	iv.out.text(0, plain, fmt.Sprintf("Burden of what is missing: now %d; after the worst answer %d; after the mean of the answers %s.",
		q.Left.Now, q.Left.Worst, strconv.FormatFloat(q.Left.Mean, 'f', 1, 64)))
}

// outcomes are what the answers come to; those that come to the same share a line.
func (iv *interview) outcomes(v *view) (lines []string) {
	var says [][]string
	var texts []string
	for i, a := range iv.question.Answers {
		text := v.verdictNamed(a.Verdict).Title
		switch {
		case a.Settled != nil && *a.Settled:
			text += ", settled"
		case a.Left > 0:
			text += ", with burden " + strconv.Itoa(a.Left) + " still missing"
		}
		title := a.Says
		if iv.question.Group != "" && i > 0 {
			title = iv.question.Asks[i-1].Title + " alone"
		}
		if at := slices.Index(texts, text); at >= 0 {
			says[at] = append(says[at], title)
		} else {
			says, texts = append(says, []string{title}), append(texts, text)
		}
	}
	for i, text := range texts {
		lines = append(lines, alternatives(says[i], iv.question.Group != "" && i > 0)+": "+sentence(text))
	}
	return lines
}

// alternatives joins answers; of those of a group that name a fact only so many are told.
func alternatives(says []string, members bool) string {
	const most = 3
	if members && len(says) > most {
		return "any one of " + strconv.Itoa(len(says)) + " alone, such as " + strings.TrimSuffix(says[0], " alone")
	}
	return strings.Join(says, "; ")
}

// printable is what was typed, or a file says, without what would move a terminal's cursor or
// turn what it shows around.
func printable(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, line)
}
