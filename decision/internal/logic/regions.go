package logic

// merged maps the regions of a variable to classes that no condition tells
// apart, numbered by their first region.
type merged struct {
	class []uint8 // region -> class
	first []uint8 // class -> its first region
	sets  []Set   // class -> its regions
}

// merge finds the classes of every variable under the given formulas. A
// variable that they do not tell apart has a single class; one that they do not
// name has none, and is nil.
func merge(vars []Var, formulas []*Formula) []*merged {
	out := make([]*merged, len(vars))
	for _, f := range formulas {
		f.atoms(func(v int, s Set) {
			if out[v] == nil {
				out[v] = &merged{class: make([]uint8, vars[v].Regions)}
			}
			out[v].split(s)
		})
	}
	for _, m := range out {
		if m != nil {
			m.index()
		}
	}
	return out
}

// split parts every class into its regions inside and outside s.
func (m *merged) split(s Set) {
	var seen [MaxRegions][2]int8 // class, outside or inside -> new class + 1
	next := int8(0)
	for r, c := range m.class {
		side := 0
		if s.Has(r) {
			side = 1
		}
		if seen[c][side] == 0 {
			next++
			seen[c][side] = next
		}
		m.class[r] = uint8(seen[c][side] - 1)
	}
}

func (m *merged) index() {
	for r, c := range m.class {
		if int(c) == len(m.first) {
			m.first = append(m.first, uint8(r))
			m.sets = append(m.sets, 0)
		}
		m.sets[c] |= 1 << r
	}
}

func (m *merged) classes() int {
	if m == nil {
		return 0
	}
	return len(m.first)
}

// of is the set of the classes that s has a region of.
func (m *merged) of(s Set) Set {
	var out Set
	for c, regions := range m.sets {
		if regions&s != 0 {
			out |= 1 << c
		}
	}
	return out
}
