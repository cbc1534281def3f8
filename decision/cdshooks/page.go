package cdshooks

import "bytes"

// page is what a detail is written in. Cards take turns with it.
type page struct {
	text  bytes.Buffer
	asked map[string]bool
}

func (p *Policy) page() *page {
	if page, ok := p.pages.Get().(*page); ok {
		page.text.Reset()
		return page
	}
	return &page{asked: map[string]bool{}}
}

// noneAsked is an empty set, the same one again.
func (p *page) noneAsked() map[string]bool {
	clear(p.asked)
	return p.asked
}
