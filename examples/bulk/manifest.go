package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/mskguide/mskguide/decision/fhir"
)

const (
	largestManifest = 8 << 20
	longestWait     = 2 * time.Minute // between two looks at an export that is being made
	slowest         = 16 << 10        // bytes of a file that come in the time of a pace at least
	pace            = time.Minute
)

// manifest is what a server says of an export that is ready.
type manifest struct {
	RequiresAccessToken bool         `json:"requiresAccessToken"`
	Output              []exportFile `json:"output"`
	Deleted             []exportFile `json:"deleted"`
	Error               []exportFile `json:"error"`
}

type exportFile struct {
	Type  string `json:"type"`
	URL   string `json:"url"`
	Count *int   `json:"count"`
}

// client talks to the server of one export and to no other.
type client struct {
	http  *http.Client
	home  *url.URL
	token string
	room  int64 // bytes that files may still have
	pace  time.Duration
}

// fetch brings the files of an export that are read into a folder. It tells how many parts the
// server says it could not export.
func (o options) fetch(ctx context.Context, folder string, m *fhir.Mapping, stderr io.Writer) (left int, err error) {
	c, err := o.client()
	if err != nil {
		return 0, err
	}
	ctx, stop := context.WithTimeoutCause(ctx, o.wait, fmt.Errorf("the export is not here after %s, the time that -wait gives", o.wait))
	defer stop()
	left, err = c.export(ctx, folder, m, stderr)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) && err != nil {
		err = context.Cause(ctx)
	}
	return left, err
}

func (o options) client() (*client, error) {
	home, err := url.Parse(o.from)
	if err != nil || home.Host == "" || home.Scheme != "https" && home.Scheme != "http" {
		return nil, fmt.Errorf("-from is the URL of an export, not %q", o.from)
	}
	c := &client{home: home, room: o.most, pace: pace}
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, TLSHandshakeTimeout: 20 * time.Second, ResponseHeaderTimeout: longestWait}
	c.http = &http.Client{Transport: transport, CheckRedirect: func(next *http.Request, before []*http.Request) error {
		if len(before) > 5 {
			return errors.New("it redirects without end")
		}
		return c.allows(next.URL)
	}}
	if o.tokenFile != "" {
		token, err := os.ReadFile(o.tokenFile)
		if err != nil {
			return nil, err
		}
		c.token = strings.TrimSpace(string(token))
	}
	return c, nil
}

func (c *client) export(ctx context.Context, folder string, m *fhir.Mapping, stderr io.Writer) (left int, err error) {
	list, err := c.manifest(ctx, stderr)
	if err != nil {
		return 0, err
	}
	if list.RequiresAccessToken && c.token == "" {
		return 0, errors.New("the server wants a token for its files: give -token-file")
	}
	for _, f := range list.Error {
		fmt.Fprintf(stderr, "the server could not export everything; it says why at %s\n", shown(f.URL))
	}
	wanted := slices.DeleteFunc(slices.Clone(list.Output), func(f exportFile) bool {
		return f.Type != "Patient" && f.Type != "Medication" && !slices.Contains(m.Reads(), f.Type)
	})
	for i, f := range append(wanted, list.Deleted...) {
		if err := c.file(ctx, f, filepath.Join(folder, fmt.Sprintf("%04d-%s.ndjson", i, letters(f.Type)))); err != nil {
			return 0, fmt.Errorf("%s: %w", shown(f.URL), err)
		}
	}
	return len(list.Error), nil
}

// letters are those of a type: a part of the name of a file.
func letters(kind string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return r
		}
		return -1
	}, kind)
}

// allows holds every request to the server that was named.
func (c *client) allows(to *url.URL) error {
	if to.Scheme != c.home.Scheme || to.Host != c.home.Host {
		return fmt.Errorf("it leads to %s://%s, and only %s://%s was named", to.Scheme, to.Host, c.home.Scheme, c.home.Host)
	}
	return nil
}

func (c *client) get(ctx context.Context, to *url.URL, accept string) (*http.Response, error) {
	if err := c.allows(to); err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, to.String(), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", accept)
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	return c.http.Do(request)
}

// manifest waits until the export is ready.
func (c *client) manifest(ctx context.Context, stderr io.Writer) (list manifest, err error) {
	for n := 0; ; n++ {
		answer, body, err := c.look(ctx)
		switch {
		case err != nil:
			return list, err
		case answer.StatusCode == http.StatusAccepted:
			fmt.Fprintln(stderr, "the export is being made", shown(answer.Header.Get("X-Progress")))
			if err := wait(ctx, pause(answer.Header.Get("Retry-After"), n, time.Now())); err != nil {
				return list, err
			}
			continue
		case answer.StatusCode != http.StatusOK:
			return list, fmt.Errorf("%s: the server answers %s", c.home.Redacted(), shown(answer.Status))
		}
		if err := json.Unmarshal(body, &list); err != nil || list.Output == nil {
			return list, fmt.Errorf("%s: this is no manifest of an export", c.home.Redacted())
		}
		return list, nil
	}
}

// look asks for the state of the export once.
func (c *client) look(ctx context.Context) (*http.Response, []byte, error) {
	ctx, stop := context.WithTimeout(ctx, longestWait)
	defer stop()
	answer, err := c.get(ctx, c.home, "application/json")
	if err != nil {
		return nil, nil, err
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, largestManifest))
	_ = answer.Body.Close() // it was only read
	return answer, body, err
}

// pause is the time before the next look, after n others: what the server asks for, within reason;
// where it asks for none or next to none, a second, and twice as long each time.
func pause(retryAfter string, n int, now time.Time) time.Duration {
	asked := time.Duration(0)
	if seconds, err := strconv.ParseInt(retryAfter, 10, 64); err == nil {
		asked = time.Duration(min(seconds, int64(longestWait/time.Second))) * time.Second
	} else if day, err := http.ParseTime(retryAfter); err == nil {
		asked = min(day.Sub(now), longestWait)
	}
	if asked < time.Second {
		asked = min(time.Second<<min(n, 6), time.Minute)
	}
	return asked
}

func wait(ctx context.Context, long time.Duration) error {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// file brings one file, and holds it to the count that the manifest gives, to the room that is
// left, and to a pace.
func (c *client) file(ctx context.Context, f exportFile, name string) error {
	to, err := c.home.Parse(f.URL)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	answer, err := c.get(ctx, to, "application/fhir+ndjson")
	if err != nil {
		return err
	}
	defer answer.Body.Close() // it was only read
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answers %s", shown(answer.Status))
	}
	out, err := os.Create(name)
	if err != nil {
		return err
	}
	counted := &counter{to: out}
	go counted.watch(ctx, c.pace, stop)
	n, err := io.Copy(counted, io.LimitReader(answer.Body, c.room+1))
	if cause := context.Cause(ctx); err != nil && cause != nil {
		err = cause
	}
	if c.room -= n; err == nil && c.room < 0 {
		err = errors.New("the files are larger than -max lets them be, all together")
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	if f.Count != nil && counted.lines() != *f.Count {
		return fmt.Errorf("the manifest says %d resources, and %d came", *f.Count, counted.lines())
	}
	return nil
}

// counter counts lines on their way.
type counter struct {
	to   io.Writer
	n    int
	open bool // the last line has begun and not ended
	came atomic.Int64
}

// watch ends what comes too slowly to come to an end.
func (c *counter) watch(ctx context.Context, pace time.Duration, stop context.CancelCauseFunc) {
	for before := int64(0); wait(ctx, pace) == nil; {
		now := c.came.Load()
		if now-before < slowest {
			stop(fmt.Errorf("only %d bytes came in %s", now-before, pace))
		}
		before = now
	}
}

func (c *counter) Write(p []byte) (int, error) {
	c.came.Add(int64(len(p)))
	c.n += bytes.Count(p, []byte("\n"))
	c.open = len(p) > 0 && p[len(p)-1] != '\n' || len(p) == 0 && c.open
	return c.to.Write(p)
}

func (c *counter) lines() int {
	if c.open {
		return c.n + 1
	}
	return c.n
}
