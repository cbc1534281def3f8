package export

import (
	"fmt"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// answered is a decision on its way out.
type answered struct {
	m         *fhir.Mapping
	g         *decision.Guideline
	d         *decision.Decision
	o         Options
	cite      citer
	parts     []string // that the ids are made of
	performer *reference
}

// Decision writes a decision as a Bundle of type collection: the GuidanceResponse, a
// DetectedIssue for each reason of the safety screen that certainly holds, and a RequestGroup
// where options are offered: none are while all of them may still be barred. The decision must be
// one of the guideline of the mapping, overlays included. Its ids are made of the decision and the
// options: the same answer is the same.
func Decision(m *fhir.Mapping, d *decision.Decision, o Options) ([]byte, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	g := m.Guideline()
	info := g.Info()
	if d.Guideline.Digest != info.Digest || !slices.Equal(d.Guideline.Overlays, info.Overlays) {
		return nil, fmt.Errorf("the decision is one of %s (%s), the mapping is for %s (%s)", planCanonical(d.Guideline), d.Guideline.Digest, planCanonical(info), info.Digest)
	}
	a := &answered{m: m, g: g, d: d, o: o, cite: citer{g.Evidence()}, parts: append([]string{content(d)}, o.parts()...),
		performer: &reference{Type: "Device", Display: "mskguide, " + info.ID + " " + version(info)}}
	return encode(a.bundle())
}

// content is what a decision says, whatever the digest of the guideline that says it.
func content(d *decision.Decision) string {
	bare := *d
	bare.Guideline.Digest = ""
	return string(bare.JSON())
}

// id makes an id of this decision for a part of it.
func (a *answered) id(part ...string) string { return derivedID(slices.Concat(a.parts, part)...) }

func (a *answered) bundle() *bundle {
	b := &bundle{ResourceType: "Bundle", ID: a.id("bundle"), Type: "collection", Timestamp: a.o.instant()}
	b.Identifier = &identifier{systemURI, fullURL(b.ID)}
	issues := a.issues()
	group := a.requestGroup()
	add := func(r resource) { b.Entry = append(b.Entry, entry{fullURL(r.identity()), r}) }
	add(a.guidance(issues, group))
	for _, issue := range issues {
		add(issue)
	}
	if group != nil {
		add(group)
	}
	return b
}

// guidanceID is known before the response is written: the issues refer to it.
func (a *answered) guidanceID() string { return a.id("guidance") }

func (a *answered) guidance(issues []*detectedIssue, group *requestGroup) *guidanceResponse {
	id := a.guidanceID()
	r := &guidanceResponse{
		ResourceType: "GuidanceResponse", ID: id,
		Contained:          []resource{a.messages(), a.output(issues)},
		Identifier:         []identifier{{systemURI, fullURL(id)}},
		Status:             a.status(),
		Subject:            refer(a.o.Patient),
		Encounter:          refer(a.o.Encounter),
		OccurrenceDateTime: a.o.dateTime(),
		Performer:          a.performer,
		Note:               a.notes(),
		EvaluationMessage:  []reference{{Reference: "#messages"}},
		OutputParameters:   refer("#output"),
		DataRequirement:    a.requirements(),
	}
	if a.o.Request != "" {
		r.RequestIdentifier = &identifier{systemRequest, a.o.Request}
	}
	if a.o.Endpoint == "" {
		r.ModuleCanonical = planCanonical(a.d.Guideline)
	} else {
		r.ModuleURI = a.o.Endpoint
		r.Extension = []extension{{URL: extensionEndpoint, ValueURI: a.o.Endpoint}}
	}
	if group != nil {
		r.Result = refer(fullURL(group.ID))
	}
	return r
}

// notes are what the guideline is, by its own account, and what it is not.
func (a *answered) notes() []annotation {
	list := []annotation{{caveat(a.g)}}
	if about := a.g.About(); about != "" {
		list = append(list, annotation{about})
	}
	return list
}

// status tells an evaluation that needs more data from one that could be made firmer by it.
func (a *answered) status() string {
	switch {
	case a.d.Settled:
		return "success"
	case a.verdict().ID == a.d.Verdict:
		return "data-requested"
	}
	return "data-required"
}

// verdict is what the verdict is called; of needs_information nothing that the guideline declares as a verdict.
func (a *answered) verdict() decision.Named {
	for _, v := range a.g.Verdicts() {
		if v.ID == a.d.Verdict {
			return v
		}
	}
	return decision.Named{}
}

// titled is the verdict, or that information is missing, with its sentence.
func (a *answered) titled() decision.Named {
	if v := a.verdict(); v.ID != "" {
		return v
	}
	return a.g.NeedsInformation()
}

// caveat goes with everything that is exported.
func caveat(g *decision.Guideline) string {
	text := "Decision support for a clinician who reviews its basis; no medical device. The rules are checked and not clinically validated."
	if s := g.SignOff(); s.Name != "" {
		return text + " Signed off by " + s.Name + ", " + s.Role + ", " + s.Date + "."
	}
	return text + " No named clinician has signed this guideline off."
}
