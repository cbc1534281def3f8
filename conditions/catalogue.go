package conditions

import "slices"

// Catalogue is a checked set of conditions, code systems and phase schemes. It never changes after [Open] and is safe for
// concurrent use. The nil and the zero catalogue are empty.
type Catalogue struct {
	conditions   []Condition
	systems      []System
	schemes      []Scheme
	byID         map[string]int
	byTerm       map[string][]int  // key of a name to the conditions it may mean, in catalogue order
	byCode       map[coding]listed // in the usual spelling
	refusedCodes []RefusedCode
	refused      map[coding]int
}

// coding is a code in the usual spelling and the id of its system.
type coding struct{ system, code string }

// listed is a code of the catalogue and the conditions it may mean, in catalogue order.
type listed struct {
	code       Code
	conditions []int
}

// Conditions returns a copy of all conditions in catalogue order: by file name, then as written.
func (c *Catalogue) Conditions() []Condition {
	if c == nil {
		return nil
	}
	conditions := make([]Condition, len(c.conditions))
	for i, condition := range c.conditions {
		conditions[i] = condition.clone()
	}
	return conditions
}

// ByID returns the condition with exactly that id.
func (c *Catalogue) ByID(id string) (Condition, bool) {
	if c == nil {
		return Condition{}, false
	}
	i, ok := c.byID[id]
	if !ok {
		return Condition{}, false
	}
	return c.conditions[i].clone(), true
}

// Systems returns a copy of all code systems in catalogue order.
func (c *Catalogue) Systems() []System {
	if c == nil {
		return nil
	}
	return slices.Clone(c.systems)
}

// Schemes returns a copy of all phase schemes in catalogue order.
func (c *Catalogue) Schemes() []Scheme {
	if c == nil {
		return nil
	}
	schemes := make([]Scheme, len(c.schemes))
	for i, scheme := range c.schemes {
		schemes[i] = scheme.clone()
	}
	return schemes
}
