package logic

import "fmt"

// Var is a variable by its number of regions, 1 to 64. A truth value has two:
// 0 false, 1 true.
type Var struct {
	Regions int
	Alone   bool // shares no code with others, whatever its regions
}

// Rule gives a level when its condition holds. Level -1 gives none.
type Rule struct {
	When  *Formula
	Level int
}

// Problem is what an Engine is compiled from.
type Problem struct {
	Vars   []Var
	Rules  []Rule
	Levels int // levels are 0 to Levels-1, rising in severity
	Limits Limits
}

// Limits bounds the work; a field that is not positive takes its default.
type Limits struct {
	Nodes     int // of a diagram built once: 1,000,000
	LazyNodes int // of a diagram built for one case: 20,000, so that an answer over it takes well under 50 ms
	Terms     int // of one rule, and of its negation: 256
	Lows      int // terms that tell how low a level can be: 128; over it the diagram tells
}

func (l Limits) withDefaults() Limits {
	set := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	set(&l.Nodes, 1_000_000)
	set(&l.LazyNodes, 20_000)
	set(&l.Terms, 256)
	set(&l.Lows, 128)
	return l
}

// MaxLevels is the number of levels that a problem may have.
const MaxLevels = 15

// TermsError says that the condition of a rule is too tangled to expand.
type TermsError struct {
	Rule  int // index of the rule
	Limit int // of terms, of the rule or of all rules together
	All   bool
}

func (e *TermsError) Error() string {
	if e.All {
		return fmt.Sprintf("rule %d: with it, the conditions of all rules expand to more than %d terms", e.Rule, e.Limit)
	}
	return fmt.Sprintf("rule %d: its condition expands to more than %d terms", e.Rule, e.Limit)
}

// RuleError says that a rule is no rule of the problem.
type RuleError struct {
	Rule   int // index of the rule
	Reason string
}

func (e *RuleError) Error() string { return fmt.Sprintf("rule %d: %s", e.Rule, e.Reason) }

func (p Problem) check() error {
	if p.Levels < 0 || p.Levels > MaxLevels {
		return fmt.Errorf("%d levels; 0 to %d are allowed", p.Levels, MaxLevels)
	}
	if len(p.Rules) > maxMembers {
		return fmt.Errorf("%d rules; at most %d are allowed", len(p.Rules), maxMembers)
	}
	if err := checkVars(p.Vars); err != nil {
		return err
	}
	for i, r := range p.Rules {
		if r.Level < -1 || r.Level >= p.Levels {
			return &RuleError{i, fmt.Sprintf("level %d is not among the %d levels", r.Level, p.Levels)}
		}
		if reason := misuse(r.When, p.Vars); reason != "" {
			return &RuleError{i, reason}
		}
	}
	return nil
}

func checkVars(vars []Var) error {
	if len(vars) > maxMembers {
		return fmt.Errorf("%d variables; at most %d are allowed", len(vars), maxMembers)
	}
	for i, v := range vars {
		if v.Regions < 1 || v.Regions > MaxRegions {
			return fmt.Errorf("variable %d: %d regions; 1 to %d are allowed", i, v.Regions, MaxRegions)
		}
	}
	return nil
}

// misuse says what a formula names that does not exist, "" for nothing.
func misuse(f *Formula, vars []Var) (reason string) {
	f.atoms(func(v int, s Set) {
		if v < 0 || v >= len(vars) {
			reason = fmt.Sprintf("variable %d does not exist", v)
		} else if s&^Full(vars[v].Regions) != 0 {
			reason = fmt.Sprintf("variable %d has only %d regions", v, vars[v].Regions)
		}
	})
	return reason
}
