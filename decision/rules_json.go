package decision

import "slices"

// Most of a reason or a caution is the same in every answer. Its JSON is kept in two pieces,
// before and after what changes, which serve while it is what the rule says.
type writtenRule struct {
	rule       *Rule
	head, tail []byte
}

func (w *jsonWriter) reason(r *Reason) {
	was := r.written
	if was != nil && r.Rule == was.rule.ID && r.Step == was.rule.Step && r.Verdict == was.rule.Gives && r.Title == was.rule.Title && r.Says == was.rule.Says {
		w.buf = append(w.buf, was.head...)
		w.further(r.further)
	} else {
		w.reasonHead(r)
	}
	w.bool("possible", r.Possible)
	if was != nil && r.Scope == was.rule.Scope && r.Urgency == was.rule.Urgency && slices.Equal(r.Claims, was.rule.Claims) {
		w.buf = append(w.buf, was.tail...)
	} else {
		w.reasonTail(r)
	}
}

func (w *jsonWriter) reasonHead(r *Reason) {
	w.text("rule", r.Rule)
	w.text("step", r.Step)
	w.text("verdict", r.Verdict)
	w.text("title", r.Title)
	w.text("says", r.Says)
}

func (w *jsonWriter) reasonTail(r *Reason) {
	w.optional("scope", r.Scope)
	w.optional("urgency", r.Urgency)
	w.texts("claims", r.Claims)
}

// endOfText is what ends the head of a reason: a text is the last of its members.
const endOfText = `",`

// further goes on with the text that was written last.
func (w *jsonWriter) further(sentences []*also) {
	for _, s := range sentences {
		w.buf = append(w.buf[:len(w.buf)-len(endOfText)], s.written...)
	}
}

// writeFurther is a sentence as it goes on with a text.
func writeFurther(says string) []byte {
	return append(appendQuoted(nil, " "+says)[1:], ',')
}

func writeReason(r *Rule) *writtenRule {
	told := r.reason()
	return &writtenRule{r, members(&told, (*jsonWriter).reasonHead), members(&told, (*jsonWriter).reasonTail)}
}

func (w *jsonWriter) caution(c *Caution) {
	was := c.written
	if was != nil && c.Rule == was.rule.ID && c.Says == was.rule.Says {
		w.buf = append(w.buf, was.head...)
	} else {
		w.ruleCautionHead(c)
	}
	w.bool("possible", c.Possible)
	w.optionalTexts("missing", c.Missing)
	if was != nil && slices.Equal(c.Claims, was.rule.Claims) {
		w.buf = append(w.buf, was.tail...)
	} else {
		w.ruleCautionTail(c)
	}
}

func (w *jsonWriter) ruleCautionHead(c *Caution) {
	w.text("rule", c.Rule)
	w.text("says", c.Says)
}

func (w *jsonWriter) ruleCautionTail(c *Caution) { w.texts("claims", c.Claims) }

func writeRuleCaution(r *Rule) *writtenRule {
	told := r.caution()
	return &writtenRule{r, members(&told, (*jsonWriter).ruleCautionHead), members(&told, (*jsonWriter).ruleCautionTail)}
}

// reason is the rule as a reason, with the claims of the rule itself.
func (r *Rule) reason() Reason {
	return Reason{Rule: r.ID, Step: r.Step, Verdict: r.Gives, Title: r.Title, Says: r.Says, Scope: r.Scope, Urgency: r.Urgency, Claims: r.Claims}
}

// caution is the rule as a caution, with the claims of the rule itself.
func (r *Rule) caution() Caution {
	return Caution{Rule: r.ID, Says: r.Says, Claims: r.Claims}
}
