package cdshooks

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/receipt"
)

// Options are what a site decides. All may be left out but one: who may call.
type Options struct {
	// Authenticator says who calls; package jwtauth has the one of CDS Hooks. Without one New
	// refuses, unless Anybody says that none is wanted: for a demo, or behind a gateway that
	// authenticates.
	Authenticator Authenticator
	Anybody       bool

	// Standing tells what holds of a practitioner ("Practitioner/123") at a location whatever the
	// patient, such as training and scope; either may be "". Nothing of it stands in a record, so
	// that what is not told here is asked on the card. Only facts that the guideline marks
	// site_profile count ([decision.Fact].SiteProfile): any other is left out, for nobody can say
	// beforehand what every patient has or has not, and Observe is told its id. It has to give up
	// when the context ends, after a quarter of the time that the call has left; the card then asks.
	Standing func(ctx context.Context, practitioner, location string) (decision.Facts, error)

	// Fetcher gets what the client did not give, from the servers whose base addresses are listed:
	// with https, or of this machine, unless PlainHTTP says that others may be asked in the clear.
	Fetcher   Fetcher
	Servers   []string
	PlainHTTP bool

	// Records keeps which cards were shown and what became of them. A card waits for half a second
	// until that is kept, and as long for its receipt; then it is shown all the same. NamePatients
	// adds the id of the patient to what it gets.
	Records      Records
	NamePatients bool

	Receipts receipt.Sink // keeps what each card rested on: a health record; one it cannot keep is shown all the same

	Observe func(Event)      // is told of every request but preflights, once it was answered; nil: failures are logged by slog
	Now     func() time.Time // nil: the clock; its time zone is the one of "today"
	Origins []string         // browsers whose pages may call: "https://ehr.example.org", or "*" for all
	Limits  Limits

	PatientView bool   // answer patient-view for every patient, also where nothing presses
	MoreURL     string // where questions are asked that do not fit on a card; absolute
}

// Limits bound what one call may cost. Zero stands for the default.
type Limits struct {
	Body       int64         // bytes; 4 MiB, and for what is fetched twice as many
	Depth      int           // of JSON; 64
	Time       time.Duration // of a call, fetching included; 5 s
	Concurrent int           // calls at a time, others are sent away with 503; 128
	Reading    int64         // bytes that calls read and fetch at a time, likewise; 64 MiB, at least three bodies
}

// defaults fills in what was left out, and refuses what makes no sense.
func (o Options) defaults() (Options, error) {
	var errs []error
	if o.Authenticator == nil && !o.Anybody {
		errs = append(errs, errors.New("who may call? Options.Authenticator is nil, and Options.Anybody is false"))
	}
	if o.Authenticator != nil && o.Anybody {
		errs = append(errs, errors.New("who may call? Options.Anybody is true beside an Options.Authenticator"))
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Observe == nil {
		o.Observe = logFailures
	}
	if o.Fetcher != nil && len(o.Servers) == 0 {
		errs = append(errs, errors.New("Options.Fetcher is given, and Options.Servers lists no server that it may ask"))
	}
	if o.Fetcher == nil && len(o.Servers) > 0 {
		errs = append(errs, errors.New("Options.Servers lists servers that may be asked, and Options.Fetcher is nil"))
	}
	for _, l := range []struct {
		name    string
		given   *int64
		usually int64
	}{{"Body", &o.Limits.Body, 4 << 20}, {"Time", (*int64)(&o.Limits.Time), int64(5 * time.Second)}, {"Reading", &o.Limits.Reading, 64 << 20}} {
		if *l.given < 0 {
			errs = append(errs, fmt.Errorf("Options.Limits.%s is negative", l.name))
		}
		if *l.given == 0 {
			*l.given = l.usually
		}
	}
	for _, l := range []struct {
		name    string
		given   *int
		usually int
	}{{"Depth", &o.Limits.Depth, 64}, {"Concurrent", &o.Limits.Concurrent, 128}} {
		if *l.given < 0 {
			errs = append(errs, fmt.Errorf("Options.Limits.%s is negative", l.name))
		}
		if *l.given == 0 {
			*l.given = l.usually
		}
	}
	if o.Limits.Body > 1<<30 {
		errs = append(errs, errors.New("Options.Limits.Body is more than a gibibyte"))
	}
	if o.MoreURL != "" {
		if u := serverOrPage(o.MoreURL); u == nil {
			errs = append(errs, errors.New("Options.MoreURL is no absolute address with http or https"))
		}
	}
	return o, errors.Join(errs...)
}
