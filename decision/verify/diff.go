package verify

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/logic"
)

const diffSchema = "mskguide.diff/1"

// Difference is what comes of putting one guideline in the place of another: who gets another
// answer, and because of what. As JSON it is the document mskguide.diff/1, whose bytes depend
// on nothing but the two guidelines.
//
// It speaks of complete cases, for every value of every fact, with the params of each guideline
// as they are in force. That is enough for verdicts on cases that are known in part: what a
// guideline then answers is defined by the verdicts of the complete cases that are still
// possible and their order of severity. Where no group holds any of them, and the order is the
// same, both answer alike: same verdict, same could_become, same missing facts.
//
// A share is one of cells: of all combinations of values that the two guidelines tell apart.
// It is exact, and it is no share of patients, of whom some are far more common than others.
type Difference struct {
	Schema string        `json:"schema"`
	Before decision.Info `json:"before"`
	After  decision.Info `json:"after"`
	Level  Level         `json:"level"`

	// Differs is the part of all cells that get another verdict: the sum over the groups.
	Differs Share `json:"differs"`

	// Groups are the cases with another verdict. Each of them is in exactly one group. Those that
	// lose most in severity come first, those that gain most last; among those of the same two
	// verdicts the larger share comes first.
	Groups []Group `json:"groups"`

	// Changes are the parts of the guidelines that are not alike, whether they change a verdict
	// or not.
	Changes []Change `json:"changes"`

	// Table is what comes of the rows of a table, where one was given.
	Table *DiffTable `json:"table,omitempty"`

	// NotAnalysable says why verdicts and conditions are not compared over all cases; then there
	// are no groups and no shares, entries are compared as they are written, and Level is the
	// highest that it might be. It is empty where everything was compared.
	NotAnalysable string `json:"not_analysable,omitempty"`
}

// Same reports whether the two guidelines are alike in all but their version.
func (d *Difference) Same() bool { return d.Level == LevelNone }

// Group is complete cases that get another verdict.
//
// Cases are grouped by the two verdicts and by the rules that decide, that is those that hold
// and give the verdict, before and after. Where that would make too many groups of two
// verdicts, they are grouped by the rules that decide on the side of the more severe verdict,
// of which each had to begin or to end; and where that still is too many, they are one group.
// Which rules decide always and which in some cases only is told in any case, and each case is
// in one group only.
type Group struct {
	Before        string   `json:"before"` // verdict
	After         string   `json:"after"`
	Share         Share    `json:"share"`
	OfBefore      Share    `json:"of_before"` // of the cells that got the verdict before
	OfAfter       Share    `json:"of_after"`  // of the cells that get the verdict after
	DecidedBefore Deciding `json:"decided_before"`
	DecidedAfter  Deciding `json:"decided_after"`
	Because       []Cause  `json:"because"`
	Facts         []string `json:"facts"` // that the difference depends on, in asking order

	// Comparisons are those of numbers with numbers that it depends on. They are held to be free
	// of the facts that they compare: the group may hold cases that nobody can be in.
	Comparisons []string `json:"comparisons,omitempty"`

	Witness Example `json:"witness"`

	steps int
}

// Steps is how many steps the verdict after is more severe than that before, in the order of the
// verdicts of both guidelines; negative where it is less severe.
func (g *Group) Steps() int { return g.steps }

// Deciding is the rules that hold and give the verdict, in file order.
type Deciding struct {
	Always    []string `json:"always"`              // in every case of the group
	Sometimes []string `json:"sometimes,omitempty"` // in some of them
}

// Cause is something but for which the verdict would not be another: a rule that holds on one
// side only, or gives another verdict there; a definition or a param that such a rule names.
type Cause struct {
	Kind    string   `json:"kind"` // rule, definition or param
	ID      string   `json:"id"`
	How     How      `json:"how"`
	Aspects []Aspect `json:"aspects,omitempty"` // of it that matter here
}

// Diff compares two guidelines over all inputs. It fails where a fact of one name is of
// another type in the other guideline, or there is too much to tell apart.
func Diff(before, after *decision.Guideline) (*Difference, error) {
	return diffWithin(before, after, logic.Limits{})
}

func diffWithin(before, after *decision.Guideline, limits logic.Limits) (*Difference, error) {
	if before == nil || after == nil {
		return nil, errors.New("there are no two guidelines to compare")
	}
	d := &Difference{Schema: diffSchema, Before: before.Info(), After: after.Info(), Level: LevelNone,
		Differs: none(), Groups: []Group{}, Changes: []Change{}}
	if d.Before.Digest == d.After.Digest {
		return d, nil
	}
	models, err := decision.Models(before, after)
	if err != nil {
		return nil, err
	}
	old, now := contentOf(before), contentOf(after)
	d.Changes = differences(old, now)
	c := newComparer(&side{guideline: before, model: models[0], content: old}, &side{guideline: after, model: models[1], content: now})
	if err := c.lay(limits); err != nil {
		d.NotAnalysable = err.Error()
	} else {
		c.conditions(d)
		c.groups(d)
		if err := c.space.Err(); err != nil {
			d.NotAnalysable, d.Groups, d.Differs = err.Error(), []Group{}, none()
			d.Changes = differences(old, now)
		}
	}
	refused(d.Changes, before, after)
	d.Level = d.level()
	return d, nil
}

// DiffSchema is the JSON Schema (2020-12) of the document.
func DiffSchema() ([]byte, error) {
	return decision.SchemaOf("Who gets another answer from another guideline ("+diffSchema+")", Difference{})
}

// JSON is the difference as mskguide.diff/1: canonical bytes with one trailing newline.
func (d *Difference) JSON() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(d); err != nil { // nothing in it can fail
		return nil
	}
	return out.Bytes()
}
