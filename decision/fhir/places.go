package fhir

import "sort"

// places finds lines and columns without counting from the beginning each time: records are
// often one line of megabytes.
type places struct {
	lines []int // where each begins
	runes []int // before each stride
}

const stride = 1 << 12

func newPlaces(source string) *places {
	p := &places{lines: []int{0}}
	n := 0
	for i := range len(source) {
		if i%stride == 0 {
			p.runes = append(p.runes, n)
		}
		if beginsRune(source[i]) {
			n++
		}
		if source[i] == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	p.runes = append(p.runes, n)
	return p
}

func beginsRune(b byte) bool { return b&0xc0 != 0x80 }

// before counts the runes before an offset.
func (p *places) before(source string, at int) int {
	n := p.runes[at/stride]
	for i := at / stride * stride; i < at; i++ {
		if beginsRune(source[i]) {
			n++
		}
	}
	return n
}

// place is the line and the column of an offset, from 1, in runes.
func (t *tree) place(at int) (line, column int) {
	part := t.Source
	if t.root != 0 {
		part, at = t.Written(t.root), at-int(t.Nodes[t.root].At)
	}
	if t.places == nil {
		t.places = newPlaces(part)
	}
	at = min(at, len(part))
	line = sort.Search(len(t.places.lines), func(i int) bool { return t.places.lines[i] > at })
	return line, 1 + t.places.before(part, at) - t.places.before(part, t.places.lines[line-1])
}
