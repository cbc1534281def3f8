package dryneedling_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

const (
	highestGrade = 7.0 // a reading age of about 12
	longestWords = 28  // of one sentence
)

// grade is the Flesch-Kincaid grade level of an English text:
//
//	0.39 * words / sentences + 11.8 * syllables / words - 15.59
//
// It is the school year in the United States whose pupils should manage the text; seven is
// an age of 12 to 13. Syllables are counted by rule, see syllables.
func grade(sentences []string) float64 {
	words, syllabic := 0, 0
	for _, s := range sentences {
		for _, w := range wordsOf(s) {
			words++
			syllabic += syllables(w)
		}
	}
	return 0.39*float64(words)/float64(len(sentences)) + 11.8*float64(syllabic)/float64(words) - 15.59
}

// syllables counts groups of vowels; an e at the end is silent, but not in "-le" after a
// consonant, and neither does "-ed" count but after t or d, nor "-es" but after a hiss.
// A number counts as one.
func syllables(word string) int {
	w := strings.ToLower(word)
	const vowels = "aeiouy"
	n, before := 0, false
	for _, r := range w {
		vowel := strings.ContainsRune(vowels, r)
		if vowel && !before {
			n++
		}
		before = vowel
	}
	consonantBefore := func(ending string) bool {
		stem := strings.TrimSuffix(w, ending)
		return stem != w && stem != "" && !strings.ContainsRune(vowels, rune(stem[len(stem)-1]))
	}
	switch {
	case consonantBefore("le") || n <= 1:
	case consonantBefore("e"),
		consonantBefore("ed") && !strings.HasSuffix(w, "ted") && !strings.HasSuffix(w, "ded"),
		consonantBefore("es") && !slices.ContainsFunc([]string{"ses", "ces", "ges", "xes", "zes", "ches", "shes", "les"}, func(s string) bool { return strings.HasSuffix(w, s) }):
		n--
	}
	return max(1, n)
}

func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{"pain": 1, "needle": 2, "needles": 2, "acupuncture": 4, "therapist": 3, "the": 1, "tried": 1,
		"needed": 2, "asked": 1, "massage": 2, "muscle": 2, "muscles": 2, "exercise": 3, "does": 1, "sure": 1, "emergency": 4, "12": 1, "doctor's": 2} {
		require.Equal(t, want, syllables(word), word)
	}
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != ',' })
}

// sentencesOf splits a text where a sentence ends; a title and an item of a list end too.
func sentencesOf(t decision.PatientText) []string {
	var out []string
	for _, part := range slices.Concat([]string{t.Title}, t.Says, t.List, t.Then) {
		for s := range strings.FieldsFuncSeq(part, func(r rune) bool { return strings.ContainsRune(".?!:", r) }) {
			if len(wordsOf(s)) > 0 {
				out = append(out, s)
			}
		}
	}
	return out
}

func TestPatientTextsAreReadable(t *testing.T) {
	texts, err := dryneedling.AsPublished().PatientTexts("en")
	require.NoError(t, err)
	for _, text := range texts {
		sentences := sentencesOf(text)
		require.NotEmpty(t, sentences, text.ID)
		// A heading of few words has no grade worth the name; what stands under it has.
		if g := grade(sentences); g > highestGrade && text.Kind != decision.TextHeading {
			t.Errorf("%s %s: grade %.1f, above %.1f", text.Kind, text.ID, g, highestGrade)
		}
		for _, s := range sentences {
			if n := len(wordsOf(s)); n > longestWords {
				t.Errorf("%s %s: %d words in one sentence: %s", text.Kind, text.ID, n, s)
			}
		}
	}
}

// Words of the trade are not for patients.
func TestPatientTextsNameNoJargon(t *testing.T) {
	jargon := []string{"contraindicat", "adverse", "efficacy", "myofascial", "musculoskeletal", "practitioner", "intervention", "conservative",
		"radicul", "haematoma", "pneumothorax", "untraced", "certainty", "protocol", "analgesi", "chronic", "acute"}
	texts, err := dryneedling.AsPublished().PatientTexts("en")
	require.NoError(t, err)
	for _, text := range texts {
		all := strings.ToLower(strings.Join(slices.Concat([]string{text.Title}, text.Says, text.List, text.Then), " "))
		for _, word := range jargon {
			require.NotContains(t, all, word, text.ID)
		}
	}
}
