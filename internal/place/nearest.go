package place

import "strings"

// Nearest is the name in allowed that got was most likely meant to be, or "" when none is near. Letter case does not
// count; of equally near names the first wins.
func Nearest(got string, allowed []string) string {
	const longest = 64 // names are short; what is longer is no slip of the pen, and comparing it would be slow
	typed := []rune(strings.ToLower(got))
	if len(typed) > longest {
		return ""
	}
	nearest, least := "", max(1, len(typed)/3)+1
	for _, name := range allowed {
		meant := []rune(strings.ToLower(name))
		if len(meant) > longest || min(len(typed), len(meant)) == 0 {
			continue
		}
		// As many slips as letters would make any two short names neighbours.
		if d := distance(typed, meant); d < least && d < max(len(typed), len(meant)) {
			nearest, least = name, d
		}
	}
	return nearest
}

// distance is the Damerau-Levenshtein distance (optimal string alignment): letters added, dropped, replaced, or
// exchanged with their neighbour.
func distance(a, b []rune) int {
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replaced := above[j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			row[j] = min(above[j]+1, row[j-1]+1, replaced)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}
