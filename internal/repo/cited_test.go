package repo

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/evidence"
	"github.com/stretchr/testify/require"
)

func TestEveryRuleIsCited(t *testing.T) {
	guideline := dryneedling.AsPublished()
	for _, rule := range guideline.Rules() {
		require.NotEmpty(t, rule.Claims, rule.ID)
		for _, id := range rule.Claims {
			_, ok := guideline.Evidence().Claim(id)
			require.True(t, ok, "%s cites %s", rule.ID, id)
		}
	}
	for _, param := range guideline.Params() {
		require.NotEmpty(t, param.Claims, param.ID)
		require.NotEmpty(t, param.Authority, param.ID)
		require.NotEmpty(t, param.Since, param.ID)
	}
}

func TestEveryClaimHasASourceOrSaysThatItHasNone(t *testing.T) {
	library := evidence.Builtin()
	for _, claim := range library.Claims() {
		if len(claim.For)+len(claim.Against) == 0 {
			require.Equal(t, evidence.Untraced, claim.Standing, claim.ID)
		}
		for _, id := range slices.Concat(claim.For, claim.Against) {
			_, ok := library.Source(id)
			require.True(t, ok, "%s names %s", claim.ID, id)
		}
	}
}

// The mildest verdict means that a treatment may be discussed, never that it is recommended.
func TestTheMildestVerdictRecommendsNothing(t *testing.T) {
	guideline := dryneedling.AsPublished()
	mildest := guideline.Verdicts()[0]
	texts := []string{mildest.Title, mildest.Says}
	for _, rule := range guideline.Rules() {
		if rule.Gives == mildest.ID {
			texts = append(texts, rule.Title, rule.Says)
		}
	}
	for _, text := range texts {
		require.NotRegexp(t, `(?i)\brecommended?\b`, text)
	}
}

// identifierKinds finds what names a publication in a text, whichever key or sentence it stands in.
func identifierKinds() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"doi":   regexp.MustCompile(`\b(10\.\d{4,9}/(?:\([^\s()]*\)|[^\s"'(),;\[\]{}` + "`" + `])*[\w])`),
		"pmid":  regexp.MustCompile(`(?i)\bpmid:?\s*"?(\d+)\b`),
		"pmcid": regexp.MustCompile(`\b(PMC\d+)\b`),
		"trial": regexp.MustCompile(`\b(NCT\d{8}|ISRCTN\d+|ACTRN\d+|DRKS\d+|CRD\d+)\b`),
		"isbn":  regexp.MustCompile(`(?i)\bisbn:?\s*([\dX-]{10,17})\b`),
	}
}

const identifierList = "testdata/identifiers.txt"

const identifierHead = "# Every identifier of a publication in the shipped texts, and where it stands. An identifier is\n" +
	"# added here by hand after it was seen on a published page, or with: go test ./internal/repo -update\n"

// Identifiers are easily invented and hard to notice. Each new one shows up as a changed line.
func TestIdentifiersAreTheKnownOnes(t *testing.T) {
	var lines []string
	for _, line := range identifiers(t) {
		lines = append(lines, fmt.Sprintf("%s\t%s\t%s\n", line.kind, line.name, strings.Join(line.places, " ")))
	}
	got := identifierHead + strings.Join(lines, "")
	if *update {
		write(t, identifierList, got)
	}
	require.Equal(t, read(t, identifierList), got, "after checking each new identifier at its publisher: go test ./internal/repo -update")
}

// spelling is the one that identifiers are compared by: small and capital letters are the same in a DOI.
func spelling(kind, name string) string {
	if kind == "doi" {
		return strings.ToLower(name)
	}
	return name
}

type identifier struct {
	kind, name string
	places     []string // source, claim or rule ids, or file names
}

func identifiers(t *testing.T) []identifier {
	t.Helper()
	found := map[[2]string]map[string]bool{}
	add := func(kind, name string, p passage) {
		key := [2]string{kind, spelling(kind, name)}
		if found[key] == nil {
			found[key] = map[string]bool{}
		}
		found[key][cmp.Or(p.id, p.file)] = true
	}
	for _, p := range shipped(t) {
		text := p.text
		if p.key != "" && p.key != "#" {
			text = p.key + ": " + p.text
		}
		if p.key == "url" {
			add("url", p.text, p)
			continue
		}
		for kind, pattern := range identifierKinds() {
			for _, match := range pattern.FindAllStringSubmatch(text, -1) {
				add(kind, match[1], p)
			}
		}
	}
	var all []identifier
	for key, places := range found {
		all = append(all, identifier{key[0], key[1], slices.Sorted(maps.Keys(places))})
	}
	slices.SortFunc(all, func(a, b identifier) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.name, b.name))
	})
	return all
}

// Two sources with one identifier are one source twice, or one of them is wrong.
func TestIdentifiersAreUnique(t *testing.T) {
	owner, known := map[string]string{}, read(t, identifierList)
	for _, source := range evidence.Builtin().Sources() {
		for kind, name := range map[string]string{"doi": source.DOI, "pmid": source.PMID, "pmcid": source.PMCID} {
			if name == "" {
				continue
			}
			name = spelling(kind, name)
			require.Empty(t, owner[kind+name], "%s and %s share the %s %s", source.ID, owner[kind+name], kind, name)
			owner[kind+name] = source.ID
			require.True(t, strings.Contains(known, kind+"\t"+name+"\t"), "%s: the %s %s is not in %s", source.ID, kind, name, identifierList)
		}
	}
}
