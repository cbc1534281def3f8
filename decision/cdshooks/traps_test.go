package cdshooks

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// Suggestions that a policy made reach the client, with their ids, so that feedback can name them.
func TestSuggestionsAreNotDropped(t *testing.T) {
	a := wire(t, &speaker{}, Options{}).post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, nil)}))
	cards := cardsIn(t, a)
	require.Len(t, cards[0].Suggestions, 1)
	require.True(t, isUUID(cards[0].Suggestions[0].UUID))
	require.JSONEq(t, `{"resourceType":"ServiceRequest"}`, string(cards[0].Suggestions[0].Actions[0].Resource))
	require.NotContains(t, a.body, "systemActions")
}

// The context of a request reaches whatever is asked on its behalf: with an end to it, and ended
// when the client goes away.
func TestContextReachesDataAccess(t *testing.T) {
	const server = "https://ehr.example.org/fhir"
	for _, leaves := range []bool{false, true} {
		seen, entered := make(chan error, 100), make(chan struct{}, 100)
		look := func(ctx context.Context) {
			if _, ends := ctx.Deadline(); !ends {
				seen <- context.Canceled
			}
			entered <- struct{}{}
			if leaves {
				<-ctx.Done()
			}
			seen <- ctx.Err()
		}
		w := wire(t, &speaker{}, Options{Servers: []string{server},
			Fetcher:  fetcherFunc(func(ctx context.Context, _ Request) ([]byte, error) { look(ctx); return []byte(searchset()), nil }),
			Standing: func(ctx context.Context, _, _ string) (decision.Facts, error) { look(ctx); return nil, nil },
		})
		members := access(server)
		members["prefetch"] = whole(t, map[string]string{"procedure": ""})
		r := httptest.NewRequest("POST", "/cds-services/on-view", strings.NewReader(body("patient-view", members)))
		r.Header.Set("Content-Type", "application/json")
		ctx, leave := context.WithCancel(r.Context())
		if leaves {
			go func() { <-entered; leave() }()
		}
		a := w.do(r.WithContext(ctx))
		leave()
		if leaves {
			require.Equal(t, 503, a.status)
			require.ErrorIs(t, <-seen, context.Canceled)
			continue
		}
		require.Equal(t, 200, a.status)
		require.NoError(t, <-seen)
		require.NoError(t, <-seen)
	}
}

// The discovery has the same bytes every time, whatever order maps have.
func TestDiscoveryIsStable(t *testing.T) {
	first := shipped(t, Options{}).do(httptest.NewRequest("GET", "/cds-services", nil)).body
	for range 5 {
		require.Equal(t, first, shipped(t, Options{}).do(httptest.NewRequest("GET", "/cds-services", nil)).body)
	}
}

// A record of needling that cannot be had tells neither that a course is running nor that none is.
func TestACourseThatCannotBeKnown(t *testing.T) {
	w := shipped(t, Options{})
	start := func(change map[string]string) answerOf {
		return w.post("/cds-services/dry-needling-encounter-start", body("encounter-start", map[string]string{"prefetch": whole(t, change)}))
	}
	require.Equal(t, `{"cards":[]}`, start(nil).body)
	require.Equal(t, 412, start(map[string]string{"procedure": ""}).status)
	require.Equal(t, `{"cards":[]}`, start(map[string]string{"condition": ""}).body, "the diagnoses do not tell whether a course runs")
	view := w.post("/cds-services/dry-needling-patient-view", body("patient-view", map[string]string{"prefetch": whole(t, map[string]string{"condition": ""})}))
	require.Equal(t, `{"cards":[]}`, view.body, "no needling, no card, and no error on every chart")
}

// Nor does a record whose diagnoses cannot be had tell whether a referral is about a complaint.
func TestAReferralThatCannotBeJudged(t *testing.T) {
	w := shipped(t, Options{})
	refer := func(change map[string]string) answerOf {
		orders := `{"resourceType":"Bundle","entry":[{"resource":` + referral + `}]}`
		return w.post(signPath, signing(t, map[string]string{"context": contextOf(map[string]string{"draftOrders": orders}), "prefetch": whole(t, change)}))
	}
	require.Len(t, cardsIn(t, refer(nil)), 1)
	require.Equal(t, `{"cards":[]}`, refer(map[string]string{"condition": "null"}).body)
	require.Equal(t, 412, refer(map[string]string{"condition": ""}).status)
}

// Who holds facts of practitioners is asked only when something is to be said.
func TestStandingIsNotAskedInVain(t *testing.T) {
	asked := 0
	w := shipped(t, Options{Standing: func(context.Context, string, string) (decision.Facts, error) { asked++; return nil, nil }})
	require.Equal(t, `{"cards":[]}`, w.post("/cds-services/dry-needling-encounter-start", body("encounter-start", map[string]string{"prefetch": whole(t, nil)})).body)
	require.Equal(t, `{"cards":[]}`, w.post(signPath, signing(t, map[string]string{"context": contextOf(map[string]string{"draftOrders": draft("ServiceRequest")})})).body)
	require.Zero(t, asked)
	require.Len(t, cardsIn(t, w.post(signPath, signing(t, nil))), 1)
	require.Equal(t, 1, asked)
}
