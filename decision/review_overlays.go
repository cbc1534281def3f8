package decision

// InvariantText is a property that must hold of every case.
type InvariantText struct {
	ID     string
	Place  string
	Says   string
	Always bool // no overlay may undo it
}

func (b *builder) keepInvariants() {
	for _, d := range b.content.Invariants {
		b.g.invariants = append(b.g.invariants, InvariantText{ID: d.ID.Value, Place: fileLine(d.ID.Pos), Says: d.Says, Always: d.Holds.Value == always})
	}
}
