package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const asServer = "CDSSERVICE_TEST_RUN" // the test binary, started again with this set, is the server

func TestMain(m *testing.M) {
	switch os.Getenv(asServer) {
	case "":
		os.Exit(m.Run())
	case theBaseline:
		baseline()
	default:
		main()
	}
}

// process is a server that runs by itself, as a site would run it.
type process struct {
	*exec.Cmd
	base        string // its address, after it has begun to listen
	log, stderr output
	ended       chan error
}

// output is a file that a process writes to, which costs those who wait for it nothing.
type output struct{ name string }

func (o output) String() string {
	data, err := os.ReadFile(o.name)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// begin starts a server with flags.
func begin(t testing.TB, as string, args ...string) *process {
	t.Helper()
	folder := t.TempDir()
	p := &process{Cmd: exec.Command(os.Args[0], append([]string{"-addr", "127.0.0.1:0"}, args...)...), ended: make(chan error, 1),
		log: output{filepath.Join(folder, "stdout")}, stderr: output{filepath.Join(folder, "stderr")}}
	p.Env = append(os.Environ(), asServer+"="+as)
	for to, name := range map[*io.Writer]string{&p.Stdout: p.log.name, &p.Stderr: p.stderr.name} {
		file, err := os.Create(name)
		require.NoError(t, err)
		defer file.Close()
		*to = file
	}
	require.NoError(t, p.Start())
	return p
}

// start starts a server and waits until it listens. It is stopped when the test ends.
func start(t testing.TB, args ...string) *process { return startAs(t, "service", args...) }

func startAs(t testing.TB, as string, args ...string) *process {
	t.Helper()
	p := begin(t, as, args...)
	go func() { p.ended <- p.Wait() }()
	t.Cleanup(func() { _ = p.Process.Kill() }) // does nothing when it has ended
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		for line := range strings.Lines(p.log.String()) {
			var l struct{ Msg, Addr string }
			if json.Unmarshal([]byte(line), &l) == nil && l.Msg == "listening" {
				p.base = "http://" + l.Addr
				return p
			}
		}
		select {
		case err := <-p.ended:
			t.Fatalf("it ended: %v\n%s", err, p.stderr)
		default:
		}
	}
	t.Fatalf("it does not listen:\n%s", p.stderr)
	return nil
}

// stop tells the server to end, and waits for it.
func (p *process) stop(t testing.TB) {
	t.Helper()
	require.NoError(t, p.Process.Signal(syscall.SIGTERM))
	p.wait(t)
}

func (p *process) wait(t testing.TB) {
	t.Helper()
	select {
	case err := <-p.ended:
		require.NoError(t, err, p.stderr.String())
	case <-time.After(20 * time.Second):
		t.Fatal("it does not end")
	}
}

// refusedToStart is what a server says that does not start.
func refusedToStart(t testing.TB, args ...string) string {
	t.Helper()
	p := begin(t, "service", args...)
	err := p.Wait()
	require.Error(t, err)
	require.Equal(t, 2, p.ProcessState.ExitCode(), p.stderr.String())
	return p.stderr.String()
}

// answer is what came back for a request.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func ask(t testing.TB, method, url string, body []byte, header map[string]string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(body))
	require.NoError(t, err)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer{response.StatusCode, response.Header, data}
}

// lines reads a file of JSON, line by line.
func lines(t testing.TB, name string) (all []map[string]any) {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	for line := range bytes.Lines(data) {
		var v map[string]any
		require.NoError(t, json.Unmarshal(line, &v))
		all = append(all, v)
	}
	return all
}
