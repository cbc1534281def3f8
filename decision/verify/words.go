package verify

import (
	"strconv"
	"strings"
)

// list joins names as a sentence does.
func list(names []string, joint string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " " + joint + " " + names[n-1]
	}
}

// named lists entries by their ids, in quotes.
func named(entries []Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, strconv.Quote(e.ID))
	}
	return list(out, "and")
}

func doesMoreSevere(n int) string {
	if n == 1 {
		return "does the more severe rule"
	}
	return "do the more severe rules"
}

func doesSame(n int) string {
	if n == 1 {
		return "does a rule with the same verdict:"
	}
	return "do rules with the same verdict:"
}

// code marks a condition.
func code(text string) string { return "`" + text + "`" }
