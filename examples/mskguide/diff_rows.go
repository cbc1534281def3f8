package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/verify"
)

// diffTable puts every row of a table to both guidelines. Each reads the table for itself, and
// passes over the facts that only the other one has.
func (c *call) diffTable(gs [2]*decision.Guideline, name string) (*verify.DiffTable, error) {
	shown, data, err := c.read(name)
	if err != nil {
		return nil, err
	}
	out := &verify.DiffTable{Name: path.Base(shown), List: []verify.DiffRow{}}
	var rows [2]func() (*scenario.Row, error, bool)
	for i, g := range gs {
		table, err := c.openTable(g, gs[1-i], shown, name, data)
		if err != nil {
			return nil, err
		}
		next, stop := iter.Pull2(table.Rows())
		defer stop()
		rows[i] = next
	}
	asked := [2]*decision.Case{gs[0].NewCase(), gs[1].NewCase()}
	for {
		before, err, more := rows[0]()
		after, err2, _ := rows[1]()
		if err := errors.Join(err, err2); err != nil {
			return nil, err
		}
		if !more {
			return out, nil
		}
		r := verify.DiffRow{Row: before.Number, Line: before.Line, Kept: c.kept(before)}
		if err := errors.Join(before.Load(asked[0]), after.Load(asked[1])); err != nil {
			first, _, _ := strings.Cut(err.Error(), "\n")
			r.Error = first
		} else {
			r.Answers = verify.CompareAnswers(gs[0].DecideCase(asked[0]), gs[1].DecideCase(asked[1]))
		}
		out.Add(r)
	}
}

func (c *call) openTable(g, other *decision.Guideline, shown, name string, data []byte) (*scenario.Table, error) {
	keep := slices.Clone(c.given["keep"])
	for _, f := range other.Facts() {
		if _, known := g.Fact(f.ID); !known {
			keep = append(keep, f.ID)
		}
	}
	var from io.Reader = bytes.NewReader(data)
	format := scenario.Format{Keep: keep}
	if ext := path.Ext(name); ext == ".ndjson" || ext == ".jsonl" {
		return scenario.ReadNDJSON(g, shown, from, format)
	}
	return scenario.ReadCSV(g, shown, from, format)
}

// kept is what was asked to be shown of a row.
func (c *call) kept(r *scenario.Row) string {
	var parts []string
	for _, cell := range r.Kept() {
		if slices.Contains(c.given["keep"], cell.Name) {
			parts = append(parts, cell.Text)
		}
	}
	return strings.Join(parts, " ")
}

// rowLine tells of a row on one line.
func rowLine(r verify.DiffRow) string {
	label := fmt.Sprintf("row %d", r.Row)
	if r.Kept != "" {
		label += " (" + r.Kept + ")"
	}
	if r.Answers == nil {
		return label + ": not read: " + r.Error
	}
	b, a := &r.Answers.Before, &r.Answers.After
	text := label + ": " + statedVerdict(b)
	if statedVerdict(b) != statedVerdict(a) {
		text += " → " + statedVerdict(a)
	}
	for _, list := range []struct {
		name          string
		before, after []string
	}{{"could become", b.CouldBecome, a.CouldBecome}, {"missing", b.Missing, a.Missing}, {"rules", b.Rules, a.Rules}, {"cautions", b.Cautions, a.Cautions}, {"options", b.Options, a.Options}} {
		if moved := plusMinus(list.before, list.after); moved != "" {
			text += "; " + list.name + ": " + moved
		}
	}
	return text
}

func statedVerdict(a *verify.BriefAnswer) string {
	if a.Settled || a.Verdict == "needs_information" {
		return a.Verdict
	}
	return a.Verdict + ", not settled"
}

// fewIDs are as many as a line has room for; of more, it only says how many.
const fewIDs = 4

// plusMinus lists what one has and the other has not.
func plusMinus(before, after []string) string {
	var parts []string
	for sign, lists := range map[string][2][]string{"−": {before, after}, "+": {after, before}} {
		gone := slices.DeleteFunc(slices.Clone(lists[0]), func(id string) bool { return slices.Contains(lists[1], id) })
		switch {
		case len(gone) > fewIDs:
			parts = append(parts, fmt.Sprintf("%s%d", sign, len(gone)))
		case len(gone) > 0:
			parts = append(parts, sign+strings.Join(gone, " "+sign))
		}
	}
	slices.Sort(parts) // + before −
	return strings.Join(parts, " ")
}
