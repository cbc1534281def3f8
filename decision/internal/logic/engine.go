package logic

import "slices"

// Engine answers for a compiled problem.
type Engine struct {
	slots  []slot
	rules  []Rule
	loader loader
	rows   *rows
	level  *function
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
	return &Engine{
		slots:  where,
		rules:  slices.Clone(p.Rules),
		loader: newLoader(p.Vars, where, rows.groups, rows.regions),
		rows:   rows,
		level:  newFunction(p.Vars, p.Rules, p.Levels, limits),
	}, nil
}
