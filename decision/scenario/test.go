package scenario

import (
	"io/fs"

	"github.com/mskguide/mskguide/decision"
)

// T is what [Test] needs of *testing.T: it is one, and so is *testing.B.
type T[S any] interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Run(name string, test func(S)) bool
}

// Test is for the tests of whoever uses a guideline: it reads the files of scenarios of a
// folder and puts to the guideline, each as a test of its own, those that hold under its
// overlays. Whatever is wrong with how one of them is written fails the whole.
func Test[S T[S]](t S, g *decision.Guideline, fsys fs.FS) {
	t.Helper()
	list, err := Read(fsys)
	if err != nil {
		t.Fatalf("%v", err)
	}
	report, err := Check(g, list)
	if err != nil {
		t.Fatalf("%v", err)
	}
	for _, r := range report.Cases {
		t.Run(r.ID, func(t S) {
			t.Helper()
			for _, d := range r.Differences {
				t.Errorf("%v", d)
			}
		})
	}
}
