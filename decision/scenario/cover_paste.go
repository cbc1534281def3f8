package scenario

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// denied is the document of a case, with the groups of which it denies every fact.
func (c *covering) denied(x *model.Sought) json.RawMessage {
	short := &model.Sought{Region: maps.Clone(x.Region), Number: x.Number}
	at := map[string]int{}
	for v := range short.Region {
		at[c.seeker.Variables[v].Name] = v
	}
	groups := c.g.Groups()
	slices.SortStableFunc(groups, func(a, b decision.Group) int { return len(b.Facts) - len(a.Facts) })
	var none []string
	for _, k := range groups {
		open := func(id string) bool {
			v, said := at[id]
			region, left := short.Region[v]
			return !said || !left || c.seeker.Variables[v].Values[region] != "false"
		}
		if len(k.Facts) < 2 || slices.ContainsFunc(k.Facts, open) {
			continue
		}
		none = append(none, strconv.Quote(k.ID))
		for _, id := range k.Facts {
			delete(short.Region, at[id])
		}
	}
	facts := c.seeker.Facts(short)
	if none == nil {
		return facts
	}
	joint := ", "
	if len(short.Region) == 0 {
		joint = ""
	}
	return json.RawMessage(fmt.Sprintf(`{"none_of": [%s]%s%s`, strings.Join(none, ", "), joint, facts[1:]))
}

// Scenarios is a file of scenarios with the closing cases: what to expect of them is for a person
// to add.
func (c *Coverage) Scenarios() string {
	var b strings.Builder
	b.WriteString("schema: mskguide.scenario/1\nsays: Cases that no example shows yet. What the guideline should answer is to be added, from what it is made of and not from its answer.\n")
	if o := c.Guideline.Overlays; len(o) > 0 {
		fmt.Fprintf(&b, "overlays: [%s]\n", strings.Join(o, ", "))
	}
	if len(c.Closing) == 0 {
		b.WriteString("scenarios: []\n")
		return b.String()
	}
	b.WriteString("scenarios:\n")
	for _, k := range c.Closing {
		fmt.Fprintf(&b, "  - id: %s\n    title: %s\n    facts: %s\n    expect: {}\n", k.ID, strconv.Quote(k.Title), k.Facts)
		for _, says := range k.Closes {
			fmt.Fprintf(&b, "    # %s\n", says)
		}
	}
	return b.String()
}
