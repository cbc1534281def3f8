package decision_test

import (
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var identifier = regexp.MustCompile(`\b[a-z][a-z0-9_]*\b`)

// expand writes the definitions and the params of a condition out, by nothing but its text.
func (j *judge) expand(text string) string {
	parts := strings.Split(text, `"`) // every other one is a text in quotes
	for i := 0; i < len(parts); i += 2 {
		parts[i] = identifier.ReplaceAllStringFunc(parts[i], func(name string) string {
			for _, d := range j.g.Definitions() {
				if d.ID == name {
					return "(" + j.expand(d.When) + ")"
				}
			}
			for _, p := range j.g.Params() {
				switch {
				case p.ID != name:
				case p.Type == "choice":
					return strconv.Quote(p.Value)
				default:
					return "(" + p.Value + ")"
				}
			}
			return name
		})
	}
	return strings.Join(parts, `"`)
}

// conditions holds what the library made of every rule's condition to the condition as it was
// written, in random complete cases.
func (j *judge) conditions(t *testing.T, rng *rand.Rand, cases int) {
	for i, r := range j.g.Rules() {
		if r.Off != "" {
			require.Equal(t, "false", r.Source, r.ID)
			continue
		}
		written, made := j.compile(t, j.expand(r.When)), j.tables[i].program
		for range cases {
			for f := range j.chosen {
				j.chosen[f] = rng.IntN(j.facts[f].count)
			}
			require.Equal(t, j.run(written), j.run(made), "%s: %s", r.When, r.Source)
		}
	}
}
