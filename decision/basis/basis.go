package basis

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"slices"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// FileName is the name of the file beside a bundle.
const FileName = "basis.yaml"

// Basis is what stands behind a guideline. It never changes and is safe for use by many
// goroutines at once.
type Basis struct {
	g       *decision.Guideline
	said    said
	data    map[string]Data // by fact
	checked *CheckedFigures
	digest  string
}

// said is what basis.yaml says, and the safety log of the bundle where it says it.
type said struct {
	IntendedUse string
	Users       []string
	NotFor      []string
	Population  string
	Settings    []string
	Developer   [2]string
	Funding     [2]string
	Citations   []string
	Releases    []Release
	Limits      []string
	Validation  string
}

// Release is a version of the guideline.
type Release struct {
	Version string `json:"version"`
	Date    string `json:"date"` // YYYY-MM-DD, or "not released"
	Says    string `json:"says,omitempty"`
}

// Data is the class of data that a fact belongs to.
type Data struct {
	Class     string `json:"class,omitempty"` // "" for none
	Element   string `json:"element,omitempty"`
	Says      string `json:"says,omitempty"` // why none, or what of the class it is
	Also      []Data `json:"also,omitempty"` // data of other classes from which it can be told
	countsFor string // an attribute, or ""
}

// Read reads basis.yaml beside a bundle, and the figures of its checks where they are there too,
// for a guideline that was opened from the bundle, with or without overlays. The error lists every
// mistake as file:line:column: message.
func Read(g *decision.Guideline, bundle fs.FS) (*Basis, error) {
	b := builder{g: g, Basis: &Basis{g: g, data: map[string]Data{}}, tagged: map[string]place.Pos{}}
	data, err := fs.ReadFile(bundle, FileName)
	if err != nil {
		b.errs.Addf(place.Pos{File: FileName, Line: 1, Column: 1}, "the bundle does not say what stands behind it: %v", err)
		return nil, b.errs.Err()
	}
	var d document
	_, err = place.Decode(FileName, data, &d)
	b.errs.Merge(err)
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	b.document(&d)
	b.Basis.checked, err = readChecked(bundle)
	b.errs.Merge(err)
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	b.Basis.digest = digest(b.said, b.data)
	return b.Basis, nil
}

// Guideline is the one that the basis is of.
func (b *Basis) Guideline() *decision.Guideline { return b.g }

// Digest identifies everything that basis.yaml says.
func (b *Basis) Digest() string { return b.digest }

// Data is the class of data that a fact belongs to.
func (b *Basis) Data(fact string) (Data, bool) {
	d, ok := b.data[fact]
	return d, ok
}

func digest(parts ...any) string {
	text, err := json.Marshal(parts)
	if err != nil { // texts and lists of texts
		panic(err)
	}
	sum := sha256.Sum256(text)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// builder collects all that is wrong with a basis.yaml.
type builder struct {
	*Basis
	g      *decision.Guideline
	errs   place.Errors
	tagged map[string]place.Pos // facts
}

func (b *builder) document(d *document) {
	if d.Schema.Value != basisSchema {
		b.errs.Addf(d.Schema.Pos, "schema is %q; it is %q here", d.Schema.Value, basisSchema)
	}
	if id := b.g.Info().ID; d.Guideline.Value != id {
		b.errs.Addf(d.Guideline.Pos, "it is the basis of %q; the guideline is %q", d.Guideline.Value, id)
	}
	s := &b.said
	b.use(d)
	s.Population, s.Settings, s.Limits, s.Validation = d.Population, d.Settings, d.Limits, d.Validation
	s.Developer, s.Funding = [2]string{d.Developer.Name, d.Developer.Says}, [2]string{d.Funding.Source, d.Funding.Says}
	for _, c := range d.Citations {
		if _, ok := b.g.Evidence().Source(c.Value); !ok {
			b.errs.Addf(c.Pos, "there is no source %q among those of the guideline", c.Value)
		}
		s.Citations = append(s.Citations, c.Value)
	}
	b.releases(d.Releases)
	for i := range d.Data {
		b.tag(&d.Data[i])
	}
	for _, f := range b.g.Facts() {
		if _, ok := b.tagged[f.ID]; !ok {
			b.errs.Addf(d.Data[0].Pos, "fact %q belongs to no class of data; name it under one, or under \"none\" with the reason", f.ID)
		}
	}
}

// use is what the guideline is meant for. A safety log says it already.
func (b *builder) use(d *document) {
	s := &b.said
	log := b.g.Safety()
	if log == nil {
		if d.Intended.Value == "" || len(d.Users) == 0 || len(d.NotFor) == 0 {
			b.errs.Addf(d.Schema.Pos, "intended_use, users and not_for are required, for the bundle has no safety log that says it")
		}
		s.IntendedUse, s.Users, s.NotFor = d.Intended.Value, values(d.Users), values(d.NotFor)
		return
	}
	for _, twice := range append(append([]place.Text{d.Intended}, d.Users...), d.NotFor...) {
		if twice.Value != "" {
			b.errs.Addf(twice.Pos, "the safety log of the bundle says what it is meant for, for whom and what not; leave it out here")
			break
		}
	}
	s.IntendedUse, s.Users, s.NotFor = log.IntendedUse, log.Users, log.NotFor
}

func values(texts []place.Text) (out []string) {
	for _, t := range texts {
		out = append(out, t.Value)
	}
	return out
}

func (b *builder) releases(list []releaseDoc) {
	for _, r := range list {
		if _, err := time.Parse(time.DateOnly, r.Date.Value); err != nil && r.Date.Value != notReleased {
			b.errs.Addf(r.Date.Pos, "%q is no day such as 2026-11-22, nor %q", r.Date.Value, notReleased)
		}
		if slices.ContainsFunc(b.said.Releases, func(o Release) bool { return o.Version == r.Version.Value }) {
			b.errs.Addf(r.Version.Pos, "version %q is listed twice", r.Version.Value)
		}
		b.said.Releases = append(b.said.Releases, Release{r.Version.Value, r.Date.Value, r.Says})
	}
	if last, is := list[len(list)-1].Version, b.g.Info().Version; last.Value != is {
		b.errs.Addf(last.Pos, "the last release is %q; the guideline is version %q", last.Value, is)
	}
}

// tag says which class of data some facts belong to.
func (b *builder) tag(d *dataDoc) {
	data := Data{Class: d.Class.Value, Element: d.Element.Value, Says: d.Says}
	switch {
	case d.Class.Value == "" && d.None == "":
		b.errs.Addf(d.Pos, "name the class of these facts, or say under \"none\" why they have none")
	case d.Class.Value != "" && d.None != "":
		b.errs.Addf(d.Class.Pos, "a class and \"none\" cannot both be; keep one")
	case d.None != "":
		data.Says = d.None
		if d.Element.Value != "" {
			b.errs.Addf(d.Element.Pos, "an element belongs to a class; name it")
		}
	default:
		data.countsFor = b.countsFor(d.Class, d.Element)
	}
	for _, a := range d.Also {
		data.Also = append(data.Also, Data{Class: a.Class.Value, Element: a.Element.Value, Says: a.Says, countsFor: b.countsFor(a.Class, a.Element)})
	}
	for _, f := range d.Facts {
		b.fact(f, data)
	}
}

// countsFor is the attribute that an element of a class counts for, or "".
func (b *builder) countsFor(class, elem place.Text) string {
	known := knownClasses()
	k, ok := known.find(class.Value)
	if !ok {
		b.errs.Addf(class.Pos, "%s has no class %q%s", known.title, class.Value, suggestion(class.Value, known.titles()))
		return ""
	}
	e, ok := k.element(elem.Value)
	if !ok && elem.Value != "" {
		b.errs.Addf(elem.Pos, "class %q has no element %q%s", k.title, elem.Value, suggestion(elem.Value, k.elementTitles()))
	}
	return or(e.countsFor, k.countsFor)
}

func (b *builder) fact(f place.Text, data Data) {
	if _, ok := b.g.Fact(f.Value); !ok {
		var ids []string
		for _, known := range b.g.Facts() {
			ids = append(ids, known.ID)
		}
		b.errs.Addf(f.Pos, "there is no fact %q%s", f.Value, suggestion(f.Value, ids))
		return
	}
	if at, twice := b.tagged[f.Value]; twice {
		b.errs.Addf(f.Pos, "fact %q belongs to a class already, at %s:%d", f.Value, at.File, at.Line)
		return
	}
	b.tagged[f.Value] = f.Pos
	b.data[f.Value] = data
}

func suggestion(got string, allowed []string) string {
	if near := place.Nearest(got, allowed); near != "" {
		return "; did you mean \"" + near + "\"?"
	}
	return ""
}

func or(first, second string) string {
	if first != "" {
		return first
	}
	return second
}
