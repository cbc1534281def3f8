package repo

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// statement is something that no shipped text may say.
type statement struct {
	never    string // pattern
	unless   string // pattern of the same words with another sense; "" for none
	why      string
	example  string            // a sentence that is caught
	reported map[string]string // claims that report it as someone else's words, and why that is needed
}

// neverAsserted lists mechanisms without evidence, promises, and reassurance without figures.
// Patient texts and clinic pages are full of them, so they creep in by quotation.
func neverAsserted() []statement {
	return []statement{
		{never: `\blactic\b`, why: "lactic acid is not what makes muscles hurt, and nothing flushes it out",
			example: "Massage flushes out lactic acid."},
		{never: `\b(flush|clear|wash|remov|drain|rid)\w*\b[^.]{0,40}\b(waste|toxins?|lactate|by-?products?|metabolites?)\b`,
			why: "no waste is known to be flushed out", example: "Kneading helps to flush waste from the muscle.",
			reported: map[string]string{"M14": "the claim is what clinic pages say, and it is disputed there"}},
		{never: `\b(break|broke|dissolv|loosen|free)\w*\b[^.]{0,40}\b(adhesions?|scars?|scar tissue)\b|\badhesions?\b[^.]{0,30}\b(break|broke|dissolv|loosen)`,
			why: "no adhesion or scar is known to be broken up by hands or needles", example: "It breaks down adhesions."},
		{never: `\breset(s|ting)?\b`, why: "nothing is known to be reset in a muscle or nerve", example: "A needle resets the muscle."},
		{never: `\breleas(e|es|ed|ing)\b[^.]{0,30}\b(knots?|trigger points?|muscles?|tension|fascia)\b`,
			why: "that a knot is released is a figure of speech", example: "The needle releases the knot."},
		{never: `\bpain signals?\b|\bpain\b[^.]{0,30}\b(turn|switch|shut)(s|ed|ted|ting|ing)? off\b|\b(turn|switch|shut)(s|es|ed|ting|ing)? off\b[^.]{0,30}\bpain\b`,
			why: "no treatment here is known to turn a pain signal off", example: "This turns off the pain signal."},
		{never: `\btwitch\w*\b[^.]{0,60}\b(prov\w+|works?|working|success\w*|effective|confirms?|good sign)\b`,
			why: "a twitch is not known to prove that needling works", example: "The twitch proves that it works.",
			reported: map[string]string{"M10": "the claim is how clinic pages read a twitch, untraced"}},
		{never: `\b(longer|lasting)\b[^.]{0,40}\bthan\b[^.]{0,20}\bmassage\b|\boutlasts?\b[^.]{0,20}\bmassage\b`,
			why: "no head-to-head trial says that needling lasts longer than massage", example: "Relief lasts longer than after a massage.",
			reported: map[string]string{"M08": "the claim is what a clinic page says, disputed there"}},
		{never: `\b(hands?|fingers?|massage)\b[^.]{0,20}\b(cannot|can ?not|can't|unable)\b[^.]{0,15}\breach|\breach\w*\b[^.]{0,40}\b(hands?|fingers?|massage)\b[^.]{0,20}\b(cannot|can ?not|can't)\b`,
			why: "that a needle reaches what hands cannot says nothing of benefit", example: "It reaches what hands cannot."},
		{never: `\b(enhanc|boost|amplif|maximi[sz])\w*\b[^.]{0,40}\b(massage|exercise|treatments?|therap\w+|effects?|results?)\b|\badds? to the effects?\b`,
			why: "trials show that needling adds little to manual therapy and exercise", example: "Needling enhances massage and exercise.",
			reported: map[string]string{"M26": "the claim is what a clinic page says, disputed there"}},
		{never: `\b(improv|increas|boost|promot|better|more|stimulat)\w*\b[^.]{0,20}\b(circulation|blood flow)\b`,
			why: "a laboratory study found less blood flow under massage, not more", example: "Massage improves circulation.",
			reported: map[string]string{"M24": "the claim is how clinic pages explain needling, untraced"}},
		{never: `\bsafe(ly|r|st)?\b`, unless: `\b(not|never)( an?)? safe\b|\bsafe (for (concurrent )?use|for many goroutines|to (branch|share|call)|way to fail)`,
			why: "say how often harm was seen, and in how many", example: "Dry needling is safe."},
		{never: `\bharmful\b`, why: "no benefit shown is not harm shown", example: "Needling is harmful in chronic low back pain."},
		{never: `\bacupuncture\b[^.]*\bstronger\b|\bstronger\b[^.]*\bacupuncture\b|\bstronger evidence\b`,
			why: "say larger: the gap between acupuncture and sham is small", example: "The evidence for acupuncture is stronger."},
		{never: `\b(stops?|ends?|ceases?|vanish\w*|disappears?|gone|wears? off)\b[^.]{0,30}\b(12|twelve) weeks\b|\b(12|twelve) weeks\b[^.]{0,20}\b(stops?|ends?|gone)\b|` +
			`\b(at most|no (more|longer) than)\b[^.]{0,10}\b(12|twelve) weeks\b|\b(12|twelve) weeks at (the )?most\b`,
			why: "say that no pooled evidence reaches beyond 12 weeks: unknown is not absent", example: "The benefit stops at 12 weeks.",
			reported: map[string]string{"C18": "the claim is the pathway's own, and its note says unknown, not absent"}},
		{never: `\bserious (pathology|disease|illness)\b[^.]{0,20}\b(excluded|ruled out)\b`, unless: `\b(not|never|nor)\b[^.]{0,30}\bserious\b`,
			why: "a screen raises concern; it rules nothing out", example: "Serious pathology has been excluded."},
		{never: `\b(stop|discontinu|withhold|paus|interrupt|omit)\w*\b[^.]{0,30}\b(medicines?|medications?|anticoagul\w+|antithrombotic\w*|antiplatelet\w*|warfarin|aspirin|heparin)\b`,
			unless: `\b(not|never|nor)\b[^.]{0,20}\b(stop|discontinu|withhold|paus|interrupt|omit)`,
			why:    "a medicine is the prescriber's matter", example: "Stop the anticoagulant two days before.",
			reported: map[string]string{"doctorabel": "the source advises it; its note says that this is not adopted"}},
		{never: `\bvalidated\b`, unless: `\b(not|never|nor|nothing)\b[^.]{0,25}\bvalidated\b`,
			why: "the rules are checked; nothing is clinically validated", example: "A validated guideline."},
	}
}

// finder returns a function that reports whether a text makes the statement.
func (s statement) finder() func(text string) bool {
	never, unless := regexp.MustCompile(`(?i)`+s.never), regexp.MustCompile(`(?i)`+s.unless)
	return func(text string) bool {
		if s.unless != "" && never.MatchString(text) {
			text = unless.ReplaceAllString(text, " ")
		}
		return never.MatchString(text)
	}
}

// printed reports whether the words are those of a publication, which stay as they are.
func printed(p passage) bool {
	return strings.Contains(p.file, "/sources") && (p.key == "title" || p.key == "journal" || p.key == "authors")
}

func TestNothingIsAssertedThatMustNotBe(t *testing.T) {
	passages := shipped(t)
	for _, s := range neverAsserted() {
		found := s.finder()
		require.True(t, found(s.example), "%q is not caught by %s", s.example, s.never)
		for _, p := range passages {
			if found(p.text) && s.reported[p.id] == "" && !printed(p) {
				t.Errorf("%s:%d: %s\n%s", p.file, p.line, s.why, p.text)
			}
		}
	}
}

var (
	measured = regexp.MustCompile(`(?i)\d\s?(mm|cm|millimet|centimet|inch)`)
	inwards  = regexp.MustCompile(`(?i)\b(depths?|deep|deeper|deeply|insert\w*|penetrat\w*|advanc\w*)\b`)
	sentence = regexp.MustCompile(`[.;:!?]\s`)
)

// A depth that is right for one patient is a punctured lung in another.
func TestNoNeedleDepth(t *testing.T) {
	depth := func(text string) bool {
		for _, s := range sentence.Split(text, -1) {
			if measured.MatchString(s) && inwards.MatchString(s) {
				return true
			}
		}
		return false
	}
	require.True(t, depth("Insert the needle 20 mm."))
	require.True(t, depth("Thin. A depth of up to 2.5cm is usual"))
	require.False(t, depth("Needles are 25 to 40 mm long. How far to insert one is not said."))
	for _, p := range shipped(t) {
		if depth(p.text) {
			t.Errorf("%s:%d gives a needle depth\n%s", p.file, p.line, p.text)
		}
	}
}
