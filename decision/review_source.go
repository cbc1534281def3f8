package decision

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// sourceOf is a condition as an expression over facts alone; "" for none.
func (g *Guideline) sourceOf(c *condition) string {
	if c == nil {
		return ""
	}
	return g.source(c)
}

// remarkSource says when a remark is shown by ids: two remarks with the same are shown alike.
func (g *Guideline) remarkSource(r *remark) string {
	var out []string
	add := func(key string, value any) { out = append(out, fmt.Sprintf("%s: %v", key, value)) }
	facts := func(set *logic.VarSet) string {
		var ids []string
		for f := range set.All() {
			ids = append(ids, g.facts[f].ID)
		}
		return strings.Join(ids, " ")
	}
	if r.level >= 0 {
		add("verdict", g.verdicts[r.level].ID)
	}
	if r.given != nil {
		add("verdict_given", *r.given)
	}
	if r.caseSplit {
		add("case_split", true)
	}
	if r.scope != "" {
		add("all_scopes", r.scope)
	}
	if r.onlyStep >= 0 {
		add("only_open_step", g.steps[r.onlyStep].ID)
	}
	if r.onlyMissing != nil {
		add("only_missing", facts(r.onlyMissing))
	}
	if r.options != "" {
		add("options", r.options)
	}
	if r.beyond != nil {
		add("missing_beyond", facts(r.beyond))
	}
	return strings.Join(out, ", ")
}
