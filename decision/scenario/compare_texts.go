package scenario

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// says holds the texts of reasons and cautions to words, letter case aside.
func (k *comparing) says() {
	for _, e := range k.x.Says {
		text := k.text(e.Key.Value)
		for i, words := range e.Value {
			if !strings.Contains(strings.ToLower(text), strings.ToLower(words)) {
				k.differs(e.Key.Value+" to say \""+words+"\"", orNone(text), "says", e.Key.Value, i)
			}
		}
	}
	for _, e := range k.x.SaysNot {
		text := k.text(e.Key.Value)
		for i, words := range e.Value {
			if strings.Contains(strings.ToLower(text), strings.ToLower(words)) {
				k.differs(e.Key.Value+" not to say \""+words+"\"", text, "says_not", e.Key.Value, i)
			}
		}
	}
}

// text is what a rule says in the answer.
func (k *comparing) text(rule string) string {
	for i := range k.Reasons {
		if r := &k.Reasons[i]; r.Rule == rule {
			return r.Says
		}
	}
	for i := range k.Cautions {
		if c := &k.Cautions[i]; c.Rule == rule {
			return c.Says
		}
	}
	return ""
}

// modalities holds the comparison to what is expected of it.
func (k *comparing) modalities() {
	x := k.x
	if x.Compared == nil && x.Indicators == nil && x.NotIndicators == nil && x.SelfCheck == "" {
		return
	}
	c := k.comparison()
	if c == nil {
		c = &decision.Comparison{}
	}
	k.each("compared", x.Compared, func(id string) string {
		i := slices.IndexFunc(c.Modalities, func(m decision.Modality) bool { return m.ID == id })
		if i < 0 {
			return absent
		}
		return string(c.Modalities[i].Status)
	})
	var certain, possibly []string
	for _, m := range c.Modalities {
		for _, n := range m.Indicators {
			possibly = append(possibly, n.ID)
			if !n.Possible && !slices.Contains(certain, n.ID) {
				certain = append(certain, n.ID)
			}
		}
	}
	k.among("indicators", x.Indicators, certain)
	for i, id := range x.NotIndicators {
		if slices.Contains(possibly, id) {
			k.differs("not "+id, "that it may speak for it", "not_indicators", i)
		}
	}
	check := none
	if c.SelfCheck != nil {
		check = string(c.SelfCheck.Status)
	}
	k.same("self_check", x.SelfCheck, check)
}
