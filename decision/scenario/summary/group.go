package summary

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

// counts are the rows of one group.
type counts struct {
	values    []string
	read, bad int
	weight    weight   // of those read
	rows      []int    // of each quantity, for certain and possibly
	weights   []weight // the same; nil without weights
}

func (c *Counter) zero() *counts {
	if n, ok := c.memory.Get().(*counts); ok {
		return n
	}
	n := &counts{rows: make([]int, 2*len(c.quantities))}
	if c.options.Weight != "" {
		n.weights = make([]weight, 2*len(c.quantities))
	}
	return n
}

// maxValue bounds the bytes of a value that names a group.
const maxValue = 200

// longValue finds a column whose value is too long to name a group.
func (c *Counter) longValue(row *scenario.Row) *decision.FactError {
	for _, by := range c.by {
		for _, name := range by {
			if text, _ := row.Text(name); len(text) > maxValue {
				return &decision.FactError{Fact: name, Message: fmt.Sprintf("the value of %q is %d bytes long, and the name of a group has at most %d", wording.Abridge(name), len(text), maxValue)}
			}
		}
	}
	return nil
}

// group finds the group of a row.
func (c *Counter) group(groups map[string]*counts, by []string, row *scenario.Row) *counts {
	key := ""
	values := make([]string, 0, 8)
	for _, name := range by {
		text, _ := row.Text(name)
		if len(text) > maxValue {
			text = ""
		}
		values = append(values, text)
	}
	switch len(by) {
	case 0:
	case 1:
		key = values[0]
	default: // so that no two lists of values look the same
		key = fmt.Sprintf("%q", values)
	}
	n, ok := groups[key]
	if !ok {
		n = c.zero()
		for _, v := range values {
			n.values = append(n.values, strings.ToValidUTF8(strings.Clone(v), "\uFFFD"))
		}
		groups[strings.Clone(key)] = n
	}
	return n
}

func (n *counts) add(m *counts) {
	n.read, n.bad = n.read+m.read, n.bad+m.bad
	n.weight.add(&m.weight)
	for i, x := range m.rows {
		n.rows[i] += x
	}
	for i := range m.weights {
		n.weights[i].add(&m.weights[i])
	}
}

func (n *counts) clear() {
	n.values, n.read, n.bad, n.weight = nil, 0, 0, weight{}
	clear(n.rows)
	clear(n.weights)
}
