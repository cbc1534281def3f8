package verify

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// opposite is which stances contradict one that offers something. To say that it helps nothing
// beside other care, or to advise against it, takes back what the other one offers. Too little
// evidence, or no recommendation either way, is a lack of knowledge: a reader can hold both.
func opposite(offered decision.Stance) []decision.Stance {
	switch offered {
	case decision.StanceRecommend, decision.StanceMay:
		return []decision.Stance{decision.StanceAgainst, decision.StanceNoAddedBenefit}
	}
	return nil
}

// conflicts finds options that contradict one another in one case: of one intervention, or
// what is offered of one and said of another that it includes. (A whole that is advised
// against may well have parts that are not.)
func (s *stage) conflicts() {
	for i := range s.Options {
		for j := range s.Options {
			offered, said := &s.Options[i], &s.Options[j]
			if !slices.Contains(opposite(decision.Stance(offered.Stance)), decision.Stance(said.Stance)) || !s.includes(offered.Intervention, said.Intervention) {
				continue
			}
			both := s.Space.And(s.Space.Where(offered.Shown), s.Space.Where(said.Shown))
			if both.Empty() {
				continue
			}
			w := s.witness("both options are listed", both)
			of := "the same intervention"
			if offered.Intervention != said.Intervention {
				of = said.Intervention + ", which it includes"
			}
			s.find(Conflict, w, []Entry{s.entry(model.OptionEntry, offered.ID), s.entry(model.OptionEntry, said.ID)},
				"option %q has the stance %q of %s where option %q has %q of %s%s", offered.ID, offered.Stance, offered.Intervention, said.ID, said.Stance, of, underChoices(w))
		}
	}
}

// includes reports whether an intervention is another one, or includes it.
func (c *checker) includes(whole, part string) bool {
	if whole == part {
		return true
	}
	for _, i := range c.g.Interventions() {
		if i.ID == whole {
			return slices.ContainsFunc(i.Includes, func(id string) bool { return c.includes(id, part) })
		}
	}
	return false
}
