package fhir

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// MappingFile is the name of the mapping that a bundle ships.
const MappingFile = "fhir.yaml"

// File is a mapping as a YAML document. Name is what errors call it.
type File struct {
	Name string
	Data []byte
}

// Mapping says what of a FHIR record gives which facts of a guideline. It never changes and is
// safe for use by many goroutines at once.
type Mapping struct {
	g         *decision.Guideline
	facts     []decision.Fact // in asking order
	factIndex map[string]int
	catalogue *conditions.Catalogue
	digest    string
	ids       []string   // of the files
	docs      []document // as they are written

	age       int // a fact, or -1
	complaint int
	duration  int
	perWeek   float64 // units of the duration in a week
	scheme    conditions.Scheme
	undated   map[codeKey]bool  // their onset is not that of the pain
	passing   map[codeKey]bool  // that one was recorded does not tell that it lasts
	systems   map[string]system // by uri
	units     map[unitKey]unit
	byCode    [classes]map[codeKey]*entry
	observed  map[codeKey]*observation
	starred   map[string]bool           // the systems of which a code stands for all below it
	asked     map[string]*questionnaire // by url

	directions map[string]string // of verdicts; nil where no file says any
	canonical  string            // of the first questionnaire whose items are called as the facts are
	plainUnits map[string]string // UCUM code of the unit of a fact, as it is

	anyMedicine anyMedicine // what a lost one may be

	kinds   map[string]func(*reader, *resource) // by type
	known   map[codeKey]*listed                 // codes of the catalogue as it writes them
	regions []string                            // of the conditions, by choice of the complaint

	memories sync.Pool // of *memory
	cases    sync.Pool // of *decision.Case
}

// class is a kind of entry; codes of one class mean one thing each.
type class int

const (
	ofCondition class = iota
	ofMedicine
	ofAllergy
	ofProcedure
	classes
)

type system struct {
	id, name string
	folded   bool // codes may be written without their dot and in small letters
	listed   bool // the catalogue of conditions knows it
	byOID    bool // its OID stands for it here, by which no server is asked
}

type codeKey struct{ system, code string }

type unitKey struct{ unit, ucum string }

// unit turns a quantity into that of a fact.
type unit struct {
	times, per float64
	limited    bool
	atMost     float64
}

type entry struct {
	id      string
	kind    string // of allergy, or ""
	past    bool
	settled bool    // once it is over, it says nothing of now
	within  float64 // weeks; 0: always
	gives   []gives
	asks    []asks
	checked map[codeKey]conditions.Checked
}

type gives struct {
	fact  int
	value value
}

type asks struct {
	fact int
	says string
}

type observation struct {
	id       string
	fact     int
	units    map[string]unit // by UCUM code
	unitless bool
	values   map[codeKey]value
	within   float64
	earlier  int // a fact, or -1
	checked  map[codeKey]conditions.Checked
}

type questionnaire struct {
	id       string
	byFactID bool
	within   float64
	growing  map[int]bool    // facts that count up from the day of the answer
	items    map[string]item // by linkId
}

type item struct {
	fact      int
	values    map[codeKey]value
	sameDay   bool
	noSameDay bool
	lasting   bool
	clinician bool // it is for one to say
}

// ReadMapping reads fhir.yaml of a bundle and then the files of a site, which may add code
// systems, codes and entries, and can neither remove nor change what is there. The bundle may
// be nil. The error lists every mistake as file:line:column: message.
func ReadMapping(g *decision.Guideline, bundle fs.FS, site ...File) (*Mapping, error) {
	b := newBuilder(g)
	files := site
	if bundle != nil {
		data, err := fs.ReadFile(bundle, MappingFile)
		if err != nil {
			b.errs.Addf(place.Pos{File: MappingFile, Line: 1, Column: 1}, "the bundle has no mapping: %v", err)
			return nil, b.errs.Err()
		}
		files = append([]File{{MappingFile, data}}, site...)
	}
	digest := sha256.New()
	for _, f := range files {
		d := document{}
		_, err := place.Decode(f.Name, f.Data, &d)
		b.errs.Merge(err)
		b.docs = append(b.docs, d)
		b.canonical(digest, &d)
	}
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	b.build()
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	b.m.list()
	b.m.anyMedicine = b.m.lostMedicines()
	b.m.kinds = readers()
	b.m.docs = b.docs
	b.m.digest = "sha256:" + hex.EncodeToString(digest.Sum(nil))
	return b.m, nil
}

// Digest identifies everything in the mapping that can change what is read from a record.
func (m *Mapping) Digest() string { return m.digest }

// IDs are those of the mapping's files, the bundle's first.
func (m *Mapping) IDs() []string { return append([]string(nil), m.ids...) }

// Guideline is the one whose facts are mapped.
func (m *Mapping) Guideline() *decision.Guideline { return m.g }

// Reads lists the types of resources from which facts are read, Patient aside: it tells the age.
func (m *Mapping) Reads() []string {
	return slices.Sorted(maps.Keys(m.kinds))
}

// Procedure finds the entry that a code of a procedure stands for, by the uri of its system. A
// site may have added codes to it.
func (m *Mapping) Procedure(system, code string) (entry string, ok bool) {
	s, known := m.systems[system]
	if !known {
		return "", false
	}
	e, _, ok := find(m, m.byCode[ofProcedure], s.key(code))
	if !ok {
		return "", false
	}
	return e.id, true
}

// key is a code as it is looked up.
func (s system) key(code string) codeKey {
	code = strings.TrimSpace(code)
	if s.folded {
		code = strings.ToUpper(strings.ReplaceAll(code, ".", ""))
	}
	return codeKey{s.id, code}
}

// find looks a code up, and then what it stands below, the nearest first.
func find[T any](m *Mapping, in map[codeKey]*T, key codeKey) (*T, codeKey, bool) {
	if found, ok := in[key]; ok {
		return found, key, true
	}
	if !m.starred[key.system] {
		return nil, codeKey{}, false
	}
	for n := len(key.code); n > 0; n-- {
		above := codeKey{key.system, key.code[:n] + "*"}
		if found, ok := in[above]; ok {
			return found, above, true
		}
	}
	return nil, codeKey{}, false
}
