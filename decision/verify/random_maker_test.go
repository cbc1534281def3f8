package verify_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// maker writes small random bundles. Their words mean nothing. Two of their params are compared
// with one number, or one of them with a whole number, so that choices part one another.
type maker struct {
	rng    *rand.Rand
	whole  bool // one param is a whole number, compared with one
	atoms  []string
	params []randomParam
	said   map[string]saidInvariant
	points [2]float64 // where params stand between two whole numbers, beside on them
}

type randomParam struct {
	id, was string
	text    bool
	values  []string // that brute force tries; "" is without a value
}

func newMaker(rng *rand.Rand) *maker {
	m := &maker{rng: rng, whole: rng.IntN(2) == 0}
	u, v := rng.Float64(), rng.Float64()
	m.points = [2]float64{min(u, v), max(u, v)}
	m.atoms = []string{"a", "not a", "b", "not b", `c == "left"`, `c != "left"`, `c in ["left", "right"]`, "n < 1", "n >= 1", "n == 2", "n <= 0", "n < p", "n >= p", "n > p", "n == p", `house == "x"`, `house != "x"`}
	numbers := []string{"0", m.between(0, 0), m.between(0, 1), "1", m.between(1, 0), m.between(1, 1), "2"}
	m.params = []randomParam{{id: "p", was: "1", values: numbers}, {id: "house", was: "x", text: true, values: []string{"x", "y"}}}
	if m.whole {
		m.atoms = append(m.atoms, "k < q", "k == q", "k > 2", "k <= q", "k >= 1")
		m.params = append(m.params, randomParam{id: "q", was: "3", values: []string{"0", "1", "2", "3", "4"}})
		m.params[0].values = []string{"0", m.between(0, 0), "1", m.between(1, 0), "2"}
	} else {
		m.atoms = append(m.atoms, "n < q", "n >= q", "n == q")
		m.params = append(m.params, randomParam{id: "q", values: append([]string{""}, numbers...)})
	}
	return m
}

func (m *maker) between(low float64, which int) string {
	return strconv.FormatFloat(low+m.points[which], 'f', -1, 64)
}

func (m *maker) one(list ...string) string { return list[m.rng.IntN(len(list))] }

func (m *maker) condition() string {
	switch m.rng.IntN(6) {
	case 0, 1:
		return m.one(m.atoms...)
	case 2, 3:
		return m.one(m.atoms...) + " and " + m.one(m.atoms...)
	case 4:
		return m.one(m.atoms...) + " or " + m.one(m.atoms...)
	}
	return m.one(m.atoms...) + " and (" + m.one(m.atoms...) + " or " + m.one(m.atoms...) + ")"
}

const cited = ", title: T, says: S., claims: [K-01]"

// bundle is a bundle, with a rule that decides otherwise unless it may have gaps.
func (m *maker) bundle(gaps bool) files {
	var rules, options, invariants strings.Builder
	levels := []string{"low", "mid", "high"}
	if !gaps {
		fmt.Fprintf(&rules, "  - {id: r-0, step: s, gives: low, otherwise: true%s}\n", cited)
	}
	for i := range 4 + m.rng.IntN(5) {
		fmt.Fprintf(&rules, "  - {id: r-%d, step: s, gives: %s, when: '%s'%s}\n", i+1, m.one(append(levels, "caution")...), m.condition(), cited)
	}
	if gaps {
		fmt.Fprintf(&rules, "  - {id: r-0, step: s, gives: low, when: '%s or house == \"x\" or p >= 1'%s}\n", m.condition(), cited)
	}
	if !m.whole {
		fmt.Fprintf(&rules, "  - {id: unset, step: s, gives: caution, when: \"true\"%s}\n", cited)
	}
	for i := range 2 + m.rng.IntN(4) {
		fmt.Fprintf(&options, "  - {id: o_%d, intervention: %s, when: '%s', stance: %s, says: S., claims: [K-01]}\n",
			i, m.one("one", "two", "both"), m.condition(), m.one("recommend", "may", "against", "no_added_benefit", "insufficient"))
	}
	m.said = map[string]saidInvariant{
		"bound":       {when: m.settled(), verdict: m.one("mid", "high")},
		"clear":       {when: m.settled(), verdict: m.one(levels...)},
		"monotone":    {fact: m.one("a", "b")},
		"independent": {fact: m.one("a", "c", "n")},
		"options":     {when: m.settled()},
	}
	fmt.Fprintf(&invariants, "  - {id: bound, holds: default, says: S., when: '%s', at_least: %s}\n", m.said["bound"].when, m.said["bound"].verdict)
	fmt.Fprintf(&invariants, "  - {id: clear, holds: default, says: S., gives: %s, only_when: '%s'}\n", m.said["clear"].verdict, m.said["clear"].when)
	fmt.Fprintf(&invariants, "  - {id: monotone, holds: default, says: S., monotone: [%s]}\n", m.said["monotone"].fact)
	fmt.Fprintf(&invariants, "  - {id: independent, holds: default, says: S., independent: [%s]}\n", m.said["independent"].fact)
	fmt.Fprintf(&invariants, "  - {id: options, holds: default, says: S., when: '%s', no_options: true}\n", m.said["options"].when)
	q := "  - {id: q, type: number, min: 0, max: 2, title: T, authority: A, since: \"2025-01-01\", unset_caution: unset}\n"
	if m.whole {
		q = "  - {id: q, type: integer, min: 0, max: 4, value: 3, title: T, authority: A, since: \"2025-01-01\"}\n"
	}
	return files{
		"guideline.yaml": "schema: mskguide.bundle/1\nid: random\nversion: 1.0.0\ntitle: R\ntopic: nothing\nevidence: evidence\nfiles: [all.yaml]\n" +
			"verdicts: [{id: low, title: L}, {id: mid, title: M}, {id: high, title: H}]\nsteps: [{id: s, title: S}]\nneeds_information: {title: N}\n" +
			"remarks: [{id: options-after-the-screen, options: bar_open, says: S.}, {id: no-option-left, options: none_left, says: S.}]\n",
		"all.yaml": "facts:\n  - {id: a, type: bool, question: Q}\n  - {id: b, type: bool, question: Q}\n  - {id: c, type: choice, choices: [{id: left}, {id: right}], question: Q}\n" +
			"  - {id: n, type: number, min: 0, max: 2, question: Q}\n  - {id: k, type: integer, min: 0, max: 4, question: Q}\n" +
			"params:\n  - {id: p, type: number, min: 0, max: 2, value: 1, title: T, authority: A, since: \"2025-01-01\"}\n" +
			"  - {id: house, type: choice, choices: [x, y], value: x, title: T, authority: A, since: \"2025-01-01\"}\n" + q +
			"rules:\n" + rules.String() +
			"interventions:\n  - {id: one, title: T}\n  - {id: two, title: T, withheld_when: [{when: '" + m.fully() + "', says: S., claims: [K-01]}]}\n  - {id: both, title: T, includes: [one, two]}\n" +
			"options_barred: {verdicts: [high]}\noptions:\n" + options.String() + "invariants:\n" + invariants.String(),
		"evidence/library.yaml": "sources:\n  - {id: leaflet, kind: expert-opinion, title: \"A leaflet (made up for tests)\", read: none}\n" +
			"claims:\n  - {id: K-01, text: T., standing: supported, certainty: low, for: [leaflet]}\n",
	}
}

// settled is a condition that names no param without a value.
func (m *maker) settled() string {
	for {
		if c := m.condition(); m.whole || !strings.Contains(c, "q") {
			return c
		}
	}
}

// fully is an atom that names no param without a value.
func (m *maker) fully() string {
	for {
		if a := m.one(m.atoms...); !strings.Contains(a, "q") {
			return a
		}
	}
}

// cases are complete cases that stand for all, however the choices are made.
func (m *maker) cases() (out []map[string]any) {
	numbers := []float64{0, 1, 2}
	for _, low := range []float64{0, 1} {
		x, y := low+m.points[0], low+m.points[1]
		numbers = append(numbers, (low+x)/2, x, (x+y)/2, y, (y+low+1)/2)
	}
	wholes := []int{0}
	if m.whole {
		wholes = []int{0, 1, 2, 3, 4}
		x := m.points[0]
		numbers = []float64{0, 1, 2, x / 2, x, (1 + x) / 2, 1 + x/2, 1 + x, 1 + (1+x)/2}
	}
	slices.Sort(numbers)
	for _, a := range []bool{false, true} {
		for _, b := range []bool{false, true} {
			for _, c := range []string{"left", "right"} {
				for _, n := range numbers {
					for _, k := range wholes {
						out = append(out, map[string]any{"a": a, "b": b, "c": c, "n": n, "k": k})
					}
				}
			}
		}
	}
	return out
}
