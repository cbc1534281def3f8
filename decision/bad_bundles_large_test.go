package decision_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestBundleBudgets holds what is too large, or written in bytes that a text file cannot
// show, to its place. The corpus in testdata has the other mistakes.
func TestBundleBudgets(t *testing.T) {
	quoted := func(when string) string { return waitWhen("wait-for-it", "wait", "'"+when+"'") }
	for _, c := range []struct{ name, file, text, want string }{
		{"file too long", "rules.yaml", teaRules + "# " + strings.Repeat("x", 1<<20) + "\n",
			"rules.yaml:1:1: the file is larger than 1048576 bytes; split it"},
		{"not UTF-8", "rules.yaml", teaRules + "  - {id: \"\u00e4\xe4\"}\n",
			"rules.yaml:5:12: not UTF-8 text (byte 0xE4); save the file as UTF-8"},
		{"NUL", "guideline.yaml", strings.Replace(teaManifest, "id: tea", "id: t\x00ea", 1),
			"guideline.yaml:2:6: character U+0000 is not used here; remove it"},
		{"UTF-16", "facts.yaml", "\xff\xfef\x00a\x00",
			"facts.yaml:1:1: not UTF-8 text (byte 0xFF); save the file as UTF-8"},
		{"Windows line ends", "rules.yaml", strings.ReplaceAll(teaRules+quoted("hots"), "\n", "\r\n"),
			"rules.yaml:11:12: there is no fact, definition or param \"hots\"; did you mean \"hot\"?"},
		{"Windows line ends in a block", "rules.yaml", strings.ReplaceAll(teaRules+waitWhen("wait-for-it", "wait", "|\n      hot and\n      hots"), "\n", "\r\n"),
			"rules.yaml:13:7: there is no fact, definition or param \"hots\"; did you mean \"hot\"?"},
		{"byte order mark", "rules.yaml", "\ufeff" + teaRules + quoted("hots"),
			"rules.yaml:11:12: there is no fact, definition or param \"hots\"; did you mean \"hot\"?"},
		{"condition too long", "rules.yaml", teaRules + quoted("hot"+strings.Repeat(" ", 4000)),
			"rules.yaml:11:12: condition of 4003 characters is too long; at most 4000: name its parts as definitions"},
		{"condition of too many parts", "rules.yaml", teaRules + quoted("spoons in ["+strings.Repeat("1, ", 600)+"1]"),
			"rules.yaml:11:1514: condition has more than 500 parts; name some as definitions"},
		{"too many facts", "facts.yaml", strings.Replace(teaFacts, "groups:", numbered("  - {id: more_%d, type: bool, question: More}\n", 196)+"groups:", 1),
			"facts.yaml:202:10: 201 facts are too many; at most 200"},
		{"too many rules", "rules.yaml", teaRules + numbered("  - {id: more-%d, step: cup, gives: caution, when: hot, title: More, says: More., claims: [T-01]}\n", 254),
			"rules.yaml:258:10: 257 rules are too many; at most 256"},
		{"too many definitions", "facts.yaml", teaFacts + numbered("  - {id: more_%d, when: hot, title: More}\n", 999),
			"facts.yaml:1016:10: 1001 definitions are too many; at most 1000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := tea("")
			fsys[c.file].Data = []byte(c.text)
			g, err := decision.Open(fsys)
			require.EqualError(t, err, c.want)
			require.Nil(t, g)
			requirePlaces(t, err)
		})
	}
}

func numbered(line string, n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, line, i)
	}
	return out.String()
}

// TestBundleTooTangled has a condition of so many facts in so many alternatives that it
// cannot be checked over all inputs.
func TestBundleTooTangled(t *testing.T) {
	const clauses, width = 11, 8
	fsys := tea("")
	fsys["facts.yaml"].Data = []byte(strings.Replace(teaFacts, "groups:", numbered("  - {id: more_%d, type: bool, question: More}\n", clauses*width)+"groups:", 1))
	all := make([]string, clauses)
	for i := range all {
		names := make([]string, width)
		for k := range names {
			names[k] = fmt.Sprintf("more_%d", i*width+k)
		}
		all[i] = "(" + strings.Join(names, " or ") + ")"
	}
	fsys["rules.yaml"].Data = []byte(teaRules + waitWhen("wait-for-it", "wait", strings.Join(all, " and ")))
	_, err := decision.Open(fsys)
	require.EqualError(t, err, `rules.yaml:11:11: rule "wait-for-it" is too tangled to check over all inputs (more than 256 terms); split it`)
	requirePlaces(t, err)
}

// TestOpenNothing has no file system to read from, which is an error and no panic.
func TestOpenNothing(t *testing.T) {
	g, err := decision.Open(nil)
	require.Error(t, err)
	require.Nil(t, g)
	_, err = decision.NamedOverlay(tea(""), "../guideline")
	require.Error(t, err)
	_, err = decision.NamedOverlay(tea(""), "nowhere")
	require.Error(t, err)
}
