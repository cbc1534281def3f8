//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestInterrupt stops a command that waits for its input. More is written than a pipe
// holds, so that the command is known to be reading when the signal is sent.
func TestInterrupt(t *testing.T) {
	cmd := process("decide", "-")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	_, err = stdin.Write(bytes.Repeat([]byte(" "), 1<<20))
	require.NoError(t, err)
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	require.Error(t, cmd.Wait())
	require.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode())
	require.Empty(t, stdout.String()+stderr.String())
}

// TestAskInterrupted stops an interview that waits for its second answer: what was said is kept.
func TestAskInterrupted(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "kept.json")
	cmd := process("ask", "-o", kept)
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	_, err = io.WriteString(stdin, "none\n")
	require.NoError(t, err)
	screen := bufio.NewReader(stdout)
	for line := ""; !strings.HasPrefix(line, "Question 2."); {
		line, err = screen.ReadString('\n')
		require.NoError(t, err)
	}
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	_, err = io.Copy(io.Discard, screen)
	require.NoError(t, err)
	require.Error(t, cmd.Wait())
	require.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode())
	data, err := os.ReadFile(kept)
	require.NoError(t, err)
	facts := map[string]any{}
	require.NoError(t, json.Unmarshal(data, &facts))
	require.Len(t, facts, 7)
	files, err := os.ReadDir(filepath.Dir(kept))
	require.NoError(t, err)
	require.Len(t, files, 1, "nothing half-written is left")
}
