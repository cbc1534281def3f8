package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const asServer = "CDSSERVICE_TEST_RUN" // the test binary, started again with this set, is the server

func TestMain(m *testing.M) {
	if os.Getenv(asServer) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process is a server that runs by itself, as a site would run it.
type process struct {
	*exec.Cmd
	base   string // its address, after it has begun to listen
	stderr transcript
	log    transcript // of standard output
	ended  chan error
}

// transcript is what a process has written so far.
type transcript struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *transcript) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *transcript) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// begin starts a server with flags.
func begin(t testing.TB, args ...string) (*process, io.Reader) {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0], append([]string{"-addr", "127.0.0.1:0"}, args...)...), ended: make(chan error, 1)}
	p.Env = append(os.Environ(), asServer+"=1")
	p.Cmd.Stderr = &p.stderr
	out, err := p.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, p.Start())
	return p, out
}

// start starts a server and waits until it listens. It is stopped when the test ends.
func start(t testing.TB, args ...string) *process {
	t.Helper()
	p, out := begin(t, args...)
	listening := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			fmt.Fprintln(&p.log, lines.Text())
			var line struct{ Msg, Addr string }
			if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "listening" {
				listening <- line.Addr
			}
		}
		p.ended <- p.Wait()
	}()
	t.Cleanup(func() { _ = p.Process.Kill() }) // does nothing when it has ended
	select {
	case addr := <-listening:
		p.base = "http://" + addr
	case err := <-p.ended:
		t.Fatalf("it ended: %v\n%s", err, p.stderr.String())
	case <-time.After(30 * time.Second):
		t.Fatalf("it does not listen:\n%s", p.stderr.String())
	}
	return p
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
	p, _ := begin(t, args...)
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
