package cdshooks

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// respond answers a call whose form is right: with cards, without, or with the reason why it
// cannot be answered.
func (s *Service) respond(ctx context.Context, o *offered, e *envelope, event *Event) ([]Card, *refusal) {
	c := e.call
	c.optedIn, c.caller = s.options.PatientView, event.Caller
	if err := ctx.Err(); err != nil {
		return nil, late(err)
	}
	if byLayman(c.user) {
		event.Withheld = "the user is a patient or a relative"
		return nil, nil
	}
	if !s.voice.concerned(c) {
		return nil, nil
	}
	location := s.gather(ctx, o, e, event)
	if event.crashed {
		return nil, broke()
	}
	if err := ctx.Err(); err != nil {
		return nil, late(err)
	}
	chart := s.mapping.Brief(c.patient, c.at, c.record...)
	s.voice.narrow(c, chart)
	if !s.voice.speaks(c, chart) {
		return nil, s.lacking(c, chart, event)
	}
	c.courseFound()
	s.stand(ctx, c, location, event)
	if event.crashed {
		return nil, broke()
	}
	if err := ctx.Err(); err != nil {
		return nil, late(err)
	}
	s.merge(c, chart)
	var cards []Card
	var f *refusal
	err := s.decide(c, chart, func(d *decision.Decision) { cards, f = s.say(ctx, e, location, chart, d, event) })
	if err != nil {
		event.fail(failedPolicy, err)
		return nil, broke()
	}
	return cards, f
}

// lacking is why a call is not simply left without a card: what could not be had might have made a
// difference. On a chart that is opened it could only where the record raises what is told there, or
// where nothing that is needed was had: silence would mean nothing.
func (s *Service) lacking(c *call, chart *fhir.Chart, event *Event) *refusal {
	if c.ordering() {
		return c.needed()
	}
	needed := c.needed(looked()...)
	if needed == nil || c.hook != patientView {
		return needed
	}
	if c.blind {
		return c.needed()
	}
	pressing := false
	if err := s.decide(c, chart, func(d *decision.Decision) { pressing = s.voice.presses(c, chart, d) }); err != nil {
		event.fail(failedPolicy, err)
		return broke()
	}
	if !pressing {
		return nil
	}
	return needed
}

// say puts a decision on cards. Nothing of it may be in what outlives the call.
func (s *Service) say(ctx context.Context, e *envelope, location string, chart *fhir.Chart, d *decision.Decision, event *Event) ([]Card, *refusal) {
	c := e.call
	event.Verdict, event.Settled = d.Verdict, d.Settled
	if needed := c.needed(); needed != nil && (!d.Settled || d.Allows()) { // a sign in the part that was not had would be stronger than any denial
		return nil, needed
	}
	cards := s.voice.cards(ctx, c, chart, d, questions{more: s.options.MoreURL})
	for i := range cards {
		if cards[i].UUID == "" {
			cards[i].UUID = cardID(c, i)
		}
	}
	if len(cards) > 0 {
		s.keep(ctx, e, location, chart, d, cards, event)
	}
	return cards, nil
}

// byLayman reports whether the user of a call is the patient or a relative: what the cards say is
// meant for clinicians.
func byLayman(user string) bool {
	kind, _, typed := strings.Cut(user, "/")
	return typed && (kind == "Patient" || kind == "RelatedPerson")
}

// decide asks the guideline and hands on what it answers. Standing facts that do not go with those
// of the record, by a check that concerns several facts, are left out and named.
func (s *Service) decide(c *call, chart *fhir.Chart, say func(*decision.Decision)) error {
	g := s.mapping.Guideline()
	known, ok := s.cases.Get().(*decision.Case)
	if !ok {
		known = g.NewCase()
	}
	defer s.cases.Put(known)
	err := known.Load(chart.Facts)
	if err != nil && len(c.standing) > 0 {
		for name := range c.standing {
			delete(chart.Facts, name)
		}
		c.standing = nil
		c.lacks = append(c.lacks, lack{key: standingKey, says: "what holds of the practitioner and the place does not go with the record, and was left out"})
		err = known.Load(chart.Facts)
	}
	if err == nil {
		g.WithDecision(known, say)
	}
	return err
}

// needed is why a call cannot be answered: parts of the record without which nothing is said, of
// some types or of all. It is nil where they are there.
func (c *call) needed(types ...string) *refusal {
	r := &refusal{status: http.StatusPreconditionFailed}
	for _, l := range c.lacks {
		if l.needs && (len(types) == 0 || slices.Contains(types, l.resource)) {
			r.issues = append(r.issues, issue{Severity: "error", Code: "incomplete", Expression: []string{"prefetch." + l.key},
				Diagnostics: fmt.Sprintf("the part %q of the record is needed and could not be had: %s", l.key, l.says)})
		}
	}
	return r.or()
}

// late is the answer of a call that took too long.
func late(err error) *refusal {
	r := refuse(http.StatusServiceUnavailable, "timeout", "the answer took too long")
	r.retry, r.err = 1, err
	return r
}

// gather reads what the client gave, fetches what it did not, and notes what is lacking.
func (s *Service) gather(ctx context.Context, o *offered, e *envelope, event *Event) (location string) {
	c := e.call
	had := make([]found, len(o.parts))
	var lacking []part
	var places []int
	for i, p := range o.parts {
		had[i] = p.judge(e.prefetch.get(p.key), c).close()
		if had[i].lack == "" {
			continue
		}
		if _, asked := p.query(c); asked {
			lacking, places = append(lacking, p), append(places, i)
		}
	}
	var fetched []bool // by part; nil for none
	server, ok := s.allowed(e.server)
	if ok && s.options.Fetcher != nil && e.token != "" && len(lacking) > 0 {
		limited, cancel := context.WithTimeout(ctx, s.limits.Time*3/4)
		defer cancel()
		event.Fetched = len(lacking)
		fetched = make([]bool, len(o.parts))
		for i, f := range s.fetch(limited, e, server, lacking) {
			if f.err != nil {
				event.fail(failedFetcher, f.err)
			}
			if f.lack == "" || f.soft || had[places[i]].data == nil {
				had[places[i]], fetched[places[i]] = f, true
			}
		}
	}
	c.record = make([]fhir.Document, 0, len(o.parts))
	c.blind = true
	for i, p := range o.parts {
		f := had[i]
		if p.beside {
			for _, v := range f.data {
				location = locate(v)
			}
			continue
		}
		way := "prefetch."
		if fetched != nil && fetched[i] {
			way = "fetched."
		}
		for _, v := range f.data {
			c.record = append(c.record, fhir.Read(way+p.key, v.in, v.i))
		}
		c.blind = c.blind && (!p.needs || f.lack != "" && len(f.data) == 0)
		if f.lack != "" {
			c.lacks = append(c.lacks, lack{key: p.key, resource: p.resource, says: f.lack, needs: p.needs && !f.soft})
			event.Lacks = append(event.Lacks, p.key)
		}
	}
	return location
}

// timeOf is an instant as records and receipts write it.
func timeOf(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func encodeCards(out *bytes.Buffer, cards []Card) error {
	if cards == nil {
		cards = []Card{}
	}
	out.Reset()
	err := json.NewEncoder(out).Encode(Response{Cards: cards})
	out.Truncate(max(0, out.Len()-1)) // its newline
	return err
}
