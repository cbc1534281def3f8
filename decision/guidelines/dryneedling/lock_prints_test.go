package dryneedling_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

func printsOf(t *testing.T, bundle fs.FS, g *decision.Guideline, overlays ...decision.Overlay) prints {
	return prints{Digest: g.Info().Digest, Answers: hashed(answers(t, bundle, g, overlays)), Verdicts: hashed(verdicts(t, g))}
}

func hashed(lines []string) string {
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// verdicts says who gets which verdict: the cases of each, as a diagram over the facts in the
// order of their names. It depends on nothing else: neither on how conditions are written or
// in which rules they stand, nor on the order of facts, nor on what other values conditions tell
// apart.
func verdicts(t *testing.T, g *decision.Guideline) []string {
	models, err := decision.Models(g)
	require.NoError(t, err)
	m := models[0]
	var formulas []*logic.Formula
	var rules []logic.Rule
	for _, r := range m.Rules {
		if r.Level >= 0 {
			formulas = append(formulas, r.When)
			rules = append(rules, logic.Rule{When: r.When, Level: r.Level})
		}
	}
	order := make([]int, len(m.Variables))
	for v := range order {
		order[v] = v
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(m.Variables[a].Name, m.Variables[b].Name) })
	s, err := logic.NewSpace(m.Vars, formulas, order, logic.Limits{})
	require.NoError(t, err)
	levels, _ := s.Levels(rules, len(m.Verdicts))
	var lines []string
	for level, cases := range levels {
		lines = append(lines, m.Verdicts[level], s.Dump(cases, func(v int, regions logic.Set) string { return within(&m.Variables[v], regions) }))
	}
	require.NoError(t, s.Err())
	return lines
}

// within names a variable in some of its regions: neighbouring ones of a number as one range.
func within(v *model.Variable, regions logic.Set) string {
	text := v.Name
	last := -2
	for r := range regions.All() {
		switch {
		case v.Ends == nil:
			text += " " + v.Values[r]
		case r != last+1:
			text += fmt.Sprintf(" %v..", v.Ends[r][0])
		}
		if last = r; v.Ends != nil && !regions.Has(r+1) {
			text += fmt.Sprint(v.Ends[r][1])
		}
	}
	return text
}

// answers is all of a bundle and its overlays but wording: what is asked, under which conditions
// what is given, on which claims, and how these stand.
func answers(t *testing.T, bundle fs.FS, g *decision.Guideline, overlays []decision.Overlay) []string {
	s := structure{claims: map[string]bool{}}
	manifest := readNode(t, bundle, "guideline.yaml")
	s.top(manifest)
	for _, file := range valueOf(manifest, "files").Content {
		s.top(readNode(t, bundle, file.Value))
	}
	for _, o := range overlays {
		var doc yaml.Node
		require.NoError(t, yaml.Unmarshal(o.Data, &doc))
		s.top(doc.Content[0])
	}
	slices.SortStableFunc(s.parts, func(a, b part) int { return strings.Compare(a.key, b.key) })
	var lines []string
	for _, p := range s.parts {
		lines = append(lines, p.key+": "+p.text)
	}
	for _, id := range slices.Sorted(maps.Keys(s.claims)) {
		if c, ok := g.Evidence().Claim(id); ok {
			lines = append(lines, fmt.Sprint(id, " ", c.Standing, " ", c.Certainty, " ", c.For, " ", c.Against))
		}
	}
	return lines
}

func readNode(t *testing.T, bundle fs.FS, file string) *yaml.Node {
	data, err := fs.ReadFile(bundle, file)
	require.NoError(t, err)
	var doc yaml.Node
	require.NoError(t, yaml.Unmarshal(data, &doc))
	return doc.Content[0]
}

func valueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return &yaml.Node{}
}

// structure is what stands in the files of a bundle, by its top-level keys, whichever file an
// entry is in.
type structure struct {
	parts  []part
	claims map[string]bool
}

type part struct{ key, text string }

func (s *structure) top(document *yaml.Node) {
	apart := []string{"schema", "version", "sign_off", "files", "words", "safety"} // identity, layout and wording
	for i := 0; i < len(document.Content); i += 2 {
		key, value := document.Content[i].Value, document.Content[i+1]
		switch {
		case slices.Contains(apart, key) || isWording(key):
		case value.Kind == yaml.SequenceNode:
			for _, entry := range value.Content {
				s.parts = append(s.parts, part{key, s.text(entry)})
			}
		default:
			s.parts = append(s.parts, part{key, s.text(value)})
		}
	}
}

func isWording(key string) bool {
	return slices.Contains([]string{"title", "says", "question", "help", "about", "topic", "withheld", "acknowledge", "authority", "since", "in_force",
		"open", "reached", "not_reached", "because"}, key)
}

// text writes a node with the keys of a mapping in order and without wording.
func (s *structure) text(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		members := map[string]string{}
		for i := 0; i < len(n.Content); i += 2 {
			key := n.Content[i].Value
			if isWording(key) {
				continue
			}
			members[key] = s.text(n.Content[i+1])
			if key == "claims" {
				for _, c := range n.Content[i+1].Content {
					s.claims[c.Value] = true
				}
			}
		}
		return fmt.Sprint(members) // with its keys sorted
	case yaml.SequenceNode:
		var list []string
		for _, e := range n.Content {
			list = append(list, s.text(e))
		}
		return fmt.Sprintf("%q", list)
	}
	return fmt.Sprintf("%q", strings.Join(strings.Fields(n.Value), " "))
}
