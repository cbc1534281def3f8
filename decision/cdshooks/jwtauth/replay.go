package jwtauth

import (
	"container/heap"
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"time"
)

// Replay remembers which tokens were taken, so that none is taken twice. Processes that share an
// address share one; it is safe for use by many goroutines at once.
type Replay interface {
	// First reports whether a token is met for the first time, and remembers it until then. An
	// error means that it cannot be told: the request is refused.
	First(ctx context.Context, issuer, id string, now, until time.Time) (bool, error)
}

// ErrFull is returned by a [Memory] that may not remember more.
var ErrFull = errors.New("as many tokens are remembered as may be")

// Memory is a [Replay] for one process. It takes some 100 bytes for a token.
type Memory struct {
	mu    sync.Mutex
	most  int
	known map[tokenID]struct{}
	ends  ends
}

type tokenID [sha256.Size]byte

// NewMemory remembers at most so many tokens at a time, and refuses others while it is full.
func NewMemory(most int) *Memory {
	return &Memory{most: most, known: map[tokenID]struct{}{}}
}

// First is as [Replay] has it.
func (m *Memory) First(_ context.Context, issuer, id string, now, until time.Time) (bool, error) {
	h := sha256.New()
	h.Write([]byte(issuer))
	h.Write([]byte{0}) // JSON texts may hold it, but the configured name of an issuer was matched
	h.Write([]byte(id))
	token := tokenID(h.Sum(nil))

	m.mu.Lock()
	defer m.mu.Unlock()
	for len(m.ends) > 0 && !now.Before(m.ends[0].at) {
		delete(m.known, heap.Pop(&m.ends).(end).token)
	}
	if _, known := m.known[token]; known {
		return false, nil
	}
	if len(m.known) >= m.most {
		return false, ErrFull
	}
	m.known[token] = struct{}{}
	heap.Push(&m.ends, end{until, token})
	return true, nil
}

// Len is how many tokens are remembered.
func (m *Memory) Len() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.known)
}

// end is when a token may be forgotten; ends is a heap of them, the next one first.
type end struct {
	at    time.Time
	token tokenID
}

type ends []end

func (e ends) Len() int           { return len(e) }
func (e ends) Less(i, j int) bool { return e[i].at.Before(e[j].at) }
func (e ends) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }
func (e *ends) Push(x any)        { *e = append(*e, x.(end)) }
func (e *ends) Pop() any {
	last := len(*e) - 1
	x := (*e)[last]
	*e = (*e)[:last]
	return x
}
