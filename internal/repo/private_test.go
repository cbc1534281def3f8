package repo

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// A reader has this repository and nothing else: no text may point to a place, a note or a
// helper outside of it.
func TestTextsStandOnTheirOwn(t *testing.T) {
	elsewhere := []string{
		`(^|[^\w.])/(work|tmp|root|home)/`, `\bshared/`, `\bseed[-_ ]?0\d`, `\bseeds/`, `(?i)\bseed (documents?|files?|pages?|texts?)\b`,
		`\b(design|clinical-model|style|interop|performance|ledger|SPEC|API)\.md\b`, `\b(sources|safety|codes)\.yaml`, `\bprototype/`,
		`(?i)\bsub-?agents?\b`, `(?i)\b(ai|coding|another|other) agents?\b`, `(?i)\b(coding|earlier|this|previous) session\b.{0,20}\b(wrote|work|commit)`,
	}
	for _, name := range files(t) {
		if !isText(name) || name == "internal/repo/private_test.go" {
			continue
		}
		text := read(t, name)
		for _, pattern := range elsewhere {
			require.Empty(t, regexp.MustCompile(pattern).FindString(text), "%s matches %s", name, pattern)
		}
	}
}
