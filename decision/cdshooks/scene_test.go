package cdshooks

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// Orders and records of needling.
const (
	needling = `{"resourceType":"ServiceRequest","id":"o","status":"draft","intent":"order","subject":{"reference":"Patient/` + patientID + `"},"code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"20560"}]}}`
	referral = `{"resourceType":"ServiceRequest","id":"o","status":"draft","intent":"order","subject":{"reference":"Patient/` + patientID + `"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"444831000124102"}]}}`
	needled  = `{"resourceType":"Procedure","id":"p1","status":"completed","performedDateTime":"2026-11-10","subject":{"reference":"Patient/` + patientID + `"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"231082000"}]}}`
	born     = `{"resourceType":"Patient","id":"` + patientID + `","birthDate":"1981-05-04"}`
)

// scene is a call and what is known.
type scene struct {
	hook   string
	order  string
	others []string // further orders
	record []string // resources
	facts  decision.Facts
	lacks  []lack
	opted  bool
	more   string
	at     time.Time // noon where it is left out
}

func (s *scene) call() *call {
	at := s.at
	if at.IsZero() {
		at = noon()
	}
	c := &call{hook: s.hook, service: "dry-needling-" + s.hook, instance: instance, at: at, user: "Practitioner/doc-1", patient: patientID, encounter: "enc-1", lacks: s.lacks, optedIn: s.opted}
	if s.order != "" {
		c.orders = []drafted{{resource: s.order}}
		c.selections = []string{"ServiceRequest/o"}
	}
	for _, other := range s.others {
		c.orders = append(c.orders, drafted{resource: other})
	}
	for i, r := range s.record {
		c.record = append(c.record, fhir.Document{Name: fmt.Sprint("part ", i), Text: r})
	}
	return c
}

// play goes the way of a call as the wire does.
func play(t testing.TB, p *Policy, s *scene) []Card {
	t.Helper()
	c := s.call()
	if !p.concerned(c) {
		return nil
	}
	chart := p.m.FactsOf(patientID, c.at, c.record...)
	maps.Copy(chart.Facts, s.facts)
	p.narrow(c, chart)
	if !p.speaks(c, chart) {
		return nil
	}
	d, err := p.g.Decide(chart.Facts)
	require.NoError(t, err)
	cards := p.cards(context.Background(), c, chart, d, questions{more: s.more})
	valid(t, cards)
	return cards
}

// answered is the one card of a scene.
func answered(t testing.TB, p *Policy, s *scene) Card {
	t.Helper()
	cards := play(t, p, s)
	require.Len(t, cards, 1)
	return cards[0]
}

// valid holds cards to what CDS Hooks says of them, the invariants resp-1 to resp-6 of its
// logical model among it, as a client reads them.
func valid(t testing.TB, cards []Card) {
	t.Helper()
	body, err := encoded(cards)
	require.NoError(t, err)
	var response struct {
		Cards []map[string]any `json:"cards"`
	}
	require.NoError(t, json.Unmarshal(body, &response))
	require.NotNil(t, response.Cards)
	for _, card := range response.Cards {
		nothingEmpty(t, card)
		require.True(t, isUUID(card["uuid"].(string)))
		require.Less(t, units(card["summary"].(string)), 140)
		require.NotContains(t, card["summary"], "\n")
		require.Contains(t, []any{"info", "warning", "critical"}, card["indicator"])
		source := card["source"].(map[string]any)
		require.NotEmpty(t, source["label"])
		topic := source["topic"].(map[string]any)
		require.NotEmpty(t, topic["code"])
		require.NotEmpty(t, topic["system"])
		for _, r := range list(card["overrideReasons"]) {
			require.NotEmpty(t, r["code"])
			require.NotEmpty(t, r["display"], "resp-4")
		}
		for _, l := range list(card["links"]) {
			require.NotEmpty(t, l["label"])
			require.Equal(t, "absolute", l["type"], "resp-3: no appContext, for no link is of SMART")
			require.NotContains(t, l, "appContext")
			u, err := url.Parse(l["url"].(string))
			require.NoError(t, err)
			require.True(t, u.IsAbs() && u.Host != "")
		}
		suggestions(t, card)
	}
}

func suggestions(t testing.TB, card map[string]any) {
	t.Helper()
	ids, recommended := map[any]bool{card["uuid"]: true}, 0
	for _, s := range list(card["suggestions"]) {
		require.NotEmpty(t, s["label"])
		require.True(t, isUUID(s["uuid"].(string)))
		require.False(t, ids[s["uuid"]], "ids differ")
		ids[s["uuid"]] = true
		if s["isRecommended"] == true {
			recommended++
		}
		require.NotEmpty(t, list(s["actions"]), "a suggestion does something")
		for _, a := range list(s["actions"]) {
			require.Equal(t, "create", a["type"], "resp-2: nothing is deleted")
			require.NotEmpty(t, a["description"], "resp-5")
			r := a["resource"].(map[string]any)
			require.Equal(t, "ServiceRequest", r["resourceType"])
			require.Equal(t, "draft", r["status"])
			require.Equal(t, "proposal", r["intent"])
			require.Equal(t, map[string]any{"reference": "Patient/" + patientID}, r["subject"])
			require.NotEmpty(t, r["code"].(map[string]any)["coding"])
		}
	}
	if card["suggestions"] == nil {
		require.NotContains(t, card, "selectionBehavior")
		return
	}
	require.Contains(t, []any{"any", "at-most-one"}, card["selectionBehavior"], "resp-6")
	require.True(t, card["selectionBehavior"] == "any" || recommended <= 1, "resp-1")
}

// list is the objects of an array that may not be there.
func list(v any) (out []map[string]any) {
	all, _ := v.([]any)
	for _, one := range all {
		out = append(out, one.(map[string]any))
	}
	return out
}

// nothingEmpty refuses null, empty texts, lists and objects at any depth.
func nothingEmpty(t testing.TB, v any) {
	t.Helper()
	empty := v == nil || v == ""
	switch v := v.(type) {
	case []any:
		empty = len(v) == 0
		for _, one := range v {
			nothingEmpty(t, one)
		}
	case map[string]any:
		empty = len(v) == 0
		for _, one := range v {
			nothingEmpty(t, one)
		}
	}
	if empty {
		require.Fail(t, "null or empty")
	}
}

var digests = regexp.MustCompile(`\d+\.\d+\.\d+, sha256 [0-9a-f]+`)

// lasting leaves out what comes and goes with every edit of the guideline.
func lasting(s string) string { return digests.ReplaceAllString(s, "…, …") }

func encoded(cards []Card) ([]byte, error) {
	var out bytes.Buffer
	err := encodeCards(&out, cards)
	return out.Bytes(), err
}
