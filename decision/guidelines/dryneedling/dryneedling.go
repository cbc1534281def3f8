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

// AsPublished is the guideline as the pathway was published, compiled once and shared. It
// returns no error: the tests of this package open the same embedded bundle.
func AsPublished() *decision.Guideline { return asPublished() }

var asPublished = sync.OnceValue(func() *decision.Guideline {
	g, err := decision.Open(Bundle())
	if err != nil {
		panic(err)
	}
	return g
})
