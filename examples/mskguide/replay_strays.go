package main

import "fmt"

// strays are lines on end that are no receipts. Of a file of another kind all lines are, and what is
// wrong with each tells no more than what is wrong with the first.
type strays struct {
	from, to, count int
	first           error
}

func (s *strays) add(line int, err error) {
	if s.count == 0 {
		s.from, s.first = line, err
	}
	s.to = line
	s.count++
}

// instead is what to say of a file that holds nothing else.
func (s *strays) instead() string {
	if s.count == 0 {
		return "it holds no receipts"
	}
	return "it holds no receipts, one on each line as mskguide decide -receipt FILE writes them. Of this line: " + s.first.Error()
}

// tellStrays tells of those that came before a receipt or the end.
func (r *replays) tellStrays() {
	s := r.strays
	r.strays = strays{}
	switch {
	case s.count == 0 || r.given.has("json"): // where each has a document
		return
	case s.count == 1:
		r.say(s.from, "", s.first.Error())
		return
	}
	r.out.entry(2, fmt.Sprintf("Lines %d to %d:", s.from, s.to), printable("none is a receipt. Of the first: "+s.first.Error()))
}
