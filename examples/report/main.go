// Command report writes what a guideline says of a table of cases as one page of HTML, with
// plots: the certain and possible shares of every verdict, by group, and what is missing. The
// page needs nothing else and runs nothing. It is not a medical device; it is for clinicians.
//
//	go run . -o report.html -by clinic -weight weight -keep synthetic_id ../../testdata/tables/demo.csv
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/summary"
)

func main() {
	bad, err := report(os.Args[1:], os.Stdin, os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	case bad:
		os.Exit(1)
	}
}

// settings are what the command line says.
type settings struct {
	out, table, weight, delimiter string
	by, keep, na, overlays        texts
	keepAll                       bool
}

// texts is a flag that may be given again and again.
type texts []string

func (t *texts) String() string     { return strings.Join(*t, " ") }
func (t *texts) Set(s string) error { *t = append(*t, s); return nil }

func parse(args []string, stderr io.Writer) (s settings, err error) {
	f := flag.NewFlagSet("report", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&s.out, "o", "", "write `FILE`, in place when it is complete")
	f.Var(&s.by, "by", "group by a `COLUMN`, a fact or not; A,B by two together; may be given again")
	f.StringVar(&s.weight, "weight", "", "`COLUMN` of what each row counts for")
	f.Var(&s.keep, "keep", "hand a `COLUMN` on, whether or not it is a fact; may be given again")
	f.BoolVar(&s.keepAll, "keep-all", false, "hand all columns on")
	f.Var(&s.na, "na", "`TEXT` of a cell that means unknown, as an empty one does: NA; may be given again")
	f.StringVar(&s.delimiter, "delimiter", ",", "`CHARACTER` that parts the cells of CSV, when it is no comma; tab for a tab")
	f.Var(&s.overlays, "overlay", "`NAME|FILE` of a local policy; may be given again")
	f.Usage = func() {
		fmt.Fprintln(stderr, "Usage: report [flags] TABLE\nTABLE is CSV, or NDJSON by its name; - is standard input.\n"+
			"Exit status 0: done. 1: done, but for rows that could not be read. 2: not done.")
		f.PrintDefaults()
	}
	var tables []string
	for rest := args; ; { // flags may come after the table
		if err := f.Parse(rest); err != nil {
			return s, err
		}
		if f.NArg() == 0 {
			break
		}
		tables, rest = append(tables, f.Arg(0)), f.Args()[1:]
	}
	switch {
	case len(tables) != 1:
		return s, errors.New("report needs one TABLE: report -o report.html TABLE")
	case s.out == "":
		return s, errors.New("report needs a file to write: -o report.html")
	}
	s.table = tables[0]
	return s, nil
}

// report writes the page, and says whether there are rows that could not be read.
func report(args []string, stdin io.Reader, stderr io.Writer) (bad bool, err error) {
	s, err := parse(args, stderr)
	if err != nil {
		return false, err
	}
	if err := checkTarget(s.out, s.table); err != nil {
		return false, err
	}
	g, err := open(s.overlays)
	if err != nil {
		return false, err
	}
	sum, err := summarise(g, s, stdin)
	if err != nil {
		return false, err
	}
	page, err := render(g, sum)
	if err != nil {
		return false, err
	}
	if err := replace(s.out, page); err != nil {
		return false, err
	}
	if n := sum.Bad(); n > 0 {
		fmt.Fprintf(stderr, "%d of %d rows could not be read; the first: %s\n", n, n+sum.Groups[0].Rows, sum.Errors[0])
	}
	return sum.Bad() > 0, nil
}

// open is the built-in guideline with overlays. An overlay with a / or .yaml in its name is a
// file, any other one that the guideline ships.
func open(names []string) (*decision.Guideline, error) {
	var overlays []decision.Overlay
	for _, name := range names {
		var o decision.Overlay
		var err error
		if strings.Contains(name, "/") || strings.Contains(name, ".yaml") {
			o.Name = name
			o.Data, err = os.ReadFile(name)
		} else {
			o, err = decision.NamedOverlay(dryneedling.Bundle(), name)
		}
		if err != nil {
			return nil, err
		}
		overlays = append(overlays, o)
	}
	if len(overlays) == 0 {
		return dryneedling.AsPublished(), nil
	}
	return decision.Open(dryneedling.Bundle(), overlays...)
}

func summarise(g *decision.Guideline, s settings, stdin io.Reader) (*summary.Report, error) {
	options := summary.Options{By: s.by, Weight: s.weight}
	format := scenario.Format{Keep: append(s.keep, options.Columns()...), KeepAll: s.keepAll, NA: s.na}
	name, from := "standard input", stdin
	if s.table != "-" {
		f, err := os.Open(s.table)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		name, from = filepath.Base(s.table), f
	}
	read := scenario.ReadCSV
	if ext := filepath.Ext(s.table); ext == ".ndjson" || ext == ".jsonl" {
		read = scenario.ReadNDJSON
	}
	if s.delimiter == "tab" {
		s.delimiter = "\t"
	}
	if utf8.RuneCountInString(s.delimiter) != 1 {
		return nil, fmt.Errorf("-delimiter is one character or tab, not %q", s.delimiter)
	}
	format.Delimiter, _ = utf8.DecodeRuneInString(s.delimiter)
	table, err := read(g, name, from, format)
	if err != nil {
		return nil, err
	}
	return summary.Of(context.Background(), table, g, options)
}

// checkTarget keeps a page from taking the place of its table, or of what is no file.
func checkTarget(name, table string) error {
	there, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case there.IsDir():
		return fmt.Errorf("%s: it is a folder; name a file in it", name)
	case !there.Mode().IsRegular():
		return fmt.Errorf("%s: it is no ordinary file; name one", name)
	}
	if from, err := os.Stat(table); err == nil && os.SameFile(there, from) {
		return fmt.Errorf("%s: it is the table itself; write the report to another file", name)
	}
	return nil
}

// replace writes a file beside its place and puts it there when it is complete. A link stays
// one.
func replace(name string, data []byte) error {
	if to, err := filepath.EvalSymlinks(name); err == nil {
		name = to
	}
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.part")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // what cannot be removed is left
	}
	return err
}
