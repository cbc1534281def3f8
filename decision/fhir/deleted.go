package fhir

import (
	"cmp"
	"strings"
	"time"
)

// deletion is what a history or an export says on the deletions of a resource of one name on one server.
type deletion struct {
	last    string // of those with a time, as instant tells it
	undated bool   // one of them has none
}

// spot names what was deleted, and where: server is "" where it is not told.
type spot struct{ name, server string }

// anywhere stands for all servers together.
const anywhere = "*"

// deletes reports whether an entry deletes a resource, be it that it carries it.
func deletes(e at) bool { return e.path("request", "method").text() == "DELETE" }

// gone notes that the resource of an entry was deleted.
func (in *input) gone(e at) {
	if in.deleted == nil {
		in.deleted = map[spot]deletion{}
	}
	url, full := e.path("request", "url").text(), e.get("fullUrl").text()
	name, when := local(cmp.Or(url, full)), instant(e.path("response", "lastModified"))
	for _, server := range []string{cmp.Or(serverOf(url), serverOf(full)), anywhere} {
		d := in.deleted[spot{name, server}]
		in.deleted[spot{name, server}] = deletion{max(d.last, when), d.undated || when == ""}
	}
}

// noteEntry notes what an entry says of the resources that it brought.
func noteEntry(e at, brought []*resource) {
	deleted, when := deletes(e), e.path("response", "lastModified")
	if !deleted && !when.here() {
		return
	}
	for _, res := range brought {
		res.deleted = res.deleted || deleted
		if !res.changed.here() {
			res.changed = when
		}
	}
}

// takenBack reports whether a resource was deleted, and whether that is sure: another server's says
// nothing of it, and what was written since is there.
func (in *input) takenBack(res *resource) (deleted, sure bool) {
	if res.deleted {
		return true, true
	}
	server, written := serverOf(res.url), cmp.Or(updated(res), instant(res.changed))
	for _, of := range []string{"", cmp.Or(server, anywhere)} {
		d := in.deleted[spot{res.name, of}]
		since := d.last != "" && d.last >= written
		if since && written != "" && of != anywhere {
			return true, true
		}
		deleted = deleted || d.undated || since
	}
	return deleted, false
}

// wasDeleted names a resource that was deleted for sure, and marks one that may have been.
func (r *reader) wasDeleted(res *resource) bool {
	if len(r.input.deleted) == 0 {
		return false
	}
	deleted, sure := r.input.takenBack(res)
	switch named := r.index[res.name]; {
	case deleted && sure:
		r.drop(res, "", Status, "the record says that it was deleted")
		if named == res {
			delete(r.index, res.name)
		}
		return true
	case named == nil && res.name != "":
		r.index[res.name] = res
	}
	res.doubtful = deleted
	return false
}

// serverOf is the address of the server of a resource, without the way to speak to it; "" where its
// name tells none.
func serverOf(url string) string {
	url, _, _ = strings.Cut(url, "/_history/")
	scheme, rest, _ := strings.Cut(url, "://")
	if !strings.HasPrefix(scheme, "http") {
		return ""
	}
	parts := strings.Split(rest, "/")
	if len(parts) < 3 {
		return ""
	}
	return strings.ToLower(strings.Join(parts[:len(parts)-2], "/"))
}

// instant is a time in a form that sorts, in UTC; "" where it is none.
func instant(a at) string {
	when, err := time.Parse(time.RFC3339Nano, a.text())
	if err != nil {
		return ""
	}
	return when.UTC().Format("2006-01-02T15:04:05.000000000")
}

// updated is when a version was made, in a form that sorts.
func updated(res *resource) string { return instant(res.at.path("meta", "lastUpdated")) }
