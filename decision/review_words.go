package decision

// LanguageText is all that patients may read in one language.
type LanguageText struct {
	Language
	Title string // of a leaflet
	Texts []PlacedText
}

// PlacedText is a text for patients and where it is written.
type PlacedText struct {
	PatientText
	Place string
}

func (g *Guideline) languageTexts() []LanguageText {
	out := make([]LanguageText, len(g.tongues))
	for i, l := range g.Languages() {
		t := &g.tongues[i]
		out[i] = LanguageText{Language: l, Title: t.title, Texts: make([]PlacedText, len(t.texts))}
		for k, x := range t.texts {
			out[i].Texts[k] = PlacedText{PatientText: x.clone(), Place: fileLine(t.places[k])}
		}
	}
	return out
}
