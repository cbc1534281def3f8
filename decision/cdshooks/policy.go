package cdshooks

import (
	"encoding/hex"
	"io/fs"
	"sync"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/evidence"
	"github.com/mskguide/mskguide/internal/place"
)

// PolicyFile is the name of the policy that a bundle ships.
const PolicyFile = "hooks.yaml"

// Policy says when a guideline speaks in CDS Hooks and what it says. It never changes and is
// safe for use by many goroutines at once.
type Policy struct {
	m      *fhir.Mapping
	g      *decision.Guideline
	ids    []string // of the files
	digest string

	listed    []service
	orders    map[string]bool  // procedure entries of the mapping
	ordered   map[Coding]bool  // further codes, without display
	referrals map[Coding]bool  // likewise
	treats    map[string]bool  // codes of orders and ordered, whatever their system
	systems   map[string]bool  // uris that are known
	order     orderRule        // what an order speaks of
	critical  map[string]bool  // verdicts that may be critical, by a protected rule of the screen
	marks     []string         // one of them stands in every record of what the guideline is about; nil: nobody knows
	course    courseRule       //
	source    Source           //
	links     []Link           // of the policy, on every card
	suggested map[string]order // by option
	untried   []string         // what of a trial leaves an option to be suggested
	override  []Coding         //
	says      phrases          //
	words     words            //
	known     lookup           // of the guideline
	pages     sync.Pool        // of *page
}

// courseRule is when a course of treatment is running.
type courseRule struct {
	weeks float64
	facts []courseSign
}

type courseSign struct{ fact, value string }

// order is what a suggestion orders.
type order struct {
	code   Coding
	strong bool // a source of the option recommends it strongly
}

// words are those for ids of the evidence and of stances.
type words struct {
	standings   map[evidence.Standing]string
	certainties map[evidence.Certainty]string
	stances     map[decision.Stance]string
}

// ReadPolicy reads hooks.yaml of a bundle and then the files of a site, which may add codes of
// orders and referrals, links and the address of the source, and can neither remove nor change
// what is there. The error lists every mistake as file:line:column: message.
func ReadPolicy(m *fhir.Mapping, bundle fs.FS, site ...fhir.File) (*Policy, error) {
	var errs place.Errors
	data, err := fs.ReadFile(bundle, PolicyFile)
	if err != nil {
		errs.Addf(place.Pos{File: PolicyFile, Line: 1, Column: 1}, "the bundle has no policy: %v", err)
		return nil, errs.Err()
	}
	files := append([]fhir.File{{Name: PolicyFile, Data: data}}, site...)
	docs := make([]document, len(files))
	for i, f := range files {
		_, err := place.Decode(f.Name, f.Data, &docs[i])
		errs.Merge(err)
	}
	if err := errs.Err(); err != nil {
		return nil, err
	}
	b := newBuilder(m)
	for i := range docs {
		b.file(&docs[i], i == 0)
	}
	if err := b.errs.Err(); err != nil {
		return nil, err
	}
	b.p.marks = b.marks()
	b.treating()
	b.p.digest = "sha256:" + hex.EncodeToString(digest(docs))
	return b.p, nil
}

// Digest identifies everything in the policy that can change when it speaks or what it says.
func (p *Policy) Digest() string { return p.digest }

// IDs are those of the policy's files, the bundle's first.
func (p *Policy) IDs() []string { return append([]string(nil), p.ids...) }

// services lists them in the order of the discovery.
func (p *Policy) services() []service { return p.listed }
