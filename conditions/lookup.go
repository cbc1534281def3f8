package conditions

import (
	"strings"
	"unicode"
)

// Lookup returns the conditions that a text may mean, in catalogue order: by id, name, plain name, synonym, or a word that
// people use for several. Case, spaces, hyphens and other punctuation do not matter; the text must otherwise match in full.
// Several are a choice for the clinician to make.
func (c *Catalogue) Lookup(text string) []Condition {
	if c == nil {
		return nil
	}
	return c.pick(c.byTerm[termKey(text)])
}

// DefaultScheme returns the scheme to take for a region when nothing else is said.
func (c *Catalogue) DefaultScheme(region string) (Scheme, bool) {
	return c.findScheme(func(s Scheme) bool { return s.Default && s.Region == region })
}

// Scheme returns the phase scheme with that id.
func (c *Catalogue) Scheme(id string) (Scheme, bool) {
	return c.findScheme(func(s Scheme) bool { return s.ID == id })
}

func (c *Catalogue) findScheme(match func(Scheme) bool) (Scheme, bool) {
	if c == nil {
		return Scheme{}, false
	}
	for _, scheme := range c.schemes {
		if match(scheme) {
			return scheme.clone(), true
		}
	}
	return Scheme{}, false
}

// termKey is what two spellings of one name have in common.
func termKey(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

func (c *Catalogue) pick(indices []int) []Condition {
	if len(indices) == 0 {
		return nil
	}
	picked := make([]Condition, len(indices))
	for i, index := range indices {
		picked[i] = c.conditions[index].clone()
	}
	return picked
}
