package decision_test

import (
	"maps"
	"slices"
	"strings"
)

// condition writes a random condition over the names of the bundle.
func (m *maker) condition(depth int) string {
	if depth == 0 || m.rng.IntN(4) == 0 {
		return m.atom()
	}
	a := "(" + m.condition(depth-1) + ")"
	joint := one(m, "not ", "! ", " == ", " != ", " or ", " or ", " or ", " || ", " and ", " and ", " and ", " && ")
	if joint == "not " || joint == "! " {
		return joint + a
	}
	return a + joint + "(" + m.condition(depth-1) + ")"
}

func (m *maker) atom() string {
	for {
		if text := m.attempt(); text != "" {
			return text
		}
	}
}

// attempt is empty where the bundle has nothing of the kind that was drawn.
func (m *maker) attempt() string {
	kind := m.rng.IntN(12)
	if m.compares && m.rng.IntN(5) == 0 {
		m.opaque = true
		return m.comparison()
	}
	switch {
	case kind < 4 && len(m.bools) > 0:
		return one(m, "", "", "not ") + one(m, m.bools...) + one(m, "", "", " == true", " != true")
	case kind < 6 && len(m.chooses) > 0:
		return m.choice(one(m, m.chooses...))
	case kind < 9 && len(m.cuts) > 0:
		return m.number(one(m, slices.Concat(m.numbers, m.wholes)...))
	case kind == 9 && len(m.definitions) > 0:
		name := one(m, m.definitions...)
		m.opaque = m.opaque || slices.Contains(m.opaques, name)
		return name
	case kind == 10 && len(m.houses) > 0:
		house := one(m, m.houses...)
		return house + one(m, " == ", " != ") + quoted(one(m, m.choices[house]...))
	case kind == 11:
		return one(m, "true", "false", "policy", "not policy", "2 + 3 > 4.5 / 2")
	}
	return ""
}

func quoted(ids ...string) string { return `"` + strings.Join(ids, `", "`) + `"` }

func (m *maker) choice(fact string) string {
	ids := m.choices[fact]
	for _, house := range m.houses {
		if slices.Equal(m.choices[house], ids) && m.rng.IntN(4) == 0 {
			return fact + one(m, " == ", " != ") + house
		}
	}
	switch m.rng.IntN(4) {
	case 0:
		return quoted(one(m, ids...)) + one(m, " == ", " != ") + fact
	case 1:
		return fact + one(m, " == ", " != ") + quoted(one(m, ids...))
	}
	list := slices.Clone(ids)
	m.rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return fact + one(m, " in [", " not in [") + quoted(list[:1+m.rng.IntN(len(list))]...) + "]"
}

func (m *maker) compare() string { return one(m, " == ", " != ", " < ", " <= ", " > ", " >= ") }

func (m *maker) number(fact string) string {
	cut := one(m, m.cuts[fact]...)
	switch m.rng.IntN(7) {
	case 0:
		return cut + m.compare() + fact
	case 1:
		return fact + one(m, " in [", " not in [") + cut + ", " + one(m, m.cuts[fact]...) + "]"
	case 2:
		return fact + m.compare() + cut + " * 2 - (" + cut + ")"
	case 3:
		if len(m.params) > 0 {
			return fact + m.compare() + one(m, slices.Sorted(maps.Keys(m.params))...)
		}
	case 4:
		if m.rng.IntN(8) == 0 {
			return fact + m.compare() + "unset"
		}
	}
	return fact + m.compare() + cut
}

// comparison is of facts with facts, or of what is reckoned with one.
func (m *maker) comparison() string {
	a, b, c := one(m, m.wholes...), one(m, m.wholes...), one(m, m.wholes...)
	left := one(m, a, a, "2 * "+a, a+" - "+c, a+" * "+c, a+" / 2", "- "+a, a+" / "+c, a+" / 0")
	return left + m.compare() + one(m, b, b, b+" + 1", b+" * 3", b+" - 2 * "+c, b+" * 0 + 1", b+" / "+c, b+" * 1e308 * 10")
}
