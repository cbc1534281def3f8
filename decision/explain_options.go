package decision

// OptionTruth is one option and how what decides it comes out.
type OptionTruth struct {
	Option       string          `json:"option"`
	Intervention string          `json:"intervention"`
	Title        string          `json:"title"`
	Stance       Stance          `json:"stance"`
	Off          string          `json:"off,omitempty"` // why the option is off in this guideline
	Offered      Truth           `json:"offered"`       // applies, not withheld, not barred
	Applies      Explained       `json:"applies"`
	Withheld     []WithheldTruth `json:"withheld"` // reasons to withhold it, in file order
}

// WithheldTruth is one reason to withhold an option.
type WithheldTruth struct {
	Intervention string    `json:"intervention"` // the one that declares it
	Says         string    `json:"says"`
	Condition    Explained `json:"condition"`
	Claims       []string  `json:"claims"`
}

// explainOptions says of every option why it is offered, is not, or is open, in file order.
func (g *Guideline) explainOptions(c *Case) []OptionTruth {
	out := []OptionTruth{}
	for i := range g.options.list {
		o, r := &g.options.list[i], &g.options.rules[i]
		k := OptionTruth{Option: r.ID, Intervention: r.Intervention, Title: r.Title, Stance: r.Stance, Off: r.Off,
			Applies: g.explain(c, o.when), Withheld: []WithheldTruth{}}
		for n, w := range g.withheldReasons(r.Intervention) {
			k.Withheld = append(k.Withheld, WithheldTruth{Intervention: w.Intervention, Says: w.Says,
				Condition: g.explain(c, o.withheld[n]), Claims: w.clone().Claims})
		}
		k.Offered = g.offered(c, o)
		out = append(out, k)
	}
	return out
}

func (g *Guideline) offered(c *Case, o *option) Truth {
	offered := Holds
	for _, i := range o.obstacles {
		switch certain, possible := g.options.obstacles[i].condition.Truth(&c.inner); {
		case certain:
			return Fails
		case possible:
			offered = Undecided
		}
	}
	return offered
}

func (g *Guideline) withheldReasons(intervention string) []Withheld {
	for i := range g.options.interventions {
		if g.options.interventions[i].ID == intervention {
			return g.options.interventions[i].Withheld
		}
	}
	return nil
}

// explainBar says what bars every option: any of what the guideline names.
func (g *Guideline) explainBar(c *Case) *Explained {
	conditions := g.barConditions()
	if len(conditions) == 0 {
		return nil
	}
	out := g.explain(c, &condition{op: opOr, kids: conditions})
	return &out
}
