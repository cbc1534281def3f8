package scenario

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/model"
)

// suggested is the case that tells a mutant from the guideline, to be pasted into a file of
// scenarios. What is to be expected of it is for somebody to say who knows: the answer of the
// guideline as it is would only repeat it.
func suggested(k *model.Mutant, facts json.RawMessage) string {
	id := strings.NewReplacer("_", "-", "/", "-").Replace(k.ID)
	var b strings.Builder
	fmt.Fprintf(&b, "  - id: %s\n    title: %s\n    facts:%s    expect: {}\n", id, strconv.Quote("Not so: "+k.Says), yamlFacts(facts))
	return b.String()
}

// yamlFacts writes facts a line each, in their order.
func yamlFacts(facts json.RawMessage) string {
	d := json.NewDecoder(strings.NewReader(string(facts)))
	var b strings.Builder
	var value json.RawMessage
	if _, err := d.Token(); err != nil {
		return " {}\n"
	}
	for d.More() {
		name, err := d.Token()
		if err != nil || d.Decode(&value) != nil {
			break
		}
		fmt.Fprintf(&b, "\n      %s: %s", name, value)
	}
	if b.Len() == 0 {
		return " {}\n"
	}
	return b.String() + "\n"
}
