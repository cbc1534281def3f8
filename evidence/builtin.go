package evidence

import (
	"embed"
	"io/fs"
	"sync"
)

//go:embed data/*.yaml
var data embed.FS

var builtin = sync.OnceValue(func() *Library {
	library, err := openData()
	if err != nil {
		return &Library{} // a test holds that this does not happen
	}
	return library
})

// Builtin returns the library of sources and claims that ships with this module: the published dry-needling pathway, the
// clinic pages, the safety screen, the outcome measures, and the guideline's own inferences. It is read once.
func Builtin() *Library { return builtin() }

func openData() (*Library, error) {
	folder, err := fs.Sub(data, "data")
	if err != nil {
		return nil, err
	}
	return Open(folder)
}
