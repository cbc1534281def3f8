package cdshooks

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// feedback keeps what became of cards. Either all of a body is right and kept, or nothing of it.
func (x *exchange) feedback(ctx context.Context, body value, began time.Time) *refusal {
	list, f := readFeedback(body)
	if f != nil {
		return f
	}
	for i := range list {
		list[i].Schema, list[i].Service, list[i].At = feedbackSchema, x.id, timeOf(began)
		list[i].Issuer, list[i].Tenant = x.event.Caller.Issuer, x.event.Caller.Tenant
	}
	if sink := x.s.options.Records; sink != nil {
		_, err := guarded(ctx, func() (struct{}, error) { return struct{}{}, sink.Heard(ctx, list) })
		if err != nil {
			x.event.fail(failedRecords, err)
			f := refuse(http.StatusInternalServerError, "exception", "the feedback could not be kept; it may be sent again")
			return f
		}
		x.event.Feedback = len(list)
	}
	x.answer([]byte("{}"))
	return nil
}

// readFeedback reads {"feedback": […]}, every mistake at once.
func readFeedback(body value) ([]Feedback, *refusal) {
	r := &refusal{}
	entries := body.get("feedback")
	switch {
	case body.form() != object:
		r.add("structure", "", "the body is a JSON object")
		return nil, r
	case !entries.given():
		r.missing("feedback")
		return nil, r
	case entries.form() != array:
		r.wrong("feedback", "is not a list")
		return nil, r
	case entries.count() == 0:
		r.wrong("feedback", "is empty")
		return nil, r
	case entries.count() > mostFeedback:
		r.wrong("feedback", fmt.Sprintf("holds more than %d entries; send them in several bodies", mostFeedback))
		return nil, r
	}
	var list []Feedback
	for entry := range entries.all() {
		where := fmt.Sprintf("feedback[%d]", len(list))
		list = append(list, readEntry(r, entry, where))
		if len(r.issues) >= maxIssues {
			break
		}
	}
	return list, r.or()
}

// mostFeedback is how many entries a body may hold: they are kept together.
const mostFeedback = 200

// maxIssues bounds how many mistakes of one body are named: more of them tell no more.
const maxIssues = 50

func readEntry(r *refusal, entry value, where string) Feedback {
	if entry.form() != object {
		r.wrong(where, "is not an object")
		return Feedback{}
	}
	path := where + "."
	f := Feedback{Card: required(r, entry, path, "card"), Outcome: required(r, entry, path, "outcome")}
	if f.Card != "" && !isUUID(f.Card) {
		r.wrong(path+"card", "is not the UUID of a card")
	}
	accepted := entry.get("acceptedSuggestions")
	switch f.Outcome {
	case "accepted":
		if !accepted.given() || accepted.form() == array && accepted.count() == 0 {
			r.missing(path + "acceptedSuggestions")
		}
	case "overridden", "":
	default:
		r.wrong(path+"outcome", "is neither accepted nor overridden")
	}
	f.Accepted = readAccepted(r, accepted, path+"acceptedSuggestions")
	readOverride(r, &f, entry.get("overrideReason"), path+"overrideReason")
	if written := required(r, entry, path, "outcomeTimestamp"); written != "" {
		when, err := time.Parse(time.RFC3339Nano, written)
		if err != nil {
			r.wrong(path+"outcomeTimestamp", "is not an instant, as 2026-05-04T09:30:00Z")
		}
		f.OutcomeAt = timeOf(when)
	}
	return f
}

func readAccepted(r *refusal, list value, where string) (ids []string) {
	if !list.given() {
		return nil
	}
	if list.form() != array {
		r.wrong(where, "is not a list")
		return nil
	}
	for v := range list.all() {
		id := v.get("id").text()
		if id == "" {
			r.wrong(where, "holds something without the id of a suggestion")
			return nil
		}
		ids = append(ids, id)
	}
	return ids
}

// readOverride reads why a card was overridden. Clients send the code and the system of a reason
// without its display, or a comment alone.
func readOverride(r *refusal, f *Feedback, reason value, where string) {
	if !reason.given() {
		return
	}
	if reason.form() != object {
		r.wrong(where, "is not an object")
		return
	}
	f.Comment = optional(r, reason, where+".", "userComment")
	coding := reason.get("reason")
	if !coding.given() {
		return
	}
	if coding.form() != object {
		r.wrong(where+".reason", "is not an object")
		return
	}
	path := where + ".reason."
	f.Reason = &Coding{System: optional(r, coding, path, "system"), Code: required(r, coding, path, "code"), Display: optional(r, coding, path, "display")}
}
