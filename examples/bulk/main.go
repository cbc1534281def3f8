// Command bulk asks the built-in guideline about every patient of a FHIR Bulk Data export: a
// folder of NDJSON files in, one line of JSON for each patient out, in the order of their ids.
//
//	bulk -o answers.ndjson export/
//	bulk -from https://ehr.example/fhir/$export-status/7 -token-file token -o answers.ndjson
//
// The export is read twice: once to learn whose each line is, and then patient by patient. What
// is kept in memory is a number for each line, an id for each patient, the medications that
// others refer to, and the records of as many patients as fit into -memory; a large export is
// read once more for each such part. A line is held to 16 MB. A file that changes meanwhile ends it.
//
// What -from brings is held to -max and -wait, and lies in a temporary folder that is removed at
// the end, also when it is interrupted (SIGINT, SIGTERM).
//
// Files of the folder with other names and folders in it are not read. They are named, but for a
// manifest.json and what is hidden: what they hold is missing from the answers.
//
// It ends with 0, with 1 where lines or entries of the folder could not be used (they are named on
// standard error) or the server says that it could not export everything, with 130 when interrupted,
// and with 2 where it could not be done; then no file is written. What a run that was killed had
// written stays beside the target; a later run with the same target names it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr, time.Now)
	stop()
	os.Exit(status)
}

// options are what the command line says.
type options struct {
	folder, from, tokenFile, out string
	at                           time.Time
	full                         bool
	memory, most                 int64 // bytes
	wait                         time.Duration
	overlays                     []decision.Overlay
	site                         []fhir.File
}

// run is the command. Only here is it known what day it is.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, now func() time.Time) int {
	o, err := parse(args, stderr, now)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var left int
	if err == nil {
		left, err = o.answer(ctx, stdout, stderr)
	}
	switch {
	case errors.Is(err, context.Canceled):
		return 130
	case err != nil:
		fmt.Fprintln(stderr, "bulk:", visible(err.Error()))
		return 2
	case left > 0:
		return 1
	}
	return 0
}

func parse(args []string, stderr io.Writer, now func() time.Time) (o options, err error) {
	flags := flag.NewFlagSet("bulk", flag.ContinueOnError)
	flags.SetOutput(stderr)
	day, memory, most := "", 0, 0
	flags.StringVar(&day, "at", now().Format(time.DateOnly), "the `day` for which the records are read")
	flags.StringVar(&o.out, "o", "", "write the answers to a `file`, which appears once it is whole; without it, to standard output")
	flags.BoolVar(&o.full, "full", false, "the whole decision and the whole chart in each line")
	flags.StringVar(&o.from, "from", "", "the `URL` of the status or the manifest of an export, instead of a folder")
	flags.StringVar(&o.tokenFile, "token-file", "", "with -from: a `file` with the bearer token that the server wants")
	flags.IntVar(&memory, "memory", 256, "`MB` of records to hold at once")
	flags.IntVar(&most, "max", 20480, "with -from: `MB` of files to fetch at most, all together")
	flags.DurationVar(&o.wait, "wait", 6*time.Hour, "with -from: how `long` to wait at most until all of the export is here")
	read := func(name string) ([]byte, error) { return os.ReadFile(filepath.Clean(name)) }
	flags.Func("overlay", "a local policy as a YAML `file`; may be given again", func(name string) error {
		data, err := read(name)
		o.overlays = append(o.overlays, decision.Overlay{Name: name, Data: data})
		return err
	})
	flags.Func("mapping", "what the codes of a site mean, as a YAML `file`; may be given again", func(name string) error {
		data, err := read(name)
		o.site = append(o.site, fhir.File{Name: name, Data: data})
		return err
	})
	flags.Usage = func() {
		fmt.Fprintln(stderr, "bulk [flags] FOLDER\nbulk [flags] -from URL")
		flags.PrintDefaults()
	}
	var folders []string
	for { // flags may stand after the folder
		if err := flags.Parse(args); err != nil {
			return o, err
		}
		if flags.NArg() == 0 {
			break
		}
		folders, args = append(folders, flags.Arg(0)), flags.Args()[1:]
	}
	if o.at, err = time.Parse(time.DateOnly, day); err != nil {
		return o, fmt.Errorf("-at is a day such as 2026-11-22, not %q", day)
	}
	if (o.from == "") != (len(folders) == 1) || len(folders) > 1 {
		return o, errors.New("give the folder of an export, or -from with the URL of one")
	}
	if memory < 1 || most < 1 {
		return o, errors.New("-memory and -max are numbers of megabytes, 1 or more")
	}
	if o.wait <= 0 {
		return o, errors.New("-wait is a time such as 30m or 6h")
	}
	o.memory, o.most = int64(memory)<<20, int64(most)<<20
	if len(folders) > 0 {
		o.folder = folders[0]
	}
	return o, nil
}

// answer reads the export and writes the answers; it tells how many lines could not be used, and
// parts of the export not be made.
func (o options) answer(ctx context.Context, stdout, stderr io.Writer) (left int, err error) {
	g, err := decision.Open(dryneedling.Bundle(), o.overlays...)
	if err != nil {
		return 0, err
	}
	m, err := fhir.ReadMapping(g, dryneedling.Bundle(), o.site...)
	if err != nil {
		return 0, err
	}
	to, err := o.openTarget(stdout, stderr)
	if err != nil {
		return 0, err
	}
	defer to.drop()
	folder := o.folder
	if o.from != "" {
		if folder, err = os.MkdirTemp("", "bulk-"); err != nil {
			return 0, err
		}
		defer os.RemoveAll(folder) // a temporary folder
		if left, err = o.fetch(ctx, folder, m, stderr); err != nil {
			return 0, err
		}
	}
	e, err := readExport(ctx, folder, o.out, append(m.Reads(), "Patient"))
	if err != nil {
		return 0, err
	}
	e.passedOver(stderr)
	started := time.Now()
	err = e.answers(ctx, asker{g: g, m: m, at: o.at, full: o.full}, o.memory, to, func(done int) {
		fmt.Fprintf(stderr, "%d of %d patients, %s\n", done, len(e.patients), time.Since(started).Round(time.Second))
	})
	if err == nil {
		err = to.finish()
	}
	if err != nil {
		return 0, err
	}
	e.report(stderr)
	return left + e.left + len(e.passed), nil
}
