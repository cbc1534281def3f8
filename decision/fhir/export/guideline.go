package export

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/evidence"
)

// Guideline writes the guideline of a mapping as a PlanDefinition of type eca-rule: an action for
// each step with one for each of its rules, and a last one with the options. Conditions are
// expressions of github.com/expr-lang/expr over the ids of the facts, with their meaning in words;
// no engine of CQL or FHIRPath evaluates them. A rule has a direction where the mapping says which
// way its verdict points. Of the options only At counts, as the date.
func Guideline(m *fhir.Mapping, o Options) ([]byte, error) {
	g := m.Guideline()
	p := &planned{m: m, g: g, cite: citer{g.Evidence()}}
	info, review := g.Info(), g.Review()
	id := derivedID(planCanonical(info))
	plan := &planDefinition{
		ResourceType: "PlanDefinition", ID: id,
		URL:             planURL(info),
		Identifier:      []identifier{{systemURI, fullURL(id)}, {systemDigest, info.Digest}},
		Version:         version(info),
		Name:            computerName(info.ID + "-" + strings.Join(info.Overlays, "-")),
		Title:           g.FullTitle(),
		Type:            concept{Coding: []coding{{System: systemPlanType, Code: "eca-rule", Display: "ECA Rule"}}},
		Status:          "draft",
		Experimental:    g.SignOff().Name == "",
		Date:            o.day(),
		Description:     g.About(),
		Purpose:         intendedUse(g),
		Usage:           caveat(g),
		Topic:           topic(g),
		RelatedArtifact: p.references(),
	}
	if s := g.SignOff(); s.Name != "" {
		plan.ApprovalDate, plan.Reviewer = s.Date, []contact{{s.Name + ", " + s.Role}}
	}
	for _, s := range g.Steps() {
		plan.Action = append(plan.Action, p.step(s, review.Rules))
	}
	if review.Options != nil {
		plan.Action = append(plan.Action, p.options(review.Options))
	}
	return encode(plan)
}

type planned struct {
	m    *fhir.Mapping
	g    *decision.Guideline
	cite citer
}

func topic(g *decision.Guideline) []concept {
	if g.Topic() == "" {
		return nil
	}
	return []concept{{Text: g.Topic()}}
}

func intendedUse(g *decision.Guideline) string {
	s := g.Safety()
	if s == nil {
		return ""
	}
	return s.IntendedUse + bulleted("For", s.Users) + bulleted("Not for", s.NotFor)
}

func bulleted(title string, list []string) string {
	if len(list) == 0 {
		return ""
	}
	return "\n\n" + title + ":\n\n- " + strings.Join(list, "\n- ")
}

// references are how evidence is graded here, and every source that the guideline cites.
func (p *planned) references() []relatedArtifact {
	list := []relatedArtifact{{Type: "documentation", Label: "grading",
		Display: "Claims carry a certainty (very low, low, moderate, high) and a standing (supported, partly, disputed, untraced) by the account of this project, under " +
			systemCertainty + " and " + extensionStanding + ". Strengths are those that sources state, in their own words, under " + systemStrength + "; none is converted into another scheme, and the guideline itself grades no rule."}}
	for _, s := range p.cited() {
		list = append(list, citation(s))
	}
	return list
}

// cited are the sources of the claims of rules and options, in the order of the library.
func (p *planned) cited() []evidence.Source {
	named := map[string]bool{}
	note := func(claims []string) {
		for _, id := range claims {
			claim, _ := p.cite.library.Claim(id)
			for _, s := range slices.Concat(claim.For, claim.Against) {
				named[s] = true
			}
		}
	}
	for _, r := range p.g.Rules() {
		note(r.Claims)
	}
	for _, r := range p.g.OptionRules() {
		note(r.Claims)
		for _, s := range slices.Concat(r.For, r.Against) {
			named[s] = true
		}
	}
	return slices.DeleteFunc(p.cite.library.Sources(), func(s evidence.Source) bool { return !named[s.ID] })
}

func (p *planned) step(s decision.Named, rules []decision.RuleText) planAction {
	a := planAction{ID: s.ID, Title: s.Title, Description: s.Says, Code: []concept{{Coding: []coding{{System: systemStep, Code: s.ID, Display: s.Title}}}}}
	for _, r := range rules {
		if r.Step == s.ID {
			a.Action = append(a.Action, p.rule(r))
		}
	}
	return a
}

func (p *planned) rule(r decision.RuleText) planAction {
	standing, certain := p.cite.weakest(r.Claims)
	a := planAction{
		ID:             r.ID,
		Extension:      append(certainty(certain), extension{URL: extensionStanding, ValueCode: standing.String()}),
		Title:          cmp.Or(r.Title, inWords(r.ID)),
		Description:    r.Says,
		TextEquivalent: "Gives " + inWords(r.Gives) + ". Standing of its weakest claim: " + stands(standing, certain) + ".",
		Code:           []concept{{Coding: []coding{{System: systemRule, Code: r.ID}, {System: systemVerdict, Code: r.Gives}}}},
		Documentation:  p.cite.artifacts(r.Claims, p.g.Topic()),
		Condition:      applies(r.Source, r.InWords),
	}
	if way := p.m.Direction(r.Gives); way != "" {
		a.Extension = append([]extension{directed(way)}, a.Extension...)
	}
	return p.off(a, r.Off)
}

// off marks what never applies in this guideline, with the reason; it points no way.
func (p *planned) off(a planAction, why string) planAction {
	if why == "" {
		return a
	}
	a.Extension = slices.DeleteFunc(a.Extension, func(e extension) bool { return e.URL == extensionDirection })
	a.Extension = append(a.Extension, extension{URL: extensionOff, ValueString: why})
	a.TextEquivalent = "Off: " + why + ". " + a.TextEquivalent
	a.Condition = applies("false", decision.Phrase{Says: "never: " + why})
	return a
}

func (p *planned) options(t *decision.OptionsText) planAction {
	a := planAction{ID: "options", Title: "Options", Description: "What else may be done, or is known not to help. Nothing here is an order."}
	for _, x := range t.Options {
		extensions := append(stanceDirection(x.Stance), certainty(x.Certainty)...)
		a.Action = append(a.Action, p.off(planAction{
			ID: "option-" + x.ID, Extension: extensions, Title: x.Title, Description: x.Says,
			TextEquivalent: "Stance: " + inWords(string(x.Stance)) + ".",
			Code:           []concept{{Coding: []coding{{System: systemOption, Code: x.ID}}}, stanceConcept(x.Stance)},
			Documentation:  append(p.cite.sides(x.For, x.Against), p.cite.artifacts(x.Claims, x.Intervention)...),
			Condition:      applies(x.Offered(), x.InWords),
		}, x.Off))
	}
	return a
}

// applies is a condition. The list of languages in the schema of R4 has no code for this one, so
// that the code is absent, with the reason and the name of the language beside it.
func applies(source string, words decision.Phrase) []condition {
	if source == "" {
		source = "true"
	}
	return []condition{{Kind: "applicability", Expression: expression{
		Description: words.String(),
		NoLanguage:  &element{Extension: []extension{{URL: extensionAbsentReason, ValueCode: "unsupported"}, {URL: extensionLanguage, ValueCode: exprLanguage}}},
		Expression:  source,
	}}}
}
