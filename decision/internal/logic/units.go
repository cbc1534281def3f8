package logic

// packSize is the number of two-region variables that share one code byte;
// with the unknown each, four have 81 codes.
const packSize = 4

// Units is how variables are packed into one code byte each: runs of
// neighbouring two-region variables four at a time, every other variable, and
// one marked so, alone. The code of a lone variable is 0 for unknown and k+1 for
// region k; the code of a pack is the sum of 3^i times that digit of its i-th
// variable.
func Units(vars []Var) [][]int {
	var units [][]int
	for v := range vars {
		if n := len(units); n > 0 && joins(vars, units[n-1], v) {
			units[n-1] = append(units[n-1], v)
		} else {
			units = append(units, []int{v})
		}
	}
	return units
}

func joins(vars []Var, unit []int, v int) bool {
	packs := func(v Var) bool { return v.Regions == 2 && !v.Alone }
	return packs(vars[v]) && packs(vars[unit[0]]) && len(unit) < packSize
}

// slot is the place of a variable in the codes of a case.
type slot struct {
	unit    int
	weight  int // 3^i in a pack
	codes   int // codes of the unit
	regions int
}

// slots finds every variable in the codes.
func slots(vars []Var) []slot {
	out := make([]slot, len(vars))
	for u, unit := range Units(vars) {
		codes := 1
		for _, v := range unit {
			codes *= vars[v].Regions + 1
		}
		weight := 1
		for _, v := range unit {
			out[v] = slot{unit: u, weight: weight, codes: codes, regions: vars[v].Regions}
			weight *= 3
		}
	}
	return out
}

// digit is 0 for unknown, k+1 for region k.
func (s *slot) digit(codes []uint8) int { return s.digitOf(codes[s.unit]) }

// digitOf reads the code of the unit. A byte that is no such code says nothing.
func (s *slot) digitOf(code uint8) int {
	switch {
	case int(code) >= s.codes:
		return 0
	case s.regions == 2:
		return int(code) / s.weight % 3
	}
	return int(code)
}
