package summary

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

// Options say what a summary is of, beside all rows.
type Options struct {
	By     []string // columns whose values make groups; several parted by a comma make groups together
	Weight string   // column of what a row counts for; "" for none
}

// Columns are those that the options name: a table has to keep them.
func (o Options) Columns() (out []string) {
	for _, by := range o.By {
		out = append(out, strings.Split(by, ",")...)
	}
	if o.Weight != "" {
		out = append(out, o.Weight)
	}
	return out
}

// Counter makes a summary of answers. Count may be called by many goroutines at once, each
// with a subtotal of its own, and while one of them calls Add. However rows are put into subtotals,
// and in whatever order, the counts and sums are the same to the last bit.
type Counter struct {
	g          *decision.Guideline
	table      string
	options    Options
	by         [][]string
	whole      bool // rules and facts are counted too
	quantities []counted
	first      map[string]int // place of the first quantity of a kind
	rule       []int          // quantity of each rule
	groups     []map[string]*counts
	errors     []string
	labelled   bool      // the table has the column of made-up rows
	madeUp     int       // rows
	memory     sync.Pool // of *counts, all zero
}

// counted is one thing that is counted.
type counted struct{ kind, id, title string }

// Kinds of quantities, in their order.
const (
	KindAnswer  = "answer"  // how settled the answers are
	KindStated  = "stated"  // the verdict as it is stated
	KindVerdict = "verdict" // certain: no other verdict is possible; possible: it is one of those that are
	KindRule    = "rule"
	KindCaution = "caution"
	KindMissing = "missing" // certain: the only fact that is missing; possible: one of them
)

// What is counted under [KindAnswer].
const (
	answerSettled = "settled"
	answerOpen    = "open"
	answerInexact = "inexact"
)

// Subtotal is what some rows amount to. The zero value is none.
type Subtotal struct {
	rows   int // read or not
	madeUp int // of these
	groups []map[string]*counts
	bad    []string
	list   []int // of rules or facts
}

// maxGroups bounds the memory of a summary, maxBad the mistakes that it shows.
const (
	maxGroups = 1000
	maxBad    = 10
)

// NewCounter begins a summary of a table. The table has to keep the columns of the options.
func NewCounter(t *scenario.Table, g *decision.Guideline, o Options) (*Counter, error) {
	return newCounter(t, g, o, true)
}

// newCounter counts rules and facts too, or verdicts alone.
func newCounter(t *scenario.Table, g *decision.Guideline, o Options, whole bool) (*Counter, error) {
	c := &Counter{g: g, whole: whole, labelled: slices.Contains(t.Kept(), scenario.SyntheticID), table: t.Name(), options: o, by: [][]string{nil}, first: map[string]int{}}
	if err := t.Keeps(o.Columns()...); err != nil {
		return nil, err
	}
	for i, by := range o.By {
		if slices.Contains(o.By[:i], by) {
			return nil, fmt.Errorf("%s: groups by %q are asked for twice; once is enough", t.Name(), by)
		}
		c.by = append(c.by, strings.Split(by, ","))
	}
	c.declare()
	c.groups = make([]map[string]*counts, len(c.by))
	for i := range c.groups {
		c.groups[i] = map[string]*counts{}
	}
	c.groups[0][""] = c.zero() // all rows, also of an empty table
	return c, nil
}

func (c *Counter) declare() {
	add := func(kind, id, title string) int {
		if _, ok := c.first[kind]; !ok {
			c.first[kind] = len(c.quantities)
		}
		c.quantities = append(c.quantities, counted{kind, id, title})
		return len(c.quantities) - 1
	}
	add(KindAnswer, answerSettled, "nothing missing can change the verdict")
	add(KindAnswer, answerOpen, "what is missing can change the verdict")
	add(KindAnswer, answerInexact, "the bounds may be wider than they need be")
	verdicts := append([]decision.Named{c.g.NeedsInformation()}, c.g.Verdicts()...)
	for _, v := range verdicts {
		add(KindStated, v.ID, v.Title)
	}
	for _, v := range verdicts[1:] {
		add(KindVerdict, v.ID, v.Title)
	}
	if !c.whole {
		return
	}
	rules := c.g.Rules()
	c.rule = make([]int, len(rules))
	for _, kind := range []string{KindRule, KindCaution} {
		for i, r := range rules {
			if (r.Gives == KindCaution) == (kind == KindCaution) {
				c.rule[i] = add(kind, r.ID, r.Title)
			}
		}
	}
	for _, f := range c.g.Facts() {
		add(KindMissing, f.ID, f.Title)
	}
}

// Rows is how many rows were counted, those included that were not read.
func (b *Subtotal) Rows() int { return b.rows }

// Count adds a row to a subtotal.
func (c *Counter) Count(b *Subtotal, a *scenario.Answer) {
	if b.groups == nil {
		b.groups = make([]map[string]*counts, len(c.by))
		for i := range b.groups {
			b.groups[i] = map[string]*counts{}
		}
	}
	b.rows++
	c.mark(b, a.Row)
	w, err := c.weigh(a)
	if err != nil {
		b.refuse(err)
	}
	for i, by := range c.by {
		n := c.group(b.groups[i], by, a.Row)
		if err != nil {
			n.bad++
			continue
		}
		n.read++
		n.weight.add(&w)
		c.answer(n, a, &w, b)
	}
}

// mark counts a row that is labelled as made up, as all are whose table has the column.
func (c *Counter) mark(b *Subtotal, row *scenario.Row) {
	labelled := c.labelled
	if !labelled {
		_, labelled = row.Text(scenario.SyntheticID)
	}
	if labelled {
		b.madeUp++
	}
}

// refuse notes why a row was not read.
func (b *Subtotal) refuse(err error) {
	if len(b.bad) < maxBad {
		first, _, _ := strings.Cut(err.Error(), "\n")
		b.bad = append(b.bad, first)
	}
}

// weigh finds what a row counts for, or why it does not count.
func (c *Counter) weigh(a *scenario.Answer) (w weight, err error) {
	if a.Err != nil {
		return w, a.Err
	}
	e := c.longValue(a.Row)
	if e == nil && c.options.Weight != "" {
		text, known := a.Row.Text(c.options.Weight)
		w, e = readWeight(c.options.Weight, text, known)
	}
	if e != nil {
		err = a.Row.Refuse(e)
	}
	return w, err
}

// answer counts what holds of a row.
func (c *Counter) answer(n *counts, a *scenario.Answer, w *weight, b *Subtotal) {
	is := func(quantity int, certain bool) {
		k := 2*quantity + 1
		n.rows[k]++
		if n.weights != nil {
			n.weights[k].add(w)
		}
		if !certain {
			return
		}
		n.rows[k-1]++
		if n.weights != nil {
			n.weights[k-1].add(w)
		}
	}
	settled := c.first[KindAnswer]
	if a.Outcome.Settled {
		is(settled, true)
	} else {
		is(settled+1, true)
	}
	if !a.Doubt.Exact {
		is(settled+2, true)
	}
	is(c.first[KindStated]+int(a.Outcome.Verdict), true)
	for v, set := 0, a.Doubt.Verdicts>>1; set != 0; v, set = v+1, set>>1 {
		if set&1 == 1 {
			is(c.first[KindVerdict]+v, a.Doubt.Verdicts == 2<<v)
		}
	}
	if !c.whole {
		return
	}
	b.list = a.Outcome.Possible.Append(b.list[:0])
	for _, i := range b.list {
		is(c.rule[i], a.Outcome.Certain.Has(i))
	}
	b.list = a.Doubt.AppendMissing(b.list[:0])
	for _, fact := range b.list {
		is(c.first[KindMissing]+fact, len(b.list) == 1)
	}
}

// Add adds a subtotal to the summary, and empties it. The error says that there are more groups
// than a summary has.
func (c *Counter) Add(b *Subtotal) error {
	for i, groups := range b.groups {
		for key, n := range groups {
			sum, ok := c.groups[i][key]
			if !ok {
				if len(c.groups[i]) == maxGroups {
					return fmt.Errorf("%s: column %q has more than %d different values; a summary has no more groups than that", c.table, record(c.by[i]), maxGroups)
				}
				c.groups[i][key] = n
				continue
			}
			sum.add(n)
			n.clear()
			c.memory.Put(n)
		}
	}
	c.madeUp += b.madeUp
	c.errors = append(c.errors, b.bad[:min(len(b.bad), maxBad-len(c.errors))]...)
	*b = Subtotal{}
	return nil
}
