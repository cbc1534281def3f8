package scenario

import (
	"strings"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
)

// pack notes the members of an object whose texts have no escapes and whose values are no
// lists of anything but texts and no objects, and keeps those that are handed on.
func (n *ndjson) pack(r *Row, e *decision.Encoding) bool {
	if len(n.known.mapping) > 0 || n.known.every || !utf8.ValidString(r.text) {
		return false
	}
	r.keeps = r.keeps[:0]
	for range n.known.keeps {
		r.keeps = append(r.keeps, cell{})
	}
	p := packer{json: scanner{text: r.text}, e: e, row: r}
	if !p.json.take('{') {
		return false
	}
	for i := 0; !p.json.take('}'); i++ {
		if i > 0 && !p.json.take(',') {
			return false
		}
		name, ok := p.json.plainText()
		if !ok || !p.json.take(':') || !p.member(n.likely(r, i, name)) {
			return false
		}
	}
	if !p.json.end() || p.denied != "" && p.unknowns {
		return false // null beside none_of is a mistake
	}
	return p.denied == "" || n.known.packing.denyList(p.denied, e)
}

// likely is the column of a name, which is most often that of the same place in the row
// before.
func (n *ndjson) likely(r *Row, i int, name string) *column {
	if i < len(r.order) && r.order[i].name == name {
		return r.order[i]
	}
	c := n.column(strings.Clone(name)) // the row may go
	if i <= len(r.order) {
		r.order = append(r.order[:i], c)
	}
	return c
}

// packer notes one member after the other.
type packer struct {
	json     scanner
	e        *decision.Encoding
	row      *Row
	seen     [8]uint64 // columns, by their number
	denied   string    // a list of groups
	unknowns bool      // something is given as null
}

func (p *packer) member(c *column) bool {
	raw, ok := p.json.value()
	word, bit := c.number>>6, uint64(1)<<(c.number&63)
	if !ok || word >= len(p.seen) || p.seen[word]&bit != 0 {
		return false
	}
	p.seen[word] |= bit
	if c.keep {
		p.row.keeps[c.kept] = cell{column: c, text: raw}
	}
	switch s := &c.spot; {
	case c.role == roleNoneOf:
		p.denied = raw
		return raw[0] == '['
	case c.role != roleFact:
		return true
	case raw == "null":
		p.unknowns = true
		return s.kind != kindNone
	default:
		return s.putJSON(raw, p.e)
	}
}

// putJSON notes a value. It reports false when that is not plain, or of another type.
func (s *spot) putJSON(raw string, e *decision.Encoding) bool {
	switch {
	case s.kind == kindBool && (raw == "true" || raw == "false"):
		return s.put(raw, e)
	case s.kind == kindChoice && raw[0] == '"':
		code := s.choices[raw[1:len(raw)-1]]
		e.Codes[s.at] = code
		return code > 0
	case s.kind == kindNumber:
		return s.put(raw, e)
	}
	return false
}

// denyList is deny for a list of texts without escapes.
func (p *packing) denyList(raw string, e *decision.Encoding) bool {
	s := scanner{text: raw, at: 1}
	for i := 0; !s.take(']'); i++ {
		if i > 0 && !s.take(',') {
			return false
		}
		if id, ok := s.plainText(); !ok || !p.denyGroup(id, e) {
			return false
		}
	}
	return true
}

// scanner reads JSON of the plainest kind. What it accepts is JSON.
type scanner struct {
	text string
	at   int
}

func (s *scanner) space() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\t' || s.text[s.at] == '\r' || s.text[s.at] == '\n') {
		s.at++
	}
}

// take passes a mark if it is next.
func (s *scanner) take(mark byte) bool {
	s.space()
	if s.at == len(s.text) || s.text[s.at] != mark {
		return false
	}
	s.at++
	return true
}

func (s *scanner) end() bool {
	s.space()
	return s.at == len(s.text)
}

// plainText reads a text without escapes.
func (s *scanner) plainText() (string, bool) {
	if !s.take('"') {
		return "", false
	}
	for i := s.at; i < len(s.text); i++ {
		switch b := s.text[i]; {
		case b == '"':
			text := s.text[s.at:i]
			s.at = i + 1
			return text, true
		case b < ' ' || b == '\\':
			return "", false
		}
	}
	return "", false
}

// value reads true, false, null, a number of few digits, a text, or a list of texts, as it
// is written.
func (s *scanner) value() (raw string, ok bool) {
	s.space()
	start := s.at
	rest := s.text[start:]
	switch {
	case strings.HasPrefix(rest, "true"), strings.HasPrefix(rest, "null"):
		s.at += len("true")
	case strings.HasPrefix(rest, "false"):
		s.at += len("false")
	case strings.HasPrefix(rest, `"`):
		_, ok := s.plainText()
		return s.text[start:s.at], ok
	case strings.HasPrefix(rest, "["):
		ok := s.texts()
		return s.text[start:s.at], ok
	default:
		for s.at < len(s.text) && (s.text[s.at] >= '0' && s.text[s.at] <= '9' || s.text[s.at] == '.') {
			s.at++
		}
		raw = s.text[start:s.at]
		if _, ok := decimal(raw); !ok || len(raw) > 1 && raw[0] == '0' && raw[1] != '.' {
			return "", false
		}
	}
	return s.text[start:s.at], true
}

func (s *scanner) texts() bool {
	s.at++
	for i := 0; !s.take(']'); i++ {
		if i > 0 && !s.take(',') {
			return false
		}
		if _, ok := s.plainText(); !ok {
			return false
		}
	}
	return true
}
