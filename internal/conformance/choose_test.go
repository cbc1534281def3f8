package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// candidate is a case that may join the suite.
type candidate struct {
	about string
	facts json.RawMessage
	shows []string
	size  int // of facts and answer, in bytes
}

const draws = 6000

// extended is the suite of a guideline with cases added for what it does not show yet, as far as
// drawing finds any. Cases that are there stay, in their order and with their facts.
func extended(t testing.TB, g guideline, all []asked) []asked {
	given, shown := len(all), map[string]int{}
	for _, one := range all {
		for _, s := range weighed(t, g, "", one.Facts).shows {
			shown[s]++
		}
	}
	bases := 4
	if g.shows == entries {
		bases = 12
	}
	m := newMaker(g.Guideline, uint64(len(all)), bases)
	want := map[string]bool{}
	for _, w := range wanted(g) {
		want[w] = true
	}
	var found []candidate
	consider := func(c candidate) {
		if g.shows != everything {
			c.shows = slices.DeleteFunc(c.shows, func(s string) bool { return !want[s] })
		}
		if !slices.ContainsFunc(c.shows, func(s string) bool { return shown[s] == 0 }) {
			return
		}
		for _, s := range c.shows {
			shown[s]++
		}
		found = append(found, c)
	}
	drawn := slices.ContainsFunc(all, func(one asked) bool { return strings.HasPrefix(one.About, "complete") })
	if g.shows == everything && !drawn { // what turns is seen of two cases, not of one that is there
		m.turning(t, g, consider)
	}
	draw := func(facts decision.Facts) {
		if _, err := g.Case(facts); err == nil {
			written := m.write(t, facts)
			consider(weighed(t, g, m.about(facts), written))
		}
	}
	for range draws {
		draw(m.draw())
	}
	m.options(draw)
	m.indicators(draw)
	for _, c := range needed(found, shown) {
		all = append(all, asked{About: c.about, Facts: c.facts})
	}
	if g.shows == byHand {
		all = all[:given]
	}
	for i := range all {
		all[i].ID = fmt.Sprintf("%s-%03d", g.name, i+1)
	}
	return all
}

// weighed is a case with what its answer shows, and more.
func weighed(t testing.TB, g guideline, about string, facts json.RawMessage, more ...string) candidate {
	d, err := g.Decide([]byte(facts))
	require.NoError(t, err, "%s", facts)
	a := agreedOn(t, d.JSON())
	shows := append(a.shows(), more...)
	slices.Sort(shows)
	return candidate{about, facts, slices.Compact(shows), len(facts) + len(compact(t, a))}
}

// turning offers complete cases that show which facts turn a rule or an option, and at which
// values: a case near to the least severe verdict, and the same with one fact changed.
func (m *maker) turning(t testing.TB, g guideline, consider func(candidate)) {
	moving := m.moving()
	for i, calm := range m.calm {
		calm := maps.Clone(calm)
		maps.DeleteFunc(calm, func(f string, _ any) bool { return !moving[f] })
		facts := m.denied(t, calm)
		before := namesOf(t, g, facts)
		consider(weighed(t, g, "complete", facts, fmt.Sprint("base ", i)))
		for _, f := range m.facts {
			if !moving[f.ID] {
				continue
			}
			for _, v := range m.values[f.ID] {
				changed := maps.Clone(calm)
				changed[f.ID] = v
				if _, err := g.Case(changed); err != nil || v == calm[f.ID] {
					continue
				}
				facts := m.denied(t, changed)
				var shows []string
				after := namesOf(t, g, facts)
				for name := range before {
					if !after[name] {
						shows = append(shows, fmt.Sprintf("%s turns with %s %v", name, f.ID, v))
					}
				}
				for name := range after {
					if !before[name] {
						shows = append(shows, fmt.Sprintf("%s turns with %s %v", name, f.ID, v))
					}
				}
				consider(weighed(t, g, "complete, beside another by "+f.ID, facts, shows...))
			}
		}
	}
}

// namesOf are the rules that hold of a complete case, and what is offered.
func namesOf(t testing.TB, g guideline, facts []byte) map[string]bool {
	names := map[string]bool{}
	for _, s := range weighed(t, g, "", facts).shows {
		if kind, _, _ := strings.Cut(s, " "); slices.Contains([]string{"reason", "caution", "option", "protocol"}, kind) && !strings.Contains(s, " tried ") {
			names[s] = true
		}
	}
	return names
}

// denied is the facts as JSON with every group denied that can be.
func (m *maker) denied(t testing.TB, facts decision.Facts) json.RawMessage {
	facts = maps.Clone(facts)
	m.deny(facts, 1)
	return m.write(t, facts)
}

// needed leaves out what the others show as well, the largest first.
func needed(found []candidate, shown map[string]int) []candidate {
	bySize := make([]int, len(found))
	for i := range bySize {
		bySize[i] = i
	}
	slices.SortStableFunc(bySize, func(x, y int) int { return found[y].size - found[x].size })
	dropped := map[int]bool{}
	for _, i := range bySize {
		if slices.ContainsFunc(found[i].shows, func(s string) bool { return shown[s] < 2 }) {
			continue
		}
		dropped[i] = true
		for _, s := range found[i].shows {
			shown[s]--
		}
	}
	var out []candidate
	for i, c := range found {
		if !dropped[i] {
			out = append(out, c)
		}
	}
	return out
}

// about says what kind of case it is. A complete one has every fact that a rule or an option
// names.
func (m *maker) about(facts decision.Facts) string {
	open, partly, nulls := map[string]bool{}, 0, 0
	for f, moves := range m.moving() {
		open[f] = moves
	}
	for f, v := range facts {
		_, part := v.(map[string]any)
		switch {
		case v == nil:
			nulls++
		case part:
			partly++
		default:
			delete(open, f)
		}
	}
	groups, _ := facts["none_of"].([]string)
	for _, g := range m.Groups() {
		if slices.Contains(groups, g.ID) {
			for _, f := range g.Facts {
				delete(open, f)
			}
		}
	}
	words := []string{map[bool]string{true: "complete", false: "partial"}[len(open) == 0]}
	if partly > 0 {
		words = append(words, strconv.Itoa(partly)+" known in part")
	}
	if nulls > 0 {
		words = append(words, "some null")
	}
	if len(groups) > 0 {
		words = append(words, "groups denied")
	}
	return strings.Join(words, ", ")
}

// write is the facts as JSON, in asking order.
func (m *maker) write(t testing.TB, facts decision.Facts) json.RawMessage {
	var out bytes.Buffer
	add := func(name string) {
		if v, given := facts[name]; given {
			fmt.Fprintf(&out, `,%q:%s`, name, compact(t, v))
		}
	}
	for _, f := range m.facts {
		add(f.ID)
	}
	add("none_of")
	return append(append([]byte("{"), bytes.TrimPrefix(out.Bytes(), []byte(","))...), '}')
}
