package main

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"image/color"
	"regexp"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// bar is a share that lies between two bounds, from 0 to 1.
type bar struct {
	label     string
	low, high float64
}

// The two parts of a bar differ in lightness, so that they do without colour.
var (
	dark  = color.RGBA{R: 0x1f, G: 0x4e, B: 0x79, A: 0xff}
	light = color.RGBA{R: 0xa9, G: 0xc9, B: 0xe6, A: 0xff}
	rules = color.RGBA{R: 0xd9, G: 0xd9, B: 0xd9, A: 0xff}
)

const (
	pictureWidth = 700 // points
	barHeight    = 14
	barStep      = 24
	axisHeight   = 60
	longestLabel = 34 // runes
)

// bars draws shares one below the other, the first one at the top. Title and description are
// for those who do not see it.
func bars(id, title, description, axis string, list []bar) (template.HTML, error) {
	p := plot.New()
	for _, style := range []*text.Style{&p.X.Label.TextStyle, &p.X.Tick.Label, &p.Y.Tick.Label} {
		style.Font.Variant = "Sans"
		style.Font.Size = 10
	}
	p.X.Label.Text = axis
	p.X.Min, p.X.Max = 0, 100
	p.X.Tick.Marker = plot.ConstantTicks(percents())
	p.Y.Min, p.Y.Max = -0.5, float64(len(list))-0.5
	names := make([]string, len(list))
	sure, open := make(plotter.Values, len(list)), make(plotter.Values, len(list))
	for i, b := range list {
		k := len(list) - 1 - i // the axis goes up
		names[k] = shortened(b.label)
		sure[k], open[k] = 100*b.low, 100*(b.high-b.low)
	}
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = rules, color.Transparent
	certain, err := plotter.NewBarChart(sure, vg.Points(barHeight))
	if err != nil {
		return "", err
	}
	possible, err := plotter.NewBarChart(open, vg.Points(barHeight))
	if err != nil {
		return "", err
	}
	for _, c := range []*plotter.BarChart{certain, possible} {
		c.Horizontal = true
		c.LineStyle.Width = 0
	}
	certain.Color, possible.Color = dark, light
	possible.StackOn(certain)
	p.Add(grid, certain, possible)
	p.NominalY(names...)
	height := vg.Length(axisHeight + barStep*len(list))
	canvas := vgsvg.New(pictureWidth, height)
	p.Draw(draw.New(canvas))
	var out bytes.Buffer
	if _, err := canvas.WriteTo(&out); err != nil {
		return "", err
	}
	return inline(id, title, description, out.String())
}

func percents() (out []plot.Tick) {
	for x := 0; x <= 100; x += 20 {
		out = append(out, plot.Tick{Value: float64(x), Label: fmt.Sprintf("%d %%", x)})
	}
	return out
}

func shortened(label string) string {
	label = strings.Join(strings.Fields(label), " ")
	if utf8.RuneCountInString(label) > longestLabel {
		label = string([]rune(label)[:longestLabel-1]) + "…"
	}
	return label
}

var (
	opening  = regexp.MustCompile(`(?s)^.*?<svg[^>]*?viewBox="([^"]*)"[^>]*>`)
	comments = regexp.MustCompile(`(?s)<!--.*?-->`)
)

// inline makes a picture part of a page, with a name and a description.
func inline(id, title, description, svg string) (template.HTML, error) {
	found := opening.FindStringSubmatch(svg)
	if found == nil {
		return "", fmt.Errorf("the picture %q does not begin as expected", title)
	}
	head := fmt.Sprintf(`<svg viewBox="%s" role="img" aria-labelledby="%s-title %s-desc"><title id="%s-title">%s</title><desc id="%s-desc">%s</desc>`,
		found[1], id, id, id, html.EscapeString(title), id, html.EscapeString(description))
	return template.HTML(head + comments.ReplaceAllString(svg[len(found[0]):], "")), nil
}
