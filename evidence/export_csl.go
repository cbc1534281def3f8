package evidence

import (
	"bytes"
	"encoding/json"
	"strings"
)

// cslItem holds the variables of CSL-JSON that a source can fill, in the names of its schema.
type cslItem struct {
	ID             string    `json:"id"`
	Type           string    `json:"type"`
	Title          string    `json:"title"`
	Author         []cslName `json:"author,omitempty"`
	ContainerTitle string    `json:"container-title,omitempty"`
	Publisher      string    `json:"publisher,omitempty"`
	Issued         *cslDate  `json:"issued,omitempty"`
	Volume         string    `json:"volume,omitempty"`
	Issue          string    `json:"issue,omitempty"`
	Page           string    `json:"page,omitempty"`
	Genre          string    `json:"genre,omitempty"`
	DOI            string    `json:"DOI,omitempty"`
	PMID           string    `json:"PMID,omitempty"`
	PMCID          string    `json:"PMCID,omitempty"`
	URL            string    `json:"URL,omitempty"`
	Note           string    `json:"note,omitempty"`
}

type cslName struct {
	Family  string `json:"family,omitempty"`
	Given   string `json:"given,omitempty"`
	Suffix  string `json:"suffix,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type cslDate struct {
	DateParts [][]int `json:"date-parts"`
}

// cslTypes gives each medium its type in CSL.
func cslTypes() map[string]string {
	return map[string]string{
		"article": "article-journal", "preprint": "article", "report": "report", "chapter": "chapter", "web_page": "webpage",
		"regulation": "regulation", "label": "document", "data_set": "dataset",
	}
}

func cslJSON(sources []Source) (string, error) {
	items := make([]cslItem, len(sources))
	for i, s := range sources {
		items[i] = s.csl()
	}
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	w.SetIndent("", "  ")
	err := w.Encode(items)
	return b.String(), err
}

func (s Source) csl() cslItem {
	medium, at := s.medium(), s.place()
	item := cslItem{
		ID: s.ID, Type: cslTypes()[medium], Title: s.Title, Volume: at.volume, Issue: at.issue, Page: at.page,
		DOI: s.DOI, PMID: s.PMID, PMCID: s.PMCID, URL: s.Link(), Note: s.remark(at),
	}
	switch medium {
	case "article", "chapter", "web_page":
		item.ContainerTitle = s.Journal
	case "preprint":
		item.Genre, item.Publisher = "preprint", s.Journal
	default:
		item.Publisher = s.Journal
	}
	if s.Year != 0 {
		item.Issued = &cslDate{[][]int{{s.Year}}}
	}
	named, others := s.AuthorList()
	for _, a := range named {
		item.Author = append(item.Author, cslName{Family: a.Family, Given: a.Given, Suffix: a.Suffix, Literal: a.Body})
	}
	if others { // CSL has no word for more authors than are named
		item.Author = append(item.Author, cslName{Literal: "et al."})
	}
	return item
}

// remark is what the fields of a format have no place for.
func (s Source) remark(at pages) string {
	var parts []string
	if at.rest != "" {
		parts = append(parts, at.rest)
	}
	if !s.Verified {
		parts = append(parts, notVerified)
	}
	return strings.Join(parts, "; ")
}
