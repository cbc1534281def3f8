package cdshooks

import (
	"slices"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// call is a hook call once its body was read and what it lacks was looked for.
type call struct {
	hook     string
	service  string // its id
	instance string // hookInstance
	caller   Caller // as an Authenticator vouched for it
	at       time.Time

	user, patient, encounter string   // as the context has them: "Practitioner/123", "123"
	whose                    string   // "Patient/123"
	selections               []string // of order-select: "ServiceRequest/123"
	orders                   []drafted

	record   []fhir.Document // from prefetch and by fetching
	lacks    []lack          // what of the record could not be had
	blind    bool            // of all that is needed of it nothing could be had: silence would mean nothing
	standing decision.Facts  // of the practitioner and the place

	said     map[string][]string // by fact: what the orders say of it, where it is asked for that
	taken    []string            // why that was taken from the chart: the same in other words
	disputes []string            // what they say otherwise than the record
	named    bool                // they name a complaint that the guideline knows
	inOrders *about              // what the orders have to do with the guideline, once that was looked at
	meant    []resource          // those that are it
	withheld string              // why others were passed over that may have been meant to be

	optedIn bool // the site wants patient-view answered although nothing presses
}

// ordering reports whether a call is about orders that it brings.
func (c *call) ordering() bool { return c.hook == orderSelect || c.hook == orderSign }

// courseFound takes for needed no more what tells whether a course is running: one was found, or
// is not asked for. What else was lacking of it is told on the card.
func (c *call) courseFound() {
	for i := range c.lacks {
		if !c.ordering() && slices.Contains(looked(), c.lacks[i].resource) {
			c.lacks[i].needs = false
		}
	}
}

// lack is a part of the record that was wanted and is not there, or not whole.
type lack struct {
	key      string // of the prefetch template
	resource string // type, "" for what is no part of the record
	says     string // why, in plain words, nothing of the patient in it
	needs    bool   // nothing can be said without it
}
