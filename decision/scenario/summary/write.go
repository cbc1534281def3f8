package summary

import (
	"bytes"
	stdcsv "encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

// record writes several values as one row of CSV.
func record(values []string) string {
	if len(values) < 2 {
		return strings.Join(values, "")
	}
	var out bytes.Buffer
	w := stdcsv.NewWriter(&out)
	_ = w.Write(values) // memory takes everything
	w.Flush()
	return strings.TrimSuffix(out.String(), "\n")
}

// WriteCSV writes one line for each quantity of each group: by, group, kind, id, title, and
// the bounds as rows, shares, weights and weighted shares; what there is none of is empty.
func (s *Report) WriteCSV(to io.Writer) error {
	lines := [][]string{append([]string{"by", "group", "kind", "id", "title"}, countColumns()...)}
	for i := range s.Groups {
		g := &s.Groups[i]
		madeUp := 0
		if i == 0 {
			madeUp = s.MadeUp
		}
		for _, l := range append(rowLines(Count{Rows: g.Rows, Weight: g.Weight}, g.Bad, madeUp), g.Lines...) {
			lines = append(lines, append([]string{record(g.By), g.Name(), l.Kind, l.ID, l.Title}, countCells(l.Certain, l.Possible)...))
		}
	}
	return stdcsv.NewWriter(to).WriteAll(lines)
}

// rowLines are what CSV says of the rows themselves.
func rowLines(read Count, bad, madeUp int) []Line {
	const kind = "rows"
	out := []Line{{kind, "read", "rows that were read", read, read}}
	out = append(out, Line{kind, "bad", "rows that were not read, and are in no other number", Count{Rows: bad}, Count{Rows: bad}})
	if madeUp > 0 {
		out = append(out, Line{kind, "made_up", madeUpNote, Count{Rows: madeUp}, Count{Rows: madeUp}})
	}
	return out
}

func countColumns() []string {
	return []string{"certain", "possible", "certain_share", "possible_share", "certain_weight", "possible_weight", "certain_weighted_share", "possible_weighted_share"}
}

func countCells(a, b Count) []string {
	return []string{strconv.Itoa(a.Rows), strconv.Itoa(b.Rows), share6(a.Share), share6(b.Share),
		amountText(a.Weight), amountText(b.Weight), share6(a.WeightedShare), share6(b.WeightedShare)}
}

func share6(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', 6, 64)
}

func amountText(x *float64) string {
	if x == nil {
		return ""
	}
	return wording.Number(*x)
}

// Markdown tells the summary in tables: the verdicts, of all rows and by group, the rules and
// cautions that hold of any row, and what is missing, most often first. What no number says
// comes last; that rows are made up comes first too.
func (s *Report) Markdown() string {
	var b strings.Builder
	all := &s.Groups[0]
	id := s.Guideline
	fmt.Fprintf(&b, "# %s\n\n%s %s, %s\n\n", escaped(s.Table), escaped(s.g.FullTitle()), id.Version, id.Digest)
	writeMadeUp(&b, s.MadeUp)
	fmt.Fprintf(&b, "%s read, %d not read.", wording.Count(all.Rows, "row"), all.Bad)
	if all.Weight != nil {
		fmt.Fprintf(&b, " Weighted by %s, %s in all.", escaped(s.Weight), wording.Number(*all.Weight))
	}
	b.WriteString(" *Certainly* and *possibly* bound what the guideline would say if what is missing were known.\n")
	s.verdictsTable(&b, all)
	s.groupTables(&b)
	s.linesTable(&b, "Rules", "rule", all.Of(KindRule), "certainly", "possibly")
	s.linesTable(&b, "Cautions", "caution", all.Of(KindCaution), "certainly", "possibly")
	missing := slices.Clone(all.Of(KindMissing))
	slices.SortStableFunc(missing, func(x, y Line) int { return y.Possible.Rows - x.Possible.Rows })
	s.linesTable(&b, "What is missing", "fact", missing, "nothing else missing", "missing")
	if len(s.Errors) > 0 {
		b.WriteString("\n## Rows that were not read\n\n")
		for _, e := range s.Errors {
			b.WriteString("- " + escaped(e) + "\n")
		}
		if more := all.Bad - len(s.Errors); more > 0 {
			fmt.Fprintf(&b, "- and %d more\n", more)
		}
	}
	writeNotes(&b, s.Notes)
	return b.String()
}

// writeMadeUp says above all numbers that rows are made up.
func writeMadeUp(b *strings.Builder, rows int) {
	if rows > 0 {
		b.WriteString("**" + madeUpNote + "**\n\n")
	}
}

// writeNotes ends a text with what no number in it says.
func writeNotes(b *strings.Builder, notes []string) {
	b.WriteString("\n---\n")
	for _, n := range notes {
		b.WriteString("\n" + escaped(n) + "\n")
	}
}

func (s *Report) verdictsTable(b *strings.Builder, g *Group) {
	s.linesTable(b, "Verdicts", "verdict", g.Of(KindVerdict), "certainly", "possibly")
	b.WriteString("\nAs stated: ")
	for i, l := range g.Of(KindStated) {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(b, "%s %s", escaped(l.Title), s.cell(l.Certain))
	}
	fmt.Fprintf(b, ". Settled: %s.\n", s.cell(g.Of(KindAnswer)[0].Certain))
}

// linesTable is one line for each quantity; those of which there is nothing but a verdict are
// left out.
func (s *Report) linesTable(b *strings.Builder, title, what string, lines []Line, certain, possible string) {
	fmt.Fprintf(b, "\n## %s\n\n", title)
	rows := 0
	for _, l := range lines {
		if l.Possible.Rows == 0 && l.Kind != KindVerdict {
			continue
		}
		if rows++; rows == 1 {
			fmt.Fprintf(b, "| %s | | %s | %s |\n|---|---|--:|--:|\n", what, certain, possible)
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", escaped(l.ID), escaped(l.Title), s.cell(l.Certain), s.cell(l.Possible))
	}
	if rows == 0 {
		b.WriteString("None.\n")
	}
}

// groupTables are the shares of the verdicts by each of the columns.
func (s *Report) groupTables(b *strings.Builder) {
	by := ""
	for i := range s.Groups[1:] {
		g := &s.Groups[i+1]
		if name := record(g.By); name != by {
			by = name
			fmt.Fprintf(b, "\n## By %s\n\n| %s | rows |", escaped(by), escaped(by))
			for _, l := range g.Of(KindVerdict) {
				fmt.Fprintf(b, " %s |", escaped(l.Title))
			}
			b.WriteString("\n|---|--:|" + strings.Repeat("--:|", len(g.Of(KindVerdict))) + "\n")
		}
		name := g.Name()
		if name == "" {
			name = "(empty)"
		}
		fmt.Fprintf(b, "| %s | %d |", escaped(name), g.Rows)
		for _, l := range g.Of(KindVerdict) {
			low, high := l.Certain.Share, l.Possible.Share
			if s.Weight != "" {
				low, high = l.Certain.WeightedShare, l.Possible.WeightedShare
			}
			fmt.Fprintf(b, " %s |", span(low, high))
		}
		b.WriteString("\n")
	}
}

// cell is a count with its share.
func (s *Report) cell(c Count) string {
	if s.Weight != "" {
		return fmt.Sprintf("%d (weighted %s)", c.Rows, percent(c.WeightedShare))
	}
	return fmt.Sprintf("%d (%s)", c.Rows, percent(c.Share))
}

func percent(share *float64) string {
	if share == nil {
		return "–"
	}
	return strconv.FormatFloat(*share*100, 'f', 1, 64) + " %"
}

func span(low, high *float64) string {
	if low == nil || high == nil {
		return "–"
	}
	if *low == *high {
		return percent(low)
	}
	return strings.TrimSuffix(percent(low), " %") + "–" + percent(high)
}

// escaped keeps a text from being read as Markdown, in a cell of a table.
func escaped(text string) string {
	return markdown.Replace(text)
}

var markdown = strings.NewReplacer("\\", "\\\\", "|", "\\|", "\r", " ", "\n", " ", "<", "&lt;", "&", "&amp;", "`", "\\`", "*", "\\*", "[", "\\[", "_", "\\_")
