package main

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
)

// claims lists claims with their standing and certainty, in brackets.
func (v *view) claims(ids []string) string {
	return v.bracketed(ids, func(c evidence.Claim) string { return evidence.Describe(c.Standing, c.Certainty) })
}

// standings is claims without the certainty, to end a paragraph with.
func (v *view) standings(ids []string) string {
	return " " + v.bracketed(ids, func(c evidence.Claim) string { return evidence.Describe(c.Standing, evidence.CertaintyUnstated) })
}

func (v *view) bracketed(ids []string, text func(evidence.Claim) string) string {
	var parts []string
	for _, id := range ids {
		if c, ok := v.guideline.Evidence().Claim(id); ok {
			parts = append(parts, id+" "+text(c))
		}
	}
	return "[" + strings.Join(parts, "; ") + "]"
}

// shortCite is the author and the year, enough to recognise a source by.
func shortCite(s evidence.Source) string {
	text := shortAuthors(s)
	if s.Year != 0 {
		text += " " + strconv.Itoa(s.Year)
	}
	if !s.Verified {
		text += " (identity not verified)"
	}
	return text
}

// shortAuthors tells people, written as a surname with initials, from bodies.
func shortAuthors(s evidence.Source) string {
	if s.Authors == "" {
		return s.Title
	}
	person := regexp.MustCompile(`^(.+) [A-Z]{1,4}( Jr)?$`)
	first, others, several := strings.Cut(s.Authors, ", ")
	m := person.FindStringSubmatch(strings.TrimSuffix(first, "."))
	switch {
	case m == nil:
		return s.Authors
	case !several:
		return m[1]
	}
	if second := person.FindStringSubmatch(strings.TrimSuffix(others, ".")); second != nil && !strings.Contains(others, ",") {
		return m[1] + " and " + second[1]
	}
	return m[1] + " et al."
}

// inWords turns an id into words.
func inWords(id string) string { return strings.ReplaceAll(id, "_", " ") }

// capital starts a sentence.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

// uncapital goes on with a sentence.
func uncapital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(r)) + text[size:]
}

// sentence ends a text with a full stop.
func sentence(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".?!:") {
		return text
	}
	return text + "."
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// named finds an id in a list.
func named(list []decision.Named, id string) decision.Named {
	for _, n := range list {
		if n.ID == id {
			return n
		}
	}
	return decision.Named{ID: id, Title: capital(inWords(id))}
}
