package cdshooks

import (
	"slices"
	"strings"
)

// drafted is an entry of the draft orders of a call.
type drafted struct {
	resource string // as it was written
	fullURL  string // of the entry, "" where it has none
}

// names are those by which a draft may be selected. One that has no id yet is named by its entry.
func (d drafted) names(r resource) []string {
	names := []string{d.fullURL, local(d.fullURL)}
	for _, id := range []string{r.ID, idIn(d.fullURL, r.Type)} {
		if id != "" {
			names = append(names, id, r.Type+"/"+id)
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// idIn is the id of a resource in its full address, "" where that tells none.
func idIn(fullURL, kind string) string {
	if id, ok := strings.CutPrefix(fullURL, "urn:uuid:"); ok {
		return id
	}
	if id, ok := strings.CutPrefix(local(fullURL), kind+"/"); ok {
		return id
	}
	return ""
}

// selection tells which drafts a call is about: with order-select those that were just selected,
// else all.
type selection struct {
	all      bool
	selected map[string]bool // names
	drafts   map[string]bool // names of those that were looked at
}

func selectionOf(c *call) *selection {
	if c.hook != orderSelect {
		return &selection{all: true}
	}
	return &selection{selected: chosen(c.selections), drafts: map[string]bool{}}
}

// takes reports whether a draft is among them.
func (s *selection) takes(d drafted, r resource) (taken bool) {
	if s.all {
		return true
	}
	for _, name := range d.names(r) {
		s.drafts[name] = true
		taken = taken || s.selected[name]
	}
	return taken
}

// astray reports whether something was selected that none of the drafts is.
func (s *selection) astray(selections []string) bool {
	return !s.all && slices.ContainsFunc(selections, func(name string) bool { return !s.drafts[name] && !s.drafts[local(name)] })
}

// chosen are the selections, as they are named and without the address of a server before them: as
// in "ServiceRequest/123", or "123" alone.
func chosen(selections []string) map[string]bool {
	names := make(map[string]bool, 2*len(selections))
	for _, s := range selections {
		names[s], names[local(s)] = true, true
	}
	return names
}
