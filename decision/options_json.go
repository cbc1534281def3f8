package decision

import "slices"

// Most of an option is the same in every answer. Its JSON is kept in two pieces, before and
// after what changes, which serve while the option is what it was.

type writtenOption struct {
	rule       *OptionRule
	head, tail []byte
}

type writtenCaution struct {
	text       *CautionText
	head, tail []byte
}

func (w *jsonWriter) option(o *Option) {
	was := o.written
	if was != nil && o.ID == was.rule.ID && o.Intervention == was.rule.Intervention && o.Title == was.rule.Title &&
		o.Stance == was.rule.Stance && o.Certainty == was.rule.Certainty && o.Says == was.rule.Says {
		w.buf = append(w.buf, was.head...)
	} else {
		w.optionHead(o)
	}
	w.bool("possible", o.Possible)
	w.optional("tried", o.Tried)
	if o.Failed {
		w.bool("failed", true)
	}
	w.optionalTexts("missing", o.Missing)
	list(w, "cautions", o.Cautions, (*jsonWriter).optionCaution)
	if was != nil && slices.Equal(o.For, was.rule.For) && slices.Equal(o.Against, was.rule.Against) && slices.Equal(o.Claims, was.rule.Claims) {
		w.buf = append(w.buf, was.tail...)
	} else {
		w.optionTail(o)
	}
}

func (w *jsonWriter) optionHead(o *Option) {
	w.text("id", o.ID)
	w.text("intervention", o.Intervention)
	w.text("title", o.Title)
	w.text("stance", string(o.Stance))
	w.optional("certainty", o.Certainty.String())
	w.text("says", o.Says)
}

func (w *jsonWriter) optionTail(o *Option) {
	w.optionalTexts("for", o.For)
	w.optionalTexts("against", o.Against)
	w.texts("claims", o.Claims)
}

func writeOption(r *OptionRule) *writtenOption {
	o := Option{ID: r.ID, Intervention: r.Intervention, Title: r.Title, Stance: r.Stance, Certainty: r.Certainty, Says: r.Says,
		For: r.For, Against: r.Against, Claims: r.Claims}
	return &writtenOption{r, members(&o, (*jsonWriter).optionHead), members(&o, (*jsonWriter).optionTail)}
}

func (w *jsonWriter) optionCaution(c *OptionCaution) {
	was := c.written
	if was != nil && c.Caution == was.text.ID && c.Says == was.text.Says {
		w.buf = append(w.buf, was.head...)
	} else {
		w.cautionHead(c)
	}
	w.bool("possible", c.Possible)
	w.optionalTexts("missing", c.Missing)
	if was != nil && slices.Equal(c.Claims, was.text.Claims) {
		w.buf = append(w.buf, was.tail...)
	} else {
		w.texts("claims", c.Claims)
	}
}

func (w *jsonWriter) cautionHead(c *OptionCaution) {
	w.text("caution", c.Caution)
	w.text("says", c.Says)
}

func writeCaution(k *CautionText) *writtenCaution {
	c := OptionCaution{Caution: k.ID, Says: k.Says, Claims: k.Claims}
	return &writtenCaution{k, members(&c, (*jsonWriter).cautionHead), members(&c, func(w *jsonWriter, c *OptionCaution) { w.texts("claims", c.Claims) })}
}
