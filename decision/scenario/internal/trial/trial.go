// Package trial is for the tests of scenario and of the packages beneath it: made-up guidelines,
// and golden files. Nothing that ships imports it.
package trial

import (
	"flag"
	"os"
	"testing"

	"github.com/mskguide/mskguide/decision"
)

var update = flag.Bool("update", false, "rewrite the golden files instead of comparing with them")

// Update reports whether golden files are to be written.
func Update() bool { return *update }

// Open opens the bundle of a folder, under overlays that it ships.
func Open(t testing.TB, folder string, overlays ...string) *decision.Guideline {
	t.Helper()
	bundle := os.DirFS(folder)
	var given []decision.Overlay
	for _, id := range overlays {
		o, err := decision.NamedOverlay(bundle, id)
		if err != nil {
			t.Fatal(err)
		}
		given = append(given, o)
	}
	g, err := decision.Open(bundle, given...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Golden compares with a file, or writes it with -update.
func Golden(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is otherwise; it has\n%s\nand this is\n%s", path, want, got)
	}
}
