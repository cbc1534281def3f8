package basis

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed page.html.tmpl
var pageTemplate string

// WriteHTML writes the page as one HTML file without script, which fetches nothing and prints on
// A4. The template escapes whatever it is given.
func (p *Page) WriteHTML(out io.Writer) error {
	t, err := template.New("page").Funcs(template.FuncMap{"inc": func(i int) int { return i + 1 }}).Parse(pageTemplate)
	if err != nil {
		return err
	}
	return t.Execute(out, p)
}
