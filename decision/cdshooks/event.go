package cdshooks

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"syscall"
	"time"
)

// Event is a request that was answered. It may be logged as it is: as a slog value it prints
// nothing that names a patient or a user.
type Event struct {
	Endpoint string // "discovery", "call", "feedback", or "" for an address that is none
	Service  string // id, where the address names one that there is
	Hook     string
	Instance string // hookInstance of a call whose form was right
	Caller   Caller // where an Authenticator vouched for one

	Status   int
	Bytes    int // of the body that was read
	Duration time.Duration

	Cards    int      // shown
	Verdict  string   // of the guideline, where it was asked
	Settled  bool     // likewise
	Lacks    []string // keys of the parts of the record that could not be had
	Fetched  int      // parts that were asked for at the server of the client
	Feedback int      // entries that were kept
	Withheld string   // why a call that was right got no card, where that is not just that there is nothing to say

	// Failed names what failed on our side or the site's: "authenticator", "standing", "fetcher",
	// "receipts", "records", "policy". An answer may have been given all the same.
	Failed []string
	// Err is what they said, as they said it: it may name whom it is about, and is not printed,
	// unless it is the Authenticator's, or names facts that Standing may not tell. Of another only
	// what the system says is: that a disk is full.
	Err error

	crashed bool // one of them panicked
}

// LogValue implements [slog.LogValuer].
func (e Event) LogValue() slog.Value {
	list := []slog.Attr{slog.String("endpoint", e.Endpoint), slog.Int("status", e.Status), slog.Duration("duration", e.Duration), slog.Int("bytes", e.Bytes)}
	for _, a := range []struct{ key, value string }{
		{"service", e.Service}, {"hook", e.Hook}, {"instance", e.Instance}, {"issuer", e.Caller.Issuer}, {"tenant", e.Caller.Tenant}, {"verdict", e.Verdict}, {"withheld", e.Withheld},
	} {
		if a.value != "" {
			list = append(list, slog.String(a.key, a.value))
		}
	}
	if e.Verdict != "" {
		list = append(list, slog.Bool("settled", e.Settled))
	}
	switch e.Endpoint {
	case "call":
		list = append(list, slog.Int("cards", e.Cards), slog.Any("lacks", e.Lacks), slog.Int("fetched", e.Fetched))
	case "feedback":
		list = append(list, slog.Int("feedback", e.Feedback))
	}
	if len(e.Failed) > 0 {
		list = append(list, slog.Any("failed", e.Failed))
		if says := e.says(); says != "" {
			list = append(list, slog.String("error", says))
		}
	}
	return slog.GroupValue(list...)
}

// says is as much of Err as may be printed: words that are none of a record's.
func (e Event) says() string {
	if e.Err != nil && e.Failed[0] == failedAuthenticator {
		return e.Err.Error()
	}
	var left *notStanding
	if errors.As(e.Err, &left) {
		return left.Error()
	}
	var number syscall.Errno
	if !errors.As(e.Err, &number) {
		for _, known := range []error{context.DeadlineExceeded, context.Canceled, fs.ErrClosed, ErrTooLarge} {
			if errors.Is(e.Err, known) {
				return known.Error()
			}
		}
		return ""
	}
	operation := ""
	var file *fs.PathError
	var call *os.SyscallError
	switch {
	case errors.As(e.Err, &file):
		operation = file.Op
	case errors.As(e.Err, &call):
		operation = call.Syscall
	}
	if !slices.Contains([]string{"open", "write", "sync", "truncate", "connect", "read"}, operation) {
		return number.Error()
	}
	return operation + ": " + number.Error()
}

// logFailures is the observer of a site that has none.
func logFailures(e Event) {
	if len(e.Failed) > 0 {
		slog.Error("cdshooks: something failed while a request was answered", "event", e)
	}
}

// What may fail beside the wire itself.
const (
	failedAuthenticator = "authenticator"
	failedStanding      = "standing"
	failedFetcher       = "fetcher"
	failedReceipts      = "receipts"
	failedRecords       = "records"
	failedPolicy        = "policy"
)

// fail notes what failed; the first one's error is kept.
func (e *Event) fail(what string, err error) {
	var p *panicked
	e.crashed = e.crashed || errors.As(err, &p)
	for _, known := range e.Failed {
		if known == what {
			return
		}
	}
	e.Failed = append(e.Failed, what)
	if e.Err == nil {
		e.Err = err
	}
}
