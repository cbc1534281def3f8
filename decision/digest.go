package decision

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"reflect"
	"strings"

	"github.com/expr-lang/expr/parser"

	"github.com/mskguide/mskguide/internal/place"
)

// digest covers everything that can change an answer and all that a [Review] shows: rules,
// params in force, texts, the cited evidence with its findings and the catalogue. Where and
// how it was written in YAML does not matter, nor does who signed it.
func (b *builder) digest() string {
	h := sha256.New()
	g := b.g
	fmt.Fprintf(h, "%q %q %q %q\n", g.info.ID, g.info.Version, g.title, g.topic)
	canonical(h, reflect.ValueOf(g.about))
	for _, part := range []any{g.verdicts, g.steps, g.urgencies, g.needsInfo, b.manifest.Remarks, g.facts, g.groups, g.params,
		g.defs, g.rules, b.content.Checks, b.content.Protocol, b.content.Measures, b.content.Attendance,
		b.content.OptionsBarred, b.content.OptionCautions, b.content.Interventions, b.content.Options,
		b.content.Comparison, b.content.SelfCheck} {
		canonical(h, reflect.ValueOf(part))
		h.Write([]byte{'\n'})
	}
	for _, d := range b.content.Rules { // what a Rule does not show
		canonical(h, reflect.ValueOf(d.Also))
	}
	b.digestEvidence(h)
	for _, e := range b.content.Education {
		canonical(h, reflect.ValueOf(e))
	}
	for _, w := range b.words {
		canonical(h, reflect.ValueOf(w.doc))
	}
	if g.catalogue != nil {
		canonical(h, reflect.ValueOf(g.catalogue.Conditions()))
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// canonical writes a value so that two values are written alike only if they are alike:
// every part is delimited, unexported fields and places are left out, white space is
// folded, conditions and numbers are written in one form.
func canonical(h hash.Hash, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			h.Write([]byte{'-'})
			return
		}
		canonical(h, v.Elem())
	case reflect.Slice:
		fmt.Fprintf(h, "[%d ", v.Len())
		for i := range v.Len() {
			canonical(h, v.Index(i))
		}
	case reflect.Struct:
		if n, ok := v.Interface().(place.Number); ok {
			fmt.Fprintf(h, "%v;", n.Value)
			return
		}
		h.Write([]byte{'{'})
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || f.Type == reflect.TypeFor[place.Pos]() {
				continue
			}
			fmt.Fprintf(h, "%s:", f.Name)
			if f.Name == "When" {
				fmt.Fprintf(h, "%q", oneForm(v.Field(i).Interface()))
				continue
			}
			canonical(h, v.Field(i))
		}
		h.Write([]byte{'}'})
	case reflect.String:
		fmt.Fprintf(h, "%q", strings.Join(strings.Fields(v.String()), " "))
	default:
		fmt.Fprintf(h, "%v;", v.Interface())
	}
}

// citedIDs lists the claims that the guideline cites, in order of first mention.
func (b *builder) citedIDs() []string {
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
	g := b.g
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
func oneForm(when any) string {
	text, ok := when.(string)
	if !ok {
		text = when.(place.Text).Value
	}
	tree, err := parser.Parse(text)
	if err != nil { // no condition: an absent one
		return text
	}
	return tree.Node.String()
}
