package scenario

import (
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

// CellText writes a value of a fact as a cell of a table: 12, true, neck_pain, 4..12, a|b;
// what is unknown is empty.
func CellText(value any) string {
	switch v := value.(type) {
	case bool:
		return strconv.FormatBool(v)
	case string:
		return v
	case float64:
		return wording.Number(v)
	case []string:
		return strings.Join(v, "|")
	case map[string]any:
		if ids, ok := v["one_of"]; ok {
			return CellText(ids)
		}
		return bounds(v)
	}
	return ""
}

// bounds writes a number known in part.
func bounds(v map[string]any) string {
	text := func(name, sign string) string {
		if x, ok := v[name]; ok {
			return sign + CellText(x)
		}
		return ""
	}
	low, high := text("at_least", ">=")+text("more_than", ">"), text("at_most", "<=")+text("less_than", "<")
	if low == "" || high == "" {
		return low + high
	}
	return strings.TrimPrefix(low, ">=") + ".." + strings.TrimPrefix(high, "<=")
}
