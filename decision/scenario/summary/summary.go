package summary

import (
	"context"
	"maps"
	"math"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

const schema = "mskguide.summary/1"

// Report is what a guideline says of all rows of a table, and of its groups. Where facts are
// missing, certain and possible are the bounds of what it would say if they were known: as
// sharp as they can be for each quantity by itself.
type Report struct {
	Schema    string        `json:"schema"`
	Guideline decision.Info `json:"guideline"`
	Table     string        `json:"table"`
	Weight    string        `json:"weight_column,omitempty"`
	Errors    []string      `json:"errors"`       // of the first rows that were not read
	MadeUp    int           `json:"made_up_rows"` // that are labelled by scenario.SyntheticID
	Notes     []string      `json:"notes"`        // what no number here says
	Groups    []Group       `json:"groups"`       // all rows, then by each of the columns, in the order of their values

	g *decision.Guideline
}

// Group is all rows, or those that have the same values in some columns.
type Group struct {
	By     []string `json:"by"`     // columns; none for all rows
	Values []string `json:"values"` // of those columns
	Rows   int      `json:"rows"`   // that were read, of which the shares are
	Bad    int      `json:"bad"`    // that were not, and are in no other number
	Weight *float64 `json:"weight,omitempty"`
	Lines  []Line   `json:"lines"`
}

// Line is one quantity. Of a verdict, rows are certain that have no other possible, and
// possible that may have it; of a rule and a caution those in which it holds whatever else is
// learnt, and in which it may hold; of a missing fact those that miss nothing else, and those
// that miss it. What is stated of an answer is never in doubt: both are the same.
type Line struct {
	Kind     string `json:"kind"` // KindAnswer, KindStated, …
	ID       string `json:"id"`
	Title    string `json:"title"`
	Certain  Count  `json:"certain"`
	Possible Count  `json:"possible"`
}

// Count is how many rows there are, and what they weigh.
type Count struct {
	Rows          int      `json:"rows"`
	Share         *float64 `json:"share,omitempty"` // of the rows of the group; absent where it has none
	Weight        *float64 `json:"weight,omitempty"`
	WeightedShare *float64 `json:"weighted_share,omitempty"` // absent where the group weighs nothing
}

// Of puts every row of a table to a guideline, which is that of the table or has the
// same facts. A row that cannot be read, or has no weight where one is asked for, is counted
// as bad and is in no other number. An error is one of the reader, of ctx, of a column that is
// not there, or says that there are too many groups.
func Of(ctx context.Context, t *scenario.Table, g *decision.Guideline, o Options) (*Report, error) {
	c, err := NewCounter(t, g, o)
	if err != nil {
		return nil, err
	}
	if err := scenario.Run(ctx, t, g, c.Count, c.Add); err != nil {
		return nil, err
	}
	return c.Report(), nil
}

// Report is what was added so far.
func (c *Counter) Report() *Report {
	s := &Report{Schema: schema, Guideline: c.g.Info(), Table: c.table, Weight: c.options.Weight,
		Errors: append([]string{}, c.errors...), MadeUp: c.madeUp, Notes: c.notes(), Groups: []Group{}, g: c.g}
	for i, by := range c.by {
		groups := slices.SortedFunc(maps.Values(c.groups[i]), func(a, b *counts) int { return slices.Compare(a.values, b.values) })
		for _, n := range groups {
			s.Groups = append(s.Groups, c.report(by, n))
		}
	}
	return s
}

func (c *Counter) report(by []string, n *counts) Group {
	out := Group{By: append([]string{}, by...), Values: append([]string{}, n.values...), Rows: n.read, Bad: n.bad,
		Lines: make([]Line, len(c.quantities))}
	if n.weights != nil {
		total := n.weight.float()
		out.Weight = &total
	}
	count := func(k int) Count {
		x := Count{Rows: n.rows[k], Share: portion(float64(n.rows[k]), float64(n.read))}
		if n.weights != nil {
			w := n.weights[k].float()
			x.Weight, x.WeightedShare = &w, portion(w, *out.Weight)
		}
		return x
	}
	for i, q := range c.quantities {
		out.Lines[i] = Line{Kind: q.kind, ID: q.id, Title: q.title, Certain: count(2 * i), Possible: count(2*i + 1)}
	}
	return out
}

// portion is a share to six places.
func portion(part, of float64) *float64 {
	if of == 0 {
		return nil
	}
	x := math.Round(part/of*1e6) / 1e6
	return &x
}

// madeUpNote is said wherever there are made-up rows.
const madeUpNote = "Made-up rows: no number here is about patients."

// notes are what no number says.
func (c *Counter) notes() (out []string) {
	if c.madeUp > 0 {
		out = append(out, madeUpNote)
	}
	return append(out,
		"Checked does not mean clinically validated. The rules of the guideline are checked; the guideline is not clinically validated. "+
			"This is not a medical device. It is for clinicians and those who study care, and nothing in it decides on a patient.",
		"A count says what the guideline would say of these records. It says nothing of whether that is right, or of people who are not in the table.")
}

// Bad is how many rows could not be read.
func (s *Report) Bad() int { return s.Groups[0].Bad }

// Of lists the lines of one kind.
func (g *Group) Of(kind string) []Line {
	from := slices.IndexFunc(g.Lines, func(l Line) bool { return l.Kind == kind })
	if from < 0 {
		return nil
	}
	to := from
	for to < len(g.Lines) && g.Lines[to].Kind == kind {
		to++
	}
	return g.Lines[from:to]
}

// Name is what the group is called: its values, as a row of CSV has them.
func (g *Group) Name() string { return record(g.Values) }

// JSON is the summary as the document mskguide.summary/1, with a line end.
func (s *Report) JSON() []byte {
	out, _ := wording.JSON(s) // nothing here cannot be written
	return out
}

// Schema is the JSON Schema (2020-12) of a summary.
func Schema() ([]byte, error) {
	return decision.SchemaOf("What a guideline says of all rows of a table ("+schema+")", Report{})
}
