package decision

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"reflect"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/mskguide/mskguide/internal/place"
)

// digest covers everything that can change an answer and all that a [Review] shows: rules,
// params in force, texts, the cited evidence with its findings and the catalogue. Where and
// how it was written in YAML does not matter, nor does who signed it.
func (b *builder) digest() string {
	h := &canonical{Hash: sha256.New(), known: map[reflect.Type][]canonicalField{}, parse: b.parsed}
	g := b.g
	fmt.Fprintf(h, "%q %q %q %q\n", g.info.ID, g.info.Version, g.title, g.topic)
	h.add(g.about)
	for _, part := range []any{g.verdicts, g.steps, g.urgencies, g.needsInfo, b.manifest.Remarks, g.facts, g.groups, g.params,
		g.defs, g.rules, b.content.Checks, b.content.Protocol, b.content.Measures, b.content.Attendance,
		b.content.OptionsBarred, b.content.OptionCautions, b.content.Interventions, b.content.Options,
		b.content.Comparison, b.content.SelfCheck, b.content.Invariants, b.overlays} {
		h.add(part)
		h.Write([]byte{'\n'})
	}
	if len(g.stands) > 0 {
		h.add(g.stands)
	}
	for _, d := range b.content.Rules { // what a Rule does not show
		h.add(d.Also)
	}
	b.digestEvidence(h)
	for _, e := range b.content.Education {
		h.add(e)
	}
	for _, w := range b.words {
		h.add(w.doc)
	}
	for _, d := range b.content.Invariants {
		h.add(d)
	}
	if b.content.Safety != nil {
		h.add(b.content.Safety)
	}
	if b.manifest.Questions != nil {
		h.add(b.manifest.Questions)
	}
	if g.catalogue != nil {
		h.add(g.catalogue.Conditions())
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// canonical takes values so that two of them count as one only if they are alike: every
// part is delimited, unexported fields and places are left out, white space is folded,
// conditions and numbers are written in one form.
type canonical struct {
	hash.Hash
	known map[reflect.Type][]canonicalField // of the types met so far
	last  []byte                            // what was added last, for its memory
	parse func(condition string) (ast.Node, error)
}

func (w *canonical) add(value any) {
	w.last = w.append(w.last[:0], reflect.ValueOf(value))
	w.Write(w.last)
}

type canonicalField struct {
	index int
	name  string
}

func (w *canonical) append(out []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return append(out, '-')
		}
		return w.append(out, v.Elem())
	case reflect.Slice:
		out = append(strconv.AppendInt(append(out, '['), int64(v.Len()), 10), ' ')
		for i := range v.Len() {
			out = w.append(out, v.Index(i))
		}
		return out
	case reflect.Struct:
		return w.structure(out, v)
	case reflect.String:
		return appendFolded(out, v.String())
	}
	return fmt.Appendf(out, "%v;", v.Interface())
}

// appendFolded writes text in quotes, with its white space folded.
func appendFolded(out []byte, text string) []byte {
	if !folded(text) {
		return strconv.AppendQuote(out, strings.Join(strings.Fields(text), " "))
	}
	return append(append(append(out, '"'), text...), '"')
}

// folded reports whether text stands in quotes as it is, as most does: printable ASCII with
// single spaces inside.
func folded(text string) bool {
	space := text != ""
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c > '~' || c == '"' || c == '\\' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space
}

func (w *canonical) structure(out []byte, v reflect.Value) []byte {
	t := v.Type()
	if t == reflect.TypeFor[place.Number]() {
		return fmt.Appendf(out, "%v;", v.Interface().(place.Number).Value)
	}
	out = append(out, '{')
	for _, f := range w.fields(t) {
		out = append(append(out, f.name...), ':')
		if f.name == "When" {
			out = strconv.AppendQuote(out, w.oneForm(v.Field(f.index).Interface()))
			continue
		}
		out = w.append(out, v.Field(f.index))
	}
	return append(out, '}')
}

func (w *canonical) fields(t reflect.Type) []canonicalField {
	fields, known := w.known[t]
	if !known {
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && f.Type != reflect.TypeFor[place.Pos]() && f.Type != reflect.TypeFor[[]expectDoc]() {
				fields = append(fields, canonicalField{i, f.Name})
			}
		}
		w.known[t] = fields
	}
	return fields
}

// citedIDs lists the claims that the guideline cites, in order of first mention.
func (g *Guideline) citedIDs() []string {
	seen := map[string]bool{}
	var out []string
	add := func(ids ...string) {
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	for _, r := range g.rules {
		add(r.Claims...)
	}
	for _, e := range g.lessons {
		add(e.Claims...)
	}
	for _, p := range g.params {
		add(p.Claims...)
	}
	for _, m := range g.measures {
		add(m.claims...)
	}
	for _, i := range g.options.interventions {
		for _, w := range i.Withheld {
			add(w.Claims...)
		}
	}
	for _, k := range g.options.texts {
		add(k.Claims...)
	}
	for _, r := range g.options.rules {
		add(r.Claims...)
	}
	if p := g.protocol; p != nil {
		add(p.claims...)
		for _, it := range p.items {
			add(it.claims...)
		}
		for _, n := range p.notes {
			add(n.Claims...)
		}
		if p.schedule != nil {
			add(p.schedule.Claims...)
		}
	}
	if g.comparison != nil {
		add(g.comparison.allClaims()...)
	}
	if g.selfCheck != nil {
		add(g.selfCheck.Claims...)
	}
	return out
}

// oneForm writes a condition as expr prints it, whatever spaces and quotes it came with.
func (w *canonical) oneForm(when any) string {
	text, ok := when.(string)
	if !ok {
		text = when.(place.Text).Value
	}
	tree, err := w.parse(text)
	if err != nil { // no condition: an absent one
		return text
	}
	return tree.String()
}
