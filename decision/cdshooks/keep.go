package cdshooks

import (
	"context"
	"slices"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/receipt"
)

// toKeep is how long a card waits until it is written down that it is shown.
const toKeep = 500 * time.Millisecond

// keep writes down what is shown and on what it rested. A card is shown also where that fails or
// takes too long: what it warns of does not wait for a full disk. The observer is told.
func (s *Service) keep(ctx context.Context, e *envelope, location string, chart *fhir.Chart, d *decision.Decision, cards []Card, event *Event) {
	c := e.call
	lacks := c.wanting()
	if sink := s.options.Receipts; sink != nil {
		r, err := receipt.New(s.mapping.Guideline(), chart.Facts, d, receipt.With{At: c.at, Library: s.library, Mapping: s.mapping.Digest(), Chart: chart,
			Lacks: lacks, Who: c.user, Where: location, Hook: c.instance})
		if err == nil {
			err = kept(ctx, func(ctx context.Context) error { return sink.Keep(ctx, r) })
		}
		if err != nil {
			event.fail(failedReceipts, err)
		}
	}
	if sink := s.options.Records; sink != nil {
		list := make([]Shown, len(cards))
		for i, card := range cards {
			list[i] = s.shown(e, location, d, card, event.Caller)
			list[i].Lacks = lacks
		}
		if err := kept(ctx, func(ctx context.Context) error { return sink.Shown(ctx, list) }); err != nil {
			event.fail(failedRecords, err)
		}
	}
}

// wanting is what could not be had, as it is kept: each once. It is never nil, for a service knows what
// it wanted.
func (c *call) wanting() []receipt.Lack {
	list := make([]receipt.Lack, 0, len(c.lacks))
	for _, l := range c.lacks {
		if one := (receipt.Lack{Part: l.key, Says: l.says}); !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	return list
}

// kept runs a sink in a time of its own: the card is ready, and the call may have used up its own.
func kept(ctx context.Context, run func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), toKeep)
	defer cancel()
	_, err := guarded(ctx, func() (struct{}, error) { return struct{}{}, run(ctx) })
	return err
}
