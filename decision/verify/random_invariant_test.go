package verify_test

import (
	"maps"
	"regexp"
	"strings"
)

// ofInvariants evaluates the invariants, which hold by default, over the answers with the
// choices in force.
func (b *brute) ofInvariants(find func(string, ...any)) {
	for _, id := range []string{"bound", "clear", "monotone", "independent", "options"} {
		k := b.m.said[id]
		if b.broken(id, k) {
			find("invariant %s", id)
		}
	}
}

// saidInvariant is what a random invariant says.
type saidInvariant struct {
	when    string // also only_when
	verdict string
	fact    string
}

func (b *brute) broken(id string, k saidInvariant) bool {
	for _, x := range b.inForce {
		switch id {
		case "bound":
			if b.m.eval(k.when, x.facts) && x.level < b.level[k.verdict] {
				return true
			}
		case "clear":
			if x.level == b.level[k.verdict] && !b.m.eval(k.when, x.facts) {
				return true
			}
		case "options":
			if b.m.eval(k.when, x.facts) && x.listed > 0 {
				return true
			}
		default:
			for _, y := range b.inForce {
				if !sameBut(x.facts, y.facts, k.fact) {
					continue
				}
				if id == "monotone" && x.facts[k.fact] == false && y.facts[k.fact] == true && y.level < x.level {
					return true
				}
				if id == "independent" && x.level != y.level {
					return true
				}
			}
		}
	}
	return false
}

func sameBut(x, y map[string]any, fact string) bool {
	x, y = maps.Clone(x), maps.Clone(y)
	delete(x, fact)
	delete(y, fact)
	return maps.Equal(x, y)
}

var comparison = regexp.MustCompile(`^(n|k) (<|<=|>|>=|==) (\S+)$`)

// eval reads the few forms of condition that the maker writes, with the choices in force.
func (m *maker) eval(text string, facts map[string]any) bool {
	if left, right, ok := strings.Cut(text, " and ("); ok {
		return m.eval(left, facts) && m.eval(strings.TrimSuffix(right, ")"), facts)
	}
	if left, right, ok := strings.Cut(text, " and "); ok {
		return m.eval(left, facts) && m.eval(right, facts)
	}
	if left, right, ok := strings.Cut(text, " or "); ok {
		return m.eval(left, facts) || m.eval(right, facts)
	}
	if rest, ok := strings.CutPrefix(text, "not "); ok {
		return facts[rest] == false
	}
	switch text {
	case "a", "b":
		return facts[text] == true
	case `c == "left"`:
		return facts["c"] == "left"
	case `c != "left"`:
		return facts["c"] != "left"
	case `c in ["left", "right"]`, `house == "x"`:
		return true
	case `house != "x"`:
		return false
	}
	return m.compare(comparison.FindStringSubmatch(text), facts)
}

func (m *maker) compare(parts []string, facts map[string]any) bool {
	var x, y float64
	switch v := facts[parts[1]].(type) {
	case float64:
		x = v
	case int:
		x = float64(v)
	}
	switch parts[3] {
	case "p":
		y = 1
	case "q":
		y = 3
	default:
		y = float64(parts[3][0] - '0')
	}
	switch parts[2] {
	case "<":
		return x < y
	case "<=":
		return x <= y
	case ">":
		return x > y
	case ">=":
		return x >= y
	}
	return x == y
}
