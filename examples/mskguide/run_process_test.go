//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// entries lists a folder.
func entries(t *testing.T, folder string) (names []string) {
	list, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

// TestRunInterrupted stops a run in the middle of a table: no file is left, and the one that
// was there is as it was.
func TestRunInterrupted(t *testing.T) {
	for _, stop := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		folder := t.TempDir()
		target := filepath.Join(folder, "answers.csv")
		require.NoError(t, os.WriteFile(target, []byte("as before"), 0o644))
		cmd := process("run", "-", "-keep", "id", "-o", target)
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		stdin, err := cmd.StdinPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		_, err = io.WriteString(stdin, fevers(20_000))
		require.NoError(t, err)
		require.Eventually(t, func() bool { return len(entries(t, folder)) == 3 }, 10*time.Second, time.Millisecond, "the answers and the manifest are begun")
		require.NoError(t, cmd.Process.Signal(stop))
		require.Error(t, cmd.Wait())
		require.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode())
		require.Empty(t, stdout.String()+stderr.String())
		require.Equal(t, []string{"answers.csv"}, entries(t, folder))
		data, err := os.ReadFile(target)
		require.NoError(t, err)
		require.Equal(t, "as before", string(data))
	}
}

// TestRunOnAFullDisk lets no file grow beyond a few kilobytes.
func TestRunOnAFullDisk(t *testing.T) {
	folder := t.TempDir()
	table, target := filepath.Join(folder, "cases.csv"), filepath.Join(folder, "answers.csv")
	require.NoError(t, os.WriteFile(table, []byte(fevers(20_000)), 0o644))
	require.NoError(t, os.WriteFile(target, []byte("as before"), 0o644))
	cmd := process("run", table, "-keep", "id", "-o", target)
	cmd.Args = append([]string{"sh", "-c", `ulimit -f 16; exec "$0" "$@"`}, append([]string{cmd.Path}, cmd.Args[1:]...)...)
	shell, err := exec.LookPath("sh")
	require.NoError(t, err)
	cmd.Path = shell
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.Error(t, cmd.Run())
	require.Equal(t, exitFailed, cmd.ProcessState.ExitCode(), stderr.String())
	require.Empty(t, stdout.String())
	require.Contains(t, stderr.String(), "answers.csv: it cannot be written: file too large")
	require.Equal(t, []string{"answers.csv", "cases.csv"}, entries(t, folder))
	data, err := os.ReadFile(target)
	require.NoError(t, err)
	require.Equal(t, "as before", string(data))
}

// TestRunIntoAFullDevice sends the answers to where nothing fits.
func TestRunIntoAFullDevice(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Logf("no such device here: %v", err)
		return
	}
	defer full.Close()
	cmd := process("run", "-", "-keep", "id")
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(fevers(100)), full, &stderr
	require.Error(t, cmd.Run())
	require.Equal(t, exitFailed, cmd.ProcessState.ExitCode())
	require.Contains(t, stderr.String(), "no space left on device")
}

// TestRunIntoAClosedPipe is what head does: the run ends, and says nothing.
func TestRunIntoAClosedPipe(t *testing.T) {
	cmd := process("run", "-", "-keep", "id")
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = strings.NewReader(fevers(20_000)), &stderr
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	_, err = io.ReadFull(stdout, make([]byte, 1000))
	require.NoError(t, err)
	require.NoError(t, stdout.Close())
	require.Error(t, cmd.Wait())
	require.Equal(t, syscall.SIGPIPE, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal())
	require.Empty(t, stderr.String())
}

// TestRunInConstantMemory runs a table that is much larger than what a run may take.
func TestRunInConstantMemory(t *testing.T) {
	if runtime.GOOS != "linux" { // others count in other units
		return
	}
	cell, rows := strings.Repeat("x", 500_000), 400
	if os.Getenv("MSKGUIDE_LONG") != "" {
		rows = 4000
	}
	cmd := process("run", "-", "-keep", "id")
	cmd.Stdin, cmd.Stdout = io.MultiReader(strings.NewReader("id,fever\n"), &repeated{cell + ",yes\n", rows, 0}), io.Discard
	require.NoError(t, cmd.Run())
	const most = 200 << 10 // kilobytes
	require.Less(t, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss, int64(most))
}

// repeated is a text, so many times.
type repeated struct {
	text  string
	times int
	at    int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.times == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.text[r.at:])
	if r.at += n; r.at == len(r.text) {
		r.at, r.times = 0, r.times-1
	}
	return n, nil
}
