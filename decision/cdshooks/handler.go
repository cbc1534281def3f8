package cdshooks

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
)

// root is where the services are.
const root = "/cds-services"

const (
	toDiscovery = "discovery"
	toCall      = "call"
	toFeedback  = "feedback"
)

// exchange is one request on its way to its answer.
type exchange struct {
	s        *Service
	w        http.ResponseWriter
	r        *http.Request
	event    Event
	id       string // of the service, as the address has it
	answered bool
	work     *workspace
	load     *load
}

// ServeHTTP implements [http.Handler].
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := s.options.Now()
	x := &exchange{s: s, w: w, r: r}
	defer x.end(began)
	s.cross(w, r)
	if fault := x.handle(began); fault != nil {
		x.refuse(fault)
	}
}

// end answers for what broke, and tells the observer.
func (x *exchange) end(began time.Time) {
	if p := recover(); p != nil {
		x.event.fail(failedPolicy, caught(p))
		if !x.answered {
			x.refuse(broke())
		}
	}
	if x.r.Method == http.MethodOptions {
		return
	}
	x.event.Duration = x.s.options.Now().Sub(began)
	defer func() { _ = recover() }() // the answer was given: an observer that fails takes nothing with it
	x.s.options.Observe(x.event)
}

func broke() *refusal {
	return refuse(http.StatusInternalServerError, "exception", "the service failed; the failure was reported to those who run it")
}

func (x *exchange) refuse(f *refusal) {
	if f.err != nil && x.event.Err == nil {
		x.event.Err = f.err
	}
	x.answered = true
	x.event.Status = f.status
	f.write(x.w)
}

func (x *exchange) answer(body []byte) {
	x.answered = true
	x.event.Status = http.StatusOK
	answer(x.w, http.StatusOK, "application/json", body)
}

// route finds what an address stands for.
func (x *exchange) route() (methods []string, ok bool) {
	rest, below := strings.CutPrefix(x.r.URL.Path, root)
	if !below {
		return nil, false
	}
	if rest == "" {
		x.event.Endpoint = toDiscovery
		return []string{http.MethodGet, http.MethodOptions}, true
	}
	id, last, more := strings.Cut(strings.TrimPrefix(rest, "/"), "/")
	if !strings.HasPrefix(rest, "/") || !isID(id) || more && last != "feedback" {
		return nil, false
	}
	x.id, x.event.Endpoint = id, toCall
	if more {
		x.event.Endpoint = toFeedback
	}
	return []string{http.MethodPost, http.MethodOptions}, true
}

func (x *exchange) handle(began time.Time) *refusal {
	methods, ok := x.route()
	switch {
	case !ok:
		return refuse(http.StatusNotFound, "not-found", "there is nothing here; the services are listed at "+root)
	case x.r.Method == http.MethodOptions:
		x.answered, x.event.Status = true, preflight(x.w, methods)
		return nil
	case x.r.Method != methods[0]:
		f := refuse(http.StatusMethodNotAllowed, "not-supported", "the method here is "+methods[0])
		f.allow = methods
		return f
	}
	if x.event.Endpoint != toDiscovery {
		select {
		case x.s.places <- struct{}{}:
			defer func() { <-x.s.places }()
		default:
			return busy("too many calls at a time")
		}
	}
	ctx, cancel := context.WithTimeout(x.r.Context(), x.s.limits.Time)
	defer cancel()
	if f := x.authenticate(ctx); f != nil {
		return f
	}
	if x.event.Endpoint == toDiscovery {
		x.answer(x.s.discovery)
		return nil
	}
	found := x.s.find(x.id, "")
	if found == nil {
		return refuse(http.StatusNotFound, "not-found", "there is no such service; they are listed at "+root)
	}
	x.event.Service = found.id
	x.work = x.s.borrow()
	defer x.s.giveBack(x.work)
	x.load = &load{of: &x.s.reading, left: 2 * x.s.limits.Body}
	defer x.load.drop()
	body, f := x.body(ctx)
	if f != nil {
		return f
	}
	if x.event.Endpoint == toFeedback {
		return x.feedback(ctx, body, began)
	}
	return x.call(ctx, body, began)
}

func (x *exchange) authenticate(ctx context.Context) *refusal {
	by := x.s.options.Authenticator
	if by == nil {
		return nil
	}
	caller, err := guarded(ctx, func() (Caller, error) { return by.Authenticate(x.r.WithContext(ctx)) })
	var broken *panicked
	switch {
	case errors.As(err, &broken):
		x.event.fail(failedAuthenticator, err)
		return broke()
	case errors.Is(err, context.DeadlineExceeded):
		x.event.fail(failedAuthenticator, err)
		return late(err)
	case err != nil:
		x.event.fail(failedAuthenticator, err)
		return refuse(http.StatusUnauthorized, "login", "the request does not prove who sends it")
	}
	x.event.Caller = caller
	return nil
}

// body reads and scans the body of a request.
func (x *exchange) body(ctx context.Context) (value, *refusal) {
	if f := x.kind(); f != nil {
		return value{}, f
	}
	data, f := x.read(ctx)
	if f != nil {
		return value{}, f
	}
	v, err := scanInto(&x.work.scan, data, x.s.limits.Depth)
	if err != nil {
		return value{}, refuse(http.StatusBadRequest, "structure", "the body is not the JSON that is expected: "+err.Error())
	}
	return v, nil
}

// read reads a body, where there is room for it.
func (x *exchange) read(ctx context.Context) ([]byte, *refusal) {
	// A body that trickles in would keep its place: when the time of the call is over, reading ends.
	// Where the connection has no deadlines, as in tests, those of the server have to do.
	control := http.NewResponseController(x.w)
	defer context.AfterFunc(ctx, func() { _ = control.SetReadDeadline(time.Unix(1, 0)) })()
	most, length := x.s.limits.Body, x.r.ContentLength
	body := io.Reader(http.MaxBytesReader(x.w, x.r.Body, most))
	switch {
	case length > most:
		return nil, x.drained(tooLarge(most))
	case length >= 0 && !x.load.take(length):
		return nil, x.drained(busy(errBusy.Error()))
	case length < 0:
		body = weighed{body, x.load}
	}
	data, err := readAll(x.work.body, body, length)
	x.work.body = data
	x.event.Bytes = len(data)
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, x.drained(tooLarge(most))
	case errors.Is(err, errBusy):
		return nil, x.drained(busy(errBusy.Error()))
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, refuse(http.StatusRequestTimeout, "timeout", "the body took too long to arrive")
	case err != nil:
		return nil, refuse(http.StatusBadRequest, "incomplete", "the body did not arrive whole")
	}
	return data, nil
}

// mostDrained is how much of a body is read that is for nothing.
const mostDrained = 16 << 20

// drained is a refusal once the rest of the body was read: a client that sends the whole before it
// listens would otherwise find the connection broken, and not why. One that waits to be asked for
// the body is not asked.
func (x *exchange) drained(f *refusal) *refusal {
	if x.r.Header.Get("Expect") == "" && x.r.ContentLength <= mostDrained {
		_, _ = io.CopyN(io.Discard, x.r.Body, mostDrained)
	}
	return f
}

// readAll is io.ReadAll into a buffer, for a length that is known, if it is.
func readAll(data []byte, from io.Reader, length int64) ([]byte, error) {
	data = slices.Grow(data[:0], int(max(512, min(length, 1<<20)+1)))
	for {
		n, err := from.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case err == io.EOF:
			return data, nil
		case err != nil:
			return data, err
		case len(data) == cap(data):
			data = append(data, 0)[:len(data)]
		}
	}
}

// kind refuses what is not JSON by its own account. A missing type is refused too: a page may send
// that across origins without asking first.
func (x *exchange) kind() *refusal {
	h := x.r.Header
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	charset := params["charset"]
	switch {
	case err != nil, kind != "application/json" && kind != "application/fhir+json":
		return refuse(http.StatusUnsupportedMediaType, "not-supported", "the body is to be of type application/json")
	case charset != "" && !strings.EqualFold(charset, "utf-8"):
		return refuse(http.StatusUnsupportedMediaType, "not-supported", "the body is to be in UTF-8")
	case h.Get("Content-Encoding") != "" && !strings.EqualFold(h.Get("Content-Encoding"), "identity"):
		return refuse(http.StatusUnsupportedMediaType, "not-supported", "the body is to come without a content coding")
	}
	return nil
}

func tooLarge(most int64) *refusal {
	return refuse(http.StatusRequestEntityTooLarge, "too-long", fmt.Sprintf("the body is larger than %d bytes", most))
}

func (x *exchange) call(ctx context.Context, body value, began time.Time) *refusal {
	o := x.s.find(x.id, body.get("hook").text())
	x.event.Hook = o.hook
	e, f := readEnvelope(body, o, began)
	if f != nil {
		return f
	}
	e.load = x.load
	x.event.Instance = e.call.instance
	cards, f := x.s.respond(ctx, o, e, &x.event)
	if f != nil {
		return f
	}
	if err := encodeCards(&x.work.out, cards); err != nil {
		x.event.fail(failedPolicy, err)
		return broke()
	}
	x.event.Cards = len(cards)
	if len(cards) == 0 {
		x.event.Withheld = cmp.Or(x.event.Withheld, e.call.withheld)
	}
	x.answer(x.work.out.Bytes())
	return nil
}
