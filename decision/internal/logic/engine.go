package logic

import "slices"

// Engine answers for a compiled problem.
type Engine struct {
	vars   []Var
	limits Limits
	slots  []slot
	units  int
	loader loader
	rows   *rows
	level  *function
	whole  bool // every part of level has its diagram
}

// Compile prepares a problem. Its error is a *TermsError or a *RuleError when
// a rule is at fault.
func Compile(p Problem) (*Engine, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	limits := p.Limits.withDefaults()
	rows, err := compileRows(p, limits)
	if err != nil {
		return nil, err
	}
	where := slots(p.Vars)
	e := &Engine{
		vars:   slices.Clone(p.Vars),
		limits: limits,
		slots:  where,
		units:  len(Units(p.Vars)),
		loader: newLoader(where, len(Units(p.Vars)), rows.groups, rows.regions),
		rows:   rows,
		level:  newFunction(p.Vars, where, p.Rules, p.Levels, limits),
	}
	_, e.whole = e.level.nodes()
	return e, nil
}
