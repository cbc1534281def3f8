package sample_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/scenario/sample"
)

// TestBadDistributions changes one line of a good distribution at a time.
func TestBadDistributions(t *testing.T) {
	const head = "schema: mskguide.distribution/1\nfor: pond\nsays: Made up.\nfacts:\n  "
	for _, c := range []struct{ text, want string }{
		{"facts: {}", "d.yaml:1:1: key \"for\" is required\nd.yaml:1:1: key \"says\" is required\nd.yaml:1:1: key \"schema\" is required"},
		{"schema: mskguide.distribution/2\nfor: pnod\nsays: x\nfacts: {frozen: {yes: 1}}",
			"d.yaml:1:9: schema \"mskguide.distribution/2\" is not one this library reads; it reads \"mskguide.distribution/1\"\nd.yaml:2:6: the distribution is for guideline \"pnod\", not for \"pond\""},
		{head + "frozn: {yes: 1}", `d.yaml:5:3: there is no fact "frozn"; did you mean "frozen"?`},
		{head + "frozen: {unknown: 1.5, yes: -1}", "d.yaml:5:21: unknown is a share from 0 to 1, not 1.5\nd.yaml:5:31: yes is a share from 0 to 1, not -1"},
		{head + "frozen: {unknown: 1}", "d.yaml:5:3: \"frozen\" is yes or no and needs `yes`, the share of yes among what is known"},
		{head + "frozen: {yes: 1, step: 1, partly: 0}", "d.yaml:5:11: \"frozen\" is a bool and has no use for `partly`\nd.yaml:5:11: \"frozen\" is a bool and has no use for `step`"},
		{head + "fish: {yes: 1}", "d.yaml:5:3: \"fish\" is a choice and needs `choices`, of which one has a weight above 0: carp, tench, pike\nd.yaml:5:9: \"fish\" is a choice and has no use for `yes`"},
		{head + "fish: {choices: {crap: 1, pike: -1}}", "d.yaml:5:20: \"crap\" is not a choice of \"fish\"; did you mean \"carp\"?\nd.yaml:5:35: a weight is a number from 0 to 1e+12, not -1"},
		{head + "depth: {unknown: 0}", "d.yaml:5:3: \"depth\" is a number and needs either `uniform: [low, high]` or `quantiles`"},
		{head + "depth: {uniform: [1]}", "d.yaml:5:21: `uniform` is two numbers, the lowest and the highest, not 1"},
		{head + "depth: {uniform: [9, 10], step: 0}", "d.yaml:5:24: \"depth\" may be 0 to 9, not 10\nd.yaml:5:35: step is above 0 and not above the range of \"depth\", 9: not 0"},
		{head + "depth: {quantiles: [{share: 0.1, value: 2}, {share: 0.1, value: 1}]}",
			"d.yaml:5:31: quantiles begin at share 0 and end at share 1, the least and the greatest value\nd.yaml:5:55: share 0.1 does not come after 0.1; shares go up from 0 to 1\nd.yaml:5:67: 1 is below 2 before it; quantiles go up"},
		{head + "fish_bought: {uniform: [0, 9], step: 0.5}", `d.yaml:5:40: "fish_bought" is a whole number; so is its step, not 0.5`},
	} {
		_, err := sample.Read(pond(t), "d.yaml", []byte(c.text))
		require.EqualError(t, err, c.want, c.text)
	}
}
