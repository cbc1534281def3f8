package cdshooks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// timeless prints what is told of a request, but no times: digits of a nanosecond are those of a
// patient's number now and then.
func timeless(log *bytes.Buffer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if k := a.Value.Kind(); k == slog.KindTime || k == slog.KindDuration {
			return slog.Attr{}
		}
		return a
	}}))
}

// Nothing of a patient, a user or a token reaches a log, whatever happens.
func TestEventsNameNobody(t *testing.T) {
	const server = "https://ehr.example.org/fhir"
	var log bytes.Buffer
	logger := timeless(&log)
	names := errors.New("GET " + server + "/Patient/" + patientID + " of Practitioner/doc-1: refused")
	o := Options{
		Anybody: true, Now: noon, Observe: func(e Event) { logger.Info("request", "event", e) },
		Fetcher: fetcherFunc(func(context.Context, Request) ([]byte, error) { return nil, names }), Servers: []string{server},
		Standing: func(context.Context, string, string) (decision.Facts, error) { return nil, names },
		Records:  &memory{err: names}, Receipts: &receipts{err: names}, NamePatients: true,
	}
	s, err := newService(mapping(t), &speaker{}, o)
	require.NoError(t, err)
	w := &wired{Service: s, t: t}
	members := access(server)
	w.post("/cds-services/on-view", body("patient-view", members))
	members["prefetch"] = whole(t, map[string]string{"procedure": ""})
	require.Equal(t, 200, w.post("/cds-services/on-view", body("patient-view", members)).status)
	w.post("/cds-services/on-view", body("patient-view", map[string]string{"hook": `"pat-4711"`, "context": contextOf(map[string]string{"patientId": `"pat-4711 <b>"`})}))
	w.post("/cds-services/pat-4711", "{}")
	w.post("/cds-services/on-view/feedback", `{"feedback":[`+strings.Replace(overridden, `"outcomeT`, `"overrideReason":{"userComment":"pat-4711 <b>"},"outcomeT`, 1)+`]}`)
	for _, leak := range []string{patientID, "doc-1", secret, "1971", "278860009", "low_back_pain", "enc-1", "<b>", "refused"} {
		require.NotContains(t, log.String(), leak)
	}
	for _, told := range []string{`"service":"on-view"`, `"lacks":["procedure"]`, `"failed":["fetcher","standing","receipts","records"]`, `"verdict":"`, `"status":412`, `"status":400`, `"status":404`, `"issuer"`[:0] + `"fetched":1`, `"instance":"` + instance} {
		require.Contains(t, log.String(), told)
	}
}

// What an Authenticator objects to is printed: an operator has to find a wrong key.
func TestEventsTellWhyACallerWasRefused(t *testing.T) {
	var log bytes.Buffer
	w := wire(t, &speaker{}, Options{Authenticator: gate{errors.New("no key has this kid")}, Observe: func(e Event) { timeless(&log).Info("request", "event", e) }})
	require.Equal(t, 401, w.post("/cds-services/on-view", "{}").status)
	require.Contains(t, log.String(), `"error":"no key has this kid"`)
}

// Why something failed is printed as far as the system says it: a full disk has to be found, and a
// name of a file or an address may be that of a patient.
func TestEventsTellWhatTheSystemSays(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "/data/pat-4711.ndjson", Err: syscall.ENOSPC}
	for name, c := range map[string]struct {
		err  error
		says string // "" for nothing
	}{
		"a full disk":         {fmt.Errorf("pat-4711: %w", full), "write: " + syscall.ENOSPC.Error()},
		"beside another":      {errors.Join(errors.New("pat-4711"), full), "write: " + syscall.ENOSPC.Error()},
		"without a file":      {fmt.Errorf("pat-4711: %w", syscall.EIO), syscall.EIO.Error()},
		"a refused dial":      {&url.Error{Op: "Get", URL: "https://ehr/Patient/pat-4711", Err: &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}}, "connect: " + syscall.ECONNREFUSED.Error()},
		"too late":            {fmt.Errorf("pat-4711: %w", context.DeadlineExceeded), "context deadline exceeded"},
		"too large":           {fmt.Errorf("pat-4711: %w", ErrTooLarge), "the answer is too large"},
		"a file that is shut": {&fs.PathError{Op: "write", Path: "/data/pat-4711.ndjson", Err: fs.ErrClosed}, "file already closed"},
		"words of others":     {errors.New("pat-4711"), ""},
		"others in a path":    {&fs.PathError{Op: "pat-4711", Path: "pat-4711", Err: errors.New("pat-4711")}, ""},
		"others as operation": {&fs.PathError{Op: "pat-4711", Path: "pat-4711", Err: syscall.EIO}, syscall.EIO.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			timeless(&log).Info("request", "event", Event{Failed: []string{"receipts"}, Err: c.err})
			require.NotContains(t, log.String(), "4711")
			if c.says == "" {
				require.NotContains(t, log.String(), `"error"`)
				return
			}
			require.Contains(t, log.String(), fmt.Sprintf(`"error":%q`, c.says))
		})
	}
}
