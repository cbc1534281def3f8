package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

// manifestSuffix is what the name of a manifest has after that of its table.
const manifestSuffix = ".manifest.json"

func runCommand() *command {
	flags := []flag{
		{name: "o", value: "FILE", says: "write FILE, in place when it is complete, and FILE" + manifestSuffix + " on how it came about"},
		overlayFlag(),
	}
	return &command{
		name: "run", arguments: "TABLE", least: 1, most: 1,
		summary: "the answers to all cases of a table, one a row, as a table",
		about: []string{
			"TABLE is CSV, or NDJSON by its name (.ndjson, .jsonl); UTF-8. Its header names facts, none_of (groups that are denied: red_flags|precautions) and what is expected (expect_verdict, expect_settled, expect_missing, expect_rules: passed over here). " +
				"Any other column is named with -keep, -keep-all or -map, or it is an error.",
			"In CSV, an empty cell says nothing: the fact is unknown, never a no, unless none_of denies its group; a word of -na says that it is unknown, and denying its group is an error. A yes or no is true, false, yes, no, 1 or 0; a choice is its id, or a|b for one of several; a number is 12, or in part 4..12, >12, >=4, <4, <=12; a unit may follow (12 wk, 85 d, 3 mo, 1 y) and is converted to weeks, " +
				"with 7 days in a week, 365.25 days in a year and a twelfth of that in a month.",
			"Answers, one a row and in the order of the table: the columns that are kept, then row, verdict, settled, could_become, missing, rules, cautions, urgency, error. could_become lists the other verdicts that are possible: where settled is false, the bounds are the verdict and those, or those alone where the verdict is needs_information. Lists are parted by |; rules and cautions are those that certainly hold.",
			"A row with a mistake keeps its place and says in error what is wrong, with line and column.",
			"Tables may be of any length: they are read and answered as they come, on all cores. With -o, FILE stays as it was until the last row is written; without, what is written before a failure stays written.",
			"Exit status 0: done. 1: done, but for rows that could not be read.",
		},
		flags: append(append(flags, tableFlags()...),
			formatFlag(),
			flag{name: "strict", says: "end at the first row that cannot be read, with nothing written"},
			flag{name: "json", says: "with -o, the manifest on standard output; errors as mskguide.error/1"}),
		run: (*call).runTable,
	}
}

func (c *call) runTable() error {
	if err := c.checkFormat(); err != nil {
		return err
	}
	g, err := c.open(c.given["overlay"])
	if err != nil {
		return err
	}
	in, err := c.openInput(c.args[0], aTable)
	if err != nil {
		return err
	}
	defer in.close()
	r := &tableRun{call: c, g: g, in: in, progress: c.newProgress(in)}
	if c.given.has("o") {
		return r.toFile(c.given.one("o"))
	}
	return r.toStream()
}

// tableRun is a table on its way to its answers.
type tableRun struct {
	*call
	g        *decision.Guideline
	in       *tableInput
	table    *scenario.Table
	writer   *scenario.Writer
	tally    scenario.Tally
	progress *progress
	buffers  sync.Pool // of *[]byte
}

func (r *tableRun) toFile(name string) error {
	started := time.Now()
	r.in.hash = sha256.New()
	if err := r.notRead(name); err != nil {
		return err
	}
	if err := r.begin(name); err != nil {
		return err
	}
	out, err := r.newTarget(name)
	if err != nil {
		return err
	}
	defer r.drop(out)
	if err := r.named(name); err != nil {
		return err
	}
	about, err := r.newTarget(name + manifestSuffix)
	if err != nil {
		return err
	}
	defer r.drop(about)
	if err := r.answer(out); err != nil {
		return err
	}
	manifest, err := r.manifest(out, started).JSON()
	if err != nil {
		return err
	}
	if _, err := about.Write(manifest); err != nil {
		return err
	}
	for _, t := range []*target{out, about} {
		if err := t.finish(); err != nil {
			return err
		}
	}
	if err := r.leftovers.rename(out, about); err != nil {
		return err
	}
	r.report(name, manifest)
	return nil
}

// named refuses a name of answers that does not say how they are written, or says it wrongly.
func (r *tableRun) named(name string) error {
	tabbed := r.given.one("delimiter") == "tab"
	switch _, ok := told(name); {
	case name == standardInput:
		return problemf("-o names a file; leave -o out for standard output")
	case !ok:
		return problem(decision.FactError{File: name, Message: "its name does not say how to write it: .csv, .ndjson or .jsonl"})
	case strings.EqualFold(path.Ext(name), ".tsv") && !tabbed:
		return problem(decision.FactError{File: name, Message: "answers are written with the delimiter of the table, which is not said to be a tab; name a .csv"})
	}
	if _, ok := told(r.in.shown); !ok {
		return nil // -format is about the table
	}
	return r.contradicted(name)
}

// toStream writes to standard output as rows come; strictly, when all have come.
func (r *tableRun) toStream() error {
	if err := r.begin(""); err != nil {
		return err
	}
	if !r.given.has("strict") {
		return r.answer(r.stdout)
	}
	f, err := r.leftovers.create(path.Join(os.TempDir(), "mskguide"))
	if err != nil {
		return unwritable(os.TempDir(), err)
	}
	defer r.leftovers.remove(f.Name())
	defer f.Close()
	if err := r.answer(f); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = io.Copy(r.stdout, f)
	return err
}

// begin reads what comes before the first row.
func (r *tableRun) begin(name string) (err error) {
	if r.table, err = r.call.table(r.g, r.in); err != nil {
		return err
	}
	r.writer, err = scenario.NewWriter(r.table, r.g, kindOf(name, r.given.one("format"), r.in.kind))
	return err
}

// some are the answers of some rows.
type some struct {
	text  *[]byte
	tally scenario.Tally
	wrong error // the first row that could not be read
}

// collectRarely leaves garbage until there is much of it: little is in memory, however long the
// table. Rows of a megabyte are another matter, so there is a limit, unless somebody set one.
func collectRarely() (restore func()) {
	const rarely, enough = 400, 128 << 20
	percent, limit := debug.SetGCPercent(rarely), debug.SetMemoryLimit(-1)
	if limit == math.MaxInt64 {
		debug.SetMemoryLimit(enough)
	}
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

func (r *tableRun) answer(to io.Writer) error {
	if _, err := to.Write(r.writer.AppendHeader(nil)); err != nil {
		return err
	}
	strict := r.given.has("strict")
	defer collectRarely()()
	err := scenario.Run(context.Background(), r.table, r.g, func(batch *some, a *scenario.Answer) {
		if batch.text == nil {
			batch.text = r.buffer()
		}
		if a.Err != nil && batch.wrong == nil {
			batch.wrong = a.Err
		}
		*batch.text = r.writer.Append(*batch.text, a)
		batch.tally.Count(a)
	}, func(batch *some) error {
		if strict && batch.wrong != nil {
			return batch.wrong
		}
		if _, err := to.Write(*batch.text); err != nil {
			return err
		}
		r.buffers.Put(batch.text)
		r.tally.Add(&batch.tally)
		r.progress.show(r.tally.Rows)
		return nil
	})
	r.progress.clear()
	r.found = r.tally.Bad > 0
	return err
}

// buffer is memory for the answers of a batch.
func (r *tableRun) buffer() *[]byte {
	b, ok := r.buffers.Get().(*[]byte)
	if !ok {
		return new([]byte)
	}
	*b = (*b)[:0]
	return b
}

func (r *tableRun) manifest(out *target, started time.Time) *scenario.Manifest {
	m := scenario.NewManifest(r.table, r.g, r.writer, &r.tally)
	m.Input.Name, m.Input.SHA256, m.Input.Bytes = path.Base(r.in.shown), hex.EncodeToString(r.in.hash.Sum(nil)), r.in.read.Load()
	m.Output.Name, m.Output.SHA256, m.Output.Bytes = path.Base(out.shown), out.sum(), out.bytes
	m.Map = r.in.mapped
	m.Command = append([]string{"mskguide"}, r.line...)
	m.Library, m.Go = moduleVersion(), runtime.Version()
	m.Started, m.Finished = started.UTC().Format(time.RFC3339), time.Now().UTC().Format(time.RFC3339)
	return m
}

// report says on the page what was written.
func (r *tableRun) report(name string, manifest []byte) {
	if r.given.has("json") {
		r.out.Write(manifest)
		return
	}
	r.out.text(0, plain, fmt.Sprintf("%s: %s", name, counted(r.tally.Rows, "row")))
	if bad := r.tally.Bad; bad > 0 {
		r.out.text(0, alarm, fmt.Sprintf("%s could not be read; the column error says why", counted(bad, "row")))
	}
	for _, v := range r.tally.Verdicts(r.g) {
		if v.Rows > 0 {
			const column = 30
			r.out.row(2, column, v.Verdict, fmt.Sprintf("%d, of which %d settled", v.Rows, v.Settled))
		}
	}
	r.out.text(0, plain, name+manifestSuffix+": how they came about")
}
