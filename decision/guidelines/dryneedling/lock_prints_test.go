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
)

func printsOf(t *testing.T, bundle fs.FS, g *decision.Guideline, overlays ...decision.Overlay) prints {
	return prints{Digest: g.Info().Digest, Answers: hashed(answers(t, bundle, g, overlays)), Verdicts: hashed(verdicts(g))}
}

func hashed(lines []string) string {
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// verdicts says who gets which verdict: their order, and for each the conditions over facts
// that give it, whichever rule they stand in. A condition put in another way with the same
// meaning counts as another one, which is stricter than need be.
func verdicts(g *decision.Guideline) []string {
	var given []string
	for _, r := range g.Rules() {
		if r.Gives != "caution" && r.Off == "" {
			given = append(given, r.Gives+" when "+r.Source)
		}
	}
	slices.Sort(given)
	lines := []string{}
	for _, v := range g.Verdicts() {
		lines = append(lines, v.ID)
	}
	return append(lines, slices.Compact(given)...)
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
