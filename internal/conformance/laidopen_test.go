package conformance

import (
	"testing"

	"github.com/mskguide/mskguide/decision"
)

// laidOpen is what decides of a guideline, without its texts: guidelines/NAME.json. Conditions
// are over facts alone, definitions and params substituted.
type laidOpen struct {
	ID             string            `json:"id"`
	Overlays       []string          `json:"overlays"`
	Verdicts       []string          `json:"verdicts"` // least to most severe
	Steps          []string          `json:"steps"`
	Urgencies      []string          `json:"urgencies"` // most urgent first
	Facts          []openFact        `json:"facts"`     // in asking order
	Groups         []openGroup       `json:"groups"`
	Checks         []openCondition   `json:"checks"` // facts with which one certainly holds are refused
	Rules          []openRule        `json:"rules"`  // in file order
	Options        []openOption      `json:"options"`
	Barred         string            `json:"barred"` // what bars every option
	OptionCautions []openCondition   `json:"option_cautions"`
	Protocol       []openCondition   `json:"protocol"` // shown when the condition certainly holds
	Measures       []openMeasure     `json:"measures"`
	Attendance     *openAttendance   `json:"attendance,omitempty"`
	Remarks        []openCondition   `json:"remarks"`
	Comparison     []openComparative `json:"comparison"`
}

type openFact struct {
	ID      string   `json:"id"`
	Type    string   `json:"type"`
	Min     *float64 `json:"min,omitempty"`
	Max     *float64 `json:"max,omitempty"`
	Choices []string `json:"choices,omitempty"`
}

type openGroup struct {
	ID    string   `json:"id"`
	Facts []string `json:"facts"`
}

type openCondition struct {
	ID   string `json:"id"`
	When string `json:"when"`
}

type openRule struct {
	ID       string `json:"id"`
	Step     string `json:"step"`
	Gives    string `json:"gives"`
	When     string `json:"when"`
	Measures string `json:"measures,omitempty"`
	Scope    string `json:"scope,omitempty"`
	Urgency  string `json:"urgency,omitempty"`
	Off      bool   `json:"off,omitempty"`
}

type openOption struct {
	ID       string   `json:"id"`
	Stance   string   `json:"stance"`
	Applies  string   `json:"applies"`
	Withheld string   `json:"withheld"`
	Trial    string   `json:"trial,omitempty"`
	Failed   []string `json:"failed,omitempty"`
	Cautions []string `json:"cautions"`
	Off      bool     `json:"off,omitempty"`
}

type openMeasure struct {
	ID             string       `json:"id"`
	Baseline       string       `json:"baseline"`
	Now            string       `json:"now"`
	HigherIsBetter bool         `json:"higher_is_better"`
	Important      []openChange `json:"important"` // the first whose condition holds counts
}

type openChange struct {
	When   string  `json:"when"`
	Change float64 `json:"change"`
}

type openAttendance struct {
	Scheduled      string  `json:"scheduled"`
	Attended       string  `json:"attended"`
	AtLeastPercent float64 `json:"at_least_percent"`
}

type openComparative struct {
	ID   string   `json:"id"`
	Kind string   `json:"kind"`
	Of   []string `json:"of"`
	When string   `json:"when"`
}

// listed is an entry of guidelines.json.
type listed struct {
	Name   string        `json:"name"`
	Bundle string        `json:"bundle"` // folder
	Info   decision.Info `json:"guideline"`
}

// TestGuidelinesAreLaidOpen keeps what decides current.
func TestGuidelinesAreLaidOpen(t *testing.T) {
	var all []listed
	for _, g := range guidelines(t) {
		all = append(all, listed{g.name, g.bundle, g.Info()})
		expect(t, "guidelines/"+g.name+".json", indented(t, layOpen(g)))
	}
	expect(t, "guidelines.json", indented(t, all))
}

func layOpen(g guideline) *laidOpen {
	review := g.Review()
	out := &laidOpen{ID: g.Info().ID, Overlays: g.Info().Overlays, Verdicts: ids(g.Verdicts()), Steps: ids(g.Steps()), Urgencies: ids(g.Urgencies()),
		Barred: "false", Groups: []openGroup{}, Checks: []openCondition{}, Options: []openOption{}, OptionCautions: []openCondition{}, Protocol: []openCondition{},
		Measures: []openMeasure{}, Remarks: []openCondition{}, Comparison: []openComparative{}}
	for _, f := range g.Facts() {
		one := openFact{ID: f.ID, Type: string(f.Type)}
		if f.Type == decision.TypeNumber || f.Type == decision.TypeInteger {
			one.Min, one.Max = &f.Min, &f.Max
		}
		for _, c := range f.Choices {
			one.Choices = append(one.Choices, c.ID)
		}
		out.Facts = append(out.Facts, one)
	}
	for _, group := range g.Groups() {
		out.Groups = append(out.Groups, openGroup{group.ID, group.Facts})
	}
	for _, k := range review.Checks {
		out.Checks = append(out.Checks, openCondition{k.ID, k.Source})
	}
	for _, r := range g.Rules() {
		out.Rules = append(out.Rules, openRule{r.ID, r.Step, r.Gives, r.Source, r.Measures, r.Scope, r.Urgency, r.Off != ""})
	}
	for _, o := range g.OptionRules() {
		out.Barred = o.Barred
		out.Options = append(out.Options, openOption{o.ID, string(o.Stance), o.Applies, o.Withheld, o.Trial, o.Failed, append([]string{}, o.Cautions...), o.Off != ""})
	}
	for _, k := range g.OptionCautions() {
		out.OptionCautions = append(out.OptionCautions, openCondition{k.ID, k.Source})
	}
	for _, r := range review.Remarks {
		out.Remarks = append(out.Remarks, openCondition{r.ID, r.Source})
	}
	for _, r := range g.ComparisonRules() {
		out.Comparison = append(out.Comparison, openComparative{r.ID, string(r.Kind), r.Of, r.Source})
	}
	out.course(review)
	return out
}

// course adds the protocol and what belongs to a course of treatment.
func (out *laidOpen) course(review *decision.Review) {
	if review.Protocol != nil {
		for _, i := range review.Protocol.Items {
			out.Protocol = append(out.Protocol, openCondition{i.ID, orTrue(i.Source)})
		}
	}
	for _, m := range review.Measures {
		one := openMeasure{m.ID, m.Baseline, m.Now, m.HigherIsBetter, []openChange{}}
		for _, c := range m.Changes {
			one.Important = append(one.Important, openChange{orTrue(c.Source), c.Change})
		}
		out.Measures = append(out.Measures, one)
	}
	if a := review.Attendance; a != nil {
		out.Attendance = &openAttendance{a.Scheduled, a.Attended, a.AtLeastPercent}
	}
}

func orTrue(source string) string {
	if source == "" {
		return "true"
	}
	return source
}

func ids(all []decision.Named) []string {
	out := []string{}
	for _, n := range all {
		out = append(out, n.ID)
	}
	return out
}
