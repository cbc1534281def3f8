package scenario_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// requireGolden compares with a file, or writes it with -update.
func requireGolden(t *testing.T, path, got string) {
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o666))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got, path)
}
