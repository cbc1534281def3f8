package verify

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// What a witness is pasted as. The documents are written by hand here, so that they keep the
// order that a reader expects.

const witnessChoices = "witness-choices" // the id of the overlay that makes them

// overlay is the YAML that makes some choices, on top of what is in force.
func (c *checker) overlay(choices []Choice) string {
	if len(choices) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "schema: mskguide.overlay/1\nid: %s\nfor: %s\ntitle: Choices that a witness needs\n", witnessChoices, c.report.Guideline.ID)
	b.WriteString("authority: mskguide verify (no policy of anybody)\nin_force: \"2000-01-01\"\nset:\n")
	for _, k := range choices {
		p := c.param(k.Param)
		value := func(text string) string {
			if p.Type == decision.TypeChoice {
				return strconv.Quote(text)
			}
			return text
		}
		was := ""
		if p.Set {
			was = ", was: " + value(p.Value)
		}
		fmt.Fprintf(&b, "  - {param: %s%s, to: %s}\n", k.Param, was, value(k.Value))
	}
	return b.String()
}

func (c *checker) param(id string) decision.Param {
	all := c.g.Params()
	return all[slices.IndexFunc(all, func(p decision.Param) bool { return p.ID == id })]
}

// scenario is the case with the answer that the guideline gives now, for its authors to say
// what the answer should be. Where no rule decides, the most severe verdict stands in.
func (c *checker) scenario(f *Finding) string {
	w := f.Witness
	verdicts := c.m.Verdicts
	verdict, settled := verdicts[len(verdicts)-1], true
	if len(w.levels) > 0 {
		verdict, settled = verdicts[w.levels[0]], len(w.levels) == 1
		if !settled && w.levels[0] == 0 {
			verdict = c.g.NeedsInformation().ID
		}
	}
	var ids []string
	for _, e := range f.Entries {
		if id := strings.NewReplacer("_", "-", "/", "-", ".", "-").Replace(e.ID); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	var b strings.Builder
	b.WriteString("schema: mskguide.scenario/1\n")
	if overlays := c.report.Guideline.Overlays; len(overlays)+len(w.Choices) > 0 {
		if len(w.Choices) > 0 {
			overlays = append(slices.Clone(overlays), witnessChoices)
		}
		fmt.Fprintf(&b, "overlays: [%s]\n", strings.Join(overlays, ", "))
	}
	fmt.Fprintf(&b, "scenarios:\n  - id: %s-%s\n    title: %s\n    facts:", f.Kind, strings.Join(ids[:min(2, len(ids))], "-"), strconv.Quote(f.Text))
	facts := yamlFacts(w.Facts)
	if facts == "" {
		facts = " {}\n"
	}
	fmt.Fprintf(&b, "%s    expect:\n      verdict: %s\n      settled: %t\n", facts, verdict, settled)
	if !settled {
		fmt.Fprintf(&b, "      could_become: [%s]\n", strings.Join(c.becomes(w.levels, verdict), ", "))
	}
	if len(w.rules) > 0 && settled {
		fmt.Fprintf(&b, "      rules: [%s]\n", strings.Join(w.rules, ", "))
	}
	return b.String()
}

func (c *checker) becomes(levels []int, verdict string) (out []string) {
	for _, level := range levels {
		if id := c.m.Verdicts[level]; id != verdict {
			out = append(out, id)
		}
	}
	return out
}

// yamlFacts writes facts a line each, in their order.
func yamlFacts(facts json.RawMessage) string {
	d := json.NewDecoder(strings.NewReader(string(facts)))
	var b strings.Builder
	var value json.RawMessage
	if _, err := d.Token(); err != nil {
		return ""
	}
	for d.More() {
		name, err := d.Token()
		if err != nil || d.Decode(&value) != nil {
			break
		}
		fmt.Fprintf(&b, "\n      %s: %s", name, value)
	}
	if b.Len() == 0 {
		return ""
	}
	return b.String() + "\n"
}
