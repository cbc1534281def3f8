package decision

import (
	"io/fs"
	"maps"

	"github.com/expr-lang/expr/ast"

	"github.com/mskguide/mskguide/internal/place"
)

// Overlay is a local policy, or another reading, as a YAML document: what of a guideline it
// sets, adds, replaces and retracts, on whose authority and since when. Name is the file name
// that errors show.
type Overlay struct {
	Name string
	Data []byte
}

// Open reads the bundle in fsys (guideline.yaml and the files it lists), applies the
// overlays in order, checks everything and compiles it. The error lists every mistake
// found, one per line, as file:line:column: message.
func Open(fsys fs.FS, overlays ...Overlay) (*Guideline, error) {
	b := newBuilder()
	if fsys == nil {
		b.errs.Addf(place.Pos{File: manifestFile, Line: 1, Column: 1}, "there is no bundle to open: the file system is nil")
		return nil, b.errs.Err()
	}
	b.read(fsys)
	b.readOverlays(overlays)
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	for _, stage := range []func(){b.libraries, b.revise, b.declareAll, b.setParams, b.compileRules, b.assemble} {
		stage()
	}
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	b.engines()
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	b.cite()
	b.keepPlaces()
	b.keepContent()
	digest := make(chan string, 1)
	beside := *b
	beside.trees = maps.Clone(b.trees)
	go func() { digest <- beside.digest() }() // the checks change nothing that it reads
	b.checkExpectations()
	b.checkMeaning()
	b.g.info.Digest = <-digest
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	return b.g, nil
}

// builder holds what is needed while a guideline is put together, and all that is wrong.
type builder struct {
	g        *Guideline
	fsys     fs.FS
	errs     place.Errors
	manifest manifest
	content  content
	guarded  []guardedDoc

	itemsGone []string // of protocols that overlays replace
	overlays  []overlayDoc
	words     []wordsFile

	paramFrom      map[string]int        // param -> the number of the overlay that adds it
	untold         map[textKey]place.Pos // what overlays add that needs a text for patients
	attendanceGone string                // which overlay retracts the attendance rule, and where

	names     map[string]name
	types     *index
	groups    *index
	rules     *index
	verdicts  *index
	steps     *index
	urgencies *index
	cuts      map[int][]float64
	defined   map[int]*definition
	opaqueAt  map[string]int
	trees     map[string]ast.Node // of conditions, by their text

	typeChanges [][]Transition // of the named types, in order
	mutating    bool           // conditions may be other than the files have them
	made        *made          // nil: nobody else has a use for it
	lent        *made          // by a guideline beside this one; nil for none
}

func newBuilder() *builder {
	return &builder{
		g:         &Guideline{factIndex: map[string]int{}, groupIndex: map[string]int{}},
		names:     map[string]name{},
		paramFrom: map[string]int{},
		untold:    map[textKey]place.Pos{},
		types:     newIndex("type"),
		groups:    newIndex("group"),
		rules:     newIndex("rule"),
		verdicts:  newIndex("verdict"),
		steps:     newIndex("step"),
		urgencies: newIndex("urgency"),
		cuts:      map[int][]float64{},
		defined:   map[int]*definition{},
		opaqueAt:  map[string]int{},
		trees:     map[string]ast.Node{},
	}
}

func (b *builder) nameList() []string {
	var all []string
	for _, f := range b.content.Facts {
		all = append(all, f.ID.Value)
	}
	for _, d := range b.content.Definitions {
		all = append(all, d.ID.Value)
	}
	for _, p := range b.content.Params {
		all = append(all, p.ID.Value)
	}
	return all
}

// opaque enters a comparison of numbers with numbers, once.
func (b *builder) opaque(o opaque) int {
	if i, ok := b.opaqueAt[o.text]; ok {
		return i
	}
	o.monotone = o.isMonotone()
	b.opaqueAt[o.text] = len(b.g.opaque)
	b.g.opaque = append(b.g.opaque, o)
	return len(b.g.opaque) - 1
}
