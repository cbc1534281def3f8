package place

import "gopkg.in/yaml.v3"

// File is a decoded file: it knows the place of every value. It is immutable.
type File struct {
	src  *source
	root *yaml.Node // nil when the file could not be parsed
}

// At is the place of the value that a path of keys (string) and list positions (int, from 0) leads to. Where the path
// leaves the file, it is the place of the last value on it. A nil File is nowhere.
func (f *File) At(path ...any) Pos {
	if f == nil {
		return Pos{}
	}
	if f.root == nil {
		return Pos{f.src.file, 1, 1}
	}
	n := f.root
	for _, step := range path {
		below := child(n, step)
		if below == nil {
			break
		}
		n = below
	}
	return nodePos(f.src, n)
}

// child is what stands in n under a key or at a list position, nil when nothing does.
func child(n *yaml.Node, step any) *yaml.Node {
	switch step := step.(type) {
	case string:
		if n.Kind != yaml.MappingNode {
			return nil
		}
		for i := 0; i < len(n.Content); i += 2 {
			if key := n.Content[i]; key.Value == step && isKey(key) {
				return n.Content[i+1]
			}
		}
	case int:
		if n.Kind == yaml.SequenceNode && 0 <= step && step < len(n.Content) {
			return n.Content[step]
		}
	}
	return nil
}
