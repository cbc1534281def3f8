package decision

import (
	"bytes"
	"encoding/json"
)

const changesSchema = "mskguide.changes/1"

// Changes is what would change the verdict of a case. As JSON it is the document
// mskguide.changes/1, whose bytes depend on nothing but the guideline and the facts.
//
// A change takes one fact to some values:
//
//   - learnt: of a fact that is not known, or known in part, any value that it may have;
//   - becomes: any value that the bundle declares it can come to by time or care, from each of
//     the values that it may have now. What is told of trying a treatment becomes nothing while
//     anything that withholds the treatment from the options holds as the case is known, or may.
//
// A preference, and a fact that the bundle marks as fixed (consent, a phobia, age), is never
// changed, not even learnt: what is in doubt about it stays in doubt.
//
// A verdict that the bundle marks as one that stands, which is the patient's own answer, is none
// that a set leads to; while a rule that gives it certainly holds there are no sets at all.
//
// A set of changes counts when, with them made and all else as it is known, the library accepts
// the facts, the verdict is settled, and it is another than the one stated now. Listed are the
// sets of which no proper part counts for the same verdict: all of them, unless More or Exact
// says otherwise. Where any of several values would do, a change speaks of all of them; a set
// holds for every combination of the values that its changes speak of.
//
// This is arithmetic on the guideline, no plan and no advice: that a fact would have to be
// otherwise is no reason to record it otherwise, to treat for the sake of a verdict, or to
// press anybody.
type Changes struct {
	Schema    string           `json:"schema"`
	Guideline Info             `json:"guideline"`
	Verdict   string           `json:"verdict"` // as it is stated now
	Settled   bool             `json:"settled"`
	Note      string           `json:"note"`           // how the sets are to be read
	Sets      []ChangeSet      `json:"sets"`           // by falling severity, then size, then burden, then asking order
	None      NoChange         `json:"none,omitempty"` // why there is no set
	More      []string         `json:"more"`           // verdicts, by falling severity, to which further sets lead that are not listed
	Held      []string         `json:"held"`           // facts that are missing and never changed, in asking order
	Withheld  []WithheldChange `json:"withheld"`       // treatments whose trial would be in sets if nothing spoke against them, in asking order
	Exact     bool             `json:"exact"`          // false: sets may be missing; those that are listed count
}

const (
	changesNote = "All else being as recorded, each set by itself would settle another verdict. This is arithmetic on the guideline, no plan and no advice: " +
		"a fact is recorded as it is found, what it could become only once that has happened, nobody is treated for the sake of a verdict, and whether to consent is the patient's to say."
	becomesNote = "Recorded only once it has happened; nobody is treated for the sake of a verdict."
)

// ChangeSet is some changes that lead to a verdict together, in asking order.
type ChangeSet struct {
	Verdict  string   `json:"verdict"`
	Changes  []Change `json:"changes"`
	Cautions []string `json:"cautions,omitempty"` // of a set that leads to the least severe verdict: titles of the cautions that then certainly hold
}

// Change is one fact and where it would have to be.
type Change struct {
	Fact  string     `json:"fact"`
	Title string     `json:"title"`
	Kind  ChangeKind `json:"kind"`
	Now   string     `json:"now"` // in words
	To    FactValue  `json:"to"`
	Says  string     `json:"says"`           // the same in words
	Note  string     `json:"note,omitempty"` // of what becomes of it: how that is to be read
	How   []string   `json:"how,omitempty"`  // of what becomes of it

	Cautions []string `json:"cautions,omitempty"` // titles of those that certainly go with the treatment of which the fact tells what came
}

// WithheldChange is a fact that tells what came of trying a treatment, of which nothing is listed
// because something speaks against the treatment, or may.
type WithheldChange struct {
	Fact    string   `json:"fact"`
	Title   string   `json:"title"`
	Says    []string `json:"says"`    // what certainly speaks against it
	Missing []string `json:"missing"` // where nothing certainly does, the facts that decide: to be asked first, in asking order
}

// FactValue is what is known of one fact, as [Facts] takes it: a bool, a string, a float64, or
// what is known in part.
type FactValue any

// ChangeKind is what kind of change it is.
type ChangeKind string

// The kinds of changes.
const (
	ChangeLearnt  ChangeKind = "learnt"  // the fact is so already, and not recorded
	ChangeBecomes ChangeKind = "becomes" // the fact comes to be so
)

// SchemaValues lists the kinds.
func (ChangeKind) SchemaValues() []string {
	return []string{string(ChangeLearnt), string(ChangeBecomes)}
}

// NoChange is why there is no set of changes.
type NoChange string

// Why there is none.
const (
	NoneDeclared  NoChange = "not_by_declared_changes" // nothing that can be learnt or is declared to change leads to another verdict
	NoneStands    NoChange = "stands"                  // the patient's own answer is given, and stands
	NoneWithheld  NoChange = "withheld"                // something speaks against what could be tried, or may
	NoneWhileHeld NoChange = "held"                    // facts that are never changed are missing
	NoneSmall     NoChange = "too_many_changes"        // it would take more changes than are listed
	NoneSearched  NoChange = "too_large"               // the guideline is too large to search for this case
)

// SchemaValues lists the reasons.
func (NoChange) SchemaValues() []string {
	return []string{string(NoneDeclared), string(NoneStands), string(NoneWithheld), string(NoneWhileHeld), string(NoneSmall), string(NoneSearched)}
}

// Limits of what is listed.
const (
	MaxChanges    = 6  // in one set
	MaxChangeSets = 16 // for one verdict
)

// JSON is the document mskguide.changes/1: canonical bytes with one trailing newline.
func (x *Changes) JSON() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil { // texts, lists and finite numbers
		panic(err)
	}
	return out.Bytes()
}

// WhatWouldChange checks facts and finds what would change the verdict on them. The error is a
// [FactErrors].
func (g *Guideline) WhatWouldChange(facts any) (*Changes, error) {
	c, err := g.Case(facts)
	if err != nil {
		return nil, err
	}
	return g.WhatWouldChangeCase(c), nil
}

// WhatWouldChangeCase is WhatWouldChange for a prepared case.
func (g *Guideline) WhatWouldChangeCase(c *Case) *Changes {
	o := g.Verdict(c)
	x := &Changes{Schema: changesSchema, Guideline: g.Info(), Verdict: g.VerdictID(o.Verdict), Settled: o.Settled,
		Note: changesNote, Sets: []ChangeSet{}, More: []string{}, Held: c.held(), Withheld: []WithheldChange{}, Exact: o.Exact}
	s := search{g: g, c: c, answer: x}
	if g.standing(&o) {
		x.None = NoneStands
		return x
	}
	s.run(int(o.Verdict) - 1)
	if len(x.Sets) == 0 {
		x.None = s.none()
	}
	return x
}

// standing reports whether a rule certainly holds whose verdict is the patient's own answer.
func (g *Guideline) standing(o *Outcome) bool {
	stands := g.changing().stands
	for i := range g.order.inFileOrder(o.Certain.set).All() {
		if level := g.compiled[i].level; level >= 0 && stands>>level&1 == 1 {
			return true
		}
	}
	return false
}
