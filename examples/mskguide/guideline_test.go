package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/basis"
	"github.com/mskguide/mskguide/decision/cdshooks"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

const (
	builtinManual = "../../decision/guidelines/dryneedling/GUIDELINE.md"
	builtinSafety = "../../decision/guidelines/dryneedling/SAFETY.md"
	builtinCodes  = "../../decision/guidelines/dryneedling/MAPPING.md"
)

func printed(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	require.Equal(t, exitDone, run(args, strings.NewReader(""), &stdout, &stderr, func(string) string { return "" }), stderr.String())
	return stdout.String()
}

// The guideline for reviewers says what the bundle says, or it is no use to them.
func TestGuidelineIsCurrent(t *testing.T) { current(t, builtinManual, "guideline") }

// So does the safety log.
func TestSafetyLogIsCurrent(t *testing.T) { current(t, builtinSafety, "safety") }

// And so does what of a record gives which fact.
func TestMappingIsCurrent(t *testing.T) { current(t, builtinCodes, "facts", "-codes") }

func current(t *testing.T, file string, command ...string) {
	t.Helper()
	got := printed(t, command...)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "run go test ./examples/mskguide -run IsCurrent -update, and read the difference")
}

// TestGuidelineIsWhole looks for every text of the bundle in what a reviewer signs, the safety
// log beside it included, and for every text of the claims that it cites. How records are read, and
// what a hook service and a basis page say, is signed in those files themselves.
func TestGuidelineIsWhole(t *testing.T) {
	manual, log := flat(printed(t, "guideline")), flat(printed(t, "safety"))
	beside := []string{fhir.MappingFile, cdshooks.PolicyFile, basis.FileName}
	texts := 0
	require.NoError(t, fs.WalkDir(dryneedling.Bundle(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".yaml" || strings.HasPrefix(name, "overlays/") || slices.Contains(beside, name) {
			return err
		}
		data, err := fs.ReadFile(dryneedling.Bundle(), name)
		require.NoError(t, err)
		var document yaml.Node
		require.NoError(t, yaml.Unmarshal(data, &document))
		where := manual
		if name == "hazards.yaml" {
			where = log
		}
		eachText(&document, func(key, text string) {
			texts++
			for line := range strings.Lines(text) {
				require.Contains(t, where, flat(marked(line)), "%s: %s", name, key)
			}
		})
		return nil
	}))
	require.Greater(t, texts, 1000)
	for _, hazard := range dryneedling.AsPublished().Safety().Hazards {
		for _, control := range hazard.Controls {
			for _, name := range slices.Concat(control.Rules, control.Invariants, control.Tests) {
				require.Contains(t, log, "`"+name+"`")
			}
		}
	}
	require.Contains(t, manual, "Nobody has signed this guideline off.")
	for _, c := range newManualOf(t).cited {
		claim, ok := dryneedling.AsPublished().Evidence().Claim(c)
		require.True(t, ok)
		require.Contains(t, manual, flat(marked(claim.Text)))
	}
}

// TestGuidelineOfAnOverlayIsWhole looks for every text of an overlay in what a reviewer signs with
// it, what it is retracted for included.
func TestGuidelineOfAnOverlayIsWhole(t *testing.T) {
	overlays, err := decision.ShippedOverlays(dryneedling.Bundle())
	require.NoError(t, err)
	texts := 0
	for _, name := range []string{"literature", "us-md", "us-or"} {
		manual := flat(printed(t, "guideline", "-overlay", name))
		o, err := decision.NamedOverlay(dryneedling.Bundle(), name)
		require.NoError(t, err)
		var document yaml.Node
		require.NoError(t, yaml.Unmarshal(o.Data, &document))
		eachText(&document, func(key, text string) {
			texts++
			require.Contains(t, manual, strings.TrimRight(flat(marked(text)), "."), "%s: %s", name, key)
		})
		at := slices.IndexFunc(overlays, func(o decision.ShippedOverlay) bool { return o.Name == name })
		require.Contains(t, manual, "in force since "+overlays[at].InForce)
	}
	require.Greater(t, texts, 70)
}

func newManualOf(t *testing.T) *manual {
	m := newManual(dryneedling.AsPublished())
	require.NotEmpty(t, m.write())
	require.NotEmpty(t, m.cited)
	return m
}

// eachText visits what people read: titles, questions, sentences, and whatever stands below
// the headings and the phrases of a language.
func eachText(n *yaml.Node, visit func(key, text string)) {
	read := map[string]bool{"title": true, "says": true, "question": true, "help": true, "about": true, "withheld": true, "acknowledge": true,
		"authority": true, "name": true, "open": true, "value": true, "reached": true, "not_reached": true, "next": true, "ask": true, "then": true,
		"because": true, "intended_use": true, "cause": true, "harm": true, "residual": true}
	whole := map[string]bool{"headings": true, "phrases": true, "list": true, "users": true, "not_for": true}
	for i, kid := range n.Content {
		if key := ""; n.Kind == yaml.MappingNode && i%2 == 1 {
			switch key = n.Content[i-1].Value; {
			case read[key] && kid.Kind == yaml.ScalarNode:
				visit(key, kid.Value)
			case whole[key]:
				eachScalar(kid, func(text string) { visit(key, text) })
			case key == "was": // of an overlay: it is no more
				continue
			}
		}
		eachText(kid, visit)
	}
}

// eachScalar visits every value below, whatever its key.
func eachScalar(n *yaml.Node, visit func(text string)) {
	if n.Kind == yaml.ScalarNode {
		visit(n.Value)
	}
	for i, kid := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			eachScalar(kid, visit)
		}
	}
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestSafetyLogOfABundleWithoutOne(t *testing.T) {
	var stdout, stderr bytes.Buffer
	require.Equal(t, exitFailed, run([]string{"safety", "../../testdata/bundles/lantern"}, strings.NewReader(""), &stdout, &stderr, nothing))
	require.Equal(t, "mskguide: guideline \"lantern-boat\" has no safety log; a bundle carries one under the key safety\n", stderr.String())
}

// Anyone's bundle is written out, and a link leads to every claim that is cited.
func TestGuidelineOfAnotherBundle(t *testing.T) {
	for _, args := range [][]string{{"../../testdata/bundles/lantern"}, {"../../testdata/bundles/kiln", "-overlay", "winter"}, {}} {
		manual := printed(t, append([]string{"guideline"}, args...)...)
		for _, part := range strings.Split(manual, "](#")[1:] {
			anchor, _, _ := strings.Cut(part, ")")
			require.Contains(t, strings.ToLower(manual), "\n#### "+anchor+"\n")
		}
		require.NotContains(t, manual, "%!")
		require.NotContains(t, manual, "\n\n\n")
	}
	require.Contains(t, printed(t, "guideline", "../../testdata/bundles/kiln", "-overlay", "winter"), "overlays/winter.yaml:")
}

// TestSafetyLogUnderOverlays: what an overlay changes of a control is marked, and nothing is
// without one.
func TestSafetyLogUnderOverlays(t *testing.T) {
	const head, elsewhere = "With overlays in force.", "`consider-as-published` (**of the guideline without overlays**)"
	plain := printed(t, "safety")
	require.NotContains(t, plain, head)
	require.NotContains(t, plain, "(**")
	for _, name := range []string{"literature", "us-az"} {
		log := printed(t, "safety", "-overlay", name)
		require.Contains(t, log, head)
		require.Contains(t, log, elsewhere)
		require.Contains(t, log, "(`"+name+"`)")
		require.NotContains(t, log, "`red-flag-refers` (**", "what always holds does so here")
	}
	require.Contains(t, printed(t, "safety", "-overlay", "literature"), "`training-hours` (**gone**: retracted")
	gone := filepath.Join(t.TempDir(), "policy.yaml")
	require.NoError(t, os.WriteFile(gone, []byte(`schema: mskguide.overlay/1
id: policy
for: dry-needling
title: For a test
authority: A test
in_force: "2026-01-31"
retract:
  rules:
    - {rule: beyond-evidence, was: WAS, because: It is for a test.}
`), 0o644))
	var was string
	for _, r := range dryneedling.AsPublished().Rules() {
		if r.ID == "beyond-evidence" {
			was = fmt.Sprintf("{gives: %s, when: %q}", r.Gives, strings.TrimSpace(r.When))
		}
	}
	data, err := os.ReadFile(gone)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(gone, bytes.Replace(data, []byte("WAS"), []byte(was), 1), 0o644))
	require.Contains(t, printed(t, "safety", "-overlay", gone), "`no-response`, `beyond-evidence` (**gone**: retracted")
}
