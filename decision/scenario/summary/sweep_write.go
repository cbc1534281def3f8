package summary

import (
	stdcsv "encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

const sweepSchema = "mskguide.sweep/1"

// SweepResult is what a guideline says of all rows of a table, at each value of a param.
type SweepResult struct {
	Schema    string            `json:"schema"`
	Guideline decision.Info     `json:"guideline"` // as it is without a sweep
	Table     string            `json:"table"`
	Param     string            `json:"param"`
	Unit      string            `json:"unit,omitempty"`
	Value     string            `json:"value,omitempty"` // without a sweep; absent where it has none
	Weight    string            `json:"weight_column,omitempty"`
	Rows      int               `json:"rows"`         // that were read, of which the shares are
	Bad       int               `json:"bad"`          // that were not, and are in no other number
	Errors    []string          `json:"errors"`       // of the first of those
	MadeUp    int               `json:"made_up_rows"` // that are labelled by scenario.SyntheticID
	Notes     []string          `json:"notes"`        // what no number here says
	Steps     []SweepStepResult `json:"steps"`

	titles []decision.Named
}

// SweepStepResult is one value of the param.
type SweepStepResult struct {
	Value   string      `json:"value"`
	Lines   []Line      `json:"lines"`   // KindAnswer, KindStated and KindVerdict
	Changed Count       `json:"changed"` // rows with another answer than at the step before
	Moves   []SweepMove `json:"moves"`   // how they change, the most rows first
}

// SweepMove is rows that change alike.
type SweepMove struct {
	Lost   []string `json:"lost"`   // verdicts that are no longer possible, the least severe first
	Gained []string `json:"gained"` // that newly are
	Count  Count    `json:"count"`
}

func (r *sweepRun) result() *SweepResult {
	p := r.s.Param
	out := &SweepResult{Schema: sweepSchema, Guideline: r.s.base.Info(), Table: r.c.table, Param: p.ID, Unit: p.Unit, Value: p.Value, Weight: r.c.options.Weight,
		Errors: append([]string{}, r.c.errors...), MadeUp: r.c.madeUp, Notes: r.c.notes(), titles: r.s.base.Verdicts()}
	for k, n := range r.sum.steps {
		g := r.c.report(nil, n)
		out.Rows, out.Bad = g.Rows, g.Bad
		step := SweepStepResult{Value: r.s.Steps[k].Value, Lines: g.Lines, Moves: []SweepMove{}}
		all := counts{}
		for m, moved := range r.sum.moves[k] {
			all.add(moved)
			step.Moves = append(step.Moves, SweepMove{r.verdicts(m.lost), r.verdicts(m.gained), r.c.part(moved, n)})
		}
		slices.SortFunc(step.Moves, func(a, b SweepMove) int {
			if a.Count.Rows != b.Count.Rows {
				return b.Count.Rows - a.Count.Rows
			}
			return strings.Compare(a.id(), b.id())
		})
		step.Changed = r.c.part(&all, n)
		out.Steps = append(out.Steps, step)
	}
	return out
}

// part is what some rows are of all.
func (c *Counter) part(n, all *counts) Count {
	out := Count{Rows: n.read, Share: portion(float64(n.read), float64(all.read))}
	if c.options.Weight != "" {
		w := n.weight.float()
		out.Weight, out.WeightedShare = &w, portion(w, all.weight.float())
	}
	return out
}

// id says it in words: no sign of plus or minus, which a spreadsheet would compute with, begins
// it.
func (m *SweepMove) id() string {
	var parts []string
	if len(m.Lost) > 0 {
		parts = append(parts, "no longer "+strings.Join(m.Lost, "|"))
	}
	if len(m.Gained) > 0 {
		parts = append(parts, "newly "+strings.Join(m.Gained, "|"))
	}
	return strings.Join(parts, ", ")
}

// JSON is the result as the document mskguide.sweep/1, with a line end.
func (s *SweepResult) JSON() []byte {
	out, _ := wording.JSON(s) // nothing here cannot be written
	return out
}

// SweepSchema is the JSON Schema (2020-12) of a result.
func SweepSchema() ([]byte, error) {
	return decision.SchemaOf("What a guideline says of a table along a param ("+sweepSchema+")", SweepResult{})
}

// WriteCSV writes one line for each quantity at each value: param, value, kind, id, title, and
// the bounds as those of a summary. The first lines, without a value, are the rows that were
// read and that were not. Of the kind changed are the rows with another answer than at the
// value before; their ids are all, and "no longer a, newly b" by the verdicts that are possible.
func (s *SweepResult) WriteCSV(to io.Writer) error {
	lines := [][]string{append([]string{"param", "value", "kind", "id", "title"}, countColumns()...)}
	for _, l := range rowLines(Count{Rows: s.Rows}, s.Bad, s.MadeUp) {
		lines = append(lines, append([]string{s.Param, "", l.Kind, l.ID, l.Title}, countCells(l.Certain, l.Possible)...))
	}
	for k, step := range s.Steps {
		line := func(kind, id, title string, a, b Count) {
			lines = append(lines, append([]string{s.Param, step.Value, kind, id, title}, countCells(a, b)...))
		}
		for _, l := range step.Lines {
			line(l.Kind, l.ID, l.Title, l.Certain, l.Possible)
		}
		if k == 0 {
			continue
		}
		line("changed", "all", "rows with another answer than at "+s.Steps[k-1].Value, step.Changed, step.Changed)
		for _, m := range step.Moves {
			line("changed", m.id(), "", m.Count, m.Count)
		}
	}
	return stdcsv.NewWriter(to).WriteAll(lines)
}

// Markdown tells the result in two tables: the verdicts at each value, and who changes.
func (s *SweepResult) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s along %s\n\n%s %s, %s\n\n", escaped(s.Table), escaped(s.Param), s.Guideline.ID, s.Guideline.Version, s.Guideline.Digest)
	writeMadeUp(&b, s.MadeUp)
	fmt.Fprintf(&b, "%s read, %d not read.", wording.Count(s.Rows, "row"), s.Bad)
	if s.Weight != "" {
		fmt.Fprintf(&b, " Shares weighted by %s.", escaped(s.Weight))
	}
	if s.Value != "" {
		fmt.Fprintf(&b, " Without a sweep it is %s.", escaped(strings.TrimSpace(s.Value+" "+s.Unit)))
	}
	b.WriteString("\n\n| value |")
	for _, v := range s.titles {
		b.WriteString(" " + escaped(v.Title) + " |")
	}
	b.WriteString(" change here |\n|---|" + strings.Repeat("--:|", len(s.titles)+1) + "\n")
	for k, step := range s.Steps {
		b.WriteString("| " + escaped(step.Value) + " |")
		for _, l := range step.Lines {
			if l.Kind == KindVerdict {
				b.WriteString(" " + s.cell(l) + " |")
			}
		}
		if k == 0 {
			b.WriteString(" |\n")
		} else {
			fmt.Fprintf(&b, " %d |\n", step.Changed.Rows)
		}
	}
	b.WriteString("\nA cell is the share of rows that certainly have the verdict, to the share that possibly have it.\n\n## Who changes\n\n")
	s.moves(&b)
	writeNotes(&b, s.Notes)
	return b.String()
}

func (s *SweepResult) cell(l Line) string {
	if s.Weight != "" {
		return span(l.Certain.WeightedShare, l.Possible.WeightedShare)
	}
	return span(l.Certain.Share, l.Possible.Share)
}

func (s *SweepResult) moves(b *strings.Builder) {
	before := ""
	none := true
	for _, step := range s.Steps {
		for i, m := range step.Moves {
			if none {
				b.WriteString("| value | no longer possible | newly possible | rows |\n|---|---|---|--:|\n")
			}
			none = false
			value := ""
			if i == 0 {
				value = before + " → " + step.Value
			}
			fmt.Fprintf(b, "| %s | %s | %s | %d |\n", escaped(value), escaped(strings.Join(m.Lost, ", ")), escaped(strings.Join(m.Gained, ", ")), m.Count.Rows)
		}
		before = step.Value
	}
	if none {
		b.WriteString("Nobody.\n")
	}
}

// SweepRowHeader names the columns of [SweepRow.Record].
func SweepRowHeader(t *scenario.Table) []string {
	return append(append([]string{"row"}, t.Kept()...), "value_before", "value", "possible_before", "possible")
}

// Record is the row as lines of CSV, one for each change.
func (r *SweepRow) Record(s *Sweep) (out [][]string) {
	for _, c := range r.Changes {
		line := []string{strconv.Itoa(r.Row)}
		for _, k := range r.Kept {
			line = append(line, k.Text)
		}
		out = append(out, append(line, s.Steps[c.Step-1].Value, s.Steps[c.Step].Value, c.Before, c.After))
	}
	return out
}
