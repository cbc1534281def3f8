package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const asCommand = "MSKGUIDE_TEST_RUNS_MAIN"

// TestMain lets the test binary stand in for the command, so that exit statuses and
// signals are tested on a process of its own.
func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

func process(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	return cmd
}

func TestProcess(t *testing.T) {
	for _, test := range []struct {
		name, stdin    string
		args           []string
		exit           int
		stdout, stderr string // each occurs
	}{
		{"answer", `{"cauda_equina_signs": true}`, []string{"decide", "-"}, 0, "Dry needling: Refer\n", ""},
		{"refused code", "", []string{"conditions", "57680009"}, 1, "Refused: ", ""},
		{"wrong facts", `{"fever": 1}`, []string{"decide", "-"}, 2, "", "standard input:1:11: "},
		{"no command", "", nil, 2, "", "mskguide: a command is missing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			cmd := process(test.args...)
			cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(test.stdin), &stdout, &stderr
			err := cmd.Run()
			if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) {
				require.NoError(t, err)
			}
			require.Equal(t, test.exit, cmd.ProcessState.ExitCode())
			for _, stream := range [][2]string{{test.stdout, stdout.String()}, {test.stderr, stderr.String()}} {
				require.Contains(t, stream[1], stream[0])
				require.Equal(t, stream[0] == "", stream[1] == "", "a stream is empty exactly when nothing is expected: %q", stream[1])
			}
			require.NotContains(t, stdout.String(), "\x1b", "a pipe is no terminal")
		})
	}
}

// screen is a writer that says of itself what kind of file it is.
type screen struct {
	bytes.Buffer
	mode fs.FileMode
}

func (s *screen) Stat() (os.FileInfo, error) { return info{mode: s.mode}, nil }
func (i info) Mode() fs.FileMode             { return i.mode }
func (info) Name() string                    { return "screen" }
func (info) Size() int64                     { return 0 }
func (info) ModTime() time.Time              { return time.Time{} }
func (info) IsDir() bool                     { return false }
func (info) Sys() any                        { return nil }
func nothing(string) string                  { return "" }
func only(name, value string) func(string) string {
	return func(asked string) string {
		if asked == name {
			return value
		}
		return ""
	}
}

type info struct{ mode fs.FileMode }

func TestColour(t *testing.T) {
	for _, test := range []struct {
		name   string
		mode   fs.FileMode
		env    func(string) string
		colour bool
	}{
		{"terminal", os.ModeDevice | os.ModeCharDevice, nothing, true},
		{"NO_COLOR", os.ModeDevice | os.ModeCharDevice, only("NO_COLOR", "1"), false},
		{"dumb terminal", os.ModeDevice | os.ModeCharDevice, only("TERM", "dumb"), false},
		{"pipe", os.ModeNamedPipe, nothing, false},
		{"file", 0, nothing, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := &screen{mode: test.mode}
			require.Equal(t, exitDone, run([]string{"evidence", "C04"}, strings.NewReader(""), out, io.Discard, test.env))
			require.Equal(t, test.colour, strings.Contains(out.String(), "\x1b["))
			var plain bytes.Buffer
			require.Equal(t, exitDone, run([]string{"evidence", "C04"}, strings.NewReader(""), &plain, io.Discard, test.env))
			require.Equal(t, plain.String(), escapes.ReplaceAllString(out.String(), ""), "colour adds nothing but colour")
		})
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestOutputThatFails(t *testing.T) {
	var stderr bytes.Buffer
	require.Equal(t, exitFailed, run([]string{"version"}, strings.NewReader(""), full{}, &stderr, nothing))
	require.Equal(t, "mskguide: no space left\n", stderr.String())
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("line is dead") }

func TestInputThatFails(t *testing.T) {
	var stdout, stderr bytes.Buffer
	require.Equal(t, exitFailed, run([]string{"decide", "-"}, broken{}, &stdout, &stderr, nothing))
	require.Empty(t, stdout.String())
	require.Equal(t, "mskguide: standard input: line is dead\n", stderr.String())
}
