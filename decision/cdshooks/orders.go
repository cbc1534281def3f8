package cdshooks

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// The hooks that are answered.
const (
	patientView    = "patient-view"
	orderSelect    = "order-select"
	orderSign      = "order-sign"
	encounterStart = "encounter-start"
)

// about is what a resource has to do with the guideline.
type about int

const (
	ofOther    about = iota
	ofReferral       // it may lead to what the guideline is about
	ofOrder          // it is what the guideline is about
)

// resource is as much of a resource as tells whether it is about the treatment.
type resource struct {
	Type            string               `json:"resourceType"`
	ID              string               `json:"id"`
	Status          string               `json:"status"`
	Intent          string               `json:"intent"`
	DoNotPerform    bool                 `json:"doNotPerform"`
	Code            concept              `json:"code"`
	Subject         reference            `json:"subject"`
	AuthoredOn      string               `json:"authoredOn"`
	OccurredOn      string               `json:"occurrenceDateTime"`
	Occurs          period               `json:"occurrencePeriod"`
	OccursBy        timing               `json:"occurrenceTiming"`
	PerformedOn     string               `json:"performedDateTime"`
	Performed       period               `json:"performedPeriod"`
	Period          period               `json:"period"`
	BodySite        many[worded]         `json:"bodySite"`
	ReasonCode      many[worded]         `json:"reasonCode"`
	ReasonReference many[referenceShown] `json:"reasonReference"`
	Activity        []struct {
		Detail struct {
			Status       string  `json:"status"`
			DoNotPerform bool    `json:"doNotPerform"`
			Code         concept `json:"code"`
		} `json:"detail"`
	} `json:"activity"`
}

type concept struct {
	Coding []Coding `json:"coding"`
}

type reference struct {
	Reference string `json:"reference"`
}

type period struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

// timing is a schedule, as far as it names days.
type timing struct {
	Event  many[string] `json:"event"`
	Repeat struct {
		Bounds period `json:"boundsPeriod"`
	} `json:"repeat"`
}

// concerned reports whether a call may be answered with a card, by its orders alone where the
// hook has some. For the other hooks the record decides.
func (p *Policy) concerned(c *call) bool {
	switch c.hook {
	case orderSelect, orderSign:
		return p.inOrders(c) > ofOther
	case patientView, encounterStart:
		return true
	}
	return false
}

// inOrders is what the orders of a call have to do with the guideline, the closest of them.
// order-select is about the orders that were just selected. They are looked at once.
func (p *Policy) inOrders(c *call) about {
	if c.inOrders == nil {
		found, orders := p.lookInOrders(c)
		c.inOrders, c.meant = &found, orders
	}
	return *c.inOrders
}

// lookInOrders finds that, and the orders that are it; and notes which may have been meant to be.
func (p *Policy) lookInOrders(c *call) (most about, orders []resource) {
	these := selectionOf(c)
	for _, d := range c.orders {
		var r resource
		if !decoded([]byte(d.resource), &r) || !these.takes(d, r) || r.Type != "ServiceRequest" {
			continue
		}
		if r.DoNotPerform || slices.Contains([]string{"revoked", "entered-in-error", "completed"}, r.Status) || !r.of(c.patient) {
			continue
		}
		is := p.codes(r.Code)
		if why := p.unheard(r.Code); is != ofOrder && why != "" {
			c.withhold(why)
		}
		if is > most {
			most, orders = is, nil
		}
		if is == most && is > ofOther {
			orders = append(orders, r)
		}
	}
	if these.astray(c.selections) {
		c.withhold(withheldSelection)
	}
	return most, orders
}

// decoded reads JSON. A member of another type than it should have counts as not given: what else
// a resource says is still heard.
func decoded(raw []byte, into any) bool {
	err := json.Unmarshal(raw, into)
	var member *json.UnmarshalTypeError
	return err == nil || errors.As(err, &member)
}

// of reports whether a resource is the patient's. One that names no patient, as a draft may that
// has an identifier or a urn of the client's own, is of the patient in whose chart it is.
func (r resource) of(patient string) bool { return !ofElse(r.Subject.Reference, patient) }

// ofElse reports whether a reference names a patient, and another than this one.
func ofElse(reference, patient string) bool {
	whose := local(reference)
	return strings.HasPrefix(whose, "Patient/") && whose != "Patient/"+strings.TrimPrefix(patient, "Patient/")
}

// local is a reference without the address of its server and without a version.
func local(reference string) string {
	reference, _, _ = strings.Cut(reference, "/_history/")
	parts := strings.Split(reference, "/")
	if len(parts) < 2 {
		return reference
	}
	return strings.Join(parts[len(parts)-2:], "/")
}

// codes is what the codes of a concept have to do with the guideline. Words are not taken for a
// code.
func (p *Policy) codes(c concept) about {
	most := ofOther
	for _, coding := range c.Coding {
		code := Coding{System: coding.System, Code: strings.TrimSpace(coding.Code)}
		entry, known := p.m.Procedure(code.System, code.Code)
		switch {
		case p.ordered[code] || known && p.orders[entry]:
			return ofOrder
		case p.referrals[code]:
			most = ofReferral
		}
	}
	return most
}
