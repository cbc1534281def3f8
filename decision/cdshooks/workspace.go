package cdshooks

import (
	"bytes"

	"github.com/mskguide/mskguide/internal/jsontext"
)

// workspace is what calls take turns with. Nothing of it is in what a call leaves behind: the texts
// of a body are its own, and a card holds copies.
type workspace struct {
	body []byte // as it arrives
	scan jsontext.Tree
	out  bytes.Buffer // the answer
}

// Limits of what is kept for the next call: one that was large is not to be paid for ever after.
const (
	mostKept  = 1 << 18 // bytes
	nodesKept = 1 << 14
)

func (s *Service) borrow() *workspace {
	if w, ok := s.workspaces.Get().(*workspace); ok {
		return w
	}
	return &workspace{}
}

// giveBack ends the use of a workspace, and of every value of the body in it.
func (s *Service) giveBack(w *workspace) {
	w.scan = jsontext.Tree{Nodes: w.scan.Nodes[:0]}
	if cap(w.body) <= mostKept && w.out.Cap() <= mostKept && cap(w.scan.Nodes) <= nodesKept {
		s.workspaces.Put(w)
	}
}
