package verify

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// DiffTable is the answers of two guidelines to the rows of a table.
type DiffTable struct {
	Name     string    `json:"name"`
	Rows     int       `json:"rows"`
	Verdicts int       `json:"verdicts"` // rows with another verdict
	Others   int       `json:"others"`   // rows with the same verdict and something else that differs
	Refused  int       `json:"refused"`  // rows that one of the guidelines cannot take
	List     []DiffRow `json:"list"`     // those of the three kinds, in the order of the table
}

// DiffRow is one row of a table that differs, or is refused.
type DiffRow struct {
	Row   int    `json:"row"` // 1 for the first case
	Line  int    `json:"line"`
	Kept  string `json:"kept,omitempty"` // what the caller keeps of the row
	Error string `json:"error,omitempty"`

	Answers *Answers `json:"answers,omitempty"` // nil with an error
}

// Add enters what came of a row.
func (t *DiffTable) Add(r DiffRow) {
	t.Rows++
	switch {
	case r.Answers == nil:
		t.Refused++
	case slices.Contains(r.Answers.Differs, "verdict"):
		t.Verdicts++
	case len(r.Answers.Differs) > 0:
		t.Others++
	default:
		return
	}
	t.List = append(t.List, r)
}

// Answers are those of two guidelines to one case, of which anything may be unknown.
type Answers struct {
	Before  BriefAnswer `json:"before"`
	After   BriefAnswer `json:"after"`
	Differs []string    `json:"differs"` // keys of the answers that are not alike, in their order
}

// BriefAnswer is what of an answer to a row is compared.
type BriefAnswer struct {
	Verdict     string   `json:"verdict"`
	Settled     bool     `json:"settled"`
	CouldBecome []string `json:"could_become"`
	Missing     []string `json:"missing"`
	Rules       []string `json:"rules"`    // reasons that certainly hold
	Cautions    []string `json:"cautions"` // likewise
	Options     []string `json:"options"`  // certain ones, each with its stance
}

// CompareAnswers compares the answers of two guidelines to the same case.
func CompareAnswers(before, after *decision.Decision) *Answers {
	r := &Answers{Before: briefAnswer(before), After: briefAnswer(after), Differs: []string{}}
	note := func(name string, differs bool) {
		if differs {
			r.Differs = append(r.Differs, name)
		}
	}
	b, a := &r.Before, &r.After
	note("verdict", b.Verdict != a.Verdict)
	note("settled", b.Settled != a.Settled)
	note("could_become", !slices.Equal(b.CouldBecome, a.CouldBecome))
	note("missing", !slices.Equal(b.Missing, a.Missing))
	note("rules", !slices.Equal(b.Rules, a.Rules))
	note("cautions", !slices.Equal(b.Cautions, a.Cautions))
	note("options", !slices.Equal(b.Options, a.Options))
	return r
}

func briefAnswer(d *decision.Decision) BriefAnswer {
	a := BriefAnswer{Verdict: d.Verdict, Settled: d.Settled, CouldBecome: d.CouldBecome, Missing: d.Missing,
		Rules: []string{}, Cautions: []string{}, Options: []string{}}
	for _, r := range d.Reasons {
		if !r.Possible {
			a.Rules = append(a.Rules, r.Rule)
		}
	}
	for _, k := range d.Cautions {
		if !k.Possible {
			a.Cautions = append(a.Cautions, k.Rule)
		}
	}
	for _, o := range d.Options {
		if !o.Possible {
			a.Options = append(a.Options, o.ID+": "+string(o.Stance))
		}
	}
	return a
}
