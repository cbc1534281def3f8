// Package dryneedling is the built-in guideline on dry needling for neck and back pain: a
// bundle like any other, embedded. It encodes one published pathway faithfully, says with
// every reason where that pathway is disputed or cannot be traced, and puts a safety
// screen in front of it. It is not a medical device and awaits clinical review.
package dryneedling

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/mskguide/mskguide/decision"
)

//go:generate go test -run TestTypedFactsAreCurrent -update .

//go:embed all:bundle
var files embed.FS

// Bundle is the guideline's YAML, for whoever wants to read it, overlay it or check it.
func Bundle() fs.FS {
	sub, err := fs.Sub(files, "bundle")
	if err != nil { // the folder is embedded above
		panic(err)
	}
	return sub
}

//go:embed all:scenarios
var scenarios embed.FS

// Scenarios are named cases with the answers that the clinical model of the guideline expects,
// written by hand, for decision/scenario. A program that does not use them does not hold them.
func Scenarios() fs.FS {
	sub, err := fs.Sub(scenarios, "scenarios")
	if err != nil { // the folder is embedded above
		panic(err)
	}
	return sub
}

// AsPublished is the guideline as the pathway was published, compiled once and shared. It
// returns no error: the tests of this package open the same embedded bundle.
func AsPublished() *decision.Guideline { return asPublished() }

// Literature is the guideline under its overlay "literature": another reading of the same
// questions, from the primary literature as far as it was read. It is compiled once and
// shared, and returns no error for the same reason. Overlays for jurisdictions ship too; see
// [decision.ShippedOverlays] and [decision.NamedOverlay].
func Literature() *decision.Guideline { return literature() }

var (
	asPublished = sync.OnceValue(func() *decision.Guideline { return open() })
	literature  = sync.OnceValue(func() *decision.Guideline { return open("literature") })
)

// open compiles the embedded bundle with overlays that it ships.
func open(names ...string) *decision.Guideline {
	var overlays []decision.Overlay
	for _, name := range names {
		o, err := decision.NamedOverlay(Bundle(), name)
		if err != nil {
			panic(err)
		}
		overlays = append(overlays, o)
	}
	g, err := decision.Open(Bundle(), overlays...)
	if err != nil {
		panic(err)
	}
	return g
}
