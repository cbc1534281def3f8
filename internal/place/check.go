package place

import (
	"iter"

	"gopkg.in/yaml.v3"
)

// maxDepth bounds nesting. Ours is below ten.
const maxDepth = 32

const writeItOut = "anchors, aliases, merge keys and tags are not used here; write the value out"

// checker refuses what YAML allows and we do not, whatever the file is decoded into.
type checker struct {
	src  *source
	errs Errors
}

func (c *checker) check(n *yaml.Node, depth int) {
	pos := nodePos(c.src, n)
	if depth > maxDepth {
		c.errs.Addf(pos, "nested more than %d deep", maxDepth)
		return
	}
	if c.indirect(n) {
		c.errs.Addf(pos, writeItOut)
	}
	if n.Kind == yaml.MappingNode {
		c.keys(n)
	}
	for _, child := range n.Content {
		c.check(child, depth+1)
	}
}

// indirect reports whether n means something else than what stands there. The parser forgets a lone "!", so the source
// is asked as well: plain text cannot begin with these characters.
func (c *checker) indirect(n *yaml.Node) bool {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 || n.Tag == "!!merge" {
		return true
	}
	written := c.src.from(n.Line, n.Column)
	return written != "" && (written[0] == '!' || written[0] == '&')
}

func (c *checker) keys(n *yaml.Node) {
	first := map[string]Pos{}
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		pos := nodePos(c.src, key)
		rival, twice := first[key.Value]
		switch {
		case key.Kind == yaml.AliasNode:
		case key.Kind != yaml.ScalarNode:
			c.errs.Addf(pos, "a key is text, not %s", describe(key))
		case isNull(key):
			c.errs.Addf(pos, "the key before the colon is missing")
		case twice:
			c.errs.Addf(pos, "key %q is given twice; first at %s", short(key.Value), rival)
		default:
			first[key.Value] = pos
		}
	}
}

// isKey reports whether a key stands for a value: whether a checker lets it pass.
func isKey(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && !isNull(n) && n.Tag != "!!merge" }

// pairs are the keys of a mapping with their values, without the keys a checker refuses.
func pairs(n *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(key, value *yaml.Node) bool) {
		seen := map[string]bool{}
		for i := 0; i < len(n.Content); i += 2 {
			key := n.Content[i]
			if !isKey(key) || seen[key.Value] {
				continue
			}
			seen[key.Value] = true
			if !yield(key, n.Content[i+1]) {
				return
			}
		}
	}
}
