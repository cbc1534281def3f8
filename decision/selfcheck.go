package decision

import (
	"math"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// SelfCheck is what some page would say for the answers known: a count, reproduced because
// readers meet it. It is never advice and moves nothing.
type SelfCheck struct {
	Title   string          `json:"title"`
	Page    string          `json:"page"` // a source
	Says    string          `json:"says"`
	Status  SelfCheckStatus `json:"status"`
	Result  string          `json:"result"`   // what the page would say
	Counted int             `json:"counted"`  // answers that certainly count
	AtLeast int             `json:"at_least"` // how many have to
	Items   []SelfCheckItem `json:"items"`
	Missing []string        `json:"missing"` // exactly the facts that can still change the status
	Claims  []string        `json:"claims"`
}

// SelfCheckItem is one question and whether its answer counts.
type SelfCheckItem struct {
	Fact   string   `json:"fact"`
	Given  string   `json:"given"`            // the answer in words
	Truth  Truth    `json:"truth"`            // of "this answer counts"
	Counts []string `json:"counts,omitempty"` // the answers that count
}

// SelfCheckStatus is what the answers known come to.
type SelfCheckStatus string

// What a self-check can come to.
const (
	SelfCheckReached    SelfCheckStatus = "reached"     // in every completion enough answers count
	SelfCheckNotReached SelfCheckStatus = "not_reached" // in none
	SelfCheckOpen       SelfCheckStatus = "open"        // in some
)

type selfCheck struct {
	SelfCheck
	words map[SelfCheckStatus]string
	items []selfCheckItem
}

type selfCheckItem struct {
	fact   int
	counts logic.Set // choices
	titles []string
}

func (b *builder) assembleSelfCheck(d selfCheckDoc) {
	s := &selfCheck{words: map[SelfCheckStatus]string{SelfCheckReached: d.Reached, SelfCheckNotReached: d.NotReached, SelfCheckOpen: d.Open}}
	s.SelfCheck = SelfCheck{Title: d.Title, Page: d.Page.Value, Says: d.Says, Claims: b.cited(d.Claims)}
	b.source(d.Page)
	once := newIndex("question of the self-check")
	for _, it := range d.Items {
		once.add(&b.errs, it.Fact)
		if item, ok := b.selfCheckItem(it); ok {
			s.items = append(s.items, item)
		}
	}
	s.AtLeast = int(d.AtLeast.Value)
	if n := d.AtLeast.Value; len(d.Items) > 0 && (n != math.Trunc(n) || n < 1 || n > float64(len(d.Items))) {
		b.errs.Addf(d.AtLeast.Pos, "at_least is a whole number from 1 to the %d questions, not %s", len(d.Items), d.AtLeast.Text)
	}
	b.g.selfCheck = s
}

func (b *builder) selfCheckItem(d selfCheckItemDoc) (selfCheckItem, bool) {
	at, ok := b.factNamed(d.Fact)
	if !ok {
		return selfCheckItem{}, false
	}
	f := &b.g.facts[at]
	if f.Type != TypeChoice {
		b.errs.Addf(d.Fact.Pos, "%q is a %s; a self-check asks for choices", f.ID, f.Type)
		return selfCheckItem{}, false
	}
	out := selfCheckItem{fact: at}
	for _, c := range d.Counts {
		choice := f.choice(c.Value)
		if choice < 0 {
			b.errs.Addf(c.Pos, "fact %q has no choice %q; it has %s%s", f.ID, c.Value, strings.Join(f.choiceIDs(), ", "), didYouMean(c.Value, f.choiceIDs()))
			return out, false
		}
		out.counts |= 1 << choice
		out.titles = append(out.titles, f.Choices[choice].Title)
	}
	return out, true
}

// answersSelfCheck reports whether anything is known of an answer.
func (c *Case) answersSelfCheck() bool {
	s := c.g.selfCheck
	return s != nil && slices.ContainsFunc(s.items, func(it selfCheckItem) bool { return !c.silent(it.fact) })
}

// selfCheck counts over the completions: each question has its own fact, so every number
// between those that certainly count and those that may is reached, and while the threshold
// lies between them each open answer can tip it.
func (c *Case) selfCheck() *SelfCheck {
	s := c.g.selfCheck
	if s == nil {
		return nil
	}
	out := s.SelfCheck
	out.Claims, out.Missing = slices.Clone(s.Claims), []string{}
	var open []int
	for _, it := range s.items {
		left := c.inner.Set(it.fact)
		item := SelfCheckItem{Fact: c.g.facts[it.fact].ID, Given: c.value(it.fact), Truth: Undecided, Counts: slices.Clone(it.titles)}
		switch {
		case left&^it.counts == 0:
			item.Truth = Holds
			out.Counted++
		case left&it.counts == 0:
			item.Truth = Fails
		default:
			open = append(open, it.fact)
		}
		out.Items = append(out.Items, item)
	}
	switch {
	case out.Counted >= out.AtLeast:
		out.Status = SelfCheckReached
	case out.Counted+len(open) < out.AtLeast:
		out.Status = SelfCheckNotReached
	default:
		out.Status = SelfCheckOpen
		slices.Sort(open)
		for _, f := range open {
			out.Missing = append(out.Missing, c.g.facts[f].ID)
		}
	}
	out.Result = s.words[out.Status]
	return &out
}
