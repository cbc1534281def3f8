package scenario

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
)

// packing is how a guideline packs what it is told: where each fact stands in a
// [decision.Encoding]. Rows whose cells are plain are packed at once; any other row, and
// every row with a mistake, goes by way of [decision.Facts], which knows all forms and says
// what is wrong.
type packing struct {
	fingerprint uint64
	spots       map[string]spot // by fact
	groups      map[string][]spot
}

// spot is the place of a fact.
type spot struct {
	kind    kind
	at      int              // unit of the code, or place among the numbers
	weight  uint8            // of the digit of a yes or no in its unit
	fact    int              // place among the facts
	choices map[string]uint8 // code of each, from 1
}

type kind uint8

const (
	kindNone kind = iota // says nothing of the case
	kindBool
	kindChoice
	kindNumber
	kindNoneOf
)

// boolsInUnit is how many neighbouring facts of yes or no share a unit.
const boolsInUnit = 4

func newPacking(g *decision.Guideline) *packing {
	p := &packing{fingerprint: g.Fingerprint(), spots: map[string]spot{}, groups: map[string][]spot{}}
	units, numbers, bools := 0, 0, 0
	weights := [boolsInUnit]uint8{1, 3, 9, 27}
	for i, f := range g.Facts() {
		s := spot{fact: i, at: units}
		switch f.Type {
		case decision.TypeBool:
			if bools == boolsInUnit {
				bools = 0
			}
			if bools > 0 {
				s.at--
			} else {
				units++
			}
			s.kind, s.weight = kindBool, weights[bools]
			bools++
		case decision.TypeChoice:
			s.kind, s.choices = kindChoice, map[string]uint8{}
			for k, c := range f.Choices {
				s.choices[c.ID] = uint8(k + 1)
			}
			units, bools = units+1, 0
		default:
			s.kind, s.at = kindNumber, numbers
			units, numbers, bools = units+1, numbers+1, 0
		}
		p.spots[f.ID] = s
	}
	for _, group := range g.Groups() {
		var members []spot
		for _, f := range group.Facts {
			members = append(members, p.spots[f])
		}
		p.groups[group.ID] = members
	}
	return p
}

// like reports whether rows are packed alike for two guidelines: they have the same facts and
// the same groups, whatever their rules.
func (p *packing) like(q *packing) bool {
	return p.fingerprint == q.fingerprint && maps.EqualFunc(p.groups, q.groups, func(a, b []spot) bool {
		return slices.EqualFunc(a, b, func(a, b spot) bool { return a.fact == b.fact })
	})
}

// packed is a row as a record of what is known.
type packed Row

// Fingerprint implements [decision.Record].
func (r *packed) Fingerprint() uint64 { return r.t.known.packing.fingerprint }

// Encode implements [decision.Record]. It reports false for what is not plain, or wrong.
func (r *packed) Encode(e *decision.Encoding) bool {
	if r.cut || r.flaw != "" {
		return false
	}
	clear(e.Codes)
	clear(e.Numbers)
	r.plain = r.t.form.pack((*Row)(r), e)
	return r.plain
}

// put notes the text of a cell. It reports false when that is not plain.
func (s *spot) put(text string, e *decision.Encoding) bool {
	switch s.kind {
	case kindBool:
		switch text {
		case "false", "no", "0", "False", "No", "FALSE", "NO":
			e.Codes[s.at] += s.weight
		case "true", "yes", "1", "True", "Yes", "TRUE", "YES":
			e.Codes[s.at] += 2 * s.weight
		default:
			return false
		}
	case kindChoice:
		code := s.choices[text]
		e.Codes[s.at] = code
		return code > 0 || s.several(text, e)
	case kindNumber:
		x, plain := decimal(text)
		e.Numbers[s.at] = decision.Exactly(x)
		return plain
	}
	return true
}

// several notes a choice of which a|b is known.
func (s *spot) several(text string, e *decision.Encoding) bool {
	if n := strings.Count(text, "|"); n == 0 || n >= maxIDs {
		return false
	}
	set := uint64(0)
	for id := range strings.SplitSeq(text, "|") {
		code := s.choices[strings.TrimSpace(id)]
		if code == 0 {
			return false
		}
		set |= 1 << (code - 1)
	}
	if set&(set-1) == 0 {
		return false // the same one again and again
	}
	e.Part(s.fact, set)
	return true
}

// deny notes a no for every member of the groups in a text. It reports false when one is no
// group or has a member that is a yes.
func (p *packing) deny(text string, e *decision.Encoding) bool {
	if strings.Count(text, "|") >= maxIDs {
		return false
	}
	for id := range strings.SplitSeq(text, "|") {
		if !p.denyGroup(strings.TrimSpace(id), e) {
			return false
		}
	}
	return true
}

func (p *packing) denyGroup(id string, e *decision.Encoding) bool {
	members, ok := p.groups[id]
	for i := range members {
		s := &members[i]
		switch e.Codes[s.at] / s.weight % 3 {
		case 0:
			e.Codes[s.at] += s.weight
		case 2:
			return false
		}
	}
	return ok
}

// decimal reads a number of few digits without a sign, which a double holds exactly before
// it is divided by the power of ten: so it is the double nearest to what is written.
func decimal(text string) (x float64, ok bool) {
	const most = 15
	powers := [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}
	if len(text) == 0 || len(text) > most {
		return 0, false
	}
	n, point := uint64(0), -1
	for i := 0; i < len(text); i++ {
		switch d := text[i] - '0'; {
		case d <= 9:
			n = 10*n + uint64(d)
		case text[i] == '.' && point < 0 && i > 0 && i < len(text)-1:
			point = i
		default:
			return 0, false
		}
	}
	if point < 0 {
		return float64(n), true
	}
	return float64(n) / powers[len(text)-1-point], true
}

// pack notes the cells of a row, and keeps those that are handed on.
func (s *csv) pack(r *Row, e *decision.Encoding) bool {
	row, denied, at := r.text, "", 0
	unknown := false // some cell says so
	if !utf8.ValidString(row) {
		return false
	}
	quotes := strings.IndexByte(row, '"') >= 0
	for i := range s.columns {
		c := &s.columns[i]
		end := at
		var text, flaw string
		if quotes || len(s.sep) > 1 {
			if text, end, flaw = s.cell(row, at, quotes); flaw != "" {
				return false
			}
		} else { // the same for most rows, at once
			for sep := s.sep[0]; end < len(row) && row[end] != sep; {
				end++
			}
			text = row[at:end]
		}
		if (end == len(row)) != (i == len(s.columns)-1) {
			return false
		}
		at = end + len(s.sep)
		if c.keep {
			r.keeps = append(r.keeps, cell{column: c, text: text})
		}
		if text == "" || c.spot.kind == kindNone {
			continue
		}
		blank := text[0] <= ' '
		switch text = s.meant(c, text); {
		case text == "":
			unknown = unknown || !blank
		case c.spot.kind == kindNoneOf:
			denied = text
		case !c.spot.put(text, e):
			return false
		}
	}
	if denied != "" && unknown {
		return false // the long way sees whether it is one of those that are denied
	}
	return denied == "" || r.t.known.packing.deny(denied, e)
}

// meant is what a cell says, without white space around it; "" for nothing.
func (s *csv) meant(c *column, text string) string {
	if first, last := text[0], text[len(text)-1]; first <= ' ' || last <= ' ' || first >= utf8.RuneSelf || last >= utf8.RuneSelf {
		text = strings.TrimSpace(text)
	}
	if len(s.na) > 0 && slices.Contains(s.na, text) {
		return ""
	}
	return c.means(text)
}
