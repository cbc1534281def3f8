package cdshooks

import (
	"context"
	"os"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/receipt"
	"github.com/mskguide/mskguide/internal/journal"
)

const (
	shownSchema    = "mskguide.shown/1"
	feedbackSchema = "mskguide.feedback/1"
)

// Shown is a card that was shown. With the [Feedback] on it, which names the card, it holds what
// 45 CFR 170.315(b)(11) asks of an export: the intervention, the action taken, the feedback of the
// user, the user, the date and the location.
type Shown struct {
	Schema    string        `json:"schema"` // mskguide.shown/1
	Card      string        `json:"card"`   // UUID
	At        string        `json:"at"`     // in UTC
	Service   string        `json:"service"`
	Hook      string        `json:"hook"`
	Instance  string        `json:"instance"` // hookInstance
	User      string        `json:"user"`
	Encounter string        `json:"encounter,omitempty"`
	Location  string        `json:"location,omitempty"`
	Issuer    string        `json:"issuer,omitempty"` // who called, where that was authenticated
	Tenant    string        `json:"tenant,omitempty"`
	Patient   string        `json:"patient,omitempty"` // only with Options.NamePatients
	Guideline decision.Info `json:"guideline"`
	Title     string        `json:"title"` // of the guideline
	Verdict   string        `json:"verdict"`
	Settled   bool          `json:"settled"`
	Indicator Indicator     `json:"indicator"`
	Suggested []string      `json:"suggested,omitempty"` // UUIDs of suggestions, with which feedback names them

	// Lacks are the parts of the record that could not be had, as the card names them. Empty, nothing
	// was lacking; where it is left out, as in records of older versions, nobody told.
	Lacks []receipt.Lack `json:"lacks,omitzero"`
}

// Feedback is what became of a card.
type Feedback struct {
	Schema    string   `json:"schema"` // mskguide.feedback/1
	Card      string   `json:"card"`   // UUID, as the card has it
	Service   string   `json:"service"`
	Outcome   string   `json:"outcome"`            // "accepted" or "overridden"
	Accepted  []string `json:"accepted,omitempty"` // ids of suggestions
	Reason    *Coding  `json:"reason,omitempty"`   // why it was overridden
	Comment   string   `json:"comment,omitempty"`  // of the user, as written: show it escaped
	OutcomeAt string   `json:"outcome_at"`         // in UTC, as the client tells it
	At        string   `json:"at"`                 // when it was received, in UTC
	Issuer    string   `json:"issuer,omitempty"`   // who sent it, where that was authenticated
	Tenant    string   `json:"tenant,omitempty"`
}

// Records keeps which cards were shown and what became of them. It is used by many goroutines at
// once. A card is shown also where Shown fails; feedback is answered with an error where Heard
// fails, so that the client can send it again. Heard keeps all or nothing.
type Records interface {
	Shown(ctx context.Context, cards []Shown) error
	Heard(ctx context.Context, feedback []Feedback) error
}

// RecordsFile keeps records as lines of JSON in one file that survives a crash: what was answered
// is on the disk, and a line that a crash tore is moved to FILE.torn by the next OpenRecords.
type RecordsFile struct{ lines *journal.Journal }

// OpenRecords opens a file of records, and creates it, for its owner alone to read, where it is
// not there. A file can be open once at a time.
func OpenRecords(path string) (*RecordsFile, error) {
	lines, err := journal.Open(path, os.FileMode(0o600))
	if err != nil {
		return nil, err
	}
	return &RecordsFile{lines}, nil
}

// Shown implements [Records].
func (f *RecordsFile) Shown(ctx context.Context, cards []Shown) error {
	return appendAll(ctx, f.lines, cards)
}

// Heard implements [Records].
func (f *RecordsFile) Heard(ctx context.Context, feedback []Feedback) error {
	return appendAll(ctx, f.lines, feedback)
}

// Torn is the number of bytes at the end of the file that a crash had torn when it was opened.
func (f *RecordsFile) Torn() int64 { return f.lines.Torn() }

// Close closes the file.
func (f *RecordsFile) Close() error { return f.lines.Close() }

// appendAll keeps all of the records or none, unless ctx is over already.
func appendAll[T any](ctx context.Context, to *journal.Journal, records []T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	list := make([]any, len(records))
	for i := range records {
		list[i] = &records[i]
	}
	return to.AppendAll(list...)
}

func (s *Service) shown(e *envelope, location string, d *decision.Decision, card Card, by Caller) Shown {
	c := e.call
	r := Shown{Schema: shownSchema, Card: card.UUID, At: timeOf(c.at), Service: c.service, Hook: c.hook, Instance: c.instance, User: c.user,
		Encounter: c.encounter, Location: location, Issuer: by.Issuer, Tenant: by.Tenant, Guideline: d.Guideline,
		Title: s.mapping.Guideline().FullTitle(), Verdict: d.Verdict, Settled: d.Settled, Indicator: card.Indicator}
	if s.options.NamePatients {
		r.Patient = c.patient
	}
	for _, suggestion := range card.Suggestions {
		r.Suggested = append(r.Suggested, suggestion.UUID)
	}
	return r
}

// ShownSchema returns the JSON Schema (2020-12) of a card that was shown, as [RecordsFile] keeps it.
func ShownSchema() ([]byte, error) {
	return decision.SchemaOf("A card that was shown ("+shownSchema+")", Shown{})
}

// FeedbackSchema returns the JSON Schema (2020-12) of what became of a card, likewise.
func FeedbackSchema() ([]byte, error) {
	return decision.SchemaOf("What became of a card ("+feedbackSchema+")", Feedback{})
}
