package fhir

// perhaps asks for the dangers of which a resource tells that cannot be used, where the reason does not
// rule them out. It is read by itself, as of a day on which it may hold; what it says of anything
// else is left.
func (r *reader) perhaps(res *resource, on day, why string) {
	read := r.kinds[res.kind]
	if read == nil {
		return
	}
	if r.aside == nil {
		n := len(r.m.facts)
		r.aside = &reader{m: r.m, zone: r.zone, memory: r.memory, kinds: r.kinds, brief: true, index: r.index, codes: r.codes, birth: r.birth,
			claims: make([][]claim, n), asked: make([][]Because, n)}
	}
	r.aside.at = on
	read(r.aside, res)
	for fact, claims := range r.aside.claims {
		for _, k := range claims {
			if r.m.mayWarn(fact, k.value) {
				r.askAs(Doubtful, res, fact, k.source.Element, k.when, "%s: %s", k.source.Says, why)
			}
		}
		r.aside.claims[fact] = claims[:0]
	}
	for fact, because := range r.aside.asked {
		for _, b := range because {
			if b.Kind == Doubtful {
				b.Says += ": " + why
				r.asked[fact] = append(r.asked[fact], b)
			}
		}
		r.aside.asked[fact] = because[:0]
	}
	a := r.aside
	a.unused, a.hints, a.candidates, a.episodes, a.signs, a.input.problems = nil, nil, nil, nil, nil, nil
}
