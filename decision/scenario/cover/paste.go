package cover

import (
	"fmt"
	"strconv"
	"strings"
)

// Scenarios is a file of scenarios with the closing cases: what to expect of them is for a person
// to add.
func (c *Report) Scenarios() string {
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
