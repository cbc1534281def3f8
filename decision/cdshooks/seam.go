package cdshooks

import (
	"context"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// service is an entry of the discovery, as a policy declares it.
type service struct {
	id, hook, title, description, usage string

	also  []string // types of resources wanted beside those that the mapping reads, as "ServiceRequest"
	needs []string // types without which nothing is said while the verdict is open, as "Condition"
}

// voice is what the wire asks of a policy: when to speak and what to say.
type voice interface {
	// services lists them in the order of the discovery.
	services() []service
	// concerned reports whether a call may be answered with a card, by its orders alone where the
	// hook has some. A call that concerns nobody costs no reading of the record.
	concerned(c *call) bool
	// narrow heeds what the orders of a call say of what the record leaves open, or says otherwise.
	narrow(c *call, chart *fhir.Chart)
	// speaks reports whether the record makes it a call to be answered. Facts of the chart are those
	// of the record: standing ones are asked for only when it does.
	speaks(c *call, chart *fhir.Chart) bool
	// presses reports whether an answer is one that a chart that is opened is told of, where it is
	// about the treatment at all.
	presses(c *call, chart *fhir.Chart, d *decision.Decision) bool
	// cards is what there is to say, nil for nothing. Facts of the chart are the standing ones too.
	cards(ctx context.Context, c *call, chart *fhir.Chart, d *decision.Decision, q questions) []Card
}

// questions says where those that do not fit on a card are asked.
type questions struct {
	more string // Options.MoreURL; "" for nowhere
}
