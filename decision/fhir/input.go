package fhir

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mskguide/mskguide/internal/jsontext"
)

// Document is a FHIR document: one resource, a Bundle, or lines of resources (NDJSON). Name is
// what reports call it. Text is the document where it is at hand as a text, which saves copying
// it; Data is then not looked at.
type Document struct {
	Name string
	Data []byte
	Text string

	read *jsontext.Tree // where it was read already: the document that it is a part of
	root int32          // and where in it
}

// Read is a document that somebody in this module has read already: a value of another one, which
// was read strictly to its end. In a tree that forgave a key given twice, that would be lost.
func Read(name string, of *jsontext.Tree, value int32) Document {
	return Document{Name: name, Text: of.Written(value), read: of, root: value}
}

// resource is one resource of the record.
type resource struct {
	at       at
	kind, id string
	url      string // fullUrl of its entry
	name     string // "Condition/123", or where it has no id its url
	about    string // the name of whom it is about
	server   string // of whom it is about, where its reference tells it
	used     bool   // something of it is a source or a prompt, or it was named
	deleted  bool   // as its entry says
	doubtful bool   // it may have been deleted
	changed  at     // when, as its entry says
}

// maxBundles bounds bundles within bundles.
const maxBundles = 4

// input collects the resources of documents.
type input struct {
	resources []*resource
	deleted   map[spot]deletion // what a history or an export says is gone
	kinds     map[string]string
	problems  []Problem
	passed    []passed // lines of a document
	memory    *memory
}

func (in *input) document(d Document) {
	if d.read != nil {
		in.take(at{&tree{Tree: *d.read, name: d.Name, root: d.root}, d.root}, "", 0)
		return
	}
	source, t := d.Text, &tree{name: d.Name}
	if source == "" {
		source = string(d.Data)
	}
	switch {
	case strings.HasPrefix(source, "\x1f\x8b"):
		in.problem(t, 0, "", "", "this is packed with gzip and is not read so; unpack it first, as gzip -d does")
		return
	case len(source) > maxBytes:
		in.problem(t, 0, "", "", "the document is larger than 64 MB; split it")
		return
	case !utf8.ValidString(source):
		t.Source = source
		in.problem(t, validUpTo(source), "", "", "the text is not UTF-8 from here on")
		return
	}
	t = in.newTree(d.Name, strings.TrimPrefix(source, "\ufeff"))
	defer func() { in.memory.nodes.done(t.Nodes) }()
	t.Space()
	switch {
	case t.At == len(t.Source):
		in.problem(t, 0, "", "", "the document is empty")
		return
	case t.Source[t.At] == '<':
		in.problem(t, t.At, "", "", "this is not JSON; FHIR in XML is not read")
		return
	}
	in.values(t)
}

func validUpTo(s string) int {
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return i
		}
	}
	return len(s)
}

// values reads one value after another. After a mistake in one it goes on with the next line
// that begins like a resource, where the document is one of lines.
func (in *input) values(t *tree) {
	for {
		if t.Space(); t.At >= len(t.Source) {
			break
		}
		start := t.At
		if resource, ok := t.read(); ok {
			in.take(resource, "", 0)
			continue
		}
		rest, found := in.nextLine(t, start)
		if !found {
			break
		}
		t.At = rest
	}
	in.namePassed(t)
	for i, m := range t.Mistakes {
		if i == maxNamed {
			in.problem(t, m.At, "", "", fmt.Sprintf("from here on %d more mistakes of form", len(t.Mistakes)-i))
			break
		}
		in.problem(t, m.At, "", "", t.says(m))
	}
}

func (in *input) problem(t *tree, offset int, kind, id, says string) {
	p := Problem{Document: t.name, Resource: kind, ID: id, Says: says}
	p.Line, p.Column = t.place(offset)
	in.problems = append(in.problems, p)
}

// take sorts a resource, or what a Bundle holds.
func (in *input) take(a at, url string, depth int) {
	name := a.get("resourceType").text()
	switch {
	case !a.is(object):
		in.problem(a.t, a.offset(), "", "", "a resource is an object; several go in a Bundle, or one on each line")
	case name == "":
		in.problem(a.t, a.offset(), "", "", "an object without a resourceType is no resource")
	case name == "Bundle" && depth < maxBundles:
		in.bundle(a, depth)
	case name == "Bundle":
		in.problem(a.t, a.offset(), name, "", "bundles within bundles more than four deep are not read")
	case name == "OperationOutcome":
		in.outcome(a)
	default:
		res := in.memory.resources.one()
		*res = resource{at: a, kind: in.kind(name), id: clean(a.get("id").text()), url: url, name: url}
		if res.id != "" {
			res.name = res.kind + "/" + res.id
		}
		in.resources = append(in.resources, res)
	}
}

// kind is the name of a type, the same string for all resources of it.
func (in *input) kind(name string) string {
	if k, ok := in.kinds[name]; ok {
		return k
	}
	if in.kinds == nil {
		in.kinds = map[string]string{}
	}
	in.kinds[name] = clean(name)
	return in.kinds[name]
}

func (in *input) bundle(a at, depth int) {
	id := clean(a.get("id").text())
	if k := a.get("entry"); k.here() && !k.is(array) {
		in.problem(a.t, k.offset(), "Bundle", id, "entry is a list")
		return
	}
	for _, e := range a.get("entry").all() {
		deleted := deletes(e)
		if deleted {
			in.gone(e)
		}
		if r := e.get("resource"); r.here() {
			before := len(in.resources)
			in.take(r, e.get("fullUrl").text(), depth+1)
			noteEntry(e, in.resources[before:])
			continue
		}
		if deleted {
			continue
		}
		if o := e.path("response", "outcome"); o.here() {
			in.take(o, "", depth+1)
			continue
		}
		says := "an entry holds no resource"
		if status := e.path("response", "status").text(); status != "" {
			says += "; the answer of the server was " + clean(status)
		}
		in.problem(a.t, e.offset(), "Bundle", id, says)
	}
	for _, link := range a.get("link").all() {
		if link.get("relation").text() == "next" {
			in.problem(a.t, link.offset(), "Bundle", id, "this page is not the last one: what is on the next was not read unless it is given too")
		}
	}
}

// outcome is a server saying that something went wrong: what it would have held is not known.
func (in *input) outcome(a at) {
	for _, issue := range a.get("issue").all() {
		says := "the server says " + cmp.Or(clean(issue.get("severity").text()), "something") + ": " +
			cmp.Or(clean(issue.get("diagnostics").text()), clean(issue.path("details", "text").text()), clean(issue.get("code").text()), "no more")
		in.problem(a.t, issue.offset(), "OperationOutcome", clean(a.get("id").text()), says)
	}
	if !a.get("issue").here() {
		in.problem(a.t, a.offset(), "OperationOutcome", clean(a.get("id").text()), "the server says that something went wrong")
	}
}

// orderResources makes the result the same in whatever order they came.
func (in *input) orderResources() {
	slices.SortFunc(in.resources, func(a, b *resource) int {
		if a.kind != b.kind {
			return strings.Compare(a.kind, b.kind)
		}
		if a.id != b.id {
			return strings.Compare(a.id, b.id)
		}
		return cmp.Or(strings.Compare(a.url, b.url), strings.Compare(a.at.written(), b.at.written()))
	})
}

// inOrder sorts what is often in order already.
func inOrder[T any](list []T, compare func(a, b T) int) {
	if !slices.IsSortedFunc(list, compare) {
		slices.SortStableFunc(list, compare)
	}
}

// ordered are the problems by document and place, each once.
func (in *input) ordered() []Problem {
	inOrder(in.problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Document, b.Document), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Says, b.Says))
	})
	return slices.Compact(in.problems)
}
