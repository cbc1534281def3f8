package evidence

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// Open reads every *.yaml file of the folder, in the order of their names; each may hold `sources:` and `claims:`, and
// they may name each other across files. It refuses anything that does not hang together. The error lists every mistake as
// file:line:column; mistakes of form are all reported before the cross-checks begin.
func Open(fsys fs.FS) (*Library, error) {
	names, err := dataFiles(fsys)
	if err != nil {
		return nil, err
	}
	b := newBuilder()
	var files []func()
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			b.errs.Merge(fmt.Errorf("cannot read evidence: %w", err))
			continue
		}
		files = append(files, b.read(name, data))
	}
	for _, take := range files {
		take()
	}
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	b.check()
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	b.keepPlaces()
	return b.library, nil
}

func dataFiles(fsys fs.FS) ([]string, error) {
	if fsys == nil {
		return nil, errors.New("cannot read evidence: no folder given")
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("cannot read evidence: %w", err)
	}
	var names []string
	for _, entry := range entries {
		if !entry.IsDir() && strings.HasSuffix(entry.Name(), ".yaml") {
			names = append(names, entry.Name())
		}
	}
	if len(names) == 0 {
		return nil, errors.New("cannot read evidence: the folder holds no .yaml file")
	}
	slices.Sort(names)
	return names, nil
}

// document is what one file may hold.
type document struct {
	Reviewed Date     `yaml:"reviewed"`  // for the claims that do not say themselves
	ReviewBy Date     `yaml:"review_by"` // for the claims that do not say themselves
	Sources  []Source `yaml:"sources"`
	Claims   []Claim  `yaml:"claims"`
}

// origin is where a source or claim was written.
type origin struct {
	file    *place.File
	section string
	index   int
}

func (o origin) at(path ...any) place.Pos {
	return o.file.At(append([]any{o.section, o.index}, path...)...)
}

// builder gathers the files of a library and remembers where everything stands until the checks are done.
type builder struct {
	library       *Library
	sourceOrigins []origin
	claimOrigins  []origin
	errs          place.Errors
}

func newBuilder() *builder {
	return &builder{library: &Library{sourceIndex: map[string]int{}, claimIndex: map[string]int{}, bearing: map[string][]int{}}}
}

// read starts to decode a file. The function it returns takes in what the file holds.
func (b *builder) read(name string, data []byte) (take func()) {
	doc := &document{}
	wait := place.Start(name, data, doc)
	return func() {
		file, err := wait()
		if err != nil {
			b.errs.Merge(err)
			return
		}
		b.take(file, name, doc)
	}
}

func (b *builder) take(file *place.File, name string, doc *document) {
	if len(doc.Sources)+len(doc.Claims) == 0 {
		b.errs.Addf(place.Pos{File: name, Line: 1, Column: 1}, "no sources and no claims here")
		return
	}
	for i, source := range doc.Sources {
		b.library.sources = append(b.library.sources, completed(source))
		b.sourceOrigins = append(b.sourceOrigins, origin{file, "sources", i})
	}
	for i, claim := range doc.Claims {
		if claim.Reviewed.IsZero() && claim.ReviewBy.IsZero() {
			claim.Reviewed, claim.ReviewBy = doc.Reviewed, doc.ReviewBy
		}
		b.library.claims = append(b.library.claims, claim)
		b.claimOrigins = append(b.claimOrigins, origin{file, "claims", i})
	}
}

// completed gives each finding what it leaves to its source.
func completed(source Source) Source {
	for i := range source.Findings {
		f := &source.Findings[i]
		f.Source = source.ID
		f.Population = cmp.Or(f.Population, source.Population)
		f.Read = cmp.Or(f.Read, source.Read)
	}
	return source
}
