package dryneedling_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// Whom a rule names as its support stands on the side for it in the claims beside the rule, and
// what says the opposite is on the other side.
func TestSupportersAreNotShownAsOpponents(t *testing.T) {
	type sides struct{ named, supports, against string }
	for rule, want := range map[string]sides{
		"indicated":                          {"Against sham or no treatment", "gattie-2017 dn-umbrella-2023", ""},
		"chronic-low-back-exercise-first":    {"A guideline of 2021", "george-2021", ""},
		"chronic-low-back-adjunct":           {"A guideline of 2021", "george-2021 who-2023", "nice-ng59 watters-2014"},
		"chronic-degenerative-low-back-pain": {"One surgical guideline of 2014", "watters-2014", "george-2021 who-2023"},
		"acute-low-back-no-trials":           {"the guideline of 2021", "george-2021", "colorado-lbp-2014"},
		"chronic-neck-adjunct":               {"A guideline of 2017", "blanpied-2017 gattie-2021 stieven-2020 young-2022", ""},
		"osteoarthritis":                     {"AAOS makes no recommendation", "aaos-dn vadod-oa-2026", "nice-ng226"},
		"patellofemoral-pain":                {"one trial of 60 people", "espi-lopez-2017", "pfp-cat-2025"},
		"headache-disorders":                 {"One review", "pourahmadi-2021", "kandeel-2024"},
		"nonpharmacological-first":           {"State payer guidelines", "colorado-lbp-2014 colorado-cervical-2014", ""},
	} {
		g := dryneedling.Literature()
		i := slices.Index(ruleNames(g), rule)
		require.GreaterOrEqual(t, i, 0, rule)
		r := g.Rules()[i]
		require.Contains(t, r.Says, want.named, rule)
		var supports, against []string
		for _, id := range r.Claims {
			c, known := g.Evidence().Claim(id)
			require.True(t, known, id)
			require.NotContains(t, c.Text, "published pathway", "%s: %s is worded for the other reading", rule, id)
			supports, against = append(supports, c.For...), append(against, c.Against...)
		}
		require.Subset(t, supports, strings.Fields(want.supports), rule)
		require.Subset(t, against, strings.Fields(want.against), rule)
	}
}

// A list of hours is no answer to the published number: a jurisdiction rests on the list alone.
func TestJurisdictionsRestOnTheirLists(t *testing.T) {
	for _, name := range append([]string{"us-az"}, barring()...) {
		g := openWith(t, name)
		rules := g.Rules()
		local := rules[slices.Index(ruleNames(g), "local-training")]
		require.Equal(t, []string{"DN-T02"}, local.Claims)
		if name != "us-az" {
			require.Equal(t, []string{"DN-T02"}, rules[len(rules)-1].Claims)
		}
	}
}

func ruleNames(g *decision.Guideline) []string {
	var names []string
	for _, r := range g.Rules() {
		names = append(names, r.ID)
	}
	return names
}
