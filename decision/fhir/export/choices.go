package export

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// requestGroup proposes what the decision lists as options, of every stance; nil without any, and
// while all of them may still be barred. It is a draft: nothing is ordered, and nothing is chosen
// beforehand.
func (a *answered) requestGroup() *requestGroup {
	if len(a.d.Options) == 0 || a.mayBeBarred() {
		return nil
	}
	id := a.id("options")
	r := &requestGroup{
		ResourceType: "RequestGroup", ID: id,
		Identifier:            []identifier{{systemURI, fullURL(id)}},
		InstantiatesCanonical: []string{planCanonical(a.d.Guideline)},
		Status:                "draft", Intent: "proposal",
		Code:       concept{Text: "Options beside " + a.g.Topic()},
		Subject:    refer(a.o.Patient),
		Encounter:  refer(a.o.Encounter),
		AuthoredOn: a.o.dateTime(),
		Author:     a.performer,
		Note:       []annotation{{"Options, not orders: each names what may be done, or what is known of it, and whoever decides to do it makes the order."}},
	}
	for _, x := range a.d.Options {
		r.Action = append(r.Action, a.option(x))
	}
	return r
}

// mayBeBarred reports whether it could still come to a verdict beside which nothing else is offered:
// options are then listed because nobody has finished asking, the answer offers none of them, and
// nobody is to find them among proposals.
func (a *answered) mayBeBarred() bool {
	return slices.ContainsFunc(a.d.CouldBecome, a.g.BarsOptions)
}

// option has a direction only where the guideline offers it, or advises against it, now: not while
// it is only possible, and not where it was tried and nothing is left to expect of it.
func (a *answered) option(x decision.Option) optionAction {
	var extensions []extension
	if !x.Possible && !x.Failed {
		extensions = stanceDirection(x.Stance)
	}
	extensions = append(append(extensions, certainty(x.Certainty)...), extension{URL: extensionPossible, ValueBoolean: &x.Possible})
	if x.Tried != "" {
		extensions = append(extensions, extension{URL: extensionTried, ValueCode: x.Tried})
	}
	if x.Failed { // never false: what came of it may not be known
		extensions = append(extensions, extension{URL: extensionFailed, ValueBoolean: &x.Failed})
	}
	return optionAction{
		ID:               x.ID,
		Extension:        extensions,
		Title:            headline(x),
		Description:      x.Says,
		TextEquivalent:   heed(x),
		Code:             []concept{stanceConcept(x.Stance)},
		Documentation:    append(a.cite.sides(x.For, x.Against), a.cite.artifacts(optionClaims(x), x.Intervention)...),
		RequiredBehavior: "could",
		PrecheckBehavior: "no",
		Resource:         reference{Identifier: &identifier{systemIntervention, x.Intervention}, Display: x.Title},
	}
}

// headline is the title of an option. Many clients show nothing else, and neither what is only
// possible nor what was tried in vain may look like a plain offer.
func headline(x decision.Option) string {
	switch {
	case x.Possible && x.Failed:
		return "Only possible, until the rest is known; tried without lasting help: " + x.Title
	case x.Possible:
		return "Only possible, until the rest is known: " + x.Title
	case x.Failed:
		return "Tried without lasting help: " + x.Title
	}
	return x.Title
}

// optionClaims are those of an option and of what is to be heeded with it, each once.
func optionClaims(x decision.Option) []string {
	var list []string
	seen := map[string]bool{}
	add := func(claims []string) {
		for _, c := range claims {
			if !seen[c] {
				seen[c] = true
				list = append(list, c)
			}
		}
	}
	add(x.Claims)
	for _, k := range x.Cautions {
		add(k.Claims)
	}
	return list
}

// heed is what qualifies an option: whether it is certain, what came of it, what to heed.
func heed(x decision.Option) string {
	text := []string{"Stance: " + inWords(string(x.Stance)) + "."}
	if x.Possible {
		text = append(text, "Possible only; it depends on: "+strings.Join(x.Missing, ", ")+".")
	}
	if x.Tried != "" {
		text = append(text, "Tried: "+inWords(x.Tried)+".")
	}
	if x.Failed {
		text = append(text, "Nothing is left to expect of it: it is not proposed again.")
	}
	for _, k := range x.Cautions {
		prefix := ""
		if k.Possible {
			prefix = "Possible: "
		}
		text = append(text, prefix+k.Says)
	}
	return strings.Join(text, " ")
}

func stanceConcept(s decision.Stance) concept {
	return concept{Coding: []coding{{System: systemStance, Code: string(s)}}, Text: inWords(string(s))}
}

// stanceDirection is none where a stance takes no side: too little evidence is no advice against.
func stanceDirection(s decision.Stance) []extension {
	switch {
	case s.Offers():
		return []extension{directed("for")}
	case s == decision.StanceAgainst:
		return []extension{directed("against")}
	}
	return nil
}
