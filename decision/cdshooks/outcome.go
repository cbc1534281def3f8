package cdshooks

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// refusal is an answer that is none: a status and what was wrong. Its words are ours: what the
// caller sent never stands in them.
type refusal struct {
	status int
	issues []issue
	allow  []string // methods, with 405
	retry  int      // seconds, with 503
	err    error    // as somebody else's code gave it; it may name whom it is about
}

// issue is one of an OperationOutcome. Code is of the value set issue-type of FHIR.
type issue struct {
	Severity    string   `json:"severity"`
	Code        string   `json:"code"`
	Diagnostics string   `json:"diagnostics"`
	Expression  []string `json:"expression,omitempty"`
}

func refuse(status int, code, says string) *refusal {
	return &refusal{status: status, issues: []issue{{Severity: "error", Code: code, Diagnostics: says}}}
}

// add names a mistake in a body, and where it is.
func (r *refusal) add(code, where, says string) {
	r.status = http.StatusBadRequest
	i := issue{Severity: "error", Code: code, Diagnostics: says}
	if where != "" {
		i.Expression = []string{where}
		i.Diagnostics = where + " " + says
	}
	r.issues = append(r.issues, i)
}

// missing, wrong name a mistake in the member at a place.
func (r *refusal) missing(where string) { r.add("required", where, "is missing") }

func (r *refusal) wrong(where, says string) { r.add("value", where, says) }

// or is the refusal, nil where nothing was wrong.
func (r *refusal) or() *refusal {
	if len(r.issues) == 0 {
		return nil
	}
	return r
}

// write answers with the refusal as an OperationOutcome.
func (r *refusal) write(w http.ResponseWriter) int {
	h := w.Header()
	if len(r.allow) > 0 {
		h.Set("Allow", strings.Join(r.allow, ", "))
	}
	if r.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(r.retry))
	}
	if r.status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", "Bearer")
	}
	body, err := json.Marshal(struct {
		ResourceType string  `json:"resourceType"`
		Issue        []issue `json:"issue"`
	}{"OperationOutcome", r.issues})
	if err != nil { // texts always marshal
		body = []byte(`{"resourceType":"OperationOutcome"}`)
	}
	return answer(w, r.status, "application/fhir+json", body)
}

// answer writes a body that no cache keeps and no browser takes for something else.
func answer(w http.ResponseWriter, status int, kind string, body []byte) int {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a caller who went away misses nothing
	return len(body)
}
