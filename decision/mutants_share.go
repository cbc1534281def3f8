package decision

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// made is what was compiled for a guideline: it serves others whose variables have as many regions.
type made struct {
	vars       []logic.Var
	problem    string
	engine     *logic.Engine
	conditions map[string]*logic.Condition // by what they are
}

// serves reports whether something made is for these variables.
func (m *made) serves(vars []logic.Var) bool { return m != nil && slices.Equal(m.vars, vars) }

// compile prepares the rules, unless that has been done.
func (b *builder) compile(p logic.Problem) (*logic.Engine, error) {
	if b.made == nil && b.lent == nil {
		return logic.Compile(p)
	}
	key := keyOf(p)
	if b.lent.serves(p.Vars) && b.lent.problem == key {
		return b.lent.engine, nil
	}
	engine, err := logic.Compile(p)
	if b.made != nil {
		b.made.vars, b.made.problem, b.made.engine = p.Vars, key, engine
	}
	return engine, err
}

func keyOf(p logic.Problem) string {
	var key []byte
	for _, r := range p.Rules {
		key = r.When.AppendKey(append(key, byte(r.Level)))
	}
	return string(key)
}

// prepare prepares a formula, unless that has been done.
func (b *builder) prepare(f *logic.Formula) (*logic.Condition, error) {
	if b.made == nil && b.lent == nil {
		return b.g.engine.Condition(f)
	}
	key := string(f.AppendKey(nil))
	if b.lent.serves(b.g.layout.vars) {
		if c, known := b.lent.conditions[key]; known {
			return c, nil
		}
	}
	c, err := b.g.engine.Condition(f)
	if b.made != nil && err == nil {
		b.made.conditions[key] = c
	}
	return c, err
}
