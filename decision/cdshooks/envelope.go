package cdshooks

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// envelope is the body of a call once its form was checked.
type envelope struct {
	call     *call
	server   string // fhirServer
	token    string // of fhirAuthorization, "" where it is of no use
	prefetch value
	context  value
	load     *load // what the call holds of what may be read at a time
}

// hookContext says what the context of a hook holds beside the user and the patient.
type hookContext struct {
	encounter  bool // required
	orders     bool
	selections bool
}

// contexts are those of the hooks that are known here. The context of another is held to the user
// and the patient, which every hook of a chart has.
func contexts(hook string) hookContext {
	switch hook {
	case "order-select":
		return hookContext{orders: true, selections: true}
	case "order-sign":
		return hookContext{orders: true}
	case "encounter-start", "encounter-discharge":
		return hookContext{encounter: true}
	}
	return hookContext{}
}

// readEnvelope checks the form of a call to a service. It names every mistake at once.
func readEnvelope(body value, s *offered, at time.Time) (*envelope, *refusal) {
	r := &refusal{}
	if body.form() != object {
		r.add("structure", "", "the body is a JSON object")
		return nil, r
	}
	e := &envelope{call: &call{service: s.id, at: at}}
	c := e.call
	if hook := required(r, body, "", "hook"); hook != "" {
		if hook != s.hook {
			r.wrong("hook", "is not the one of this service, which is "+s.hook)
		}
		c.hook = s.hook
	}
	if c.instance = required(r, body, "", "hookInstance"); c.instance != "" && !isUUID(c.instance) {
		r.wrong("hookInstance", "is not a UUID")
	}
	e.authorization(r, body)
	e.readContext(r, body.get("context"), contexts(s.hook))
	e.prefetch = body.get("prefetch")
	if e.prefetch.given() && e.prefetch.form() != object {
		r.wrong("prefetch", "is not an object")
	}
	for _, p := range s.parts {
		if v := e.prefetch.get(p.key); v.given() && v.form() != object {
			r.wrong("prefetch."+p.key, "is neither a resource nor null")
		}
	}
	return e, r.or()
}

// required is a text that has to be there.
func required(r *refusal, in value, path, name string) string {
	v := in.get(name)
	switch {
	case !v.given():
		r.missing(path + name)
	case v.form() != text:
		r.wrong(path+name, "is not a text")
	case v.text() == "":
		r.wrong(path+name, "is empty")
	}
	return v.text()
}

// optional is a text that may be there. Null and the empty text, which CDS Hooks forbids, count as
// absent: nothing else can be meant.
func optional(r *refusal, in value, path, name string) string {
	v := in.get(name)
	if v.given() && v.form() != text {
		r.wrong(path+name, "is not a text")
	}
	return v.text()
}

// authorization reads where the record is and what opens it.
func (e *envelope) authorization(r *refusal, body value) {
	e.server = optional(r, body, "", "fhirServer")
	if e.server != "" && serverURL(e.server) == nil {
		r.wrong("fhirServer", "is not the address of a server: absolute, with http or https, without user, query and fragment")
	}
	a := body.get("fhirAuthorization")
	if !a.given() {
		return
	}
	if a.form() != object {
		r.wrong("fhirAuthorization", "is not an object")
		return
	}
	if e.server == "" && !body.get("fhirServer").given() {
		r.add("required", "fhirServer", "is missing, and required beside fhirAuthorization")
	}
	const path = "fhirAuthorization."
	e.token = required(r, a, path, "access_token")
	if kind := required(r, a, path, "token_type"); kind != "" && !strings.EqualFold(kind, "Bearer") {
		r.wrong(path+"token_type", "is not Bearer")
	}
	for _, name := range []string{"scope", "subject", "patient"} {
		optional(r, a, path, name)
	}
	lasts := a.get("expires_in")
	if lasts.given() && (lasts.form() != number || strings.ContainsAny(lasts.written(), ".eE")) {
		r.wrong(path+"expires_in", "is not a whole number")
	}
	if strings.HasPrefix(lasts.written(), "-") || lasts.written() == "0" || !headerToken(e.token) {
		e.token = "" // it ran out, or cannot be sent
	}
}

// headerToken reports whether a token may stand in a header, as RFC 6750 writes it.
func headerToken(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return s != ""
}

// serverURL parses the base address of a FHIR server, nil if it is none.
func serverURL(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.Opaque != "" ||
		u.Scheme != "https" && u.Scheme != "http" {
		return nil
	}
	return u
}

func (e *envelope) readContext(r *refusal, context value, hold hookContext) {
	const path = "context."
	switch {
	case !context.given():
		r.missing("context")
		return
	case context.form() != object:
		r.wrong("context", "is not an object")
		return
	}
	e.context = context
	c := e.call
	if c.user = required(r, context, path, "userId"); c.user != "" && !isReference(c.user) {
		r.wrong(path+"userId", "is not a type and an id, as Practitioner/123")
	}
	if c.patient = required(r, context, path, "patientId"); c.patient != "" && !isID(c.patient) {
		r.wrong(path+"patientId", "is not an id of FHIR")
	}
	c.whose = "Patient/" + c.patient
	if hold.encounter {
		c.encounter = required(r, context, path, "encounterId")
	} else {
		c.encounter = optional(r, context, path, "encounterId")
	}
	if c.encounter != "" && !isID(c.encounter) {
		r.wrong(path+"encounterId", "is not an id of FHIR")
	}
	if hold.orders {
		c.orders = readOrders(r, context.get("draftOrders"))
	}
	if hold.selections {
		c.selections = readSelections(r, context.get("selections"))
	}
}

// As much of orders is read as anybody signs at a time, and some more.
const (
	mostOrders     = 200
	mostSelections = 1000
)

func readOrders(r *refusal, bundle value) (orders []drafted) {
	const where = "context.draftOrders"
	switch {
	case !bundle.given():
		r.missing(where)
		return nil
	case bundle.get("resourceType").text() != "Bundle":
		r.wrong(where, "is not a Bundle")
		return nil
	}
	entries := bundle.get("entry")
	if entries.given() && entries.form() != array {
		r.wrong(where+".entry", "is not a list")
	}
	if entries.count() > mostOrders {
		r.wrong(where, fmt.Sprintf("holds more than %d orders", mostOrders))
		return nil
	}
	for entry := range entries.all() {
		resource := entry.get("resource")
		if resource.get("resourceType").text() == "" {
			r.wrong(where+".entry.resource", "is not a resource")
			return nil
		}
		orders = append(orders, drafted{resource.written(), entry.get("fullUrl").text()})
	}
	return orders
}

func readSelections(r *refusal, list value) (selections []string) {
	const where = "context.selections"
	switch {
	case !list.given():
		r.missing(where)
		return nil
	case list.form() != array:
		r.wrong(where, "is not a list")
		return nil
	}
	if list.count() > mostSelections {
		r.wrong(where, fmt.Sprintf("holds more than %d ids", mostSelections))
		return nil
	}
	for v := range list.all() {
		if v.text() == "" {
			r.wrong(where, "holds something that is not the id of an order")
			return nil
		}
		selections = append(selections, v.text())
	}
	return selections
}

// isID reports whether a text is an id of FHIR. One of dots alone, which FHIR allows, is refused: in
// an address it would stand for a folder.
func isID(s string) bool {
	if strings.Trim(s, ".") == "" {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.') {
			return false
		}
	}
	return len(s) <= 64
}

// isReference reports whether a text is an id, with or without a type before it.
func isReference(s string) bool {
	kind, id, typed := strings.Cut(s, "/")
	if !typed {
		return isID(s)
	}
	return isType(kind) && isID(id)
}

func isType(s string) bool {
	for i := range len(s) {
		if c := s[i]; !('A' <= c && c <= 'Z' || i > 0 && 'a' <= c && c <= 'z') {
			return false
		}
	}
	return s != ""
}
