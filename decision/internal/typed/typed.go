// Package typed generates Go types for the facts of a guideline, so that a misspelt fact
// or choice does not compile and a case is prepared without maps or allocation.
package typed

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/format"
	"slices"
	"strings"
	"text/template"

	"github.com/mskguide/mskguide/decision"
)

//go:embed typed.tmpl
var source string

// packSize is how many neighbouring yes/no facts share one code of an Encoding.
const packSize = 4

// Generate returns the source of a file of package pkg.
func Generate(g *decision.Guideline, pkg string) ([]byte, error) {
	m := newModel(g, pkg)
	t, err := template.New("typed").Funcs(template.FuncMap{"comment": comment, "name": camel}).Parse(source)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, m); err != nil {
		return nil, err
	}
	return format.Source(out.Bytes())
}

type model struct {
	Package     string
	Guideline   string
	Fingerprint string
	Fields      []field
	Types       []choiceType
	Groups      []group
	Units       []unit
	Numbers     []string // fields
}

type field struct {
	decision.Fact
	Name string
	Go   string // type
	Doc  string
}

type choiceType struct {
	Name    string
	Doc     string
	Choices []decision.Choice
}

// Bits is the width of the smallest integer with a bit for every choice: records are read
// many at a time, and what is small stays in the cache.
func (t choiceType) Bits() int {
	bits := 8
	for bits < len(t.Choices) {
		bits *= 2
	}
	return bits
}

type group struct {
	ID, Name, Title string
	Members         []string // fields
}

// unit is one code of an Encoding: a pack of yes/no facts, a choice, or a number (whose
// code depends on the rules and is found when a case is loaded).
type unit struct {
	Index  int
	Pack   []packed
	Choice *choiceCode
}

type packed struct {
	Name  string
	Shift int
}

type choiceCode struct {
	Name string
	Fact int
	N    int
}

func newModel(g *decision.Guideline, pkg string) model {
	m := model{Package: pkg, Guideline: g.Info().ID, Fingerprint: fmt.Sprintf("%#x", g.Fingerprint())}
	pack := -1
	for i, f := range g.Facts() {
		fd := field{Fact: f, Name: camel(f.ID), Go: "decision.Bool", Doc: f.Question}
		switch f.Type {
		case decision.TypeBool:
			if pack < 0 || len(m.Units[pack].Pack) == packSize {
				pack = len(m.Units)
				m.Units = append(m.Units, unit{Index: pack})
			}
			u := &m.Units[pack]
			u.Pack = append(u.Pack, packed{fd.Name, 8 * len(u.Pack)})
		case decision.TypeChoice:
			fd.Go = m.choiceType(f)
			m.Units = append(m.Units, unit{Index: len(m.Units), Choice: &choiceCode{fd.Name, i, len(f.Choices)}})
			pack = -1
		default:
			fd.Go = "decision.Number"
			fd.Doc += " From " + number(f.Min) + " to " + number(f.Max) + " " + f.Unit + "."
			m.Units = append(m.Units, unit{Index: len(m.Units)})
			m.Numbers = append(m.Numbers, fd.Name)
			pack = -1
		}
		m.Fields = append(m.Fields, fd)
	}
	for _, gr := range g.Groups() {
		out := group{ID: gr.ID, Name: camel(gr.ID), Title: gr.Title}
		for _, f := range gr.Facts {
			out.Members = append(out.Members, camel(f))
		}
		m.Groups = append(m.Groups, out)
	}
	return m
}

func number(x float64) string { return fmt.Sprintf("%g", x) }

// choiceType is the type of a choice: shared where the bundle names one, else the fact's own.
func (m *model) choiceType(f decision.Fact) string {
	name, doc := camel(f.ID), "answers: "+f.Question
	if f.Named != "" {
		name, doc = camel(f.Named), "is a choice that several facts share."
	}
	if !slices.ContainsFunc(m.Types, func(t choiceType) bool { return t.Name == name }) {
		m.Types = append(m.Types, choiceType{Name: name, Doc: doc, Choices: f.Choices})
	}
	return name
}

// camel turns an id into an exported Go name.
func camel(id string) string {
	parts := strings.Split(id, "_")
	for i, p := range parts {
		if p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "")
}

// comment folds a text onto comment lines.
func comment(indent, text string) string {
	const width = 90
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(text) {
		switch {
		case column == 0:
			b.WriteString(indent + "// " + word)
			column = len(word)
		case column+1+len(word) > width:
			b.WriteString("\n" + indent + "// " + word)
			column = len(word)
		default:
			b.WriteString(" " + word)
			column += 1 + len(word)
		}
	}
	return b.String()
}
