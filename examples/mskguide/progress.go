package main

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

// progress is a line on a terminal that tells how far a run is.
type progress struct {
	to      io.Writer // nil when nobody watches
	now     func() time.Time
	size    int64 // bytes of the table; 0 where nobody knows
	read    *atomic.Int64
	started time.Time
	shown   time.Time
	written bool
}

// newProgress shows how far a table is read, at a terminal that understands it and is not
// written to by the answers themselves.
func (c *call) newProgress(in *tableInput) *progress {
	p := &progress{now: time.Now, size: in.size, read: &in.read}
	p.started = p.now()
	p.shown = p.started
	if coloured(c.stderr, c.env) && (c.given.has("o") || !terminal(c.stdout)) {
		p.to = c.stderr
	}
	return p
}

// show rewrites the line, a few times a second and not at once.
func (p *progress) show(rows int) {
	const every = 250 * time.Millisecond
	if p.to == nil {
		return
	}
	now := p.now()
	if now.Sub(p.shown) < every {
		return
	}
	p.shown = now
	seconds := now.Sub(p.started).Seconds()
	line := fmt.Sprintf("%s rows, %s a second", thousands(rows), thousands(int(float64(rows)/seconds)))
	if read := p.read.Load(); p.size > 0 && read > 0 && read <= p.size {
		left := time.Duration(seconds * float64(p.size-read) / float64(read) * float64(time.Second))
		line += fmt.Sprintf(", %d %%, %s left", 100*read/p.size, left.Round(time.Second))
	}
	_, err := fmt.Fprintf(p.to, "\r%s\x1b[K", line)
	if p.written = true; err != nil {
		p.to = nil
	}
}

// clear takes the line away.
func (p *progress) clear() {
	if p.to != nil && p.written {
		_, _ = io.WriteString(p.to, "\r\x1b[K") // nobody misses it
	}
}

// thousands writes a count with spaces between its thousands.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf(" %03d", n%1000)
}
