package trial

import (
	"bytes"
	"io"
	"testing"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// Guidelines are those that properties are held to: a made-up one of a folder, and a real one.
func Guidelines(t testing.TB, folder string) []*decision.Guideline {
	return []*decision.Guideline{Open(t, folder), dryneedling.AsPublished()}
}

// Sampled is a table of drawn cases.
func Sampled(t testing.TB, d interface {
	WriteCSV(w io.Writer, n int, seed uint64) error
}, n int, seed uint64) string {
	t.Helper()
	var out bytes.Buffer
	if err := d.WriteCSV(&out, n, seed); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
