package export

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/evidence"
)

// citer turns claims into what FHIR calls related artifacts.
type citer struct{ library *evidence.Library }

const sideFor = "for" // a claim

// artifacts are the claims behind an entry on a treatment and, after each, every source for it and
// every source against it. A claim without sources stands alone: none is left out.
func (c citer) artifacts(claims []string, treatment string) []relatedArtifact {
	var list []relatedArtifact
	for _, id := range claims {
		claim, ok := c.library.Claim(id)
		if !ok {
			continue
		}
		list = append(list, relatedArtifact{Type: "justification", Label: id, Display: claim.Text,
			Extension: append(certainty(claim.Certainty), standing(claim.Standing)...)})
		for _, side := range []struct {
			name string
			ids  []string
		}{{sideFor, claim.For}, {"against", claim.Against}} {
			for _, source := range side.ids {
				list = append(list, c.artifact(id, side.name, source, treatment))
			}
		}
	}
	return list
}

func (c citer) artifact(claim, side, id, treatment string) relatedArtifact {
	source, _ := c.library.Source(id)
	a := citation(source)
	a.Label = side + " " + claim
	a.Extension = c.graded(claim, side, source, treatment)
	return a
}

// sides are sources that speak for an option, and against it, whatever the claims.
func (c citer) sides(pro, contra []string) []relatedArtifact {
	var list []relatedArtifact
	for i, ids := range [][]string{pro, contra} {
		for _, id := range ids {
			source, _ := c.library.Source(id)
			a := citation(source)
			a.Label = [...]string{"for the option", "against the option"}[i]
			list = append(list, a)
		}
	}
	return list
}

func citation(s evidence.Source) relatedArtifact {
	return relatedArtifact{Type: "citation", Citation: s.Cite(), URL: s.Link()}
}

// graded is the strength that a source states where it speaks on a claim, in its own word, with
// what it speaks for or against: that may be another treatment than the one at hand. In words it
// tells all of them. It has a code only where the source, on the side for the claim, is for the very
// treatment and not against it too: strengths such as "offer" grade both sides, and the bare code of
// one against would say the opposite.
func (c citer) graded(claim, side string, source evidence.Source, treatment string) []extension {
	var codes, told []string
	against := false
	for _, f := range c.library.Findings(claim) {
		if f.Source != source.ID {
			continue
		}
		own := sameTreatment(f.Treatment, treatment)
		against = against || own && f.Direction == evidence.Against
		if f.Strength == evidence.StrengthUnstated {
			continue
		}
		word := f.Strength.String()
		if own && side == sideFor && f.Direction == evidence.For && !slices.Contains(codes, word) {
			codes = append(codes, word)
		}
		if text := pointed(f) + ": " + word; !slices.Contains(told, text) {
			told = append(told, text)
		}
	}
	if len(told) == 0 {
		return nil
	}
	graded := &concept{Text: strings.Join(told, "; ")}
	if source.GradingScheme != "" {
		graded.Text += " (" + source.GradingScheme + ")"
	}
	if len(codes) == 1 && !against {
		graded.Coding = []coding{{System: systemStrength, Code: codes[0]}}
	}
	return []extension{{URL: extensionStrength, ValueCodeableConcept: graded}}
}

// pointed is what a source speaks of, and which way.
func pointed(f evidence.Finding) string {
	way := inWords(f.Direction.String())
	switch {
	case way == "" || f.Treatment == "":
		return way + f.Treatment
	case f.Direction == evidence.For || f.Direction == evidence.Against:
		return way + " " + f.Treatment
	}
	return way + ", on " + f.Treatment
}

// sameTreatment reports whether a source speaks of just the treatment that an entry is about, in one
// number or the other. What includes it, or is a part of it, is another treatment.
func sameTreatment(source, entry string) bool {
	plain := func(s string) string {
		return strings.TrimSuffix(strings.ToLower(strings.NewReplacer("_", " ", "-", " ").Replace(s)), "s")
	}
	return entry != "" && plain(source) == plain(entry)
}

func directed(direction string) extension {
	return extension{URL: extensionDirection, ValueCodeableConcept: &concept{Coding: []coding{{System: systemDirection, Code: direction}}}}
}

// certainty is none where none is stated.
func certainty(c evidence.Certainty) []extension {
	if c == evidence.CertaintyUnstated {
		return nil
	}
	return []extension{{URL: extensionQuality, ValueCodeableConcept: &concept{Coding: []coding{{System: systemCertainty, Code: c.String()}}, Text: inWords(c.String()) + " certainty"}}}
}

func standing(s evidence.Standing) []extension {
	if s == evidence.StandingUnstated {
		return nil
	}
	return []extension{{URL: extensionStanding, ValueCode: s.String()}}
}

// weakest is how the weakest of some claims stands; with none of them nobody is traced.
func (c citer) weakest(claims []string) (evidence.Standing, evidence.Certainty) {
	standing, certainty := evidence.Untraced, evidence.CertaintyUnstated
	for i, id := range claims {
		claim, _ := c.library.Claim(id)
		if i == 0 || claim.Standing > standing || claim.Standing == standing && claim.Certainty < certainty {
			standing, certainty = claim.Standing, claim.Certainty
		}
	}
	return standing, certainty
}

// told is a claim with how it stands and who speaks for and against it, in one text.
func (c citer) told(id string) string {
	claim, _ := c.library.Claim(id)
	text := claim.Text + " Standing: " + stands(claim.Standing, claim.Certainty) + "."
	for _, side := range []struct {
		name string
		ids  []string
	}{{"For", claim.For}, {"Against", claim.Against}} {
		var cites []string
		for _, source := range side.ids {
			s, _ := c.library.Source(source)
			cites = append(cites, strings.TrimSuffix(s.Cite(), "."))
		}
		text += " " + side.name + ": " + cmp.Or(strings.Join(cites, "; "), "none listed") + "."
	}
	return text
}

func stands(s evidence.Standing, c evidence.Certainty) string {
	if c == evidence.CertaintyUnstated {
		return s.String()
	}
	return s.String() + ", " + inWords(c.String()) + " certainty"
}

func inWords(id string) string { return strings.ReplaceAll(id, "_", " ") }
