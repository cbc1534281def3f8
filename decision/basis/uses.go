package basis

import (
	"regexp"
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// Kind is what of a guideline uses a fact.
type Kind string

// What uses facts.
const (
	RuleUse       Kind = "rule" // that gives a verdict
	CautionUse    Kind = "caution"
	OptionUse     Kind = "option"
	ProtocolUse   Kind = "protocol"
	FollowUpUse   Kind = "follow-up"  // outcome measures and attendance
	ComparisonUse Kind = "comparison" // of treatments, the self-check included
	CheckUse      Kind = "check"      // refuses facts that contradict one another
)

// SchemaValues lists the kinds for JSON Schemas.
func (Kind) SchemaValues() []string {
	return []string{string(RuleUse), string(CautionUse), string(OptionUse), string(ProtocolUse), string(FollowUpUse), string(ComparisonUse), string(CheckUse)}
}

// Use is an entry of a guideline that uses a fact.
type Use struct {
	Kind  Kind   `json:"kind"`
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Uses finds for each fact what of a guideline, with its overlays and params in force, can answer
// differently because of it. A rule or an option that is off uses nothing. Further sentences and
// cautions count for what they belong to. Facts that nothing uses are not there.
func Uses(g *decision.Guideline) map[string][]Use {
	u := uses{by: map[string][]Use{}, g: g}
	r := g.Review()
	for i := range r.Rules {
		u.rule(&r.Rules[i], r.Measures)
	}
	u.options(r.Options)
	if p := r.Protocol; p != nil {
		for _, it := range p.Items {
			u.condition(Use{ProtocolUse, it.ID, it.Title}, it.Source)
		}
	}
	u.course(r)
	if c := r.Comparison; c != nil {
		for _, k := range c.Rules {
			u.facts(Use{ComparisonUse, k.ID, k.Says}, k.Facts)
		}
	}
	if s := r.SelfCheck; s != nil {
		for _, it := range s.Items {
			u.facts(Use{ComparisonUse, "self-check", s.Title}, []string{it.Fact})
		}
	}
	for _, k := range r.Checks {
		u.condition(Use{CheckUse, k.ID, k.Says}, k.Source)
	}
	return u.by
}

type uses struct {
	g  *decision.Guideline
	by map[string][]Use
}

func (u *uses) facts(by Use, facts []string) {
	for _, f := range facts {
		if f != "" && !slices.Contains(u.by[f], by) {
			u.by[f] = append(u.by[f], by)
		}
	}
}

var (
	quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	name   = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*`)
)

// condition uses the facts that an expression over facts alone names.
func (u *uses) condition(by Use, source string) {
	for _, id := range name.FindAllString(quoted.ReplaceAllString(source, ""), -1) {
		if _, ok := u.g.Fact(id); ok {
			u.facts(by, []string{id})
		}
	}
}

func (u *uses) rule(r *decision.RuleText, measures []decision.MeasureText) {
	if r.Off != "" {
		return
	}
	by := Use{CautionUse, r.ID, r.Title}
	if slices.ContainsFunc(u.g.Verdicts(), func(v decision.Named) bool { return v.ID == r.Gives }) {
		by.Kind = RuleUse
	}
	u.facts(by, r.Facts)
	for _, a := range r.Also {
		u.condition(by, a.Source)
	}
	if r.Measures == "" {
		return
	}
	for i := range measures {
		u.measure(by, &measures[i])
	}
}

func (u *uses) measure(by Use, m *decision.MeasureText) {
	u.facts(by, []string{m.Baseline, m.Now})
	for _, c := range m.Changes {
		u.condition(by, c.Source)
	}
}

func (u *uses) options(t *decision.OptionsText) {
	if t == nil {
		return
	}
	for _, o := range t.Options {
		if o.Off != "" {
			continue
		}
		u.condition(Use{OptionUse, "all", "What bars every option"}, o.Barred)
		by := Use{OptionUse, o.ID, o.Title}
		u.condition(by, o.Applies)
		u.condition(by, o.Withheld)
		u.facts(by, []string{o.Trial})
		for _, c := range t.Cautions {
			if slices.Contains(o.Cautions, c.ID) {
				u.facts(by, c.Facts)
			}
		}
	}
}

func (u *uses) course(r *decision.Review) {
	for i := range r.Measures {
		m := &r.Measures[i]
		u.measure(Use{FollowUpUse, m.ID, m.Title}, m)
	}
	if a := r.Attendance; a != nil {
		u.facts(Use{FollowUpUse, "attendance", "Attendance"}, []string{a.Scheduled, a.Attended})
	}
}
