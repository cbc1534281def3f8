package cdshooks

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// Nothing of a patient, a user or a token reaches a log, whatever happens.
func TestEventsNameNobody(t *testing.T) {
	const server = "https://ehr.example.org/fhir"
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
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
	w := wire(t, &speaker{}, Options{Authenticator: gate{errors.New("no key has this kid")}, Observe: func(e Event) { slog.New(slog.NewJSONHandler(&log, nil)).Info("request", "event", e) }})
	require.Equal(t, 401, w.post("/cds-services/on-view", "{}").status)
	require.Contains(t, log.String(), `"error":"no key has this kid"`)
}
