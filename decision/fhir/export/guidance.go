package export

import (
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// messages are the verdict in words, the remarks, the notes that go with every offer of the
// treatment, and the cautions that certainly hold.
func (a *answered) messages() *operationOutcome {
	out := &operationOutcome{ResourceType: "OperationOutcome", ID: "messages"}
	say := func(severity, text, rule string) {
		if text != "" {
			out.Issue = append(out.Issue, message{Severity: severity, Code: "informational", Details: concept{Text: text}, Diagnostics: rule})
		}
	}
	v := a.titled()
	text := v.Title
	if v.Says != "" {
		text += ": " + v.Says
	}
	say("information", text, "")
	for _, r := range a.d.Remarks {
		say("information", r.Says, r.ID)
	}
	if p := a.d.Protocol; p != nil {
		for _, n := range p.Notes {
			say("information", n.Says, n.ID)
		}
	}
	for _, k := range a.d.Cautions {
		if !k.Possible {
			say("warning", k.Says, k.Rule)
		}
	}
	return out
}

// output is the decision in parameters: what it is, what could become of it, every reason, and the
// options that are not proposed because all may still be barred.
func (a *answered) output(issues []*detectedIssue) *parameters {
	d := a.d
	list := []parameter{
		{Name: "guideline", ValueCanonical: planCanonical(d.Guideline)},
		{Name: "digest", ValueString: d.Guideline.Digest},
		{Name: "verdict", ValueCode: d.Verdict},
		{Name: "settled", ValueBoolean: &d.Settled},
		{Name: "exact", ValueBoolean: &d.Exact},
	}
	code := func(name string, codes ...string) {
		for _, c := range codes {
			if c != "" {
				list = append(list, parameter{Name: name, ValueCode: c})
			}
		}
	}
	code("could_become", d.CouldBecome...)
	code("missing", d.Missing...)
	code("urgency", d.Urgency)
	code("urgency_could_become", d.UrgencyCouldBecome...)
	code("urgency_missing", d.UrgencyMissing...)
	for _, k := range d.Cautions {
		if k.Possible {
			code("possible_caution", k.Rule)
		}
	}
	if a.mayBeBarred() {
		for _, x := range d.Options {
			code("possible_option", x.ID) // not proposed
		}
	}
	if d.Support != nil {
		code("standing", d.Support.Standing.String())
		code("certainty", d.Support.Certainty.String())
	}
	if a.o.Practitioner != "" {
		list = append(list, parameter{Name: "asked_by", ValueReference: refer(a.o.Practitioner)})
	}
	for _, s := range d.Steps {
		list = append(list, parameter{Name: "step", Part: []parameter{{Name: "id", ValueCode: s.ID}, {Name: "status", ValueCode: string(s.Status)}}})
	}
	for _, r := range d.Reasons {
		list = append(list, reasonParameter(r, issues))
	}
	return &parameters{ResourceType: "Parameters", ID: "output", Parameter: list}
}

func reasonParameter(r decision.Reason, issues []*detectedIssue) parameter {
	p := parameter{Name: "reason", Part: []parameter{
		{Name: "rule", ValueCode: r.Rule}, {Name: "step", ValueCode: r.Step}, {Name: "verdict", ValueCode: r.Verdict},
		{Name: "title", ValueString: r.Title}, {Name: "says", ValueString: r.Says}, {Name: "possible", ValueBoolean: &r.Possible},
	}}
	for _, c := range r.Claims {
		p.Part = append(p.Part, parameter{Name: "claim", ValueCode: c})
	}
	for _, i := range issues {
		if i.Code.Coding[0].Code == r.Rule {
			p.Part = append(p.Part, parameter{Name: "issue", ValueReference: refer(fullURL(i.ID))})
		}
	}
	return p
}

// requirements say of every missing fact what of a record could tell it, in asking order, and
// last that each can be answered. A record that holds no such resource leaves the fact unknown.
func (a *answered) requirements() []requirement {
	if len(a.d.Missing) == 0 {
		return nil
	}
	var list []requirement
	asked := requirement{Type: "QuestionnaireResponse", MustSupport: []string{"questionnaire", "item"}}
	if q := a.m.Questionnaire(); q != "" {
		asked.Extension = append(asked.Extension, extension{URL: extensionAsked, ValueCanonical: q})
	}
	for _, id := range a.d.Missing {
		for _, t := range a.m.Tells(id) {
			list = append(list, required(id, t))
		}
		asked.Extension = append(asked.Extension, extension{URL: extensionLinkID, ValueString: id})
	}
	return append(list, asked)
}

// required is a requirement for one fact.
func required(fact string, t fhir.Telling) requirement {
	r := requirement{Extension: []extension{{URL: extensionFact, ValueString: fact}}, Type: t.Resource, MustSupport: []string{t.Element}}
	path := t.Element
	if t.Resource == "Observation" {
		path = "code"
		r.MustSupport = []string{"code", "effective", "value"}
	}
	if len(t.Codes) > 0 {
		f := codeFilter{Path: path}
		for _, c := range t.Codes {
			f.Code = append(f.Code, coding{System: c.System, Code: c.Code})
		}
		r.CodeFilter = []codeFilter{f}
	}
	if t.Within > 0 {
		r.DateFilter = []dateFilter{{Path: "effective", ValueDuration: quantity{Value: t.Within, Unit: "weeks", System: systemUnits, Code: "wk"}}}
	}
	return r
}
