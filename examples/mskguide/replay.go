package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/receipt"
)

const longestReceipt = 4 << 20 // bytes of a line; far above what facts can hold

func replayCommand() *command {
	return &command{
		name: "replay", arguments: "RECEIPTS.ndjson|-", least: 1, most: 1,
		summary: "make decisions again from their receipts, and say what differs",
		about: []string{
			"RECEIPTS.ndjson holds a receipt a line, as mskguide decide -receipt writes them; - reads standard input. Each decision is made again with the overlays that its receipt names. " +
				"Those that the guideline ships are found by themselves; give the files of others with -overlay.",
			"A decision is the same when the answer has the same bytes. Otherwise a part says what is another one: library, guideline, version, digest, overlays, whether the facts are still accepted, and what of the answer. A receipt that tells of another answer or guideline than its hash stands for contradicts itself, and counts as neither. " +
				"The mapping, the day, what of a record could not be had and who asked are in no answer: they are taken as they stand.",
			"Parts of a record that could not be had, or not whole, are named for each receipt that tells of them: what is wanting was unknown, also where the answer is the same.",
			"Exit status 0: every answer is the same. 1: some are not, or a line is no receipt. 2: a receipt cannot be replayed, such as for want of an overlay, or there is none.",
		},
		flags: []flag{
			{name: "json", says: "a document mskguide.replay/1 a line, in the order of the receipts, and errors as mskguide.error/1"},
			{name: "overlay", value: "FILE", many: true, says: "the file of an overlay that receipts name and the guideline does not ship"},
		},
		run: (*call).replay,
	}
}

// keep appends a receipt for a decision to the file that -receipt names. Only the command line
// knows what day it is.
func (c *call) keep(g *decision.Guideline, facts decision.JSON, d *decision.Decision) error {
	name := c.given.one("receipt")
	if name == "" {
		return nil
	}
	if err := c.notRead(name); err != nil {
		return err
	}
	r, err := receipt.New(g, facts, d, receipt.With{At: time.Now()})
	if err != nil {
		return err
	}
	f, err := receipt.OpenFile(name)
	if err != nil {
		return problem(decision.FactError{File: name, Message: "no receipt can be kept: " + cause(err)})
	}
	err = errors.Join(f.Keep(context.Background(), r), f.Close())
	if err != nil {
		return problem(decision.FactError{File: name, Message: "the receipt is not kept: " + cause(err)})
	}
	return nil
}

// cause is what a system says, without the name of the file, which stands before it.
func cause(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

func (c *call) replay() error {
	in, err := c.openInput(c.args[0], "a file of receipts in it, as mskguide decide -receipt FILE writes one")
	if err != nil {
		return err
	}
	defer in.close()
	again, err := c.newReplays()
	if err != nil {
		return err
	}
	lines := bufio.NewReaderSize(in, 1<<16)
	for n := 1; ; n++ {
		line, err := wholeLine(lines)
		if err == io.EOF {
			break
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err == nil {
			err = again.one(n, line)
		}
		if err != nil {
			return problem(decision.FactError{File: in.shown, Line: n, Column: 1, Message: err.Error()})
		}
	}
	if again.all() == again.unread {
		return problem(decision.FactError{File: in.shown, Line: again.strays.from, Column: min(again.strays.from, 1), Message: again.strays.instead()})
	}
	again.tellStrays()
	again.sum()
	c.found = again.same < again.all()
	return nil
}

// wholeLine is the next line, also when it lacks its end.
func wholeLine(r *bufio.Reader) (line []byte, err error) {
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > longestReceipt:
			return nil, fmt.Errorf("a line of more than %d bytes is no receipt", longestReceipt)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && len(line) > 0:
			return line, nil
		}
		return line, err
	}
}

// replays makes decisions again and counts what comes of it.
type replays struct {
	*call
	overlays map[string]decision.Overlay // by id
	opened   map[string]*decision.Guideline

	same, alike, differ, against, unread int

	lacking, untold int // receipts that tell of parts of a record that could not be had; of a record, that do not say

	strays strays
}

func (c *call) newReplays() (*replays, error) {
	r := &replays{call: c, overlays: map[string]decision.Overlay{}, opened: map[string]*decision.Guideline{}}
	shipped, err := decision.ShippedOverlays(dryneedling.Bundle())
	if err != nil {
		return nil, err
	}
	for _, s := range shipped {
		if r.overlays[s.ID], err = decision.NamedOverlay(dryneedling.Bundle(), s.Name); err != nil {
			return nil, err
		}
	}
	for _, name := range c.given["overlay"] {
		file, data, err := c.read(name)
		if err != nil {
			return nil, err
		}
		about, err := decision.ShippedOverlays(oneFile{file, data})
		if err != nil {
			return nil, err
		}
		r.overlays[about[0].ID] = decision.Overlay{Name: file, Data: data}
	}
	return r, nil
}

// oneFile is the folder of overlays that holds but one.
type oneFile struct {
	name string
	data []byte
}

func (f oneFile) Open(string) (fs.File, error)          { return nil, fs.ErrNotExist }
func (f oneFile) ReadFile(string) ([]byte, error)       { return f.data, nil }
func (f oneFile) Glob(pattern string) ([]string, error) { return []string{f.name}, nil }

// guideline is the built-in one with overlays by their ids.
func (r *replays) guideline(ids []string) (*decision.Guideline, error) {
	if len(ids) == 0 {
		return r.call.guideline, nil
	}
	key := path.Join(ids...)
	if g, ok := r.opened[key]; ok {
		return g, nil
	}
	var overlays []decision.Overlay
	for _, id := range ids {
		o, ok := r.overlays[id]
		if !ok {
			return nil, fmt.Errorf("the receipt names overlay %s, which this guideline does not ship; give its file with -overlay FILE", quoted(id))
		}
		overlays = append(overlays, o)
	}
	g, err := decision.Open(dryneedling.Bundle(), overlays...)
	if err != nil {
		return nil, fmt.Errorf("the guideline does not open with the overlays of the receipt, %s: %w", strings.Join(ids, ", "), err)
	}
	r.opened[key] = g
	return g, nil
}

func (r *replays) one(line int, text []byte) error {
	kept, err := receipt.Read(text)
	if err != nil {
		r.unread++
		if r.strays.add(line, err); r.given.has("json") {
			r.write(receipt.NoReceipt(err))
		}
		return nil
	}
	r.tellStrays()
	ids := kept.Guideline.Overlays
	if kept.Guideline.ID != r.call.guideline.Info().ID {
		ids = nil // another guideline's, which the report says
	}
	g, err := r.guideline(ids)
	if err != nil {
		return err
	}
	report, err := receipt.Replay(g, kept)
	if err != nil {
		return err
	}
	r.report(line, kept, report)
	return nil
}

func (r *replays) all() int { return r.same + r.alike + r.differ + r.against + r.unread }

func (r *replays) report(line int, kept *receipt.Receipt, o *receipt.Report) {
	switch {
	case o.Same:
		r.same++
	case o.Alike:
		r.alike++
	case o.SelfContradictory:
		r.against++
	default:
		r.differ++
	}
	switch {
	case len(kept.Lacks) > 0:
		r.lacking++
	case kept.Lacks == nil && kept.Mapping != "":
		r.untold++
	}
	if r.given.has("json") {
		r.write(o)
		return
	}
	if len(o.Differences) == 0 && len(kept.Lacks) == 0 {
		return
	}
	r.say(line, kept.At, "")
	for _, d := range o.Differences {
		if d.Part == receipt.ReceiptPart {
			r.out.entry(4, "contradicts itself:", "says "+listed(d.Was)+"; its hash stands for "+listed(d.Is))
			continue
		}
		r.out.entry(4, inWords(string(d.Part))+":", "was "+listed(d.Was)+"; is "+listed(d.Is))
	}
	if o.Alike && !o.Same {
		r.out.text(4, plain, "The answer says the same otherwise.")
	}
	r.lacks(kept.Lacks)
}

// lacks are the parts of the record that could not be had, those with one reason together.
func (r *replays) lacks(lacks []receipt.Lack) {
	var reasons []string
	parts := map[string][]string{}
	for _, l := range lacks {
		if parts[l.Says] == nil {
			reasons = append(reasons, l.Says)
		}
		parts[l.Says] = append(parts[l.Says], l.Part)
	}
	for _, says := range reasons {
		r.out.entry(4, "could not be had:", listed(parts[says])+": "+printable(says))
	}
}

func (r *replays) write(o *receipt.Report) { r.out.Write(o.JSON()) }

// listed shows a list, not at any length: -json has all of it.
func listed(ids []string) string { return printable(joined(ids)) }

func joined(ids []string) string {
	const most = 8
	switch more := len(ids) - most; {
	case len(ids) == 0:
		return "–"
	case more > 1:
		return fmt.Sprintf("%s and %d more", strings.Join(ids[:most], ", "), more)
	}
	return strings.Join(ids, ", ")
}

func (r *replays) say(line int, day, text string) {
	label := fmt.Sprintf("Line %d", line)
	if day != "" {
		label += ", of " + printable(day)
	}
	r.out.entry(2, label+":", printable(text))
}

func (r *replays) sum() {
	if r.given.has("json") {
		return
	}
	against := ""
	if r.against > 0 {
		against = fmt.Sprintf("%d against themselves, ", r.against)
	}
	r.out.gap()
	r.out.text(0, strong, fmt.Sprintf("%s: %d with the same answer, %d with the same but for the name of the guideline, %d with another, %s%d that cannot be read.",
		count(r.all(), "receipt", "receipts"), r.same, r.alike, r.differ, against, r.unread))
	if r.lacking > 0 {
		r.out.text(0, plain, fmt.Sprintf("For %d of them parts of the record could not be had, or not whole: what is wanting was unknown, also where the answer is the same.", r.lacking))
	}
	if r.untold > 0 {
		r.out.text(0, plain, fmt.Sprintf("For %d of them it is not told whether all of the record could be had.", r.untold))
	}
}
