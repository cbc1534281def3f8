package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
)

// ErrClosed is what Append says once the journal is closed.
var ErrClosed = errors.New("the journal is closed")

// Journal is a file of records. It is safe for use by many goroutines at once.
type Journal struct {
	name string
	torn int64

	mu     sync.Mutex // over the file's end
	file   file
	size   int64 // of whole lines
	last   int64 // number of the write that was the last
	broken error // why nothing more can be written

	syncing sync.Mutex // held by the one that syncs, for itself and for those who wait
	synced  int64      // number of the last write known to be on the disk
}

// file is what a journal needs of an os.File that was opened for appending.
type file interface {
	io.WriteCloser
	Sync() error
	Truncate(size int64) error
}

// Open opens a file for appending and creates it with perm if it is not there. What a crash tore
// at its end is kept apart first, see Torn.
func Open(path string, perm fs.FileMode) (*Journal, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, perm)
	if err != nil {
		return nil, err
	}
	j, err := take(f, path, perm)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), f.Close())
	}
	return j, nil
}

func take(f *os.File, path string, perm fs.FileMode) (*Journal, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no file that lines can be appended to")
	}
	if err := lock(f); err != nil {
		return nil, err
	}
	if info, err = f.Stat(); err != nil { // another writer may have held the lock until now
		return nil, err
	}
	size, torn, err := mend(f, info.Size(), path+".torn", perm)
	if err != nil {
		return nil, err
	}
	syncFolder(path)
	return &Journal{name: path, torn: torn, file: f, size: size}, nil
}

// Torn is the number of bytes at the end of the file that were no records when it was opened.
// They are at the end of FILE.torn now.
func (j *Journal) Torn() int64 { return j.torn }

// Append writes a value that encodes as a JSON object and returns when it is on the disk.
// Appends at the same time share one sync. After an error the file ends with a whole line: the
// record is not in it, or, when it was the sync that failed, may be. Where the file cannot be
// brought back to a whole line, or a sync failed, every further Append fails too: what the disk
// holds is then known only by opening it anew.
func (j *Journal) Append(v any) error { return j.AppendAll(v) }

// AppendAll is Append for several records, by one write and one sync: after an error none of them is
// in the file, or, when it was the sync that failed, some may be.
func (j *Journal) AppendAll(list ...any) error {
	if len(list) == 0 {
		return nil
	}
	lines, err := encode(list)
	if err != nil {
		return fmt.Errorf("%s: %w", j.name, err)
	}
	number, err := j.write(lines)
	if err == nil {
		err = j.sync(number)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", j.name, err)
	}
	return nil
}

func encode(list []any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, v := range list {
		start := b.Len()
		if err := e.Encode(v); err != nil { // ends with the newline
			return nil, err
		}
		if b.Bytes()[start] != '{' {
			return nil, fmt.Errorf("a record is a JSON object, which %T is not", v)
		}
	}
	return b.Bytes(), nil
}

func (j *Journal) write(lines []byte) (number int64, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.broken != nil {
		return 0, j.broken
	}
	n, err := j.file.Write(lines)
	if err == nil && n < len(lines) {
		err = io.ErrShortWrite
	}
	if err != nil {
		if n > 0 {
			j.cut(err)
		}
		return 0, err
	}
	j.size += int64(len(lines))
	j.last++
	return j.last, nil
}

// cut takes off what a failed write left behind, so that the next record starts a line.
func (j *Journal) cut(cause error) {
	if err := j.file.Truncate(j.size); err != nil {
		j.broken = fmt.Errorf("a write failed (%w) and what it left could not be cut off: %w", cause, err)
	}
}

// sync returns when the write of that number is on the disk.
func (j *Journal) sync(number int64) error {
	j.syncing.Lock()
	defer j.syncing.Unlock()
	if j.synced >= number {
		return nil // somebody's sync came after our write
	}
	j.mu.Lock()
	last, broken := j.last, j.broken
	j.mu.Unlock()
	if broken != nil {
		return broken
	}
	if err := j.file.Sync(); err != nil {
		// A system may forget what it could not write and say that the next sync went well.
		j.fail(fmt.Errorf("a sync failed: %w", err))
		return err
	}
	j.synced = last
	return nil
}

func (j *Journal) fail(err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.broken == nil {
		j.broken = err
	}
}

// Close waits for records that are being written, closes the file and gives up its lock. Closing
// again does nothing.
func (j *Journal) Close() error {
	j.syncing.Lock()
	defer j.syncing.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	if errors.Is(j.broken, ErrClosed) {
		return nil
	}
	var err error
	if j.broken == nil && j.synced < j.last {
		err = j.file.Sync()
		if err == nil {
			j.synced = j.last
		}
	}
	j.broken = ErrClosed
	return errors.Join(err, j.file.Close())
}
