package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/summary"
)

//go:embed report.html.tmpl
var layout string

// page is what the template shows.
type page struct {
	Table, Guideline, Weight                                         string
	Info                                                             decision.Info
	Overlays                                                         []decision.OverlayInfo
	All                                                              *summary.Group
	Verdicts, Missing                                                figure
	VerdictLines, StatedLines, MissingLines, RuleLines, CautionLines sheet
	By                                                               []grouping
	Notes, Errors                                                    []string
	MoreErrors                                                       int
}

// figure is a picture with what is said below it.
type figure struct {
	Title, Caption string
	Picture        template.HTML
}

// sheet is a table of quantities.
type sheet struct {
	Caption, What, Certain, Possible string
	Lines                            []line
}

type line struct{ ID, Title, Low, High string }

// grouping is the groups of one -by.
type grouping struct {
	Column, Of string
	Titles     []string // of the verdicts
	Groups     []group
	Figures    []figure
	All, Shown int
	Left       bool // some groups are in no plot
}

type group struct {
	Name  string
	Rows  int
	Spans []string
}

// Plots have room for so many bars.
const (
	mostGroups  = 20
	mostMissing = 20
)

func render(g *decision.Guideline, s *summary.Report) ([]byte, error) {
	all := &s.Groups[0]
	p := &page{Table: s.Table, Guideline: g.FullTitle(), Weight: s.Weight, Info: s.Guideline, Overlays: g.Overlays(), All: all,
		Notes: s.Notes, Errors: s.Errors, MoreErrors: max(0, all.Bad-len(s.Errors))}
	w := &writer{weighted: s.Weight != ""}
	p.VerdictLines = w.sheet("Verdicts", "verdict", "certainly", "possibly", all.Of(summary.KindVerdict))
	p.StatedLines = w.sheet("Stated verdicts", "verdict", "rows", "", all.Of(summary.KindStated))
	p.RuleLines = w.sheet("Rules", "rule", "certainly", "possibly", some(all.Of(summary.KindRule)))
	p.CautionLines = w.sheet("Cautions", "caution", "certainly", "possibly", some(all.Of(summary.KindCaution)))
	missing := w.ranked(some(all.Of(summary.KindMissing)))
	p.MissingLines = w.sheet("Missing facts", "fact", "nothing else missing", "missing", missing)
	p.Verdicts = w.figure("Verdicts", "Share of "+w.of()+" that certainly and possibly has each verdict", w.bars(all.Of(summary.KindVerdict)))
	if len(missing) > 0 {
		shown := missing[:min(len(missing), mostMissing)]
		p.Missing = w.figure("Missing facts", fmt.Sprintf("Share of %s that waits for a fact, the %d most frequent", w.of(), len(shown)), w.bars(shown))
	}
	p.By = w.groupings(s)
	if w.err != nil {
		return nil, w.err
	}
	t, err := template.New("report").Parse(layout)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, p)
	return out.Bytes(), err
}

// writer turns counts into texts and pictures.
type writer struct {
	weighted bool
	pictures int
	err      error // the first of a picture
}

// some are the lines that hold of any row.
func some(lines []summary.Line) []summary.Line {
	return slices.DeleteFunc(slices.Clone(lines), func(l summary.Line) bool { return l.Possible.Rows == 0 })
}

// of is what shares are of.
func (w *writer) of() string {
	if w.weighted {
		return "the weight"
	}
	return "the rows"
}

// ranked puts the greatest share first.
func (w *writer) ranked(lines []summary.Line) []summary.Line {
	slices.SortStableFunc(lines, func(a, b summary.Line) int {
		switch x, y := w.share(a.Possible), w.share(b.Possible); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return b.Possible.Rows - a.Possible.Rows
	})
	return lines
}

// share is that of the weight where rows are weighted; 0 where there are none.
func (w *writer) share(c summary.Count) float64 {
	x := c.Share
	if w.weighted {
		x = c.WeightedShare
	}
	if x == nil {
		return 0
	}
	return *x
}

func percent(x float64) string { return strconv.FormatFloat(100*x, 'f', 1, 64) + " %" }

func (w *writer) text(c summary.Count) string {
	if w.weighted {
		return fmt.Sprintf("%d (weighted %s)", c.Rows, percent(w.share(c)))
	}
	return fmt.Sprintf("%d (%s)", c.Rows, percent(w.share(c)))
}

func (w *writer) sheet(caption, what, certain, possible string, lines []summary.Line) sheet {
	out := sheet{Caption: caption, What: what, Certain: certain, Possible: possible}
	for _, l := range lines {
		out.Lines = append(out.Lines, line{l.ID, l.Title, w.text(l.Certain), w.text(l.Possible)})
	}
	return out
}

func (w *writer) bars(lines []summary.Line) (out []bar) {
	for _, l := range lines {
		out = append(out, bar{l.Title, w.share(l.Certain), w.share(l.Possible)})
	}
	return out
}

// figure draws bars. Its description tells all of them, for those who cannot see it.
func (w *writer) figure(title, caption string, list []bar) figure {
	w.pictures++
	var told []string
	for _, b := range list {
		told = append(told, fmt.Sprintf("%s: %s to %s", b.label, percent(b.low), percent(b.high)))
	}
	picture, err := bars("plot"+strconv.Itoa(w.pictures), title, caption+". "+strings.Join(told, "; ")+".", "share of "+w.of(), list)
	if w.err == nil {
		w.err = err
	}
	return figure{Title: title, Caption: caption + ".", Picture: picture}
}

// groupings are the groups of each -by, in its order.
func (w *writer) groupings(s *summary.Report) (out []grouping) {
	for from := 1; from < len(s.Groups); {
		to := from
		for to < len(s.Groups) && slices.Equal(s.Groups[to].By, s.Groups[from].By) {
			to++
		}
		out = append(out, w.grouping(s.Groups[from:to]))
		from = to
	}
	return out
}

func (w *writer) grouping(groups []summary.Group) grouping {
	out := grouping{Column: strings.Join(groups[0].By, " and "), Of: w.of(), All: len(groups)}
	verdicts := groups[0].Of(summary.KindVerdict)
	for _, l := range verdicts {
		out.Titles = append(out.Titles, l.Title)
	}
	for i := range groups {
		g := group{Name: named(&groups[i]), Rows: groups[i].Rows}
		for _, l := range groups[i].Of(summary.KindVerdict) {
			g.Spans = append(g.Spans, w.span(&groups[i], l))
		}
		out.Groups = append(out.Groups, g)
	}
	shown := largest(groups)
	out.Shown, out.Left = len(shown), len(shown) < len(groups)
	for k, v := range verdicts {
		var list []bar
		any := false
		for _, g := range shown {
			l := g.Of(summary.KindVerdict)[k]
			list = append(list, bar{named(g), w.share(l.Certain), w.share(l.Possible)})
			any = any || l.Possible.Rows > 0
		}
		if any {
			out.Figures = append(out.Figures, w.figure(v.Title, "Share of "+w.of()+" with the verdict “"+v.Title+"”, by "+out.Column, list))
		}
	}
	return out
}

func (w *writer) span(g *summary.Group, l summary.Line) string {
	low, high := w.share(l.Certain), w.share(l.Possible)
	switch {
	case g.Rows == 0:
		return "–"
	case low == high:
		return percent(low)
	}
	return strings.TrimSuffix(percent(low), " %") + "–" + percent(high)
}

// largest are the groups with the most rows, in their order.
func largest(groups []summary.Group) (out []*summary.Group) {
	for i := range groups {
		if groups[i].Rows > 0 {
			out = append(out, &groups[i])
		}
	}
	order := slices.Clone(out)
	slices.SortStableFunc(order, func(a, b *summary.Group) int { return b.Rows - a.Rows })
	order = order[:min(len(order), mostGroups)]
	return slices.DeleteFunc(out, func(g *summary.Group) bool { return !slices.Contains(order, g) })
}

// named is what a group is called; the one whose cells are empty needs a name.
func named(g *summary.Group) string {
	values := slices.Clone(g.Values)
	for i, v := range values {
		if strings.TrimSpace(v) == "" {
			values[i] = "(empty)"
		}
	}
	return strings.Join(values, ", ")
}
