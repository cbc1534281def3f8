package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

// answerGiven is what a line says.
type answerGiven struct {
	facts decision.Facts
	skip  []string // what is not asked again
	said  string
}

// parse reads a line as an answer to the question at hand.
func (iv *interview) parse(line string) (answerGiven, error) {
	q := &iv.question
	switch strings.ToLower(line) {
	case "", "u", "unknown", "not known":
		a := answerGiven{said: q.Title + ": not known"}
		for _, f := range q.Asks {
			a.skip = append(a.skip, f.Fact)
		}
		return a, nil
	}
	if q.Group != "" {
		return iv.parseGroup(line)
	}
	f := iv.facts[q.Fact]
	switch f.Type {
	case decision.TypeBool:
		switch strings.ToLower(line) {
		case "y":
			line = "yes"
		case "n":
			line = "no"
		}
	case decision.TypeChoice:
		line = choicesByNumber(line, f.Choices)
	}
	v, err := scenario.Value(line, f)
	switch {
	case err != nil && f.Type == decision.TypeBool:
		return answerGiven{}, problemf("%s is y or n; Enter when it is not known", quoted(line))
	case err != nil:
		return answerGiven{}, err
	}
	a := answerGiven{facts: decision.Facts{f.ID: v}, said: f.Title + ": " + inReadable(v, f)}
	if _, part := v.(map[string]any); part {
		a.skip = []string{f.ID} // what is known of it was said
	}
	return a, nil
}

// choicesByNumber puts ids in the place of numbers and titles.
func choicesByNumber(line string, choices []decision.Choice) string {
	parts := strings.Split(line, "|")
	for i, part := range parts {
		part = strings.TrimSpace(part)
		if n, err := strconv.Atoi(part); err == nil && n >= 1 && n <= len(choices) {
			part = choices[n-1].ID
		}
		for _, c := range choices {
			if strings.EqualFold(part, c.Title) || strings.EqualFold(part, c.ID) {
				part = c.ID
			}
		}
		parts[i] = part
	}
	return strings.Join(parts, "|")
}

// inReadable is what was understood.
func inReadable(v any, f decision.Fact) string {
	unit := ""
	if f.Unit != "" {
		unit = " " + f.Unit
	}
	switch v := v.(type) {
	case bool:
		return yesNo(v)
	case float64:
		return number(v) + unit
	case string:
		return choiceTitle(v, f.Choices)
	case map[string]any:
		if list, ok := v["one_of"].([]string); ok {
			titles := make([]string, len(list))
			for i, id := range list {
				titles[i] = choiceTitle(id, f.Choices)
			}
			return strings.Join(titles, ", or ")
		}
		var parts []string
		for _, bound := range []string{"more_than", "at_least", "less_than", "at_most"} {
			if x, ok := v[bound].(float64); ok {
				parts = append(parts, inWords(bound)+" "+number(x))
			}
		}
		return strings.Join(parts, ", ") + unit
	}
	return fmt.Sprint(v)
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func choiceTitle(id string, choices []decision.Choice) string {
	for _, c := range choices {
		if c.ID == id {
			return c.Title
		}
	}
	return id
}

// parseGroup reads an answer to a group: what applies, what does not, and whether that is all.
func (iv *interview) parseGroup(line string) (answerGiven, error) {
	q := &iv.question
	words := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	a := answerGiven{facts: decision.Facts{}}
	if err := closesWell(words); err != nil {
		return a, err
	}
	yes, closed := true, false
	var wrong []string
	for _, word := range words {
		switch word {
		case "no", "not":
			yes = false
			continue
		case "yes":
			yes = true
			continue
		case "none", "only":
			closed = true
			continue
		}
		named := iv.named(word)
		if len(named) == 0 {
			wrong = append(wrong, quoted(word))
		}
		for _, fact := range named {
			if before, twice := a.facts[fact]; twice && before != yes {
				return a, problemf("%s is said to apply and not to apply", fact)
			}
			a.facts[fact] = yes
		}
	}
	switch {
	case len(wrong) > 0:
		return a, problemf("%s is none of the numbers %s, nor one of these facts", strings.Join(wrong, ", "), iv.numbersAsked())
	case len(a.facts) == 0 && !closed && !yes:
		return a, problemf("no to which? none when none of these applies, or no 1 3 for some")
	case len(a.facts) == 0 && !closed:
		return a, problemf("which of them? Give their numbers, as in 2 5")
	}
	for _, f := range q.Asks {
		if _, known := a.facts[f.Fact]; !known && closed {
			a.facts[f.Fact] = false
		}
	}
	a.said = iv.saidOfGroup(a.facts)
	return a, nil
}

// closesWell refuses what might deny more than somebody meant to: none stands alone, and only
// stands behind what applies.
func closesWell(words []string) error {
	if slices.Contains(words, "none") && len(words) > 1 {
		return problemf("none stands alone, for when none of these applies; give the numbers of those that do, or no 1 3 for some that do not")
	}
	only := slices.Index(words, "only")
	switch {
	case only < 0:
		return nil
	case only == 0, only < len(words)-1, slices.Contains(words, "no"), slices.Contains(words, "not"):
		return problemf("only stands behind the numbers of those that apply, as in 2 5 only: the others do not")
	}
	return nil
}

// named are the facts of a group that a word names: by number, by a range of numbers, by id.
func (iv *interview) named(word string) (out []string) {
	asks := iv.question.Asks
	if i := slices.IndexFunc(asks, func(f decision.Asked) bool { return f.Fact == word }); i >= 0 {
		return []string{word}
	}
	from, to, isRange := strings.Cut(word, "-")
	first, err := strconv.Atoi(from)
	last := first
	if isRange && err == nil {
		last, err = strconv.Atoi(to)
	}
	if err != nil || !slices.Contains(iv.numbers, first) || !slices.Contains(iv.numbers, last) {
		return nil
	}
	for i, n := range iv.numbers {
		if first <= n && n <= last {
			out = append(out, asks[i].Fact)
		}
	}
	return out
}

// numbersAsked tells the numbers, neighbours together: 1-3, 5.
func (iv *interview) numbersAsked() string {
	var parts []string
	for i := 0; i < len(iv.numbers); i++ {
		from := iv.numbers[i]
		for i+1 < len(iv.numbers) && iv.numbers[i+1] == iv.numbers[i]+1 {
			i++
		}
		part := strconv.Itoa(from)
		if to := iv.numbers[i]; to > from {
			part += "-" + strconv.Itoa(to)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// saidOfGroup is what was understood.
func (iv *interview) saidOfGroup(facts decision.Facts) string {
	var yes []string
	no, all := 0, len(iv.question.Asks)
	for _, f := range iv.question.Asks {
		switch facts[f.Fact] {
		case true:
			yes = append(yes, f.Title)
		case false:
			no++
		}
	}
	var parts []string
	if len(yes) > 0 {
		parts = append(parts, "yes to "+strings.Join(yes, ", "))
	}
	if no == all {
		return "none of these " + strconv.Itoa(all)
	}
	switch {
	case no > 0 && len(yes) > 0:
		parts = append(parts, "no to "+count(no, "of the others", "of the others"))
	case no > 0:
		parts = append(parts, "no to "+strconv.Itoa(no))
	}
	if open := all - no - len(yes); open > 0 {
		parts = append(parts, count(open, "is not known", "are not known"))
	}
	return strings.Join(parts, "; ")
}
