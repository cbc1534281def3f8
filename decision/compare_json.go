package decision

// compared writes what a decision says of the comparison, where it says anything.
func (w *jsonWriter) compared(d *Decision) {
	if len(d.Comparison) > 0 {
		list(w, "comparison", d.Comparison, func(w *jsonWriter, m *ComparedBriefly) {
			w.text("id", m.ID)
			w.text("status", string(m.Status))
			w.texts("indicators", m.Indicators)
		})
	}
	if d.SelfCheck != nil {
		w.key("self_check")
		w.open('{')
		w.selfCheck(d.SelfCheck)
		w.close('}')
	}
}

func (w *jsonWriter) selfCheck(s *SelfCheck) {
	w.text("title", s.Title)
	w.text("page", s.Page)
	w.text("says", s.Says)
	w.text("status", string(s.Status))
	w.text("result", s.Result)
	w.int("counted", s.Counted)
	w.int("at_least", s.AtLeast)
	list(w, "items", s.Items, func(w *jsonWriter, it *SelfCheckItem) {
		w.text("fact", it.Fact)
		w.text("given", it.Given)
		w.text("truth", string(it.Truth))
		w.optionalTexts("counts", it.Counts)
	})
	w.texts("missing", s.Missing)
	w.texts("claims", s.Claims)
}
