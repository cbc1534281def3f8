package verify

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// Row is the answers of two guidelines to one case, of which anything may be unknown.
type Row struct {
	Before  RowAnswer `json:"before"`
	After   RowAnswer `json:"after"`
	Differs []string  `json:"differs"` // keys of the answers that are not alike, in their order
}

// RowAnswer is what of an answer is compared.
type RowAnswer struct {
	Verdict     string   `json:"verdict"`
	Settled     bool     `json:"settled"`
	CouldBecome []string `json:"could_become"`
	Missing     []string `json:"missing"`
	Rules       []string `json:"rules"`    // reasons that certainly hold
	Cautions    []string `json:"cautions"` // likewise
	Options     []string `json:"options"`  // certain ones, each with its stance
}

// DiffRow compares the answers of two guidelines to the same case.
func DiffRow(before, after *decision.Decision) Row {
	r := Row{Before: rowAnswer(before), After: rowAnswer(after), Differs: []string{}}
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

func rowAnswer(d *decision.Decision) RowAnswer {
	a := RowAnswer{Verdict: d.Verdict, Settled: d.Settled, CouldBecome: d.CouldBecome, Missing: d.Missing,
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
