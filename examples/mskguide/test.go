package main

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/internal/place"
)

func testCommand() *command {
	return &command{
		name: "test", arguments: "[BUNDLE] [FILE …]", most: -1,
		summary: "whether a guideline answers as scenarios and tables expect",
		about: []string{
			"Each FILE is a file of scenarios (.yaml), a folder of such files, or a table (.csv, .ndjson, .jsonl) with columns expect_verdict, expect_settled, expect_missing, expect_rules. " +
				"Without one, the scenarios that ship with the guideline: those beside a bundle stand in its folder scenarios. BUNDLE is a folder with a guideline.yaml; without one, it is the built-in guideline.",
			"A scenario is put to the guideline under the overlays that its file names; with -overlay, only those are that name just these. A table is put to the guideline under the overlays of -overlay.",
			"What differs is shown at the place that expects it: expected, got. Exit status 1: something differs, or a row cannot be read. 2: a scenario is not written for this guideline; nothing was tested.",
			coverAbout,
			mutateAbout,
		},
		flags: slices.Concat([]flag{
			{name: "json", says: "the document mskguide.test/1 (mskguide.coverage/1, mskguide.mutation/1), and errors as mskguide.error/1"},
			{name: "junit", value: "FILE", says: "write the results to this file too, as JUnit XML"},
		}, coverFlags(), mutateFlags(), tableFlags(), []flag{overlayFlag()}),
		run: (*call).test,
	}
}

// tested is what a call of test is about.
type tested struct {
	bundle    fs.FS // of the guideline; nil for the built-in one
	scenarios []*scenario.Scenario
	tables    []string
}

func (c *call) test() error {
	what, err := c.tested()
	if err != nil {
		return err
	}
	for _, f := range tableFlags() {
		if c.given.has(f.name) && len(what.tables) == 0 {
			return problemf("-%s is about a table; name one, or leave -%s out", f.name, f.name)
		}
	}
	if done, err := c.testTests(what); done {
		return err
	}
	sets := c.overlaySets(what.scenarios)
	reports := make([]*scenario.Report, len(sets))
	err = atOnce(len(sets), func(i int) error {
		g, err := c.guidelineOf(what, sets[i])
		if err != nil {
			return underOverlays(what.scenarios, sets[i], err)
		}
		reports[i], err = scenario.Check(g, what.scenarios)
		return err
	})
	if err != nil {
		return err
	}
	if len(what.tables) > 0 {
		more, err := c.testTables(what)
		if err != nil {
			return err
		}
		reports = append(reports, more...)
	}
	return c.tellTested(scenario.NewDocument(reports))
}

// testTests measures what the cases are worth, where that is asked for in place of the answers.
func (c *call) testTests(what *tested) (done bool, err error) {
	cover, mutate := c.given.has("cover"), c.given.has("mutate")
	switch {
	case cover && mutate:
		return true, problemf("-cover and -mutate are two questions; ask one of them")
	case c.given.has("suggest") && !cover && !mutate:
		return true, problemf("-suggest writes what -cover or -mutate finds; add one of them, or leave -suggest out")
	case (c.given.has("sample") || c.given.has("seed")) && !mutate:
		return true, problemf("-sample and -seed are about -mutate; add it, or leave them out")
	case !cover && !mutate:
		return false, nil
	}
	list, err := c.measured(what)
	if err != nil {
		return true, err
	}
	if cover {
		return true, c.cover(list)
	}
	return true, c.mutate(list)
}

// tested sorts the arguments.
func (c *call) tested() (*tested, error) {
	out := &tested{}
	args, folder := c.args, ""
	if len(args) > 0 {
		if info, err := os.Stat(filepath.Join(args[0], "guideline.yaml")); err == nil && !info.IsDir() {
			folder, args = args[0], args[1:]
			out.bundle = os.DirFS(folder)
		}
	}
	var files []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch ext := path.Ext(arg); {
		case err == nil && info.IsDir():
			more, err := yamlFiles(arg)
			if err != nil {
				return nil, err
			}
			files = append(files, more...)
		case scenario.IsFile(arg):
			files = append(files, arg)
		case slices.Contains([]string{".csv", ".tsv", ".ndjson", ".jsonl"}, strings.ToLower(ext)):
			out.tables = append(out.tables, arg)
		case err != nil:
			return nil, unreadable(arg, err)
		default:
			return nil, problem(decision.FactError{File: arg, Message: "it is neither scenarios (.yaml, or a folder) nor a table (.csv, .ndjson, .jsonl)"})
		}
	}
	var err error
	switch {
	case len(args) > 0:
		out.scenarios, err = c.readScenarios(files)
	case folder == "":
		out.scenarios, err = scenario.Read(dryneedling.Scenarios())
	default:
		if files, err = yamlFiles(filepath.Join(folder, "scenarios")); err == nil {
			out.scenarios, err = c.readScenarios(files)
		}
	}
	return out, err
}

// yamlFiles lists the files of scenarios of a folder and those below it.
func yamlFiles(folder string) (out []string, err error) {
	err = filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return unreadable(name, err)
		}
		if !entry.IsDir() && scenario.IsFile(name) {
			out = append(out, name)
		}
		return nil
	})
	if err == nil && len(out) == 0 {
		return nil, problem(decision.FactError{File: folder, Message: "there are no scenarios (.yaml, .yml) in this folder"})
	}
	return out, err
}

func (c *call) readScenarios(files []string) ([]*scenario.Scenario, error) {
	var out []*scenario.Scenario
	var errs place.Errors
	for _, name := range files {
		shown, data, err := c.read(name)
		if err != nil {
			return nil, err
		}
		list, err := scenario.ReadFile(filepath.ToSlash(shown), data)
		errs.Merge(err)
		out = append(out, list...)
	}
	errs.Merge(scenario.Distinct(out))
	return out, errs.Err()
}

// overlaySets are those under which scenarios hold, or the one that was asked for.
func (c *call) overlaySets(list []*scenario.Scenario) (out [][]string) {
	if len(list) > 0 && c.given.has("overlay") {
		return [][]string{c.given["overlay"]}
	}
	for _, s := range list {
		if !slices.ContainsFunc(out, func(set []string) bool { return slices.Equal(set, s.Overlays) }) {
			out = append(out, s.Overlays)
		}
	}
	return out
}

func (c *call) guidelineOf(what *tested, overlays []string) (*decision.Guideline, error) {
	if what.bundle == nil {
		return c.open(overlays)
	}
	return c.openBundle(what.bundle, overlays)
}

// underOverlays says which scenario asked for overlays that cannot be had.
func underOverlays(list []*scenario.Scenario, overlays []string, err error) error {
	facts, ok := err.(decision.FactErrors)
	i := slices.IndexFunc(list, func(s *scenario.Scenario) bool { return slices.Equal(s.Overlays, overlays) })
	if !ok || i < 0 {
		return err
	}
	for _, e := range facts {
		e.File, e.Line, e.Column = list[i].File, list[i].Line, list[i].Column
		e.Message = "scenario " + quoted(list[i].ID) + " is for overlays " + strings.Join(overlays, ", ") + ": " + e.Message
	}
	return facts
}

func (c *call) testTables(what *tested) (out []*scenario.Report, err error) {
	g, err := c.guidelineOf(what, c.given["overlay"])
	if err != nil {
		return nil, err
	}
	for _, name := range what.tables {
		r, err := c.testTable(g, name)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func (c *call) testTable(g *decision.Guideline, name string) (*scenario.Report, error) {
	in, err := c.openInput(name, aTable)
	if err != nil {
		return nil, err
	}
	defer in.close()
	table, err := c.table(g, in)
	if err != nil {
		return nil, err
	}
	return scenario.CheckTable(context.Background(), table, g)
}
