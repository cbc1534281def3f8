package cdshooks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/receipt"
)

const feedbackPath = "/cds-services/on-view/feedback"

// memory keeps records, or fails to.
type memory struct {
	mutex sync.Mutex
	shown []Shown
	heard []Feedback
	err   error
	panic bool
}

func (m *memory) Shown(_ context.Context, list []Shown) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.panic {
		panic("shown")
	}
	m.shown = append(m.shown, list...)
	return m.err
}

func (m *memory) Heard(_ context.Context, list []Feedback) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.panic {
		panic("heard")
	}
	m.heard = append(m.heard, list...)
	return m.err
}

const (
	card       = "4e0a3a1e-3283-4575-ab82-028d55fe2719"
	suggestion = "e56e1945-20b3-4393-8503-a1a20fd73152"
	accepted   = `{"card":"` + card + `","outcome":"accepted","acceptedSuggestions":[{"id":"` + suggestion + `"}],"outcomeTimestamp":"2020-12-11T00:00:00Z"}`
	overridden = `{"card":"` + card + `","outcome":"overridden","outcomeTimestamp":"2020-12-11T01:00:00.123+01:00"}`
)

// The three examples of the specification, one after the other and in one body.
func TestFeedback(t *testing.T) {
	reasoned := strings.Replace(overridden, `"outcomeTimestamp"`, `"overrideReason":{"reason":{"code":"d7ecf885","system":"https://example.com/cds-hooks/override-reason-system"},"userComment":"A comment."},"outcomeTimestamp"`, 1)
	for name, c := range map[string]struct {
		entries []string
		want    []Feedback
	}{
		"accepted":                      {[]string{accepted}, []Feedback{{Outcome: "accepted", Accepted: []string{suggestion}, OutcomeAt: "2020-12-11T00:00:00Z"}}},
		"overridden":                    {[]string{overridden}, []Feedback{{Outcome: "overridden", OutcomeAt: "2020-12-11T00:00:00.123Z"}}},
		"overridden for a reason":       {[]string{reasoned}, []Feedback{{Outcome: "overridden", OutcomeAt: "2020-12-11T00:00:00.123Z", Comment: "A comment.", Reason: &Coding{Code: "d7ecf885", System: "https://example.com/cds-hooks/override-reason-system"}}}},
		"with nulls":                    {[]string{strings.Replace(overridden, `"outcomeTimestamp"`, `"acceptedSuggestions":null,"overrideReason":null,"outcomeTimestamp"`, 1)}, []Feedback{{Outcome: "overridden", OutcomeAt: "2020-12-11T00:00:00.123Z"}}},
		"a comment alone":               {[]string{strings.Replace(overridden, `"outcomeTimestamp"`, `"overrideReason":{"userComment":"No."},"outcomeTimestamp"`, 1)}, []Feedback{{Outcome: "overridden", OutcomeAt: "2020-12-11T00:00:00.123Z", Comment: "No."}}},
		"several, of the same card too": {[]string{accepted, overridden, overridden}, []Feedback{{Outcome: "accepted", Accepted: []string{suggestion}, OutcomeAt: "2020-12-11T00:00:00Z"}, {Outcome: "overridden", OutcomeAt: "2020-12-11T00:00:00.123Z"}, {Outcome: "overridden", OutcomeAt: "2020-12-11T00:00:00.123Z"}}},
	} {
		t.Run(name, func(t *testing.T) {
			kept := &memory{}
			a := wire(t, &speaker{}, Options{Records: kept}).post(feedbackPath, `{"feedback":[`+strings.Join(c.entries, ",")+`]}`)
			require.Equal(t, 200, a.status, a.body)
			require.Equal(t, "{}", a.body)
			for i := range c.want {
				c.want[i].Schema, c.want[i].Card, c.want[i].Service, c.want[i].At = "mskguide.feedback/1", card, "on-view", "2026-11-22T12:00:00Z"
			}
			require.Equal(t, c.want, kept.heard)
			require.Equal(t, len(c.want), a.event.Feedback)
		})
	}
}

func TestBadFeedback(t *testing.T) {
	for name, c := range map[string]struct{ body, says string }{
		"as one object":          {accepted, "feedback is missing"},
		"an object in the list":  {`{"feedback":` + accepted + `}`, "feedback is not a list"},
		"nothing":                {`{"feedback":[]}`, "feedback is empty"},
		"null":                   {`{"feedback":null}`, "feedback is missing"},
		"a text":                 {`{"feedback":["x"]}`, "feedback[0] is not an object"},
		"no card":                {`{"feedback":[` + accepted + `,{"outcome":"overridden","outcomeTimestamp":"2020-12-11T00:00:00Z"}]}`, "feedback[1].card is missing"},
		"a card that is none":    {`{"feedback":[` + strings.Replace(accepted, card, "<script>", 1) + `]}`, "feedback[0].card is not the UUID of a card"},
		"no outcome":             {`{"feedback":[` + strings.Replace(overridden, `"outcome":"overridden",`, "", 1) + `]}`, "feedback[0].outcome is missing"},
		"another outcome":        {`{"feedback":[` + strings.Replace(overridden, `"overridden"`, `"ignored"`, 1) + `]}`, "feedback[0].outcome is neither accepted nor overridden"},
		"accepted nothing":       {`{"feedback":[` + strings.Replace(overridden, `"overridden"`, `"accepted"`, 1) + `]}`, "feedback[0].acceptedSuggestions is missing"},
		"accepted an empty list": {`{"feedback":[` + strings.Replace(accepted, `[{"id":"`+suggestion+`"}]`, `[]`, 1) + `]}`, "feedback[0].acceptedSuggestions is missing"},
		"accepted texts":         {`{"feedback":[` + strings.Replace(accepted, `{"id":"`+suggestion+`"}`, `"`+suggestion+`"`, 1) + `]}`, "feedback[0].acceptedSuggestions holds something"},
		"a reason as a text":     {`{"feedback":[` + strings.Replace(overridden, `"outcomeT`, `"overrideReason":"x","outcomeT`, 1) + `]}`, "feedback[0].overrideReason is not an object"},
		"a reason without code":  {`{"feedback":[` + strings.Replace(overridden, `"outcomeT`, `"overrideReason":{"reason":{"system":"s"}},"outcomeT`, 1) + `]}`, "feedback[0].overrideReason.reason.code is missing"},
		"no time":                {`{"feedback":[` + strings.Replace(overridden, `"outcomeTimestamp":"2020-12-11T01:00:00.123+01:00"`, `"x":1`, 1) + `]}`, "feedback[0].outcomeTimestamp is missing"},
		"a day":                  {`{"feedback":[` + strings.Replace(overridden, `2020-12-11T01:00:00.123+01:00`, `2020-12-11`, 1) + `]}`, "feedback[0].outcomeTimestamp is not an instant"},
		"a list":                 {`[` + accepted + `]`, "the body is a JSON object"},
		"very many mistakes":     {`{"feedback":[` + strings.Repeat("1,", 199) + `1]}`, "feedback[49] is not an object"},
		"very many entries":      {`{"feedback":[` + strings.Repeat(accepted+",", 200) + accepted + `]}`, "feedback holds more than 200 entries"},
	} {
		t.Run(name, func(t *testing.T) {
			kept := &memory{}
			a := wire(t, &speaker{}, Options{Records: kept}).post(feedbackPath, c.body)
			require.Equal(t, 400, a.status, a.body)
			require.Contains(t, a.body, c.says)
			require.NotContains(t, a.body, "script")
			require.Less(t, len(a.body), 10_000)
			require.Empty(t, kept.heard, "a body is kept whole or not at all")
		})
	}
}

// Feedback that cannot be kept is not said to be; a card is shown also where that cannot be kept.
func TestRecordsThatFail(t *testing.T) {
	call := body("patient-view", map[string]string{"prefetch": whole(t, nil)})
	for name, kept := range map[string]*memory{"an error": {err: errors.New("disk full")}, "a panic": {panic: true}} {
		t.Run(name, func(t *testing.T) {
			w := wire(t, &speaker{}, Options{Records: kept})
			a := w.post(feedbackPath, `{"feedback":[`+accepted+`]}`)
			require.Equal(t, 500, a.status)
			require.Equal(t, []string{"records"}, a.event.Failed)
			a = w.post("/cds-services/on-view", call)
			require.Len(t, cardsIn(t, a), 1)
			require.Equal(t, []string{"records"}, a.event.Failed)
		})
	}
	t.Run("nowhere to keep it", func(t *testing.T) {
		require.Equal(t, 200, wire(t, &speaker{}, Options{}).post(feedbackPath, `{"feedback":[`+accepted+`]}`).status)
	})
}

// The file holds what 45 CFR 170.315(b)(11) asks of an export, joined by the card: intervention,
// action, feedback, user, date and location; and the patient only when that is wanted.
func TestRecordsFile(t *testing.T) {
	for _, named := range []bool{false, true} {
		t.Run(fmt.Sprint("patients named: ", named), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "records.ndjson")
			file, err := OpenRecords(path)
			require.NoError(t, err)
			w := wire(t, &speaker{}, Options{Records: file, NamePatients: named, Authenticator: open{}})
			cards := cardsIn(t, w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, nil)})))
			entry := strings.NewReplacer(card, cards[0].UUID, suggestion, cards[0].Suggestions[0].UUID).Replace(accepted)
			require.Equal(t, 200, w.post(feedbackPath, `{"feedback":[`+entry+`]}`).status)
			require.NoError(t, file.Close())

			data, err := os.ReadFile(path)
			require.NoError(t, err)
			lines := strings.Split(strings.TrimSpace(string(data)), "\n")
			require.Len(t, lines, 2)
			var shown Shown
			var heard Feedback
			require.NoError(t, json.Unmarshal([]byte(lines[0]), &shown))
			require.NoError(t, json.Unmarshal([]byte(lines[1]), &heard))
			require.Equal(t, shown.Card, heard.Card)
			require.Equal(t, shown.Suggested, heard.Accepted)
			require.Equal(t, "dry-needling", shown.Guideline.ID)
			require.NotEmpty(t, shown.Guideline.Digest)
			require.NotEmpty(t, shown.Title)
			require.Equal(t, []string{"Practitioner/doc-1", "Location/7", "2026-11-22T12:00:00Z", "enc-1", "on-view", "patient-view", instance, "clinic"},
				[]string{shown.User, shown.Location, shown.At, shown.Encounter, shown.Service, shown.Hook, shown.Instance, shown.Tenant})
			require.NotEmpty(t, shown.Verdict)
			require.Equal(t, named, strings.Contains(string(data), patientID))
			info, err := os.Stat(path)
			require.NoError(t, err)
			require.True(t, runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0)
		})
	}
}

// As much feedback as a body may hold is kept whole; when the time is over before, none of it is.
func TestMuchFeedback(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.ndjson")
	file, err := OpenRecords(path)
	require.NoError(t, err)
	a := wire(t, &speaker{}, Options{Records: file}).post(feedbackPath, `{"feedback":[`+strings.Repeat(accepted+",", 199)+accepted+`]}`)
	require.Equal(t, 200, a.status, a.body)
	require.Equal(t, 200, a.event.Feedback)
	over, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, file.Heard(over, make([]Feedback, 3)), context.Canceled)
	require.NoError(t, file.Close())
	require.ErrorContains(t, file.Heard(t.Context(), make([]Feedback, 3)), "closed")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, 200, strings.Count(string(data), "\n"))
}

// open lets everybody in, by name.
type open struct{}

func (open) Authenticate(*http.Request) (Caller, error) { return Caller{Tenant: "clinic"}, nil }

type receipts struct {
	kept []*receipt.Receipt
	err  error
}

func (r *receipts) Keep(_ context.Context, one *receipt.Receipt) error {
	r.kept = append(r.kept, one)
	return r.err
}

// Each card can be made again from its receipt.
func TestReceipts(t *testing.T) {
	kept := &receipts{}
	w := wire(t, &speaker{}, Options{Receipts: kept})
	a := w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, nil)}))
	cardsIn(t, a)
	require.Len(t, kept.kept, 1)
	r := kept.kept[0]
	require.Equal(t, []string{"Practitioner/doc-1", "Location/7", instance, "2026-11-22"}, []string{r.Who, r.Where, r.Hook, r.At})
	report, err := receipt.Replay(mapping(t).Guideline(), r)
	require.NoError(t, err)
	require.True(t, report.Same)
	require.NotEmpty(t, r.Sources, "it says what of the record tells the facts")

	kept.err = errors.New("disk full")
	a = w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, nil)}))
	cardsIn(t, a)
	require.Equal(t, []string{"receipts"}, a.event.Failed)
}
