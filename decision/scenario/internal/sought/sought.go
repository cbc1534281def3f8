// Package sought writes the facts of a case that was put together.
package sought

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

// Facts is the document of a case, with the groups of which it denies every fact.
func Facts(g *decision.Guideline, seek *model.Seeker, x *model.Sought) json.RawMessage {
	short := &model.Sought{Region: maps.Clone(x.Region), Number: x.Number}
	at := map[string]int{}
	for v := range short.Region {
		at[seek.Variables[v].Name] = v
	}
	groups := g.Groups()
	slices.SortStableFunc(groups, func(a, b decision.Group) int { return len(b.Facts) - len(a.Facts) })
	var none []string
	for _, k := range groups {
		open := func(id string) bool {
			v, said := at[id]
			region, left := short.Region[v]
			return !said || !left || seek.Variables[v].Values[region] != "false"
		}
		if len(k.Facts) < 2 || slices.ContainsFunc(k.Facts, open) {
			continue
		}
		none = append(none, strconv.Quote(k.ID))
		for _, id := range k.Facts {
			delete(short.Region, at[id])
		}
	}
	facts := seek.Facts(short)
	if none == nil {
		return facts
	}
	joint := ", "
	if len(short.Region) == 0 {
		joint = ""
	}
	return json.RawMessage(fmt.Sprintf(`{"none_of": [%s]%s%s`, strings.Join(none, ", "), joint, facts[1:]))
}
