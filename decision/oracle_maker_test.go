package decision_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"
)

// maker writes random bundles. Their words mean nothing.
type maker struct {
	rng         *rand.Rand
	compares    bool // facts with facts
	bools       []string
	choices     map[string][]string // of facts and params
	chooses     []string            // facts
	numbers     []string            // facts that are no whole numbers
	wholes      []string
	cuts        map[string][]string // a few for each number, so that rules share them
	params      map[string]string   // of numbers: id -> value
	policies    []string            // params that are yes/no
	houses      []string            // params that are choices
	definitions []string
	opaques     []string // those of them that compare facts with facts
	opaque      bool     // and so does the condition at hand
}

func one[T any](m *maker, list ...T) T { return list[m.rng.IntN(len(list))] }

// bundle is a guideline with all that a condition can name.
func (m *maker) bundle() fstest.MapFS {
	m.choices, m.cuts, m.params = map[string][]string{}, map[string][]string{}, map[string]string{}
	words := []string{"amber", "birch", "cedar", "dune", "ember", "flint", "grove", "heath", "islet", "knoll", "larch", "marsh"}
	m.rng.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	verdicts, steps := words[:3+m.rng.IntN(3)], words[6:8+m.rng.IntN(3)]
	facts := m.facts() + m.groups() + m.paramList() + m.definitionList()
	return fstest.MapFS{
		"guideline.yaml": {Data: fmt.Appendf(nil, "schema: mskguide.bundle/1\nid: random\nversion: 1.0.0\ntitle: Random\ntopic: nothing\nevidence: evidence\n"+
			"files: [facts.yaml, rules.yaml, options.yaml]\nverdicts: %s\nsteps: %s\nneeds_information: {title: More}\n"+
			"remarks: [{id: options-after-the-screen, options: bar_open, says: S.}, {id: no-option-left, options: none_left, says: S.}]\n", titled(verdicts), titled(steps))},
		"facts.yaml":           {Data: []byte(facts)},
		"rules.yaml":           {Data: []byte(m.rules(verdicts, steps))},
		"options.yaml":         {Data: []byte(m.options(verdicts))},
		"evidence/claims.yaml": {Data: []byte(teaClaims)},
	}
}

func titled(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = "{id: " + id + ", title: " + id + "}"
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func (m *maker) facts() string {
	var out strings.Builder
	out.WriteString("types:\n  - {id: shade, choices: [{id: dark}, {id: pale, failed: true}, {id: vivid}]}\nfacts:\n")
	for i := range 4 + m.rng.IntN(5) {
		id := fmt.Sprintf("f_%d", i)
		kind := one(m, "bool", "bool", "bool", "choice", "shade", "number", "integer")
		if m.compares && i < 3 {
			kind = "integer"
		}
		switch kind {
		case "bool":
			m.bools = append(m.bools, id)
		case "choice":
			ids := []string{"left", "right", "above", "below", "f_0", "behind"}[:1+m.rng.IntN(6)]
			m.choose(id, ids)
			kind += ", choices: [{id: " + strings.Join(ids, "}, {id: ") + "}]"
		case "shade":
			m.choose(id, []string{"dark", "pale", "vivid"})
		case "number":
			low := one(m, -5, 0, 0.5, 2)
			kind += m.span(id, low, low+one(m, 0, 0.25, 1, 3, 100), 0.25)
			m.numbers = append(m.numbers, id)
		case "integer":
			low := one(m, -3.0, 0, 1)
			kind += m.span(id, low, low+one(m, 0.0, 1, 2, 5, 6), 1)
			m.wholes = append(m.wholes, id)
		}
		fmt.Fprintf(&out, "  - {id: %s, type: %s, question: What}\n", id, kind)
	}
	return out.String()
}

func (m *maker) choose(id string, ids []string) {
	m.chooses = append(m.chooses, id)
	m.choices[id] = ids
}

// span is the range of a number. Its cut points are few: the ends, one within, one off it.
func (m *maker) span(id string, low, high, step float64) string {
	text := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	within := low + step*float64(m.rng.IntN(1+int((high-low)/step)))
	m.cuts[id] = []string{text(low), text(high), text(within), text(within + step), text(within - step/2)}
	return ", min: " + text(low) + ", max: " + text(high)
}

func (m *maker) groups() string {
	if len(m.bools) < 3 {
		return ""
	}
	half := len(m.bools) / 2
	return fmt.Sprintf("groups:\n  - {id: whole, title: All, members: [some_of, %s]}\n  - {id: some_of, title: Some, members: [%s]}\n",
		strings.Join(m.bools[half:], ", "), strings.Join(m.bools[:half], ", "))
}

func (m *maker) paramList() string {
	const more = `, title: P, authority: "Nobody (made up)", since: "2025-01-01"}` + "\n"
	var out strings.Builder
	out.WriteString("params:\n")
	for i, f := range slices.Concat(m.numbers, m.wholes) {
		if m.rng.IntN(2) == 0 {
			id := fmt.Sprintf("p_%d", i)
			m.params[id] = one(m, m.cuts[f]...)
			out.WriteString("  - {id: " + id + ", type: number, min: -1000, max: 1000, value: " + m.params[id] + more)
		}
	}
	for i, f := range m.chooses {
		if len(m.choices[f]) > 1 {
			id := fmt.Sprintf("house_%d", i)
			m.houses = append(m.houses, id)
			m.choices[id] = m.choices[f]
			out.WriteString("  - {id: " + id + ", type: choice, choices: [" + strings.Join(m.choices[f], ", ") + "], value: " + one(m, m.choices[f]...) + more)
		}
	}
	m.policies = []string{"policy"}
	out.WriteString("  - {id: policy, type: bool, value: " + one(m, "true", "false") + more)
	out.WriteString("  - {id: unset, type: number, min: -1000, max: 1000, unset_caution: unset-says-so" + more)
	return out.String()
}

// definitionList writes definitions that name those before them, in any order.
func (m *maker) definitionList() string {
	var lines []string
	for i := range m.rng.IntN(5) {
		id := fmt.Sprintf("d_%d", i)
		m.opaque = false
		lines = append(lines, fmt.Sprintf("  - {id: %s, title: D, when: '%s'}\n", id, m.condition(2)))
		if m.definitions = append(m.definitions, id); m.opaque {
			m.opaques = append(m.opaques, id)
		}
	}
	if len(lines) == 0 {
		return ""
	}
	m.rng.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	return "definitions:\n" + strings.Join(lines, "")
}

func (m *maker) rules(verdicts, steps []string) string {
	const words = ", title: T, says: S., claims: [T-01]"
	lines := []string{
		fmt.Sprintf("  - {id: otherwise, step: %s, gives: %s, otherwise: true%s}\n", one(m, steps...), verdicts[0], words),
		fmt.Sprintf("  - {id: unset-says-so, step: %s, gives: caution, when: \"true\"%s}\n", one(m, steps...), words),
	}
	for i := range 3 + m.rng.IntN(12) {
		m.opaque = false
		gives, when, more := one(m, append([]string{"caution", "caution"}, verdicts...)...), m.condition(3), ""
		if m.opaque && gives != "caution" {
			more = ", approximate: accepted"
		}
		lines = append(lines, fmt.Sprintf("  - {id: r-%d, step: %s, gives: %s, when: '%s'%s%s}\n", i, one(m, steps...), gives, when, words, more))
	}
	m.rng.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	return "rules:\n" + strings.Join(lines, "")
}
