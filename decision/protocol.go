package decision

// protocol is shown with the settled least severe verdict only. An item whose condition
// does not certainly hold is withheld: an unknown region is not a safe one.
func (a *answer) protocol(cautions []Caution) *Protocol {
	p := a.g.protocol
	if p == nil {
		return nil
	}
	out := &Protocol{Title: p.title, Says: p.says, NotForOrders: p.notForOrders, Items: []ProtocolItem{},
		Schedule: a.schedule(p.schedule), Notes: []ProtocolNote{}, Claims: a.own(p.claims)}
	for _, n := range p.notes {
		out.Notes = append(out.Notes, ProtocolNote{ID: n.ID, Says: n.Says, Claims: a.own(n.Claims)})
	}
	for i := range p.items {
		it := &p.items[i]
		item := ProtocolItem{ID: it.id, Title: it.title, Says: it.says, Claims: a.own(it.claims)}
		if it.condition != nil {
			if certain, _ := it.condition.Truth(&a.c.inner); !certain {
				item.Says, item.Withheld = it.withheld, true
			}
		}
		out.Items = append(out.Items, item)
	}
	if p.acknowledge != "" {
		k := Acknowledge{Says: p.acknowledge, Cautions: []string{}}
		for _, c := range cautions {
			if !c.Possible {
				k.Cautions = append(k.Cautions, c.Rule)
			}
		}
		out.Acknowledge = &k
	}
	return out
}

func (a *answer) schedule(s *Schedule) *Schedule {
	if s == nil {
		return nil
	}
	out := *s
	out.Phases, out.Claims = append([]Phase{}, s.Phases...), a.own(s.Claims)
	return &out
}
