package main

import (
	"cmp"
	"strings"

	"github.com/mskguide/mskguide/evidence"
)

// findings are what a source found, one paragraph each: of what, against what, when; in words; in numbers; and which way
// it points, in the source's own category. Population and reading are said only where they are not those of the source.
func (c *call) findings(indent int, source evidence.Source, findings []evidence.Finding) {
	for _, f := range findings {
		text := result(source, f)
		if about := subject(f); about != "" {
			text = about + ": " + text
		}
		c.out.entry(indent, "-", text)
	}
}

// subject is what the finding is of.
func subject(f evidence.Finding) string {
	text := f.Treatment
	if f.Comparator != "" {
		text += " against " + f.Comparator
	}
	for _, part := range []string{f.Outcome, f.FollowUp.String()} {
		if part != "" && text != "" {
			text += ", "
		}
		text += part
	}
	return capital(text)
}

func result(source evidence.Source, f evidence.Finding) string {
	parts := []string{sentence(f.Says)}
	if f.Effect != nil {
		parts = append(parts, sentence(capital(f.Effect.String())))
	}
	if text := judgement(source, f); text != "" {
		parts = append(parts, sentence(capital(text)))
	}
	if f.Population != source.Population {
		parts = append(parts, sentence("In "+f.Population))
	}
	if f.Read != source.Read {
		parts = append(parts, sentence("Read: "+readingInWords(f.Read)))
	}
	if f.Note != "" {
		parts = append(parts, sentence(capital(f.Note)))
	}
	return strings.Join(parts, " ")
}

// judgement is the category that a source puts the treatment in. What one body calls conditional is not turned into the
// scheme of another.
func judgement(source evidence.Source, f evidence.Finding) string {
	var parts []string
	if text := directionInWords(f); text != "" {
		parts = append(parts, text)
	}
	if f.Strength != evidence.StrengthUnstated {
		parts = append(parts, "“"+strengthInWords(f)+"”")
	}
	if f.Grade != "" {
		parts = append(parts, "grade "+f.Grade)
	}
	if f.Certainty != evidence.CertaintyUnstated {
		parts = append(parts, inWords(f.Certainty.String())+" certainty")
	}
	text := strings.Join(parts, ", ")
	graded := f.Strength != evidence.StrengthUnstated || f.Grade != "" || f.Certainty != evidence.CertaintyUnstated
	if graded && source.GradingScheme != "" {
		text += " (" + source.GradingScheme + ")"
	}
	return text
}

// strengthInWords is the word of the source itself; what is not to be offered is written so.
func strengthInWords(f evidence.Finding) string {
	text := inWords(f.Strength.String())
	if f.Strength == evidence.Offer && f.Direction == evidence.Against {
		text = "do not " + text
	}
	return text
}

func directionInWords(f evidence.Finding) string {
	treatment := cmp.Or(f.Treatment, "it")
	switch f.Direction {
	case evidence.For:
		if f.Comparator != "" {
			return "in favour of " + treatment
		}
		return "for " + treatment
	case evidence.Against:
		if f.Comparator != "" {
			return "in favour of " + f.Comparator
		}
		return "against " + treatment
	case evidence.NoRecommendation:
		return "no recommendation either way"
	case evidence.Insufficient:
		return "too little evidence to say"
	case evidence.NoAddedBenefit:
		return "nothing shown to be gained by adding it"
	case evidence.NoDifference:
		return "no difference shown, which is not equivalence"
	case evidence.Mixed:
		return "points both ways"
	}
	return ""
}

func readingInWords(r evidence.Reading) string {
	switch r {
	case evidence.ReadFull:
		return "in full"
	case evidence.ReadPart:
		return "in part"
	case evidence.ReadSummary:
		return "a structured summary"
	case evidence.ReadAbstract:
		return "the abstract"
	case evidence.ReadSecondary:
		return "only what another text says of it"
	case evidence.ReadRecord:
		return "the record, none of the results"
	case evidence.ReadNone:
		return "nothing"
	}
	return "not recorded"
}

// reading says how much of a source was read.
func reading(s evidence.Source) string {
	text := readingInWords(s.Read)
	if s.ReadDetail != "" {
		text += " (" + s.ReadDetail + ")"
	}
	return text
}
