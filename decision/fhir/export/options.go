package export

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/mskguide/mskguide/decision/fhir"
)

// Options is what an export says beside what is exported. All of it may be left out.
type Options struct {
	Patient      string    // a reference, such as Patient/123
	Encounter    string    // likewise
	Practitioner string    // who asked, likewise
	At           time.Time // when it was decided; when the facts of answers were told; of a guideline, the date it bears
	Day          bool      // of At only the day is known: what has a dateTime bears the day alone, and a Bundle no time
	Request      string    // what the request is called, such as the hookInstance of a call
	Endpoint     string    // address of the CDS Hooks service that answers

	// Chart is the record that the facts of a decision were read from: issues then refer to the
	// resources that tell of the facts behind them.
	Chart *fhir.Chart
}

// check refuses what cannot stand in a resource.
func (o Options) check() error {
	for _, r := range []struct {
		what, given string
		types       []string
	}{
		{"patient", o.Patient, []string{"Patient", "Group"}}, {"encounter", o.Encounter, []string{"Encounter"}},
		{"practitioner", o.Practitioner, []string{"Practitioner", "PractitionerRole"}},
	} {
		if r.given != "" && !isReference(r.given, r.types) {
			return fmt.Errorf("%q is no reference to a %s, such as %s/123", r.given, r.what, r.types[0])
		}
	}
	if u, err := url.Parse(o.Endpoint); o.Endpoint != "" && (err != nil || hasSpace(o.Endpoint) || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		return fmt.Errorf("%q is no address of a service", o.Endpoint)
	}
	if strings.TrimSpace(o.Request) != o.Request {
		return fmt.Errorf("%q: a request is not called so, with space at its ends", o.Request)
	}
	return nil
}

// isReference reports whether a text is type/id, by itself or at the end of a web address, or a urn.
// An id is what FHIR lets it be, so that a reference can be shown anywhere.
func isReference(text string, types []string) bool {
	if rest, is := strings.CutPrefix(text, "urn:"); is {
		kind, name, _ := strings.Cut(rest, ":")
		return (kind == "uuid" || kind == "oid") && isID(name)
	}
	parts := strings.Split(text, "/")
	if len(parts) < 2 || !isID(parts[len(parts)-1]) || !slices.Contains(types, parts[len(parts)-2]) {
		return false
	}
	if len(parts) == 2 {
		return true
	}
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.String() == text && !strings.ContainsAny(text, "'?#")
}

func isID(text string) bool {
	return len(text) > 0 && len(text) <= 64 && strings.Trim(text, "-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func hasSpace(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

func refer(to string) *reference {
	if to == "" {
		return nil
	}
	return &reference{Reference: to}
}

// instant is a time of day in its zone; "" where that is not known. A day that passed for a midnight
// would be another day elsewhere.
func (o Options) instant() string {
	if o.At.IsZero() || o.Day {
		return ""
	}
	return o.At.Format(time.RFC3339)
}

// dateTime is as much of the time as is known.
func (o Options) dateTime() string {
	if o.Day {
		return o.day()
	}
	return o.instant()
}

func (o Options) day() string {
	if o.At.IsZero() {
		return ""
	}
	return o.At.Format(time.DateOnly)
}

// parts are what makes the ids of one export differ from those of another.
func (o Options) parts() []string {
	list := []string{o.Patient, o.Encounter, o.Practitioner, o.dateTime(), o.Request, o.Endpoint}
	if o.Chart != nil {
		for _, s := range o.Chart.Sources {
			list = append(list, s.Fact, s.Resource, s.ID)
		}
	}
	return list
}

// telling refers to the resources of the record that tell of some facts, each once. One without an id
// cannot be referred to.
func (o Options) telling(facts []string) (list []reference) {
	if o.Chart == nil {
		return nil
	}
	for _, s := range o.Chart.Sources {
		r := reference{Reference: s.Resource + "/" + s.ID}
		if isID(s.ID) && slices.Contains(facts, s.Fact) && !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}
