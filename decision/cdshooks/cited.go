package cdshooks

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// Limits of what is cited.
const (
	mostCited = 3   // sources on one side of a claim
	mostLinks = 4   // links to sources
	mostLabel = 100 // characters of a link
)

// claim writes how a claim stands, with what speaks for it and against it; each once.
func (w *writer) claim(id string) {
	c := claimOf(w.d, id)
	if c == nil || slices.Contains(w.claims, id) {
		return
	}
	w.claims = append(w.claims, id)
	w.below(&w.p.says.evidence, c.Text, w.p.words.standings[c.Standing], w.p.words.certainties[c.Certainty],
		w.numbers(c.For, &w.fors), w.numbers(c.Against, &w.againsts))
}

// numbers cites sources by number, the weightiest first.
func (w *writer) numbers(ids []string, side *[]string) string {
	if len(ids) == 0 {
		return w.p.says.none.plain()
	}
	list := make([]string, min(len(ids), mostCited))
	for i, id := range ids[:len(list)] {
		n := slices.Index(w.sources, id)
		if n < 0 {
			n = len(w.sources)
			w.sources = append(w.sources, id)
		}
		if !slices.Contains(*side, id) {
			*side = append(*side, id)
		}
		list[i] = strconv.Itoa(n + 1)
	}
	all := strings.Join(list, ", ")
	if len(ids) > mostCited {
		return w.p.says.moreSources.plain(all, strconv.Itoa(len(ids)-mostCited))
	}
	return all
}

// cited lists the sources by number.
func (w *writer) cited() {
	if len(w.sources) == 0 {
		return
	}
	w.heading(&w.p.says.sources)
	for i, id := range w.sources {
		w.out.WriteByte('\n')
		w.p.says.source.write(w.out, w.p.known.escaped, strconv.Itoa(i+1), w.source(id).Cite)
	}
}

func (w *writer) source(id string) decision.Source {
	i := slices.IndexFunc(w.d.Sources, func(s decision.Source) bool { return s.ID == id })
	if i < 0 {
		return decision.Source{ID: id, Cite: id}
	}
	return w.d.Sources[i]
}

// links lead to where the rest is asked, to what the policy names, and to some of the sources,
// by turns for and against.
func (w *writer) links(q questions) []Link {
	var links []Link
	if w.more {
		links = append(links, Link{Label: w.p.says.moreLink.plain(), URL: q.more, Type: "absolute"})
	}
	links = append(links, w.p.links...)
	given, seen := 0, map[string]bool{}
	for i := range max(len(w.fors), len(w.againsts)) {
		for _, side := range [][]string{w.fors, w.againsts} {
			if i >= len(side) || given == mostLinks {
				continue
			}
			s := w.source(side[i])
			if strings.HasPrefix(s.URL, "https://") && isAddress(s.URL) && !seen[s.URL] {
				seen[s.URL] = true
				given++
				links = append(links, Link{Label: shortened(s.Cite, mostLabel), URL: s.URL, Type: "absolute"})
			}
		}
	}
	return links
}
