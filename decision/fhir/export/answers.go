package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// Answers writes facts, a document as [decision.JSON] holds it, as answers to the Questionnaire
// of [Questions]: what the mapping reads back as the same facts. What is unknown is not
// answered. What is known in part takes several answers, one of which is right (of a number, the
// least and the most), or a quantity with a comparator; the form itself lets nobody say so much.
// A number with an open bound and another one cannot be told like this: its bounds are then told
// as closed ones, and wider lists it. At is the time at which the facts were told, not that of the
// export: by it a mapping judges whether an answer still counts, and facts of a month ago that bear
// the day of today would pass for new; Options.Day says that only the day is known. Without it the
// answers bear no date, and a mapping may not count them. The version of the questions is a tag and
// no part of their address: a server that compares addresses as they are written would not find the
// answers by that of the questionnaire. The error is a [decision.FactErrors] or about the options.
func Answers(m *fhir.Mapping, facts decision.JSON, o Options) (document []byte, wider []string, err error) {
	if err := o.check(); err != nil {
		return nil, nil, err
	}
	if m.Questionnaire() == "" {
		return nil, nil, errNoQuestionnaire()
	}
	g := m.Guideline()
	if _, err := g.Case(facts); err != nil {
		return nil, nil, err
	}
	given, err := members(g, facts.Data)
	if err != nil {
		return nil, nil, err
	}
	info := g.Info()
	id := derivedID(append([]string{"answers", m.Questionnaire(), version(info), string(facts.Data)}, o.parts()...)...)
	r := &questionnaireResponse{ResourceType: "QuestionnaireResponse", ID: id, Meta: &meta{Tag: []coding{{System: systemAsked, Code: version(info)}}},
		Identifier: &identifier{systemURI, fullURL(id)}, Questionnaire: m.Questionnaire(), Status: "completed",
		Subject: refer(o.Patient), Encounter: refer(o.Encounter), Authored: o.dateTime(), Author: refer(o.Practitioner)}
	for _, f := range g.Facts() {
		list, exactly := answersFor(m, f, given[f.ID])
		if len(list) > 0 {
			r.Item = append(r.Item, answerItem{LinkID: f.ID, Text: f.Question, Answer: list})
		}
		if !exactly {
			wider = append(wider, f.ID)
		}
	}
	document, err = encode(r)
	return document, wider, err
}

// members are the facts of a document that was found to be right, groups that are denied included.
func members(g *decision.Guideline, data []byte) (map[string]any, error) {
	given := map[string]any{}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&given); err != nil {
		return nil, err
	}
	denied, _ := given["none_of"].([]any)
	for _, group := range g.Groups() {
		if slices.Contains(denied, any(group.ID)) {
			for _, fact := range group.Facts {
				given[fact] = false
			}
		}
	}
	return given, nil
}

// answersFor are the answers that tell what is known of a fact, and whether they tell just that.
func answersFor(m *fhir.Mapping, f decision.Fact, v any) (list []answer, exactly bool) {
	switch v := v.(type) {
	case bool:
		return []answer{{ValueBoolean: &v}}, true
	case string:
		return chosen(m, f, v), true
	case json.Number:
		x, err := v.Float64()
		if err != nil {
			return nil, false
		}
		return []answer{number(f, x)}, true
	case map[string]any:
		if of, ok := v["one_of"].([]any); ok {
			for _, id := range of {
				list = append(list, chosen(m, f, fmt.Sprint(id))...)
			}
			return list, true
		}
		return within(m, f, v)
	}
	return nil, true
}

func chosen(m *fhir.Mapping, f decision.Fact, id string) []answer {
	for _, c := range f.Choices {
		if c.ID == id {
			is := choiceCoding(m, f, c)
			return []answer{{ValueCoding: &is}}
		}
	}
	return nil
}

func number(f decision.Fact, x float64) answer {
	x += 0 // of -0 it makes 0
	if f.Type == decision.TypeInteger {
		return answer{ValueInteger: known(int64(x))}
	}
	return answer{ValueDecimal: &x}
}

// within tells a number that is known to lie within bounds.
func within(m *fhir.Mapping, f decision.Fact, bounds map[string]any) ([]answer, bool) {
	at := func(name string) (float64, bool) {
		n, ok := bounds[name].(json.Number)
		if !ok {
			return 0, false
		}
		x, err := n.Float64()
		return x, err == nil
	}
	low, high := f.Min, f.Max
	if x, ok := at("at_least"); ok {
		low = max(low, x)
	}
	if x, ok := at("at_most"); ok {
		high = min(high, x)
	}
	above, hasAbove := at("more_than")
	below, hasBelow := at("less_than")
	if f.Type == decision.TypeInteger { // whole numbers know no open bounds
		if hasAbove {
			low = max(low, math.Floor(above)+1)
		}
		if hasBelow {
			high = min(high, math.Ceil(below)-1)
		}
		return ends(f, math.Ceil(low), math.Floor(high)), true
	}
	opensLow, opensHigh := hasAbove && above >= low, hasBelow && below <= high
	if ucum, ok := m.Unit(f); ok && opensLow != opensHigh && len(bounds) == 1 {
		q := &quantity{Value: below, Comparator: "<", Unit: f.Unit, System: systemUnits, Code: ucum}
		if opensLow {
			q.Value, q.Comparator = above, ">"
		}
		return []answer{{ValueQuantity: q}}, true
	}
	if opensLow {
		low = above
	}
	if opensHigh {
		high = below
	}
	return ends(f, low, high), !opensLow && !opensHigh
}

// ends are the least and the most that a number can be; none where that is all of its range.
func ends(f decision.Fact, low, high float64) []answer {
	switch {
	case low == high:
		return []answer{number(f, low)}
	case low == f.Min && high == f.Max:
		return nil
	}
	return []answer{number(f, low), number(f, high)}
}
