package fhir

import (
	"cmp"
	"strings"
	"time"
)

// deletion is a resource that a history or an export says is gone.
type deletion struct {
	server string // "" where it is not told
	when   string // as instant tells it
}

// deletes reports whether an entry deletes a resource, be it that it carries it.
func deletes(e at) bool { return e.path("request", "method").text() == "DELETE" }

// gone notes that the resource of an entry was deleted.
func (in *input) gone(e at) {
	if in.deleted == nil {
		in.deleted = map[string][]deletion{}
	}
	url, full := e.path("request", "url").text(), e.get("fullUrl").text()
	name := local(cmp.Or(url, full))
	in.deleted[name] = append(in.deleted[name], deletion{cmp.Or(serverOf(url), serverOf(full)), instant(e.path("response", "lastModified"))})
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
	for _, d := range in.deleted[res.name] {
		server, written := serverOf(res.url), cmp.Or(updated(res), instant(res.changed))
		known := d.when != "" && written != ""
		switch {
		case apart(d.server, server) || known && written > d.when:
		case known && (d.server == "" || server != ""):
			return true, true
		default:
			deleted = true
		}
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
