package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"runtime"
	"sync"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/verify"
)

func verifyCommand() *command {
	return &command{
		name: "verify", arguments: "[BUNDLE]", most: 1,
		summary: "what is wrong with a guideline, looked for over all inputs and all choices of local policy",
		about: []string{
			"Gaps, options that contradict one another, invariants that fail, rules that never hold or never matter, what is said twice, what nothing names: each with the places of all that is involved, " +
				"with the least facts that show it, for mskguide decide, with the overlay that makes the choices it needs, and with a scenario to paste. What the bundle expects, with a reason, is told apart and does not count.",
			"BUNDLE is a folder with a guideline.yaml; without one, it is the built-in guideline. Without -overlay it is checked alone, with each overlay that it ships, and with those of a jurisdiction on top of those that are for all." +
				" What is expected or noted of the bundle alone is not said again.",
			"Exit status 1 says that something was found that nobody expects.",
		},
		flags: []flag{
			{name: "json", says: "the document mskguide.verify/1, and errors as mskguide.error/1"},
			{name: "sarif", says: "a SARIF 2.1.0 log, for tools that show findings beside the files"},
			overlayFlag(),
		},
		run: (*call).verify,
	}
}

func (c *call) verify() error {
	if err := c.oneFormOf("json", "sarif"); err != nil {
		return err
	}
	bundle, folder, err := c.verified()
	if err != nil {
		return err
	}
	combinations, err := c.combinations(bundle)
	if err != nil {
		return err
	}
	reports := make([]*verify.Report, len(combinations))
	err = atOnce(len(reports), func(i int) error {
		g, err := c.verifiable(bundle, folder, combinations[i])
		if err == nil {
			reports[i] = verify.Check(g, verify.Options{})
		}
		return err
	})
	if err != nil {
		return err
	}
	d := verify.NewDocument(reports...)
	c.found = d.Found() > 0
	switch {
	case c.given.has("json"):
		out, err := json.Marshal(d)
		c.out.Write(append(out, '\n'))
		return err
	case c.given.has("sarif"):
		out, err := d.SARIF(folder)
		c.out.Write(out)
		return err
	}
	c.showReports(d)
	return nil
}

// verified is the bundle to check and its folder, "" for the built-in one.
func (c *call) verified() (bundle fs.FS, folder string, err error) {
	if len(c.args) == 0 {
		return dryneedling.Bundle(), "", nil
	}
	folder = c.args[0]
	if err := isFolder(folder); err != nil {
		return nil, "", err
	}
	return os.DirFS(folder), folder, nil
}

// combinations is the overlays to check a bundle with: those asked for, or else none, each of
// those that it ships, and each that excludes others on top of each that does not.
func (c *call) combinations(bundle fs.FS) ([][]string, error) {
	if c.given.has("overlay") {
		return [][]string{c.given["overlay"]}, nil
	}
	shipped, err := decision.ShippedOverlays(bundle)
	if err != nil {
		return nil, err
	}
	out := [][]string{nil}
	for _, o := range shipped {
		out = append(out, []string{o.Name})
	}
	for _, below := range shipped {
		for _, above := range shipped {
			if below.Exclusive == "" && above.Exclusive != "" {
				out = append(out, []string{below.Name, above.Name})
			}
		}
	}
	return out, nil
}

// atOnce does something n times, as many at once as there are processors; the error is that of
// the first that fails.
func atOnce(n int, do func(i int) error) error {
	errs := make([]error, n)
	var wait sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		free <- struct{}{}
		wait.Add(1)
		go func() {
			defer func() { <-free; wait.Done() }()
			errs[i] = do(i)
		}()
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *call) verifiable(bundle fs.FS, folder string, overlays []string) (*decision.Guideline, error) {
	if folder == "" {
		return c.open(overlays)
	}
	return c.openBundle(bundle, overlays)
}
