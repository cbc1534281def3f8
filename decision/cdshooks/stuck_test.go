package cdshooks

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/receipt"
)

// stuck keeps nothing and does not come back before it is given up; deaf, not even then.
type stuck struct {
	deaf bool
	memory
}

func (s *stuck) hang(ctx context.Context) error {
	if s.deaf {
		select {}
	}
	<-ctx.Done()
	return ctx.Err()
}

func (s *stuck) Keep(ctx context.Context, _ *receipt.Receipt) error { return s.hang(ctx) }

func (s *stuck) Shown(ctx context.Context, list []Shown) error {
	_ = s.memory.Shown(ctx, list)
	return s.hang(ctx)
}

// A card is shown also where what it rested on cannot be kept in time, however little of that the
// call has left, and what is noted as shown was shown.
func TestKeepingThatHangs(t *testing.T) {
	call := body("patient-view", map[string]string{"prefetch": whole(t, nil)})
	for name, deaf := range map[string]bool{"until it is given up": false, "for ever": true} {
		t.Run("receipts "+name, func(t *testing.T) {
			t.Parallel()
			noted := &memory{}
			a := wire(t, &speaker{}, Options{Receipts: &stuck{deaf: deaf}, Records: noted}).post("/cds-services/on-view", call)
			require.Len(t, cardsIn(t, a), 1)
			require.Equal(t, []string{"receipts"}, a.event.Failed)
			require.Len(t, noted.shown, 1, "one that hangs costs the other nothing")
		})
		t.Run("records "+name, func(t *testing.T) {
			t.Parallel()
			kept := &receipts{}
			a := wire(t, &speaker{}, Options{Receipts: kept, Records: &stuck{deaf: deaf}}).post("/cds-services/on-view", call)
			require.Len(t, cardsIn(t, a), 1)
			require.Equal(t, []string{"records"}, a.event.Failed)
			require.Len(t, kept.kept, 1)
		})
	}
}

// lateSpeaker speaks when the time of its call is over.
type lateSpeaker struct{ speaker }

func (s *lateSpeaker) cards(ctx context.Context, c *call, chart *fhir.Chart, d *decision.Decision, q questions) []Card {
	<-ctx.Done()
	return s.speaker.cards(ctx, c, chart, d, q)
}

// What is ready when the time is over is shown, and kept.
func TestCardsThatAreLate(t *testing.T) {
	t.Parallel()
	kept, noted := &receipts{}, &memory{}
	w := wire(t, &lateSpeaker{}, Options{Limits: Limits{Time: 300 * time.Millisecond}, Receipts: kept, Records: noted})
	a := w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, nil)}))
	require.Equal(t, http.StatusOK, a.status, a.body)
	require.Len(t, kept.kept, 1)
	require.Len(t, noted.shown, 1)
	require.Empty(t, a.event.Failed)
}

// Standing facts that do not come in time are a lack, as those that fail are.
func TestStandingThatHangs(t *testing.T) {
	t.Parallel()
	policy := &speaker{got: make(chan *call, 1)}
	w := wire(t, policy, Options{Limits: Limits{Time: 2 * time.Second}, Standing: func(ctx context.Context, _, _ string) (decision.Facts, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}})
	a := w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, nil)}))
	require.Len(t, cardsIn(t, a), 1)
	require.Equal(t, []string{"standing"}, a.event.Failed)
	require.Contains(t, lackOf(<-policy.got, standingKey), "could not be had")
}
