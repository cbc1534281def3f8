package cdshooks

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/evidence"
)

// unknownTrial is what decisions say of a trial of which nothing is known.
const unknownTrial = "unknown"

// proposal is a ServiceRequest that a suggestion proposes. It says who it is for, and nothing
// else of the patient.
type proposal struct {
	Type       string       `json:"resourceType"`
	Status     string       `json:"status"`
	Intent     string       `json:"intent"`
	Code       proposalCode `json:"code"`
	Subject    reference    `json:"subject"`
	Encounter  *reference   `json:"encounter,omitempty"`
	AuthoredOn string       `json:"authoredOn"`
}

type proposalCode struct {
	Coding []Coding `json:"coding"`
	Text   string   `json:"text"`
}

// suggestions are drafts of what the guideline recommends, has a code, and is certain: not open,
// not withheld, not tried, and by no untraced claim. Beside what the screen found or the record
// raises and nobody has answered since, beside a record of which a needed part was not had, and
// wherever the guideline offers nothing else, there is none.
func (w *writer) suggestions(card string) []Suggestion {
	f, _ := w.p.found(w.d)
	_, unsettled := w.unsettled()
	if f >= barred || unsettled || w.doubtful() || w.c.needed() != nil || w.d.Urgency != "" || w.p.g.BarsOptions(w.d.Verdict) || !isID(w.c.patient) {
		return nil
	}
	var list []Suggestion
	for i := range w.d.Options {
		o := &w.d.Options[i]
		s, coded := w.p.suggested[o.ID]
		if !coded || !w.certain(o) {
			continue
		}
		resource, err := json.Marshal(w.proposal(o, s))
		if err != nil { // texts always marshal
			continue
		}
		says := &w.p.says
		list = append(list, Suggestion{
			Label:         says.suggestion.plain(o.Title),
			UUID:          namedUUID(card + "\n" + o.ID),
			IsRecommended: s.strong && o.Certainty >= evidence.Moderate,
			Actions:       []Action{{Type: "create", Description: says.proposal.plain(o.Title), Resource: resource}},
		})
	}
	return list
}

// certain reports whether an option is recommended whatever else is learnt, is left to be tried,
// and rests on claims that all have a source.
func (w *writer) certain(o *decision.Option) bool {
	if o.Stance != decision.StanceRecommend || o.Possible || o.Failed {
		return false
	}
	if o.Tried != "" && !slices.Contains(w.p.untried, o.Tried) || o.Tried == unknownTrial && w.underWay(w.p.known.trials[o.ID]) {
		return false
	}
	return len(o.Claims) > 0 && !slices.ContainsFunc(o.Claims, func(id string) bool {
		c := claimOf(w.d, id)
		return c == nil || c.Standing == evidence.Untraced
	})
}

// underWay reports whether the record tells in part, or asks, what came of a trial: it may be going
// on.
func (w *writer) underWay(trial string) bool {
	_, inPart := w.chart.Facts[trial]
	return inPart || slices.ContainsFunc(w.chart.Prompts, func(p fhir.Prompt) bool { return p.Fact == trial })
}

func (w *writer) proposal(o *decision.Option, s order) proposal {
	p := proposal{Type: "ServiceRequest", Status: "draft", Intent: "proposal", Code: proposalCode{[]Coding{s.code}, o.Title},
		Subject: reference{"Patient/" + w.c.patient}, AuthoredOn: w.c.at.Format(time.RFC3339)}
	if isID(w.c.encounter) {
		p.Encounter = &reference{"Encounter/" + w.c.encounter}
	}
	return p
}
