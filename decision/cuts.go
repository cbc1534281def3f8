package decision

// Cuts lists the values of a number that a condition of the guideline compares it with, from
// the least up: between two of them the guideline says the same. It is empty for a fact that
// is no number, or that is compared with other facts alone.
func (g *Guideline) Cuts(fact string) (out []float64) {
	i, ok := g.factIndex[fact]
	if !ok || g.axes[i] == nil {
		return nil
	}
	for region := range g.axes[i].Regions() {
		if first, last := g.axes[i].Ends(region); first == last {
			out = append(out, first)
		}
	}
	return out
}
