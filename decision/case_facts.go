package decision

// Facts is what the case knows, by name and in one form, however it was told: yes and no as bool,
// numbers as float64, choices by their ids, what is known in part as the object that JSON has for
// it, and a group of which none holds as the denial of each of its facts. What is unknown is not
// there. A case of these facts is equal to this one.
func (c *Case) Facts() Facts {
	out := Facts{}
	for i := range c.g.facts {
		if !c.silent(i) {
			out[c.g.facts[i].ID] = c.told(i)
		}
	}
	return out
}

// told is what is known of a fact of which something is.
func (c *Case) told(fact int) any {
	f := &c.g.facts[fact]
	switch {
	case f.numeric():
		return c.encoding.Numbers[c.g.layout.numberOf[fact]].told()
	case f.Type == TypeBool:
		return c.inner.Set(fact).First() == 1
	}
	var ids []string
	for i := range f.Choices {
		if c.inner.Set(fact).Has(i) {
			ids = append(ids, f.Choices[i].ID)
		}
	}
	if len(ids) == 1 {
		return ids[0]
	}
	return map[string]any{"one_of": ids}
}

func (n Number) told() any {
	if x, exactly := n.Value(); exactly {
		return x
	}
	out := map[string]any{}
	bound := func(has, open boundState, x float64, closed, strict string) {
		switch {
		case n.part.state&has == 0:
		case n.part.state&open != 0:
			out[strict] = x
		default:
			out[closed] = x
		}
	}
	bound(hasLow, lowOpen, n.part.low, "at_least", "more_than")
	bound(hasHigh, highOpen, n.part.high, "at_most", "less_than")
	return out
}
