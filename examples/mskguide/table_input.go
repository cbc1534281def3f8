package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

// tableFlags say how a table is written and what of it is handed on.
func tableFlags() []flag {
	return []flag{
		{name: "delimiter", value: "CHARACTER", says: "what parts the cells of CSV, when it is no comma; \"tab\" for a tab"},
		{name: "na", value: "TEXT", many: true, says: "a cell that means unknown, as an empty one does: NA"},
		{name: "keep", value: "COLUMN", many: true, says: "hand a column on, whether or not it is a fact"},
		{name: "keep-all", says: "hand all columns on"},
		{name: "map", value: "FILE", says: "which columns are facts under other names, and what their values mean (YAML, " + "mskguide.map/1)"},
	}
}

func formatFlag() flag {
	return flag{name: "format", value: "csv|ndjson", says: "of what has no name that tells: standard input and standard output"}
}

func (c *call) checkFormat() error {
	if f := c.given.one("format"); f != "" && f != "csv" && f != "ndjson" {
		return problem(decision.FactError{Got: f, Allowed: []string{"csv", "ndjson"}, Message: fmt.Sprintf("-format is csv or ndjson, not %s", quoted(f))})
	}
	return nil
}

// tableInput is a table that is read as it comes, of any length.
type tableInput struct {
	shown  string // its name in messages
	file   *os.File
	from   io.Reader
	size   int64 // 0 where nobody knows
	read   atomic.Int64
	hash   hash.Hash // nil where nobody asks
	kind   scenario.Kind
	mapped *scenario.NamedFile
}

func (in *tableInput) Read(p []byte) (int, error) {
	n, err := in.from.Read(p)
	in.read.Add(int64(n))
	if in.hash != nil {
		in.hash.Write(p[:n])
	}
	return n, err
}

func (in *tableInput) close() {
	if in.file != nil {
		_ = in.file.Close() // it was only read
	}
}

// openInput opens a table by its name, or standard input. What kind it is tells its name, or
// else the flag -format. Wanted is what to name instead of a folder.
func (c *call) openInput(name, wanted string) (*tableInput, error) {
	in := &tableInput{shown: name, kind: kindOf(name, c.given.one("format"), scenario.CSV)}
	if name == standardInput {
		in.shown, in.from = "standard input", c.stdin
		c.remember(c.stdin)
		return in, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	in.file, in.from = f, f
	c.remember(f)
	if info, err := f.Stat(); err == nil && info.IsDir() {
		in.close()
		return nil, problem(decision.FactError{File: name, Message: "it is a folder; name " + wanted})
	} else if err == nil && info.Mode().IsRegular() {
		in.size = info.Size()
	}
	return in, nil
}

const aTable = "a table" // of an input

// someTable opens the table that the command is about, and begins to read it.
func (c *call) someTable(g *decision.Guideline, further ...string) (*tableInput, *scenario.Table, error) {
	if err := c.checkFormat(); err != nil {
		return nil, nil, err
	}
	if err := c.contradicted(c.args[0]); err != nil {
		return nil, nil, err
	}
	in, err := c.openInput(c.args[0], aTable)
	if err != nil {
		return nil, nil, err
	}
	for _, name := range []string{c.given.one("o"), c.given.one("who")} {
		if err = c.notRead(name); err != nil {
			in.close()
			return nil, nil, err
		}
	}
	t, err := c.table(g, in, further...)
	if err != nil {
		in.close()
		return nil, nil, err
	}
	return in, t, nil
}

// told is how a table is written whose name says so.
func told(name string) (k scenario.Kind, ok bool) {
	switch strings.ToLower(path.Ext(name)) {
	case ".ndjson", ".jsonl":
		return scenario.NDJSON, true
	case ".csv", ".tsv":
		return scenario.CSV, true
	}
	return scenario.CSV, false
}

// contradicted refuses a -format that a name contradicts.
func (c *call) contradicted(name string) error {
	format := c.given.one("format")
	if k, ok := told(name); ok && format != "" && format != k.String() {
		return problem(decision.FactError{File: name, Message: fmt.Sprintf("by its name it is %s, and -format says %s; leave -format out or rename it", k, format)})
	}
	return nil
}

// kindOf is how a table of some name is written.
func kindOf(name, format string, otherwise scenario.Kind) scenario.Kind {
	if k, ok := told(name); ok {
		return k
	}
	switch format {
	case scenario.NDJSON.String():
		return scenario.NDJSON
	case scenario.CSV.String():
		return scenario.CSV
	}
	return otherwise
}

// table begins to read a table for a guideline, as the flags say, and keeps further columns.
func (c *call) table(g *decision.Guideline, in *tableInput, further ...string) (*scenario.Table, error) {
	format := scenario.Format{NA: c.given["na"], Keep: append(slices.Clone(c.given["keep"]), further...), KeepAll: c.given.has("keep-all")}
	var err error
	if format.Delimiter, err = delimiter(c.given.one("delimiter")); err != nil {
		return nil, err
	}
	if name := c.given.one("map"); name != "" {
		file, data, err := c.read(name)
		if err != nil {
			return nil, err
		}
		if format.Map, err = scenario.ReadMapping(g, file, data); err != nil {
			return nil, err
		}
		sum := sha256.Sum256(data)
		in.mapped = &scenario.NamedFile{Name: path.Base(file), SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(data))}
	}
	if in.kind == scenario.NDJSON {
		if c.given.has("delimiter") {
			return nil, problemf("-delimiter is about CSV; %s is NDJSON", in.shown)
		}
		return scenario.ReadNDJSON(g, in.shown, in, format)
	}
	t, err := scenario.ReadCSV(g, in.shown, in, format)
	return t, withRemedy(err)
}

// withRemedy adds to columns that are no facts which flags are for them.
func withRemedy(err error) error {
	errs, ok := err.(decision.FactErrors)
	if !ok {
		return err
	}
	var keep []string
	for _, e := range errs {
		if e.Nearest == "" && strings.HasSuffix(e.Message, "is kept by its name.") {
			keep = append(keep, "-keep "+e.Fact)
		}
	}
	if len(keep) == 0 {
		return err
	}
	const most = 5
	if len(keep) > most {
		keep = append(keep[:most], "…")
	}
	return append(errs, &decision.FactError{File: errs[0].File, Message: "hand on what is no fact with " + strings.Join(keep, " ") + ", or all of it with -keep-all; -map FILE says which columns are facts under other names"})
}

func delimiter(text string) (rune, error) {
	switch r, size := utf8.DecodeRuneInString(text); {
	case text == "":
		return 0, nil
	case text == "tab" || text == `\t`:
		return '\t', nil
	case size == len(text):
		return r, nil
	}
	return 0, problem(decision.FactError{Got: text, Message: fmt.Sprintf("-delimiter is one character or \"tab\", not %s", quoted(text))})
}
