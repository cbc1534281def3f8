package conditions

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/mskguide/mskguide/internal/place"
)

//go:embed data/*.yaml
var shipped embed.FS

// builtin reads the shipped catalogue once. A test proves that it opens; were it not to, an empty catalogue refuses every
// code, which is the safe way to fail.
var builtin = sync.OnceValue(func() *Catalogue {
	folder, err := fs.Sub(shipped, "data")
	if err != nil {
		return nil
	}
	catalogue, err := Open(folder)
	if err != nil {
		return nil
	}
	return catalogue
})

// Builtin returns the catalogue that ships with this module.
func Builtin() *Catalogue { return builtin() }

// Open reads every *.yaml file of the folder, in the order of their names; each may hold any of `systems:`, `conditions:`,
// `shared_codes:`, `phase_codes:`, `refused_codes:`, `shared_terms:` and `schemes:`. It refuses anything that does not hang
// together. The error lists every mistake as file:line:column; mistakes of form are all reported before the cross-checks
// begin.
func Open(fsys fs.FS) (*Catalogue, error) {
	names, err := dataFiles(fsys)
	if err != nil {
		return nil, err
	}
	b := builder{
		catalogue: &Catalogue{
			byID:    map[string]int{},
			byTerm:  map[string][]int{},
			byCode:  map[coding]listed{},
			refused: map[coding]int{},
		},
		terms: map[string]place.Pos{},
		codes: map[coding]place.Pos{},
	}
	var files []func()
	for _, name := range names {
		files = append(files, b.read(fsys, name))
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
	return b.catalogue, nil
}

func dataFiles(fsys fs.FS) ([]string, error) {
	if fsys == nil {
		return nil, errors.New("cannot read conditions: no folder given")
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("cannot read conditions: %w", err)
	}
	var names []string
	for _, entry := range entries {
		if !entry.IsDir() && strings.HasSuffix(entry.Name(), ".yaml") {
			names = append(names, entry.Name())
		}
	}
	if len(names) == 0 {
		return nil, errors.New("cannot read conditions: the folder holds no .yaml file")
	}
	slices.SortFunc(names, cmp.Compare)
	return names, nil
}

// document is what one file may hold.
type document struct {
	Systems      []System      `yaml:"systems"`
	Conditions   []Condition   `yaml:"conditions"`
	SharedCodes  []sharedCode  `yaml:"shared_codes"`
	PhaseCodes   []Code        `yaml:"phase_codes"`
	RefusedCodes []RefusedCode `yaml:"refused_codes"`
	SharedTerms  []sharedTerm  `yaml:"shared_terms"`
	Schemes      []Scheme      `yaml:"schemes"`
}

// sharedCode is a code that names several conditions.
type sharedCode struct {
	Code
	Conditions []string `yaml:"conditions"`
}

// sharedTerm is a word that people use for several conditions.
type sharedTerm struct {
	Text       string   `yaml:"text,required"`
	Conditions []string `yaml:"conditions"`
}

// written is an entry of a file that still knows where it stands.
type written[T any] struct {
	value   T
	file    *place.File
	section string
	index   int
}

func (w written[T]) at(path ...any) place.Pos {
	return w.file.At(append([]any{w.section, w.index}, path...)...)
}

// builder gathers the files of a catalogue and remembers where everything stands until the checks are done.
type builder struct {
	catalogue    *Catalogue
	systems      []written[System]
	conditions   []written[Condition]
	sharedCodes  []written[sharedCode]
	phaseCodes   []written[Code]
	refusedCodes []written[RefusedCode]
	sharedTerms  []written[sharedTerm]
	schemes      []written[Scheme]
	terms        map[string]place.Pos // key of a name to where it was first given
	codes        map[coding]place.Pos // where a code was first listed or refused
	errs         place.Errors
}

// read starts to decode a file. The function it returns takes in what the file holds.
func (b *builder) read(fsys fs.FS, name string) (take func()) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		b.errs.Merge(fmt.Errorf("cannot read conditions: %w", err))
		return func() {}
	}
	d := &document{}
	wait := place.Start(name, data, d)
	return func() {
		file, err := wait()
		b.errs.Merge(err)
		b.take(file, d)
	}
}

func (b *builder) take(file *place.File, d *document) {
	b.systems = gather(b.systems, file, "systems", d.Systems)
	b.conditions = gather(b.conditions, file, "conditions", d.Conditions)
	b.sharedCodes = gather(b.sharedCodes, file, "shared_codes", d.SharedCodes)
	b.phaseCodes = gather(b.phaseCodes, file, "phase_codes", d.PhaseCodes)
	b.refusedCodes = gather(b.refusedCodes, file, "refused_codes", d.RefusedCodes)
	b.sharedTerms = gather(b.sharedTerms, file, "shared_terms", d.SharedTerms)
	b.schemes = gather(b.schemes, file, "schemes", d.Schemes)
}

func gather[T any](to []written[T], file *place.File, section string, entries []T) []written[T] {
	for i, entry := range entries {
		to = append(to, written[T]{entry, file, section, i})
	}
	return to
}
