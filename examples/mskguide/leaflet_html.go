package main

import (
	_ "embed"
	"html/template"
	"io"

	"github.com/mskguide/mskguide/decision"
)

//go:embed leaflet.html.tmpl
var leafletPage string

// leafletHTML writes a page that needs nothing from elsewhere and runs nothing. Every text
// is escaped by the template.
func leafletHTML(w io.Writer, l *decision.Leaflet) error {
	page, err := template.New("leaflet").Funcs(template.FuncMap{
		"references": func(it decision.LeafletItem) []int { return references(l, it) },
		"number":     func(index int) int { return index + 1 },
		"sources":    func(s decision.LeafletSection) bool { return s.ID == decision.SectionSources },
	}).Parse(leafletPage)
	if err != nil {
		return err
	}
	return page.Execute(w, l)
}
