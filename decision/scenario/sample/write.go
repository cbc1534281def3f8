package sample

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

// SyntheticID is the column that labels synthetic cases.
const SyntheticID = scenario.SyntheticID

// WriteCSV draws n cases and writes them as a table for [scenario.ReadCSV], of which [SyntheticID] is
// to be kept.
func (d *Distribution) WriteCSV(to io.Writer, n int, seed uint64) error {
	w := stdcsv.NewWriter(to)
	line := []string{SyntheticID}
	for i := range d.draws {
		line = append(line, d.draws[i].fact.ID)
	}
	if err := w.Write(line); err != nil {
		return err
	}
	s := d.sampler(seed)
	for k := range n {
		if err := s.next(); err != nil {
			return err
		}
		line[0] = "synthetic-" + strconv.Itoa(k+1)
		for i, v := range s.values {
			line[i+1] = scenario.CellText(v)
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// YAML writes the distribution as a file that [Read] reads.
func (d *Distribution) YAML() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `# How synthetic cases are drawn. Shares are from 0 to 1. Of every fact: unknown, the share of
# cases that do not have it; then yes, the share of yes; choices, their weights; a number
# uniform: [low, high] or by quantiles, rounded to multiples of step. partly is the share of
# the known that are known in part: as a range between two draws, or as one of two choices.
# A fact that is left out is unknown in every case.
schema: %s
for: %s
says: >-
`, schema, d.g.Info().ID)
	for _, line := range fold(d.says, 98) {
		b.WriteString("  " + line + "\n")
	}
	b.WriteString("\nfacts:\n")
	for i := range d.draws {
		d.draws[i].write(&b)
	}
	return []byte(b.String())
}

func (w *draw) write(b *strings.Builder) {
	parts := []string{"unknown: " + wording.Number(w.unknown)}
	if w.partly > 0 {
		parts = append(parts, "partly: "+wording.Number(w.partly))
	}
	note := ""
	switch f := &w.fact; f.Type {
	case decision.TypeBool:
		parts = append(parts, "yes: "+wording.Number(w.weights[1]))
	case decision.TypeChoice:
		var each []string
		for i, k := range f.Choices {
			if w.weights[i] == 0 {
				continue // as if it were left out
			}
			each = append(each, fmt.Sprintf("%s: %s", yamlKey(k.ID), wording.Number(w.weights[i])))
		}
		parts = append(parts, "choices: {"+strings.Join(each, ", ")+"}")
	default:
		parts = append(parts, w.quantiles())
		if w.step > 0 {
			parts = append(parts, "step: "+wording.Number(w.step))
		}
		note = fmt.Sprintf(" # %s to %s", wording.Number(f.Min), wording.Number(f.Max))
		if f.Unit != "" {
			note += " " + f.Unit
		}
	}
	fmt.Fprintf(b, "  %s: {%s}%s\n", w.fact.ID, strings.Join(parts, ", "), note)
}

func (w *draw) quantiles() string {
	if len(w.points) == 2 {
		return fmt.Sprintf("uniform: [%s, %s]", wording.Number(w.points[0].value), wording.Number(w.points[1].value))
	}
	var each []string
	for _, p := range w.points {
		each = append(each, fmt.Sprintf("{share: %s, value: %s}", wording.Number(p.share), wording.Number(p.value)))
	}
	return "quantiles: [" + strings.Join(each, ", ") + "]"
}

// yamlKey puts words that some readers of YAML take for something else in quotes.
func yamlKey(id string) string {
	if slices.Contains([]string{"yes", "no", "on", "off", "y", "n", "true", "false", "null"}, id) {
		return `"` + id + `"`
	}
	return id
}

// fold breaks a text between words.
func fold(text string, width int) (lines []string) {
	for _, word := range strings.Fields(text) {
		if last := len(lines) - 1; last >= 0 && len(lines[last])+1+len(word) <= width {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
