package verify_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing/fstest"
)

// versions writes two random versions of a bundle. Their words mean nothing.
type versions struct {
	*rand.Rand
	verdicts []string
	params   [2]string // value of the param of numbers, before and after
	policy   [2]string // of the param that is a choice
	defined  [2]string // condition of the definition
	lines    [2][]string
}

func pickOne[T any](p *versions, list ...T) T { return list[p.IntN(len(list))] }

func newVersions(seed uint64) *versions {
	p := &versions{Rand: rand.New(rand.NewPCG(seed, 7)), verdicts: []string{"pour", "wait", "throw_away", "break_it"}[:3+int(seed%2)]}
	p.params = p.twice(func() string { return fmt.Sprint(1 + p.IntN(4)) })
	p.policy = p.twice(func() string { return pickOne(p, "green", "black") })
	p.defined = p.twice(func() string { return p.condition(1) })
	p.rules()
	p.options()
	return p
}

// twice makes two of something, mostly alike.
func (p *versions) twice(make func() string) [2]string {
	a := make()
	if p.IntN(3) > 0 {
		return [2]string{a, a}
	}
	return [2]string{a, make()}
}

func (p *versions) condition(depth int) string {
	if depth == 0 {
		return pickOne(p, "hot", "not hot", "milk", "lemon", "iced", "not iced", `leaf == "green"`, `leaf != house_leaf`, `leaf in ["black", "white"]`,
			"minutes > draw", "minutes <= 3", "minutes == draw", "spoons >= 2", "spoons < draw", "true")
	}
	return "(" + p.condition(depth-1) + pickOne(p, " or ", " and ", " and not ", " == ") + "(" + p.condition(depth-1) + "))"
}

// line is an entry in both versions, in one of them, or different in the two.
func (p *versions) line(write func() string) {
	a := write()
	switch p.IntN(6) {
	case 0:
		p.lines[0] = append(p.lines[0], a)
	case 1:
		p.lines[1] = append(p.lines[1], a)
	case 2:
		p.lines[0], p.lines[1] = append(p.lines[0], a), append(p.lines[1], write())
	default:
		p.lines[0], p.lines[1] = append(p.lines[0], a), append(p.lines[1], a)
	}
}

func (p *versions) rules() {
	for i := range 3 + p.IntN(8) {
		p.line(func() string {
			when := p.condition(1 + p.IntN(2))
			if p.IntN(4) == 0 {
				when += " and tea_is_strong"
			}
			return fmt.Sprintf("rules - {id: r-%d, step: kettle, gives: %s, when: '%s', title: T, says: %s, claims: [T-01]}",
				i, pickOne(p, append([]string{"caution"}, p.verdicts...)...), when, pickOne(p, "S.", "Other words."))
		})
	}
}

func (p *versions) options() {
	for i := range p.IntN(3) {
		p.line(func() string {
			return fmt.Sprintf("options - {id: o_%d, intervention: biscuit, when: '%s', stance: %s, says: S., claims: [T-01]}",
				i, p.condition(1), pickOne(p, "recommend", "against"))
		})
	}
}

// bundle is one of the two versions.
func (p *versions) bundle(version int) fstest.MapFS {
	section := func(name string) string {
		out := name + ":\n"
		for _, line := range p.lines[version] {
			if rest, ok := strings.CutPrefix(line, name+" - "); ok {
				out += "  - " + rest + "\n"
			}
		}
		return out
	}
	named := make([]string, len(p.verdicts))
	for i, v := range p.verdicts {
		named[i] = "{id: " + v + ", title: " + v + "}"
	}
	const more = `, title: P, authority: "Nobody (made up)", since: "2025-01-01"}`
	rules := section("rules") + "  - {id: pour-it, step: cup, gives: pour, otherwise: true, title: Pour, says: S., claims: [T-01]}\n"
	options := "options: []\n"
	if slices.ContainsFunc(p.lines[version], func(l string) bool { return strings.HasPrefix(l, "options") }) {
		options = "interventions: [{id: biscuit, title: Biscuit}]\noptions_barred: {verdicts: [" + p.verdicts[2] + "]}\n" + section("options")
	}
	return fstest.MapFS{
		"guideline.yaml": {Data: []byte("schema: mskguide.bundle/1\nid: tea\nversion: 1.0.0\ntitle: Tea (made up)\ntopic: tea\nevidence: evidence\n" +
			"files: [facts.yaml, rules.yaml, options.yaml]\nverdicts: [" + strings.Join(named, ", ") + "]\n" +
			"steps: [{id: kettle, title: K}, {id: cup, title: C}]\nneeds_information: {title: More}\n")},
		"facts.yaml": {Data: []byte(`facts:
  - {id: hot, type: bool, question: Q}
  - {id: milk, type: bool, question: Q}
  - {id: lemon, type: bool, question: Q}
  - {id: iced, type: bool, question: Q}
  - {id: minutes, type: number, min: 0, max: 9, question: Q}
  - {id: spoons, type: integer, min: 0, max: 5, question: Q}
  - {id: leaf, type: choice, choices: [{id: green}, {id: black}, {id: white}], question: Q}
groups:
  - {id: all, title: All, members: [hot, milk]}
params:
  - {id: draw, type: number, min: 1, max: 9, value: ` + p.params[version] + more + `
  - {id: house_leaf, type: choice, choices: [green, black], value: ` + p.policy[version] + more + `
definitions:
  - {id: tea_is_strong, title: Strong, when: '` + p.defined[version] + `'}
`)},
		"rules.yaml":           {Data: []byte(rules)},
		"options.yaml":         {Data: []byte(options)},
		"evidence/claims.yaml": {Data: []byte("claims: [{id: T-01, text: Made up for tests., standing: untraced}]\n")},
	}
}
