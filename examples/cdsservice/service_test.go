package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/receipt"
)

const sandbox = "https://sandbox.cds-hooks.org"

// card is what a client reads of one.
type card struct {
	UUID, Summary, Detail, Indicator, SelectionBehavior string
	Source                                              struct{ Label string }
	Suggestions                                         []struct{ UUID, Label string }
	Links                                               []struct{ Label, URL, Type string }
}

// cards posts a call and reads the answer, which has to be one.
func cards(t testing.TB, p *process, o offer, call object) []card {
	t.Helper()
	a := ask(t, http.MethodPost, p.base+"/cds-services/"+o.ID, encode(t, call), map[string]string{"Origin": sandbox})
	require.Equal(t, http.StatusOK, a.status, "%s", a.body)
	require.Equal(t, sandbox, a.header.Get("Access-Control-Allow-Origin"))
	var found struct{ Cards []card }
	require.NoError(t, json.Unmarshal(a.body, &found))
	require.NotNil(t, found.Cards, "%s", a.body)
	for _, c := range found.Cards {
		require.NotEmpty(t, c.Summary)
		require.Less(t, len([]rune(c.Summary)), 140)
		require.Contains(t, []string{"info", "warning", "critical"}, c.Indicator)
		require.NotEmpty(t, c.Source.Label)
		require.NotEmpty(t, c.UUID)
	}
	return found.Cards
}

func instance(n int) string { return fmt.Sprintf("6f1d9a3e-5b2c-4d7e-8f90-%012d", n) }

// One server, spoken to as a client would: discovery, every hook for every record, feedback, and
// what it has written when it was stopped.
func TestServer(t *testing.T) {
	folder := t.TempDir()
	feedback, receipts := filepath.Join(folder, "feedback.ndjson"), filepath.Join(folder, "receipts.ndjson")
	p := start(t, "-insecure-demo", "-day", today, "-base", "http://127.0.0.1", "-feedback", feedback, "-receipts", receipts)
	require.Contains(t, p.stderr.String(), "INSECURE DEMO")
	offers := discover(t, p.base, nil)
	require.Len(t, offers, 4)

	records := fixtures(t)
	spoken, n := map[string]card{}, 0
	names := []string{"sandbox.cds-hooks.org", "urn:"}
	for name, r := range records {
		names = append(names, `"`+r.patient+`"`)
		for _, hook := range []string{"patient-view", "encounter-start", "order-select", "order-sign"} {
			require.Contains(t, offers, hook)
			n++
			var order object
			if strings.HasPrefix(hook, "order") {
				order = r.order("http://loinc.org", "2345-7")
				require.Empty(t, cards(t, p, offers[hook], r.call(offers[hook], instance(n), order)), "%s %s: another order", name, hook)
				order = needling(r)
			}
			found := cards(t, p, offers[hook], r.call(offers[hook], instance(n), order))
			if order != nil {
				require.NotEmpty(t, found, "%s %s", name, hook)
				spoken[hook] = found[0]
			}
		}
	}

	t.Run("feedback", func(t *testing.T) {
		for hook, c := range spoken {
			body := encode(t, object{"feedback": []object{{"card": c.UUID, "outcome": "overridden", "outcomeTimestamp": "2026-11-22T12:00:00Z",
				"overrideReason": object{"reason": object{"code": "patient-refuses", "system": "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes"}}}}})
			a := ask(t, http.MethodPost, p.base+"/cds-services/"+offers[hook].ID+"/feedback", body, nil)
			require.Equal(t, http.StatusOK, a.status, "%s", a.body)
		}
	})
	t.Run("what is wrong is refused", func(t *testing.T) {
		sign := p.base + "/cds-services/" + offers["order-sign"].ID
		r := records["acute-low-back-pain"]
		bare := r.call(offers["order-sign"], instance(1), needling(r))
		delete(bare, "prefetch")
		for name, c := range map[string]struct {
			method, url string
			body        []byte
			status      int
		}{
			"no such address":  {http.MethodGet, p.base + "/", nil, http.StatusNotFound},
			"unknown service":  {http.MethodPost, p.base + "/cds-services/no-such", encode(t, bare), http.StatusNotFound},
			"method":           {http.MethodPut, sign, encode(t, bare), http.StatusMethodNotAllowed},
			"no JSON":          {http.MethodPost, sign, []byte("{"), http.StatusBadRequest},
			"no record":        {http.MethodPost, sign, encode(t, bare), http.StatusPreconditionFailed},
			"feedback no list": {http.MethodPost, sign + "/feedback", []byte(`{"feedback":{}}`), http.StatusBadRequest},
		} {
			a := ask(t, c.method, c.url, c.body, nil)
			require.Equal(t, c.status, a.status, "%s: %s", name, a.body)
		}
	})
	t.Run("browsers", func(t *testing.T) {
		for _, path := range []string{"/cds-services", "/cds-services/" + offers["order-sign"].ID, "/cds-services/" + offers["order-sign"].ID + "/feedback"} {
			a := ask(t, http.MethodOptions, p.base+path, nil, map[string]string{"Origin": sandbox, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"})
			require.Less(t, a.status, 300)
			require.Equal(t, sandbox, a.header.Get("Access-Control-Allow-Origin"))
			require.Contains(t, a.header.Get("Access-Control-Allow-Headers"), "Authorization")
			a = ask(t, http.MethodOptions, p.base+path, nil, map[string]string{"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"})
			require.Empty(t, a.header.Get("Access-Control-Allow-Origin"))
		}
	})
	t.Run("pages", func(t *testing.T) {
		a := ask(t, http.MethodGet, p.base+"/health", nil, nil)
		require.Equal(t, http.StatusOK, a.status)
		require.Contains(t, string(a.body), dryneedling.AsPublished().Info().Digest)
		a = ask(t, http.MethodGet, p.base+"/questions", nil, nil)
		require.Equal(t, http.StatusOK, a.status)
		require.Contains(t, string(a.body), "Not a medical device")
		for _, c := range spoken {
			for _, l := range c.Links {
				require.True(t, strings.HasPrefix(l.URL, "http"), l.URL)
			}
		}
	})

	p.stop(t)
	t.Run("what it wrote", func(t *testing.T) {
		kept := map[string]int{}
		for _, line := range lines(t, feedback) {
			kept[text(line, "schema")]++
		}
		require.Equal(t, len(spoken), kept["mskguide.feedback/1"])
		require.GreaterOrEqual(t, kept["mskguide.shown/1"], len(records)*2)
		data, err := os.ReadFile(receipts)
		require.NoError(t, err)
		again := 0
		for line := range strings.Lines(string(data)) {
			replay(t, line)
			again++
		}
		require.GreaterOrEqual(t, again, len(records)*2)
	})
	t.Run("its log names no patient", func(t *testing.T) {
		log := p.log.String()
		require.Contains(t, log, `"stopped"`)
		require.Contains(t, log, offers["order-sign"].ID)
		for _, name := range names {
			require.NotContains(t, log, name)
		}
	})
}

// What a crash left at the end of a file is told when the server starts again, with where it is now.
func TestTornEndsAreLogged(t *testing.T) {
	folder := t.TempDir()
	feedback, receipts := filepath.Join(folder, "feedback.ndjson"), filepath.Join(folder, "receipts.ndjson")
	torn := func(p *process) (told []map[string]any) {
		for line := range strings.Lines(p.log.String()) {
			var l map[string]any
			require.NoError(t, json.Unmarshal([]byte(line), &l))
			if to, _ := l["to"].(string); to != "" {
				require.Equal(t, "WARN", l["level"])
				told = append(told, map[string]any{"file": l["file"], "to": l["to"], "bytes": l["bytes"]})
			}
		}
		return told
	}
	require.NoError(t, os.WriteFile(feedback, []byte("{}\n{\"schema\":"), 0o600))
	require.NoError(t, os.WriteFile(receipts, []byte("{\"a"), 0o600))
	for _, want := range [][]map[string]any{{
		{"file": feedback, "to": feedback + ".torn", "bytes": 10.0},
		{"file": receipts, "to": receipts + ".torn", "bytes": 3.0},
	}, nil} { // the second time there is nothing to tell
		p := start(t, "-insecure-demo", "-feedback", feedback, "-receipts", receipts)
		require.Equal(t, want, torn(p))
		p.stop(t)
	}
	left, err := os.ReadFile(receipts + ".torn")
	require.NoError(t, err)
	require.Equal(t, "{\"a\n", string(left))
}

func fixtures(t testing.TB) map[string]*records {
	t.Helper()
	all := map[string]*records{}
	for _, name := range []string{
		"acute-low-back-pain", "acute-neck-pain", "anticoagulated", "cancer-history", "chronic-degenerative-low-back-pain", "chronic-low-back-pain",
		"chronic-neck-pain-after-manual-therapy", "chronic-neck-pain-before-manual-therapy", "contradictions", "entered-in-error-and-resolved", "headache",
		"knee-osteoarthritis", "messy-coding", "minor", "myofascial-pain", "nsaid-intolerant", "partial-dates", "pregnant", "several-problems",
	} {
		all[name] = openRecords(t, name)
	}
	return all
}

// replay makes a decision again from its receipt: the answer has the same bytes.
func replay(t testing.TB, line string) {
	t.Helper()
	r, err := receipt.Read([]byte(line))
	require.NoError(t, err)
	report, err := receipt.Replay(dryneedling.AsPublished(), r)
	require.NoError(t, err)
	require.True(t, report.Same, "%+v", report)
}
