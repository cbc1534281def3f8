package decision_test

import (
	"encoding/json"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestMutantsAgreeWithTheirFiles writes mutants into the files of their bundles and opens these: a
// mutant answers as its files do, and where it is refused, so are they.
func TestMutantsAgreeWithTheirFiles(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(51, 7))
	opened := 0
	for range oracle.Cases(10, 40) {
		m := &maker{rng: rng, compares: rng.IntN(3) == 0}
		files := m.bundle()
		g, err := decision.Open(files)
		if err != nil {
			continue
		}
		opened += mutantsAgree(t, rng, g, files, 8)
	}
	for _, name := range []string{"kiln", "lantern", "river"} {
		opened += mutantsAgree(t, rng, madeUp(t, name), copied(t, filepath.Join(bundles, name)), oracle.Cases(8, 100))
	}
	require.Greater(t, opened, oracle.Cases(50, 150))
}

// mutantsAgree tries some mutants of a guideline; opened is how many of them somebody could open.
func mutantsAgree(t *testing.T, rng *rand.Rand, g *decision.Guideline, files fstest.MapFS, most int) (opened int) {
	mutating, err := g.Mutating()
	require.NoError(t, err)
	j := newJudge(t, g)
	order := rng.Perm(len(mutating.List))
	for _, i := range order[:min(most, len(order))] {
		mutant := &mutating.List[i]
		written := rewritten(t, files, mutant)
		real, refused := decision.Open(written)
		wrong, err := mutating.Wrong(i)
		if err != nil {
			require.Error(t, refused, "%s: %v", mutant.ID, err)
			continue
		}
		if refused != nil { // for what is said of the whole guideline, or cannot be printed
			continue
		}
		opened++
		for range 15 {
			told := j.openCase(rng, 100).told
			requireAlike(t, real, wrong, told, mutant)
		}
		requireAlike(t, real, wrong, decision.Facts{}, mutant)
	}
	return opened
}

func requireAlike(t *testing.T, real, wrong *decision.Guideline, told decision.Facts, mutant *model.Mutant) {
	want, err1 := real.Decide(told)
	got, err2 := wrong.Decide(told)
	require.Equal(t, err1, err2, "%s: %v", mutant.ID, told)
	if err1 == nil {
		require.Equal(t, unnamed(t, want), unnamed(t, got), "%s (%s): %v", mutant.ID, mutant.Says, told)
	}
}

// unnamed is the answer but for the name of the guideline.
func unnamed(t *testing.T, d *decision.Decision) string {
	d.Guideline = decision.Info{}
	out, err := json.Marshal(d)
	require.NoError(t, err)
	return string(out)
}

// rewritten is the files with the mistake in them.
func rewritten(t *testing.T, files fstest.MapFS, mutant *model.Mutant) fstest.MapFS {
	out := fstest.MapFS{}
	for name, file := range files {
		out[name] = file
	}
	for _, e := range mutant.Edits {
		lines := strings.SplitAfter(string(out[e.Pos.File].Data), "\n")
		rewrite(t, lines, e, mutant.ID)
		out[e.Pos.File] = &fstest.MapFile{Data: []byte(strings.Join(lines, ""))}
	}
	return out
}

func rewrite(t *testing.T, lines []string, e model.Edit, id string) {
	at := e.Pos.Line - 1
	before, rest := lines[at][:e.Pos.Column-1], lines[at][e.Pos.Column-1:]
	replace := func(is string) {
		switch {
		case rest[0] == '|':
			indent := len(before) - len(strings.TrimLeft(before, " -"))
			lines[at] = before + is + "\n"
			for next := at + 1; next < len(lines) && (strings.TrimSpace(lines[next]) == "" || len(lines[next])-len(strings.TrimLeft(lines[next], " ")) > indent); next++ {
				lines[next] = ""
			}
		case rest[0] == '\'' || rest[0] == '"':
			end := strings.IndexByte(rest[1:], rest[0]) + 2
			lines[at] = before + is + rest[end:]
		default:
			require.True(t, strings.HasPrefix(rest, e.Was), "%s: %q is not %q", id, rest, e.Was)
			lines[at] = before + is + rest[len(e.Was):]
		}
	}
	quoted, err := json.Marshal(e.Is)
	require.NoError(t, err)
	keyed := regexp.MustCompile(`\b` + e.Key + `: *"?` + regexp.QuoteMeta(e.Was) + `"?`)
	switch {
	case e.Key == "when" || e.Key == "gives":
		replace(strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(string(quoted)))
	case e.Key == "urgency" && e.Is != "":
		replace(e.Is)
	case e.Key == "urgency":
		lines[at] = regexp.MustCompile(`(, *)?urgency: *`+e.Was).ReplaceAllString(lines[at], "")
	case e.Key == "stance" || e.Key == "value":
		for !keyed.MatchString(lines[at]) {
			at++
		}
		lines[at] = keyed.ReplaceAllString(lines[at], e.Key+": "+e.Is)
	case strings.HasSuffix(before, "- "):
		lines[at] = ""
	default: // a member of a flow list
		rest = rest[len(e.Was):]
		if strings.HasPrefix(rest, ",") {
			rest = rest[1:]
		} else {
			before = strings.TrimSuffix(strings.TrimRight(before, " "), ",")
		}
		lines[at] = before + rest
	}
}
