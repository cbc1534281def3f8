package decision_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// options writes interventions that include one another, their cautions, and options of them.
// Some conditions are known to share facts with one another and with what bars options.
func (m *maker) options(verdicts []string) string {
	if m.rng.IntN(5) == 0 {
		return "options: []\n"
	}
	var out strings.Builder
	if m.rng.IntN(4) > 0 {
		out.WriteString("options_barred: {verdicts: [" + one(m, verdicts[1:]...) + "]")
		if len(m.bools) >= 3 && m.rng.IntN(2) == 0 {
			out.WriteString(", groups: [some_of]")
		}
		out.WriteString("}\n")
	}
	cautions := []string{"unset-says-so"}
	out.WriteString("option_cautions:\n")
	for i := range 1 + m.rng.IntN(3) {
		cautions = append(cautions, fmt.Sprintf("k-%d", i))
		fmt.Fprintf(&out, "  - {id: k-%d, when: '%s', title: T, says: S., claims: [T-01]}\n", i, m.condition(1))
	}
	interventions := m.interventions(&out, cautions)
	out.WriteString("options:\n")
	for i := range 1 + m.rng.IntN(6) {
		fmt.Fprintf(&out, "  - {id: o_%d, intervention: %s, when: '%s', stance: %s, says: S., claims: [T-01]}\n",
			i, one(m, interventions...), m.condition(2), one(m, decision.Stances()...))
	}
	return out.String()
}

func (m *maker) interventions(out *strings.Builder, cautions []string) (ids []string) {
	out.WriteString("interventions:\n")
	for i := range 1 + m.rng.IntN(4) {
		id := fmt.Sprintf("i_%d", i)
		fmt.Fprintf(out, "  - {id: %s, title: T, cautions: [%s]", id, one(m, cautions...))
		if len(ids) > 0 && m.rng.IntN(2) == 0 {
			out.WriteString(", includes: [" + one(m, ids...) + "]")
		}
		if i := slices.IndexFunc(m.chooses, func(f string) bool { return slices.Contains(m.choices[f], "pale") }); i >= 0 && m.rng.IntN(2) == 0 {
			out.WriteString(", trial: " + m.chooses[i])
		}
		if m.rng.IntN(3) > 0 {
			out.WriteString(", withheld_when: [{when: '" + m.fullySet(1) + "', says: S., claims: [T-01]}]")
		}
		out.WriteString("}\n")
		ids = append(ids, id)
	}
	return ids
}

// fullySet is a condition that names no param without a value.
func (m *maker) fullySet(depth int) string {
	for {
		c := m.condition(depth)
		if !strings.Contains(c, "unset") && !slices.ContainsFunc(m.definitions, func(d string) bool { return strings.Contains(c, d) }) {
			return c
		}
	}
}
