package decision

// LoadCase makes the case know what another one knows, which is of a guideline with the same
// facts. It is quicker than to read the facts again.
func (c *Case) LoadCase(from *Case) error {
	if from == c {
		return nil
	}
	return c.LoadRecord(caseRecord{from})
}

// caseRecord is a case as the record of what it knows.
type caseRecord struct{ c *Case }

func (r caseRecord) Fingerprint() uint64 { return r.c.g.layout.fingerprint }

// Encode hands on what is known of the facts. Where numbers fall and what else follows from
// the facts is for each guideline to find.
func (r caseRecord) Encode(e *Encoding) bool {
	l, known := &r.c.g.layout, &r.c.encoding
	beyond := l.unit[len(r.c.g.facts)] // the filler's unit follows those of the facts
	copy(e.Codes[:beyond], known.Codes)
	copy(e.Numbers, known.Numbers)
	for _, p := range known.parts {
		if l.numberOf[p.Var] < 0 {
			e.parts = append(e.parts, p)
		}
	}
	return true
}
