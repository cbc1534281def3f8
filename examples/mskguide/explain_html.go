package main

import (
	_ "embed"
	"html/template"
	"io"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/pathway"
	"github.com/mskguide/mskguide/evidence"
)

//go:embed explain.html
var explainTemplate string

// explanationPage writes an explanation as HTML: one file, without script, for reading on
// paper too. The template escapes whatever it is given.
func explanationPage(out io.Writer, g *decision.Guideline, x *decision.Explanation) error {
	v := &htmlView{view: view{page: &page{}, guideline: g, decision: x.Decision}, x: x}
	t, err := template.New("explanation").Parse(explainTemplate)
	if err != nil {
		return err
	}
	return t.Execute(out, v)
}

// htmlView is what the template asks.
type htmlView struct {
	view
	x *decision.Explanation
}

// Guideline is the guideline that answered.
func (v *htmlView) Guideline() *decision.Guideline { return v.guideline }

// X is the explanation.
func (v *htmlView) X() *decision.Explanation { return v.x }

// Verdict is the verdict by its name.
func (v *htmlView) Verdict() decision.Named { return v.verdictNamed(v.decision.Verdict) }

// Topic is what the verdict is on.
func (v *htmlView) Topic() string { return capital(v.guideline.Topic()) }

// Settled says whether anything can still change the verdict.
func (v *htmlView) Settled() string { return v.settled() }

// Support is how well the verdict is supported, "" where no rule gives it.
func (v *htmlView) Support() string {
	if s := v.decision.Support; s != nil {
		return evidence.Describe(s.Standing, s.Certainty)
	}
	return ""
}

// Urgency is the disposition, nil for none.
func (v *htmlView) Urgency() *decision.Named {
	if v.decision.Urgency == "" {
		return nil
	}
	u := named(v.guideline.Urgencies(), v.decision.Urgency)
	return &u
}

// MoreUrgent says how much more urgent it could be, empty for not at all.
func (v *htmlView) MoreUrgent() string { return v.moreUrgent() }

// Given lists what was given and mattered, or did not.
func (v *htmlView) Given(matters bool) []givenRow { return v.givenRows(v.x.Given, matters) }

// CouldBecome lists the verdicts that are still open.
func (v *htmlView) CouldBecome() string {
	var titles []string
	for _, id := range v.decision.CouldBecome {
		titles = append(titles, v.verdictNamed(id).Title)
	}
	return strings.Join(titles, "; ")
}

// Gives is what a rule gives, in words.
func (v *htmlView) Gives(id string) string { return v.gives(id) }

// Shown reports whether a reason is shown with its text.
func (v *htmlView) Shown(r decision.Reason) bool { return !v.onlyNamed(r) }

// OnlyID reports whether of a reason not even the verdict is told that it would give by itself.
func (v *htmlView) OnlyID(r decision.Reason) bool { return !v.Shown(r) && v.toldAlone() }

// Cautions are those that are shown.
func (v *htmlView) Cautions() []decision.Caution {
	shown, _ := v.cautionsNow()
	return shown
}

// LaterCautions says how many are not.
func (v *htmlView) LaterCautions() string {
	if _, later := v.cautionsNow(); later > 0 {
		return laterCautions(later)
	}
	return ""
}

// Disputed lists the claims behind the reasons shown that some source speaks against.
func (v *htmlView) Disputed() []evidence.Claim {
	var shown []decision.Reason
	for _, r := range v.decision.Reasons {
		if v.Shown(r) {
			shown = append(shown, r)
		}
	}
	return v.disputed(shown)
}

// Against names who speaks against a claim.
func (v *htmlView) Against(c evidence.Claim) string { return v.cites(c) }

// Claims lists claims with their standing.
func (v *htmlView) Claims(ids []string) string { return v.claims(ids) }

// Title is what a fact or a group is called.
func (v *htmlView) Title(id string) string { return v.title(id) }

// RuleTitle is what a rule is called.
func (v *htmlView) RuleTitle(id string) string { return v.ruleTitles()[id] }

// Step is a step by its name, and what came of its rules.
func (v *htmlView) Step(id string) decision.Named { return named(v.guideline.Steps(), id) }

// Rules lists the rules of a step.
func (v *htmlView) Rules(step string) []decision.RuleTruth {
	var out []decision.RuleTruth
	for _, r := range v.x.Rules {
		if r.Step == step {
			out = append(out, r)
		}
	}
	return out
}

// Definition is what a named condition stands for; nil where the line names none.
func (v *htmlView) Definition(id string) *decision.DefinitionTruth {
	for i := range v.x.Definitions {
		if id != "" && v.x.Definitions[i].Definition == id {
			return &v.x.Definitions[i]
		}
	}
	return nil
}

// Picture is the pathway. It is ours and escaped where it is drawn.
func (v *htmlView) Picture() template.HTML {
	return template.HTML(pathway.OfCase(v.guideline, v.x).SVG())
}

// Footer names the guideline and says what the page is not.
func (v *htmlView) Footer() string { return v.identity() + " " + disclaimer }

// Line is a condition with what the template needs to show it.
type line struct {
	View *htmlView
	When decision.Explained
}

// Line pairs a condition with the view, for a template that calls itself.
func (v *htmlView) Line(when decision.Explained) line { return line{v, when} }
