//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package journal_test

import (
	"path/filepath"
	"testing"

	"github.com/mskguide/mskguide/internal/journal"
	"github.com/stretchr/testify/require"
)

func TestOneWriterAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.ndjson")
	first := open(t, path)
	_, err := journal.Open(path, 0o600)
	require.ErrorContains(t, err, "another process or journal is writing to it")
	require.NoError(t, first.Append(record{1, ""}))
	require.NoError(t, first.Close())
	require.NoError(t, open(t, path).Append(record{2, ""}))
}
