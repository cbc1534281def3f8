package cdshooks

// found is what was had for a part of the record.
type found struct {
	data []value // as it was given: a resource, or pages
	lack string  // why it is not there or not whole; "" where nothing is wanting
	soft bool    // the lack is a warning: what is there may be all
	next string  // address of the next page, where it has one

	err      error // of the fetcher
	answered bool  // the server did, also where it holds nothing

	matches, total int // of a list: resources of the type, and how many the server counts, -1 where it does not
}

// judge tells what a client gave for a part, or what a server answered. The forms that clients
// use are told apart: the key left out (it could not or would not), null and an empty searchset
// (it asked, and there is nothing), an OperationOutcome in place of the data or beside it, and a
// page that is not the last.
func (p part) judge(v value, c *call) found {
	kind := v.get("resourceType").text()
	switch {
	case v.form() == absent:
		return found{lack: "it was not given"}
	case v.form() == null:
		return p.none()
	case kind == "OperationOutcome":
		return found{lack: "an error came in its place"}
	case kind == "Bundle" && noAnswer(v) != "":
		return found{lack: noAnswer(v)}
	case p.single:
		return p.one(v, kind, c)
	case kind == "Bundle":
		return p.list(v, c)
	case kind == p.resource && ofAnother(v, c):
		return found{lack: lackOther}
	case kind == p.resource:
		return found{data: []value{v}, lack: "one resource was given in place of a list"}
	}
	return found{lack: "something else was given in its place"}
}

// none is what was asked for and is not there. That there is no such patient is no answer to go by.
func (p part) none() found {
	if p.resource == "Patient" {
		return found{lack: "it is said not to be there"}
	}
	return found{}
}

// noAnswer is why a Bundle cannot be the answer to a search, "" where it can. That there is nothing
// is believed of an answer alone: an empty Bundle of another type, or of none, says of nothing that
// it was looked for.
func noAnswer(bundle value) string {
	entries := bundle.get("entry")
	switch {
	case entries.given() && entries.form() != array:
		return "its entries are no list"
	case entries.count() == 0 && bundle.get("type").text() != "searchset":
		return "it is empty, and not said to be the answer to a search"
	}
	return ""
}

const lackOther = "another patient's was given in its place"

// ofAnother reports whether a resource is that of another patient than the one of the call. One
// that names no patient is judged when the record is read.
func ofAnother(resource value, c *call) bool {
	for _, name := range []string{"subject", "patient"} {
		reference := resource.get(name).get("reference").text()
		if reference != c.whose && ofElse(reference, c.patient) {
			return true
		}
	}
	return false
}

// one is a resource that was read by its id.
func (p part) one(v value, kind string, c *call) found {
	want := c.patient
	if p.resource == "Encounter" {
		want = c.encounter
	}
	switch id := v.get("id").text(); {
	case kind == "Bundle" && v.get("entry").count() == 1: // of a client that searches by _id
		entry := value{}
		for e := range v.get("entry").all() {
			entry = e.get("resource")
		}
		if inner := entry.get("resourceType").text(); inner != "Bundle" {
			return p.judge(entry, c)
		}
		return found{lack: "something else was given in its place"}
	case kind == "Bundle" && v.get("entry").count() == 0:
		return p.none()
	case kind != p.resource:
		return found{lack: "something else was given in its place"}
	case id != want:
		return found{lack: "another one was given in its place"}
	}
	f := found{data: []value{v}}
	if partial(v) {
		f.lacks(lackParts, true)
	}
	return f
}

// list is a page of a search.
func (p part) list(v value, c *call) found {
	f := found{data: []value{v}}
	matches, others, thin := 0, 0, false
	for entry := range v.get("entry").all() {
		resource := entry.get("resource")
		switch kind := resource.get("resourceType").text(); {
		case kind == "OperationOutcome":
			f.outcome(resource)
		case kind == p.resource && ofAnother(resource, c):
			f.lacks(lackOther, false)
		case kind == p.resource:
			matches++
			thin = thin || partial(resource)
		case entry.path("search", "mode") != "include":
			others++
		}
	}
	for link := range v.get("link").all() {
		if link.get("relation").text() == "next" {
			f.next = link.get("url").text()
		}
	}
	total, whole := counted(v.get("total"))
	f.matches, f.total = matches, total
	switch {
	case p.count > 0 && matches >= p.count:
		f.next, f.total = "", -1 // as many as were asked for
	case !whole:
		f.lacks("it does not say in a whole number how much it holds", false)
	}
	if others > 0 && matches == 0 {
		f.lacks("something else was given in its place", false)
	}
	switch {
	case partial(v):
		f.lacks(lackParts, false)
	case thin:
		f.lacks(lackParts, true)
	}
	return f
}

const lackParts = "parts of it are left out"

// partial reports whether a resource says by a tag or a label that parts of it were left out: of a
// Bundle those may be whole resources. The code tells, whatever its system is called.
func partial(resource value) bool {
	for _, name := range []string{"tag", "security"} {
		for coding := range resource.get("meta").get(name).all() {
			switch coding.get("code").text() {
			case "SUBSETTED", "REDACTED":
				return true
			}
		}
	}
	return false
}

// lacks notes why what was had is not all: what is certain before a warning, and else the first.
func (f *found) lacks(why string, warning bool) {
	if f.lack == "" || f.soft && !warning {
		f.lack, f.soft = why, warning
	}
}

// close decides whether what was had is all there is.
func (f found) close() found {
	switch {
	case f.lack != "" && !f.soft:
	case f.next != "":
		f.lack, f.soft = "it is one page of several", false
	case f.total > f.matches:
		f.lack, f.soft = "it holds fewer resources than it counts", false
	}
	return f
}

// join adds the next page.
func (f found) join(page found) found {
	if page.lack != "" && (f.lack == "" || f.soft) {
		f.lack, f.soft = page.lack, page.soft
	}
	f.data = append(f.data, page.data...)
	f.answered, f.err = f.answered || page.answered, page.err
	f.matches, f.total, f.next = f.matches+page.matches, max(f.total, page.total), page.next
	return f
}

// outcome is a server that speaks beside the data. Servers warn also of a search without results,
// so that a warning is named and blocks nothing.
func (f *found) outcome(v value) {
	for issue := range v.get("issue").all() {
		switch issue.get("severity").text() {
		case "information", "success":
		case "warning":
			f.lacks("the server answered with a warning", true)
		default:
			f.lacks("the server answered with an error beside the data", false)
		}
	}
}

// path is the text of a member of a member.
func (v value) path(first, second string) string { return v.get(first).get(second).text() }

// counted is a count, -1 where there is none; whole is false where there is one in another form.
func counted(v value) (n int, whole bool) {
	if !v.given() {
		return -1, true
	}
	if v.form() != number {
		return -1, false
	}
	for _, c := range v.written() {
		if c < '0' || c > '9' {
			return -1, false
		}
		n = min(n*10+int(c-'0'), 1<<24) // more than is ever read
	}
	return n, true
}
