package fhir_test

import (
	"slices"
	"strings"
	"testing"
)

// An answer to a danger that is not understood does not vanish: it asks.
func TestAnswersThatAreNotUnderstood(t *testing.T) {
	const foreign = `"valueCoding":{"system":"http://clinic.example","code":"LA33-6","display":"Yes"}`
	for _, tt := range []reading{
		{"a danger, by a foreign code", told("q", "2026-11-22", "", says("cauda_equina_signs", foreign)), `{}`, `cauda_equina_signs`, `"element":"QuestionnaireResponse.item[cauda_equina_signs]","date":"2026-11-22","says":"\"LA33-6\" is no answer here; it may be yes or no, as a valueBoolean"`},
		{"a danger, by a code without one", told("q", "2026-11-22", "", says("cauda_equina_signs", `"valueCoding":{"display":"Yes,\nsince\u202e May"}`)), `{}`, `cauda_equina_signs`, `\"Yes, since May\" is no answer here`},
		{"a danger, in words", told("q", "2026-11-22", "", says("cauda_equina_signs", `"valueString":"yes"`)), `{}`, `cauda_equina_signs`, `\"yes\" is no answer here`},
		{"a danger, as a number", told("q", "2026-11-22", "", says("cauda_equina_signs", `"valueInteger":1`)), `{}`, `cauda_equina_signs`, `1 is a number, and the fact is a bool`},
		{"a danger, as something else", told("q", "2026-11-22", "", says("cauda_equina_signs", `"valueDate":"2026-11-20"`)), `{}`, `cauda_equina_signs`, `its answer, valueDate \"2026-11-20\", is of a type that is not read`},
		{"a danger, in words that were said last year", told("q", "2025-11-22", "", says("cauda_equina_signs", `"valueString":"yes"`)), `{}`, `cauda_equina_signs`, ``},
		{"no danger", told("q", "2026-11-22", "", says("trigger_points_identified", foreign)), `{}`, ``, `"kind":"value","reason":"\"LA33-6\" is no answer here`},
		{"a yes beside what is not understood", told("q", "2026-11-22", "", `{"linkId":"cauda_equina_signs","answer":[{"valueString":"perhaps"},{"valueBoolean":true}]}`), `{"cauda_equina_signs":true}`, ``, `\"perhaps\" is no answer here`},
		{"a no beside what is not understood", told("q", "2026-11-22", "", `{"linkId":"cauda_equina_signs","answer":[{"valueBoolean":false},{"valueString":"perhaps"}]}`), `{}`, `cauda_equina_signs`, `\"perhaps\" is no answer here`},
		{"nothing answered", told("q", "2026-11-22", "", `{"linkId":"cauda_equina_signs","answer":[]}`), `{}`, ``, `it holds no answer`},
		{"an extension where the answer should be", told("q", "2026-11-22", "", says("cauda_equina_signs", `"extension":[{"url":"http://example.org/masked"}]`)), `{}`, `cauda_equina_signs`, `its answer has no value`},
		{"a truth in words", told("q", "2026-11-22", "", says("cauda_equina_signs", `"valueBoolean":"true"`)), `{}`, `cauda_equina_signs`, `\"true\" is neither true nor false`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// One item that is answered with yes and with no: the yes to a danger stands, and the two are named.
func TestAnAnswerThatContradictsItself(t *testing.T) {
	both := func(fact string) string {
		return `{"linkId":"` + fact + `","answer":[{"valueBoolean":true},{"valueBoolean":false}]}`
	}
	for _, tt := range []reading{
		{"a danger", told("q", "2026-11-22", "", both("myelopathy_signs")), `{"myelopathy_signs":true}`, ``,
			`"kind":"contradicted","reason":"\"signs of myelopathy\" is answered with yes and with no; only the yes is heeded"`},
		{"a danger, as a problem", told("q", "2026-11-22", "", both("myelopathy_signs")), `{"myelopathy_signs":true}`, ``,
			`"kind":"contradicted","document":"record.json","line":2,`},
		{"a danger, last year", told("q", "2025-11-22", "", both("myelopathy_signs")), `{}`, `myelopathy_signs`, `only the yes is heeded`},
		{"no danger", told("q", "2026-11-22", "", both("trigger_points_identified")), `{}`, ``,
			`"kind":"contradicted","reason":"\"trigger points identified\" is answered with yes and with no"`},
		{"a choice, which may be one of two", told("q", "2026-11-22", "", `{"linkId":"nsaid_trial","answer":[{"valueString":"helped"},{"valueString":"wore_off"}]}`), `{"nsaid_trial":{"one_of":["helped","wore_off"]}}`, ``, ``},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// Answers that are not final give nothing, and deny nothing; a yes to a danger among them asks.
func TestAnswersThatAreNotFinal(t *testing.T) {
	draft := func(status, more string, items ...string) string {
		return strings.Replace(told("q", "2026-11-22", more, items...), `"status":"completed"`, status, 1)
	}
	const inProgress = `"status":"in-progress"`
	below := `{"linkId":"g","item":[{"linkId":"pregnancy","answer":[{"valueBoolean":false,"item":[` + says("cauda_equina_signs", isTrue) + `]}]}]}`
	for _, tt := range []reading{
		{"a danger", draft(inProgress, "", says("cauda_equina_signs", isTrue), says("pregnancy", isFalse), says("nprs_now", `"valueInteger":3`), says("myelopathy_signs", `"valueString":"yes"`)),
			`{}`, `cauda_equina_signs`, `"says":"answered: true, and the status of the answers is in-progress","kind":"doubtful"`},
		{"what else it holds", draft(inProgress, "", says("cauda_equina_signs", isTrue)), `{}`, `cauda_equina_signs`, `"kind":"status","reason":"its status is in-progress"`},
		{"below a group and below an answer", draft(inProgress, "", below), `{}`, `cauda_equina_signs`, ``},
		{"answered with yes and with no", draft(inProgress, "", `{"linkId":"cauda_equina_signs","answer":[{"valueBoolean":true},{"valueBoolean":false}]}`), `{}`, `cauda_equina_signs`, ``},
		{"by the patient", draft(inProgress, `,"source":{"reference":"Patient/p"}`, says("cauda_equina_signs", isTrue)), `{}`, `cauda_equina_signs`, ``},
		{"given up", draft(`"status":"stopped"`, "", says("cauda_equina_signs", isTrue)), `{}`, `cauda_equina_signs`, `stopped`},
		{"a status that is none", draft(`"status":"done"`, "", says("cauda_equina_signs", isTrue)), `{}`, `cauda_equina_signs`, `done`},
		{"no status", draft(`"language":"en"`, "", says("cauda_equina_signs", isTrue)), `{}`, `cauda_equina_signs`, `not given`},
		{"in error", draft(`"status":"entered-in-error"`, "", says("cauda_equina_signs", isTrue)), `{}`, ``, `entered-in-error`},
		{"an item that means something else", draft(inProgress, "", `{"linkId":"cauda_equina_signs","modifierExtension":[{"url":"http://example.org/of-the-mother"}],"answer":[{"valueBoolean":true}]}`), `{}`, ``, ``},
		{"no danger", draft(inProgress, "", says("trigger_points_identified", isTrue)), `{}`, ``, `in-progress`},
		{"in the time to come", strings.Replace(draft(inProgress, "", says("cauda_equina_signs", isTrue)), "2026-11-22", "2026-12-22", 1), `{}`, `cauda_equina_signs`, `in-progress`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// An answer with two values, or with a reason for having none, is understood in one way, in whatever
// order it is written: it is no answer, and where it affirms a danger it asks.
func TestAnswersThatAreSpoilt(t *testing.T) {
	const (
		absent   = `"_valueBoolean":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}`
		beside   = `"_valueBoolean":{"extension":[{"url":"http://example.org/seen"}]}`
		inWords  = `"valueString":"perhaps"`
		asks     = `cauda_equina_signs`
		isYes    = `{"cauda_equina_signs":true}`
		isNo     = `{"cauda_equina_signs":false}`
		doubtful = `"kind":"doubtful"`
	)
	for _, tt := range []struct{ name, one, other, facts, asks, says string }{
		{"yes and words", isTrue, inWords, `{}`, asks, doubtful},
		{"no and words", isFalse, inWords, `{}`, asks, `can have one value`},
		{"yes and a number", isTrue, `"valueInteger":1`, `{}`, asks, doubtful},
		{"yes and what is not read", isTrue, `"valueDate":"2026-11-20"`, `{}`, asks, doubtful},
		{"no and what is not read", isFalse, `"valueReference":{"reference":"Condition/1"}`, `{}`, asks, `can have one value`},
		{"yes, and a reason for having none", isTrue, absent, `{}`, asks, doubtful},
		{"no, and a reason for having none", isFalse, absent, `{}`, asks, `a reason for having no`},
		{"no, and a reason beside it", isFalse, `"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]`, `{}`, asks, `a reason for having no`},
		{"nothing, and a reason for having none", absent, `"id":"a"`, `{}`, asks, `its answer has no value`},
		{"yes, and something beside it", isTrue, beside, isYes, ``, ``},
		{"no, and something beside it", isFalse, beside, isNo, ``, ``},
		{"yes, and nothing beside it", isTrue, `"_valueBoolean":null`, isYes, ``, ``},
		{"no, and what nobody knows", isFalse, `"valu":1`, `{}`, asks, `not read`},
		{"yes, and what nobody knows", isTrue, `"valu":1`, `{}`, asks, doubtful},
	} {
		for _, answer := range []string{tt.one + `,` + tt.other, tt.other + `,` + tt.one} {
			reading{tt.name, told("q", "2026-11-22", "", says("cauda_equina_signs", answer)), tt.facts, tt.asks, tt.says}.hold(t)
		}
	}
	reading{"no danger", told("q", "2026-11-22", "", says("trigger_points_identified", isTrue+`,`+inWords)), `{}`, ``, `"kind":"value","reason":"it has valueBoolean and valueString, and can have one value"`}.hold(t)
	reading{"an answer that is not final", strings.Replace(told("q", "2026-11-22", "", says("cauda_equina_signs", inWords+`,`+isTrue)), "completed", "in-progress", 1), `{}`, asks, doubtful}.hold(t)
	reading{"yes in a spoilt answer, no in another", told("q", "2026-11-22", "", `{"linkId":"cauda_equina_signs","answer":[{`+isTrue+`,`+inWords+`},{`+isFalse+`}]}`), `{}`, asks, doubtful}.hold(t)
}

// The answers of an item are the same in one item and in several of its name.
func TestItemsOfOneName(t *testing.T) {
	for _, tt := range []struct {
		fact, facts, asks, says string
		answers                 []string
	}{
		{"cauda_equina_signs", `{}`, `cauda_equina_signs`, `of a type that is not read`, []string{isFalse, `"valueReference":{"reference":"Condition/1"}`}},
		{"cauda_equina_signs", `{"cauda_equina_signs":true}`, ``, `is answered with yes and with no; only the yes is heeded`, []string{isFalse, isTrue}},
		{"cauda_equina_signs", `{"cauda_equina_signs":true}`, ``, `only the yes is heeded`, []string{`"valueString":"perhaps"`, isTrue}},
		{"cauda_equina_signs", `{"cauda_equina_signs":false}`, ``, ``, []string{isFalse, isFalse}},
		{"nsaid_trial", `{"nsaid_trial":{"one_of":["helped","wore_off"]}}`, ``, ``, []string{`"valueString":"helped"`, `"valueString":"wore_off"`}},
	} {
		for range 2 {
			slices.Reverse(tt.answers)
			one, two := tt.answers[0], tt.answers[1]
			reading{"one item", told("q", "2026-11-22", "", says(tt.fact, one+`},{`+two)), tt.facts, tt.asks, tt.says}.hold(t)
			reading{"two items", told("q", "2026-11-22", "", says(tt.fact, one), says(tt.fact, two)), tt.facts, tt.asks, tt.says}.hold(t)
			reading{"an item without an answer among them", told("q", "2026-11-22", "", `{"linkId":"`+tt.fact+`"}`, says(tt.fact, one), says("smoker", isTrue), says(tt.fact, two)), tt.facts, tt.asks, tt.says}.hold(t)
		}
	}
}
