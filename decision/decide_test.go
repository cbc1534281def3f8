package decision_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// digests change with every word of a bundle and are not what the answers are about.
var digests = regexp.MustCompile(`sha256:[0-9a-f]{64}`)

// TestDecide compares whole answers. The comment of each file says why its answer is the
// right one by the semantics; read it again before accepting what -update writes.
func TestDecide(t *testing.T) {
	for _, a := range archives(t, "../testdata/decide/*.txt") {
		t.Run(a.name(), func(t *testing.T) {
			bundle := strings.Fields(a.text(t, "bundle"))
			g := madeUp(t, bundle[0], bundle[1:]...)
			d, err := g.Decide(decision.JSON{Name: "facts.json", Data: []byte(a.text(t, "facts.json"))})
			require.NoError(t, err)
			var indented bytes.Buffer
			require.NoError(t, json.Indent(&indented, d.JSON(), "", "  "))
			a.expect(t, "decision.json", digests.ReplaceAllString(indented.String(), "sha256:…"))
		})
	}
}
