package journal

import (
	"errors"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// disk is a file that fails as it is told.
type disk struct {
	mu          sync.Mutex
	data        []byte
	room        int // bytes until it is full; -1 without end
	failSync    bool
	failCut     bool
	short       bool // a write ends early and does not say why
	syncs       int
	writes      int
	beforeSync  func()
	closedTimes int
}

var errFull, errSync, errCut = errors.New("no space left"), errors.New("input/output error"), errors.New("cannot cut")

func (d *disk) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.writes++
	n, err := len(p), error(nil)
	if d.room >= 0 && n > d.room {
		n, err = d.room, errFull
		if d.short {
			err = nil
		}
	}
	if d.room >= 0 {
		d.room -= n
	}
	d.data = append(d.data, p[:n]...)
	return n, err
}

func (d *disk) Sync() error {
	if d.beforeSync != nil {
		d.beforeSync()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.syncs++
	if d.failSync {
		return errSync
	}
	return nil
}

func (d *disk) Truncate(size int64) error {
	if d.failCut {
		return errCut
	}
	if d.room >= 0 {
		d.room += len(d.data) - int(size)
	}
	d.data = d.data[:size]
	return nil
}

func (d *disk) Close() error { d.closedTimes++; return nil }

type line struct {
	Text string `json:"text"`
}

// A full disk is an error, leaves a whole line, and is over when there is room again.
func TestFullDisk(t *testing.T) {
	for _, short := range []bool{false, true} {
		for room := range 30 {
			d := &disk{room: 14 + room, short: short}
			j := &Journal{name: "file", file: d}
			require.NoError(t, j.Append(line{"a"}))
			err := j.Append(line{strings.Repeat("b", 20)})
			if short {
				require.ErrorIs(t, err, io.ErrShortWrite)
			} else {
				require.ErrorIs(t, err, errFull)
			}
			require.Equal(t, "{\"text\":\"a\"}\n", string(d.data), "room for %d bytes", room)
			d.room = -1
			require.NoError(t, j.Append(line{"c"}))
			require.Equal(t, "{\"text\":\"a\"}\n{\"text\":\"c\"}\n", string(d.data))
		}
	}
}

// Records that are appended together are written at once and share a sync; where there is no room
// for all of them, none is kept.
func TestAppendAll(t *testing.T) {
	d := &disk{room: -1}
	j := &Journal{name: "file", file: d}
	require.NoError(t, j.AppendAll())
	require.Zero(t, d.syncs)
	require.NoError(t, j.AppendAll(line{"a"}, line{"b"}, line{"c"}))
	require.Equal(t, []int{1, 1}, []int{d.writes, d.syncs})
	const all = "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n"
	require.Equal(t, all, string(d.data))
	for room := range 2 * 13 {
		d.room = room
		require.ErrorIs(t, j.AppendAll(line{"d"}, line{"e"}), errFull)
		require.Equal(t, all, string(d.data))
	}
	d.room = -1
	require.ErrorContains(t, j.AppendAll(line{"d"}, 7), "a record is a JSON object")
	require.Equal(t, all, string(d.data))
	require.NoError(t, j.AppendAll(line{"d"}, line{"e"}))
	require.NoError(t, j.Append(line{"f"}))
	require.Equal(t, 6, strings.Count(string(d.data), "\n"))
	d.failSync = true
	require.ErrorIs(t, j.AppendAll(line{"g"}, line{"h"}), errSync)
}

// What cannot be brought back to a whole line is not written to any more.
func TestWhatCannotBeCutIsLeft(t *testing.T) {
	d := &disk{room: 3, failCut: true}
	j := &Journal{name: "file", file: d}
	require.ErrorIs(t, j.Append(line{"a"}), errFull)
	d.room = -1
	err := j.Append(line{"b"})
	require.ErrorIs(t, err, errCut)
	require.ErrorContains(t, err, "file: ")
	require.Equal(t, "{\"t", string(d.data))
	require.NoError(t, j.Close())
	require.Equal(t, 1, d.closedTimes)
}

// After a sync that failed nothing is promised any more, even where the next one would go well.
func TestFailedSyncIsFinal(t *testing.T) {
	d := &disk{room: -1, failSync: true}
	j := &Journal{name: "file", file: d}
	require.ErrorIs(t, j.Append(line{"a"}), errSync)
	d.failSync = false
	require.ErrorIs(t, j.Append(line{"b"}), errSync)
	require.Equal(t, "{\"text\":\"a\"}\n", string(d.data))
}

// Records that are written while a sync is under way share the next one.
func TestAppendsShareASync(t *testing.T) {
	const writers = 50
	d := &disk{room: -1}
	j := &Journal{name: "file", file: d}
	first := true
	d.beforeSync = func() { // the first sync takes until all others have written
		if !first {
			return
		}
		first = false
		for {
			j.mu.Lock()
			last := j.last
			j.mu.Unlock()
			if last == writers {
				return
			}
		}
	}
	var all sync.WaitGroup
	errs := make([]error, writers)
	for i := range writers {
		all.Add(1)
		go func() {
			defer all.Done()
			errs[i] = j.Append(line{"a"})
		}()
	}
	all.Wait()
	require.NoError(t, errors.Join(errs...))
	require.Equal(t, 2, d.syncs)
	require.Equal(t, writers, strings.Count(string(d.data), "\n"))
}
