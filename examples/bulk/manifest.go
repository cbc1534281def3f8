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
	"time"

	"github.com/mskguide/mskguide/decision/fhir"
)

const (
	largestManifest = 8 << 20
	longestWait     = 2 * time.Minute // between two looks at an export that is being made
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
}

// fetch brings the files of an export that are read into a folder.
func (o options) fetch(ctx context.Context, folder string, m *fhir.Mapping, stderr io.Writer) error {
	home, err := url.Parse(o.from)
	if err != nil || home.Host == "" || home.Scheme != "https" && home.Scheme != "http" {
		return fmt.Errorf("-from is the URL of an export, not %q", o.from)
	}
	c := &client{home: home}
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
			return err
		}
		c.token = strings.TrimSpace(string(token))
	}
	list, err := c.manifest(ctx, stderr)
	if err != nil {
		return err
	}
	if list.RequiresAccessToken && c.token == "" {
		return errors.New("the server wants a token for its files: give -token-file")
	}
	for _, f := range list.Error {
		fmt.Fprintf(stderr, "the server could not export everything; it says why at %s\n", f.URL)
	}
	wanted := slices.DeleteFunc(slices.Clone(list.Output), func(f exportFile) bool {
		return f.Type != "Patient" && f.Type != "Medication" && !slices.Contains(m.Reads(), f.Type)
	})
	for i, f := range append(wanted, list.Deleted...) {
		if err := c.file(ctx, f, filepath.Join(folder, fmt.Sprintf("%04d-%s.ndjson", i, letters(f.Type)))); err != nil {
			return fmt.Errorf("%s: %w", f.URL, err)
		}
	}
	return nil
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
	for {
		answer, err := c.get(ctx, c.home, "application/json")
		if err != nil {
			return list, err
		}
		body, err := io.ReadAll(io.LimitReader(answer.Body, largestManifest))
		_ = answer.Body.Close() // it was only read
		switch {
		case err != nil:
			return list, err
		case answer.StatusCode == http.StatusAccepted:
			fmt.Fprintln(stderr, "the export is being made", answer.Header.Get("X-Progress"))
			if err := wait(ctx, answer.Header.Get("Retry-After")); err != nil {
				return list, err
			}
			continue
		case answer.StatusCode != http.StatusOK:
			return list, fmt.Errorf("%s: the server answers %s", c.home.Redacted(), answer.Status)
		}
		if err := json.Unmarshal(body, &list); err != nil || list.Output == nil {
			return list, fmt.Errorf("%s: this is no manifest of an export", c.home.Redacted())
		}
		return list, nil
	}
}

// wait holds to what the server asks for, within reason.
func wait(ctx context.Context, retryAfter string) error {
	pause := 5 * time.Second
	if seconds, err := strconv.Atoi(retryAfter); err == nil && seconds >= 0 {
		pause = min(time.Duration(seconds)*time.Second, longestWait)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
		return nil
	}
}

// file brings one file, and holds it to the count that the manifest gives.
func (c *client) file(ctx context.Context, f exportFile, name string) error {
	to, err := c.home.Parse(f.URL)
	if err != nil {
		return err
	}
	answer, err := c.get(ctx, to, "application/fhir+ndjson")
	if err != nil {
		return err
	}
	defer answer.Body.Close() // it was only read
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answers %s", answer.Status)
	}
	out, err := os.Create(name)
	if err != nil {
		return err
	}
	counted := &counter{to: out}
	_, err = io.Copy(counted, answer.Body)
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
}

func (c *counter) Write(p []byte) (int, error) {
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
