package verify_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/verify"
)

const madeUpBundles = "../../testdata/bundles/"

// copied is a bundle of the test data whose files can be changed.
func copied(t testing.TB, name string) fstest.MapFS {
	out := fstest.MapFS{}
	folder := os.DirFS(madeUpBundles + name)
	require.NoError(t, fs.WalkDir(folder, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(folder, file)
		out[file] = &fstest.MapFile{Data: data}
		return err
	}))
	return out
}

func opened(t testing.TB, bundle fs.FS, overlays ...string) *decision.Guideline {
	var given []decision.Overlay
	for _, name := range overlays {
		o, err := decision.NamedOverlay(bundle, name)
		require.NoError(t, err)
		given = append(given, o)
	}
	g, err := decision.Open(bundle, given...)
	require.NoError(t, err)
	return g
}

// edited is a bundle with one text of a file replaced by another.
func edited(t testing.TB, bundle fstest.MapFS, file, from, to string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, f := range bundle {
		out[name] = f
	}
	text := string(bundle[file].Data)
	require.Contains(t, text, from)
	out[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, from, to, 1))}
	return out
}

func diff(t testing.TB, before, after *decision.Guideline) *verify.Difference {
	d, err := verify.Diff(before, after)
	require.NoError(t, err)
	require.Empty(t, d.NotAnalysable)
	return d
}

// brief is the changes as kind, id and how, with the aspects of what changed.
func brief(d *verify.Difference) []string {
	out := []string{}
	for _, c := range d.Changes {
		text := c.Kind + " " + c.ID + " " + string(c.How)
		if c.How == verify.Changed {
			for _, a := range c.Aspects {
				text += " " + a.Name
			}
		}
		if c.SameCases {
			text += " (same cases)"
		}
		out = append(out, text)
	}
	return out
}

func TestDiffLevels(t *testing.T) {
	t.Parallel()
	kiln := copied(t, "kiln")
	for _, test := range []struct {
		name, file, from, to string
		level                verify.Level
		changes              []string
	}{
		{"version", "guideline.yaml", "version: 1.4.2", "version: 1.4.3", verify.LevelNone, nil},
		{"white space", "rules/guard.yaml", "when: gas_smell", "when:   gas_smell", verify.LevelNone, nil},
		{"title of the guideline", "guideline.yaml", "May the kiln be fired?", "May one fire the kiln?", verify.LevelPatch, []string{"guideline kiln-firing changed title"}},
		{"words of a rule", "rules/guard.yaml", "It smells of gas.", "There is a smell of gas.", verify.LevelPatch, []string{"rule gas changed says"}},
		{"title of a fact", "facts.yaml", `question: "Does it smell of gas`, `question: "Is there a smell of gas`, verify.LevelPatch, []string{"fact gas_smell changed question"}},
		{"condition put in another way", "rules/load.yaml", "1150 < peak_temperature", "peak_temperature > 1150", verify.LevelPatch, []string{"rule earthenware-too-hot changed when"}},
		{"condition with the same cases", "rules/guard.yaml", `smoke_in_room and fuel in ["wood", "gas"]`, `smoke_in_room and fuel in ["wood", "gas"] and (smoke_in_room or gas_smell)`,
			verify.LevelPatch, []string{"rule smoke changed when (same cases)"}},
		{"caution", "rules/guard.yaml", "when: loose_brick", "when: loose_brick or cracked_arch", verify.LevelMinor, []string{"rule loose-brick changed when"}},
		{"claims of a rule", "rules/guard.yaml", "claims: [K-01]", "claims: [K-01, K-02]", verify.LevelMinor, []string{"rule gas changed claims"}},
		{"urgency", "rules/guard.yaml", "urgency: today", "urgency: at_once", verify.LevelMinor, []string{"rule smoke changed urgency"}},
		{"verdict", "rules/keeper.yaml", "gives: hold", "gives: do_not_fire", verify.LevelMajor, []string{"rule untrained changed gives"}},
		{"condition", "rules/keeper.yaml", "not keeper_trained and hot", "not keeper_trained", verify.LevelMajor, []string{"rule untrained changed when"}},
		{"param", "params.yaml", "value: 7\n    min: 0", "value: 8\n    min: 0", verify.LevelMajor, []string{"param days_dried_at_least changed value", "rule not-dry changed", "rule ready changed"}},
		{"order of severity", "guideline.yaml", "  - {id: hold, title: Hold, says: Not yet.}\n  - {id: do_not_fire, title: Do not fire, says: Not this load in this kiln.}\n",
			"  - {id: do_not_fire, title: Do not fire, says: Not this load in this kiln.}\n  - {id: hold, title: Hold, says: Not yet.}\n", verify.LevelMajor, []string{"verdict  reordered"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := diff(t, opened(t, kiln), opened(t, edited(t, kiln, test.file, test.from, test.to)))
			require.Equal(t, test.level, d.Level)
			require.ElementsMatch(t, test.changes, brief(d))
			require.Equal(t, test.level == verify.LevelNone, d.Same())
			if test.level.AtLeast(verify.LevelMajor) {
				require.NotEmpty(t, d.Groups)
			}
		})
	}
}

// A fact that is gone, or that has lost values, is refused: that patient gets no answer.
func TestDiffFacts(t *testing.T) {
	t.Parallel()
	base := newVersions(3).bundle(0)
	for _, test := range []struct {
		name, from, to string
		forth, back    verify.Level
		change         string
	}{
		{"another fact", "facts:\n", "facts:\n  - {id: cold, type: bool, question: Q}\n", verify.LevelMinor, verify.LevelMajor, "fact cold added"},
		{"a greater range", "max: 9, question", "max: 90, question", verify.LevelMinor, verify.LevelMajor, "fact minutes changed max"},
		{"another choice", "{id: white}]", "{id: white}, {id: red}]", verify.LevelMinor, verify.LevelMajor, "fact leaf changed choices"},
		{"a check", "definitions:", "checks: [{id: odd, when: hot and iced, says: Odd.}]\ndefinitions:", verify.LevelMajor, verify.LevelMajor, "check odd added"},
		{"a member of a group", "members: [hot, milk]", "members: [hot, milk, lemon]", verify.LevelMajor, verify.LevelMajor, "group all changed members"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			before, after := opened(t, base), opened(t, edited(t, base, "facts.yaml", test.from, test.to))
			d := diff(t, before, after)
			require.Equal(t, test.forth, d.Level)
			require.Contains(t, brief(d), test.change)
			require.Empty(t, d.Groups, "what both know gets the same verdict")
			require.Equal(t, test.back, diff(t, after, before).Level)
		})
	}
	other := edited(t, base, "facts.yaml", "{id: lemon, type: bool", "{id: lemon, type: choice, choices: [{id: a}, {id: b}]")
	for name, f := range other { // conditions that speak of it are another matter
		if name == "rules.yaml" || name == "options.yaml" || name == "facts.yaml" {
			f.Data = bytes.ReplaceAll(bytes.ReplaceAll(f.Data, []byte("not lemon"), []byte("true")), []byte("(lemon"), []byte("(hot"))
			f.Data = bytes.ReplaceAll(f.Data, []byte("lemon)"), []byte("hot)"))
			f.Data = bytes.ReplaceAll(f.Data, []byte("lemon and"), []byte("hot and"))
		}
	}
	g, err := decision.Open(other)
	require.NoError(t, err)
	_, err = verify.Diff(opened(t, newVersions(3).bundle(0)), g)
	require.ErrorContains(t, err, `fact "lemon" is a bool in one guideline and a choice in another`)
}

// Where a verdict turns on numbers compared with numbers, the witness has such numbers.
func TestDiffFindsNumbers(t *testing.T) {
	t.Parallel()
	kiln := copied(t, "kiln")
	before := opened(t, kiln)
	after := opened(t, edited(t, kiln, "rules/load.yaml", "gives: hold\n    when: overloaded\n", "gives: do_not_fire\n    when: overloaded\n"))
	d := diff(t, before, after)
	require.NotEmpty(t, d.Groups)
	for _, g := range d.Groups {
		require.Equal(t, []string{"pieces > shelves * 30"}, g.Comparisons)
		require.Empty(t, g.Witness.Unmet)
		for i, want := range []string{g.Before, g.After} {
			answer, err := []*decision.Guideline{before, after}[i].Decide(g.Witness.Facts)
			require.NoError(t, err)
			require.True(t, answer.Settled)
			require.Equal(t, want, answer.Verdict)
		}
	}
}

func TestDiffIsDeterministic(t *testing.T) {
	t.Parallel()
	kiln := copied(t, "kiln")
	first := diff(t, opened(t, kiln), opened(t, kiln, "riverside", "winter")).JSON()
	require.True(t, json.Valid(first))
	require.True(t, bytes.HasSuffix(first, []byte("}\n")))
	require.Equal(t, string(first), string(diff(t, opened(t, kiln), opened(t, kiln, "riverside", "winter")).JSON()))
}

// Params that an overlay sets are among the causes, by their values.
func TestDiffNamesParams(t *testing.T) {
	t.Parallel()
	kiln := copied(t, "kiln")
	d := diff(t, opened(t, kiln), opened(t, kiln, "winter"))
	require.Equal(t, []string{"winter"}, d.After.Overlays)
	require.NotEmpty(t, d.Groups)
	for _, g := range d.Groups {
		require.Equal(t, []verify.Cause{
			{Kind: "rule", ID: "crackle-held", How: verify.Changed},
			{Kind: "param", ID: "crackle_policy", How: verify.Changed, Aspects: []verify.Aspect{{Name: "value", Before: "caution", After: "hold"}}},
		}, g.Because)
	}
}

func TestDiffOfNothing(t *testing.T) {
	t.Parallel()
	_, err := verify.Diff(nil, opened(t, copied(t, "kiln")))
	require.EqualError(t, err, "there are no two guidelines to compare")
	require.Zero(t, verify.Share{}.Rat().Sign())
}

// Every text of a bundle that the digest covers is compared: one that is changed is noticed.
func TestDiffNoticesEveryText(t *testing.T) {
	for _, name := range []string{"kiln", "lantern", "river"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bundle := copied(t, name)
			before := opened(t, bundle)
			noticed := 0
			for file, f := range bundle {
				if strings.HasPrefix(file, "overlays/") {
					continue
				}
				lines := strings.SplitAfter(string(f.Data), "\n")
				for i, line := range lines {
					changed := otherText(line)
					if changed == line {
						continue
					}
					other := fstest.MapFS{}
					for k, v := range bundle {
						other[k] = v
					}
					other[file] = &fstest.MapFile{Data: []byte(strings.Join(lines[:i], "") + changed + strings.Join(lines[i+1:], ""))}
					after, err := decision.Open(other)
					if err != nil || after.Info().Digest == before.Info().Digest {
						continue
					}
					d := diff(t, before, after)
					require.NotEmpty(t, d.Changes, "%s:%d %s", file, i+1, line)
					noticed++
				}
			}
			require.Greater(t, noticed, 20)
		})
	}
}

// otherText changes what a line says or cites, where it may.
func otherText(line string) string {
	for _, sign := range []string{".\n", ".}", `."`, "?\n", "?}"} {
		if at := strings.LastIndex(line, sign); at > 0 && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			return line[:at] + " (changed)" + line[at:]
		}
	}
	for _, pair := range [][2]string{{"[K-01]", "[K-02]"}, {"standing: supported", "standing: partly"}, {"certainty: low", "certainty: moderate"},
		{"burden: 1", "burden: 2"}, {"min: 0,", "min: 1,"}, {"scope: today", "scope: site"}, {"urgency: today", "urgency: at_once"}} {
		if strings.Contains(line, pair[0]) {
			return strings.Replace(line, pair[0], pair[1], 1)
		}
	}
	return line
}
