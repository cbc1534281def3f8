package cdshooks

import (
	"errors"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
)

// errBusy is what reading ends with when calls together hold as much as they may.
var errBusy = errors.New("too much is being read at a time")

// pool is the memory that bodies and what is fetched may take together, in bytes as they are sent.
type pool struct {
	most int64
	held atomic.Int64
}

// load is what one call holds of a pool, until it ends: the texts that it reads are in use as long.
type load struct {
	of *pool

	mutex sync.Mutex
	held  int64
	left  int64 // what may still be fetched for the call
	ended bool  // a fetcher that did not give up has nothing to add
}

// take reports whether there is room for n more bytes, and then holds them.
func (l *load) take(n int64) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.hold(n)
}

func (l *load) hold(n int64) bool {
	if l.ended {
		return false
	}
	if l.of.held.Add(n) > l.of.most {
		l.of.held.Add(-n)
		return false
	}
	l.held += n
	return true
}

// drop gives all of it back.
func (l *load) drop() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.of.held.Add(-l.held)
	l.held, l.ended = 0, true
}

// toFetch is how many bytes may still be fetched.
func (l *load) toFetch() int64 {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.left
}

// fetched takes what was fetched, or says why there is no room for it.
func (l *load) fetched(n int64) (lack string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.left -= n; l.left < 0 {
		return lackLarge
	}
	if !l.hold(n) {
		return "it could not be fetched: " + errBusy.Error()
	}
	return ""
}

const lackLarge = "it is larger than is read"

// weighed reads a body whose length is not known, as far as there is room for it.
type weighed struct {
	io.Reader
	load *load
}

func (w weighed) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if !w.load.take(int64(n)) {
		return 0, errBusy
	}
	return n, err
}

// busy sends a call away that can come again.
func busy(says string) *refusal {
	f := refuse(http.StatusServiceUnavailable, "throttled", says)
	f.retry = 1
	return f
}
