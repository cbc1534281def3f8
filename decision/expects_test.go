package decision_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestExpectationsChangeNoAnswer: they are for those who check a guideline, so they leave its
// digest as it is.
func TestExpectationsChangeNoAnswer(t *testing.T) {
	expects := regexp.MustCompile(`,\s*expects: \[\{.*\}\]`)
	found := false
	digest := digestOfBundle(t, "lantern", func(text string) string {
		found = found || expects.MatchString(text)
		return expects.ReplaceAllString(text, "")
	})
	require.True(t, found)
	require.Equal(t, madeUp(t, "lantern").Info().Digest, digest)
}
