package verify_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/verify"
)

// What confirms a fault, a line each. None of it asks the verifier: the guideline is opened
// with the overlay of the witness and decides.
//
// Of the answer to the facts of the witness:
//
//	verdict V           it is that one, settled
//	below V             every verdict that is possible is less severe
//	rule R              certainly holds
//	only R              no other rule that gives a verdict can hold
//	holds CONDITION     certainly
//	option O STANCE     is certainly listed
//	no option O         is not even possible
//	no caution C        beside no option that is possible
//	item I              is shown
//	uncompared          nothing is compared
//	beside less|other   the answer to the other facts
//	refused TEXT        the overlay alone makes the guideline refuse to open
//
// Of many answers to random facts under random choices:
//
//	never CONDITION     it does not hold
//	without R           taking the entry away changes no verdict
//	unasked F           nothing turns on the fact
//
// And "unshown": the finding has no witness, or one that says itself what is not certain.
func confirm(t *testing.T, a *archive, bundle files, r *verify.Report) {
	w := witnessed(r)
	lines := strings.Split(strings.TrimSpace(a.text("confirm")), "\n")
	if lines[0] == "unshown" {
		require.True(t, w == nil || w.Note != "")
		w, lines = nil, lines[1:]
	}
	probed := bundle
	for i, line := range lines {
		if word, condition, _ := strings.Cut(line, " "); word == "never" || word == "holds" {
			probed = probed.with("rules.yaml", fmt.Sprintf("  - {id: probe-%d, step: air, gives: caution, when: '%s', title: T, says: S., claims: [K-01]}\n",
				i, condition))
		}
	}
	x := &confirmation{bundle: bundle, lines: lines}
	x.many(t, probed)
	if w == nil {
		return
	}
	require.Empty(t, w.Note)
	if strings.HasPrefix(lines[0], "refused ") {
		_, err := decision.Open(bundle.fs(), overlays(w)...)
		require.ErrorContains(t, err, strings.TrimPrefix(lines[0], "refused "))
		probed = probed.with("rules.yaml", "  - {id: probe-otherwise, step: launch, gives: fly, otherwise: true, title: T, says: S., claims: [K-01]}\n")
	} else {
		list, err := scenario.ReadFile("scenario.yaml", []byte(w.Scenario))
		require.NoError(t, err, w.Scenario)
		report, err := scenario.Check(open(t, bundle.fs(), overlays(w)...), list)
		require.NoError(t, err, w.Scenario)
		require.Zero(t, report.Failed, "%v", report.Cases)
	}
	x.g = open(t, probed.fs(), overlays(w)...)
	x.minimal(t, w)
}

// witnessed is the first witness of a report, of what nobody expects.
func witnessed(r *verify.Report) *verify.Witness {
	for _, f := range r.Findings {
		if f.Witness != nil {
			return f.Witness
		}
	}
	return nil
}

func overlays(w *verify.Witness) []decision.Overlay {
	if w.Overlay == "" {
		return nil
	}
	return []decision.Overlay{{Name: "witness.yaml", Data: []byte(w.Overlay)}}
}

func open(t *testing.T, fsys fs.FS, overlays ...decision.Overlay) *decision.Guideline {
	g, err := decision.Open(fsys, overlays...)
	require.NoError(t, err)
	return g
}

type confirmation struct {
	bundle files
	lines  []string
	g      *decision.Guideline
}

// minimal asks of a witness that it shows the fault, and that it does so no longer for sure
// once any of its facts is left out.
func (x *confirmation) minimal(t *testing.T, w *verify.Witness) {
	facts, beside := map[string]any{}, map[string]any(nil)
	require.NoError(t, json.Unmarshal(w.Facts, &facts))
	if w.Beside != nil {
		require.NoError(t, json.Unmarshal(w.Beside, &beside))
	}
	require.Empty(t, x.fails(t, facts, beside))
	for id := range facts {
		if beside != nil && beside[id] != facts[id] {
			continue // the two differ there
		}
		fewer := func(m map[string]any) map[string]any {
			out := map[string]any{}
			for k, v := range m {
				if k != id {
					out[k] = v
				}
			}
			return out
		}
		require.NotEmpty(t, x.fails(t, fewer(facts), fewer(beside)), "%s shows it without %s", w.Facts, id)
	}
}

// fails is the first line that some facts do not confirm, "" for none.
func (x *confirmation) fails(t *testing.T, facts, beside map[string]any) string {
	d, err := x.g.Decide(decision.Facts(facts))
	require.NoError(t, err)
	for i, line := range x.lines {
		word, rest, _ := strings.Cut(line, " ")
		ok := true
		switch word {
		case "verdict":
			ok = d.Settled && d.Verdict == rest
		case "below":
			ok = slices.Max(x.levels(d)) < x.level(rest)
		case "rule":
			ok = certain(d, rest)
		case "only":
			ok = d.Settled && len(d.Reasons) == 1 && certain(d, rest)
		case "holds":
			ok = certain(d, fmt.Sprintf("probe-%d", i))
		case "option":
			id, stance, _ := strings.Cut(rest, " ")
			ok = slices.ContainsFunc(d.Options, func(o decision.Option) bool { return o.ID == id && string(o.Stance) == stance && !o.Possible })
		case "no":
			ok = x.absent(d, rest)
		case "item":
			ok = d.Protocol != nil && slices.ContainsFunc(d.Protocol.Items, func(it decision.ProtocolItem) bool { return it.ID == rest && !it.Withheld })
		case "uncompared":
			k, err := x.g.Compare(decision.Facts(facts))
			require.NoError(t, err)
			ok = len(k.Modalities) == 0
		case "beside":
			other, err := x.g.Decide(decision.Facts(beside))
			require.NoError(t, err)
			ok = x.differ(rest, d, other)
		case "refused", "never", "without", "unasked": // of other answers
		default:
			require.Failf(t, "no such line", "%q", line)
		}
		if !ok {
			return line
		}
	}
	return ""
}

func (x *confirmation) absent(d *decision.Decision, what string) bool {
	kind, id, _ := strings.Cut(what, " ")
	return !slices.ContainsFunc(d.Options, func(o decision.Option) bool {
		return kind == "option" && o.ID == id ||
			kind == "caution" && slices.ContainsFunc(o.Cautions, func(k decision.OptionCaution) bool { return k.Caution == id })
	})
}

func (x *confirmation) differ(how string, d, other *decision.Decision) bool {
	one, two := x.levels(d), x.levels(other)
	if how == "less" {
		return slices.Min(one) > slices.Max(two)
	}
	return !slices.ContainsFunc(one, func(level int) bool { return slices.Contains(two, level) })
}

func (x *confirmation) level(verdict string) int {
	return slices.IndexFunc(x.g.Verdicts(), func(v decision.Named) bool { return v.ID == verdict })
}

// levels are the verdicts that are possible.
func (x *confirmation) levels(d *decision.Decision) (out []int) {
	for _, v := range append([]string{d.Verdict}, d.CouldBecome...) {
		if level := x.level(v); level >= 0 {
			out = append(out, level)
		}
	}
	return out
}

func certain(d *decision.Decision, rule string) bool {
	return slices.ContainsFunc(d.Reasons, func(r decision.Reason) bool { return r.Rule == rule && !r.Possible }) ||
		slices.ContainsFunc(d.Cautions, func(c decision.Caution) bool { return c.Rule == rule && !c.Possible })
}

// many puts the lines that speak of many answers to random facts under random choices.
func (x *confirmation) many(t *testing.T, probed files) {
	if !slices.ContainsFunc(x.lines, func(line string) bool {
		word, _, _ := strings.Cut(line, " ")
		return slices.Contains([]string{"never", "without", "unasked"}, word)
	}) {
		return
	}
	rng := rand.New(rand.NewPCG(4, uint64(len(x.lines))))
	for range 6 {
		choices := randomChoices(rng, open(t, x.bundle.fs()))
		g, err := decision.Open(probed.fs(), choices...)
		if err != nil {
			require.ErrorContains(t, err, "no rule gives a verdict")
			continue // the fault itself
		}
		for i, line := range x.lines {
			word, rest, _ := strings.Cut(line, " ")
			var shorter *decision.Guideline
			if word == "without" {
				shorter = open(t, x.bundle.without(t, rest).fs(), choices...)
			}
			for range 150 {
				facts := randomFacts(rng, g)
				d, err := g.Decide(facts)
				if err != nil {
					continue // a check refuses them
				}
				switch word {
				case "never":
					require.False(t, certain(d, fmt.Sprintf("probe-%d", i)), "%v", facts)
				case "without":
					other, err := shorter.Decide(facts)
					require.NoError(t, err)
					require.Equal(t, d.Verdict, other.Verdict, "%v", facts)
				case "unasked":
					facts[rest] = !facts[rest].(bool)
					other, err := g.Decide(facts)
					require.NoError(t, err)
					require.Equal(t, string(d.JSON()), string(other.JSON()))
				}
			}
		}
	}
}

// randomFacts is a complete case, with numbers near the cuts more often than not.
func randomFacts(rng *rand.Rand, g *decision.Guideline) decision.Facts {
	out := decision.Facts{}
	for _, f := range g.Facts() {
		switch f.Type {
		case decision.TypeBool:
			out[f.ID] = rng.IntN(2) == 0
		case decision.TypeChoice:
			out[f.ID] = f.Choices[rng.IntN(len(f.Choices))].ID
		default:
			out[f.ID] = randomNumber(rng, f.Type, f.Min, f.Max)
		}
	}
	return out
}

func randomNumber(rng *rand.Rand, kind decision.Type, low, high float64) float64 {
	x := low + float64(rng.IntN(int(high-low)+1))
	if kind == decision.TypeNumber && rng.IntN(3) == 0 {
		x = low + rng.Float64()*(high-low)
	}
	return x
}

// randomChoices is an overlay that sets some params to values that local policy may choose.
func randomChoices(rng *rand.Rand, g *decision.Guideline) []decision.Overlay {
	text := ""
	for _, p := range g.Params() {
		if rng.IntN(2) == 0 {
			continue
		}
		value := ""
		switch p.Type {
		case decision.TypeChoice, decision.TypeBool:
			value = p.Choices[rng.IntN(len(p.Choices))]
		default:
			low, _ := strconv.ParseFloat(p.Min, 64)
			high, _ := strconv.ParseFloat(p.Max, 64)
			value = strconv.FormatFloat(randomNumber(rng, p.Type, low, high), 'f', -1, 64)
		}
		if p.Set && value == p.Value {
			continue
		}
		was := ""
		if p.Set {
			was = ", was: " + p.Value
		}
		text += "  - {param: " + p.ID + was + ", to: " + value + "}\n"
	}
	if text == "" {
		return nil
	}
	head := "schema: mskguide.overlay/1\nid: random\nfor: " + g.Info().ID + "\ntitle: T\nauthority: Nobody (made up)\nin_force: \"2025-01-01\"\nset:\n"
	return []decision.Overlay{{Name: "random.yaml", Data: []byte(head + text)}}
}
