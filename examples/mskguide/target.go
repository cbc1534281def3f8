package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"

	"github.com/mskguide/mskguide/decision"
)

// leftovers are the files that are not complete. An interruption takes them away.
type leftovers struct {
	mu    sync.Mutex
	names map[string]bool
}

// clear removes them, and lets nobody make or finish any from then on: the process ends.
func (l *leftovers) clear() {
	l.mu.Lock()
	for name := range l.names {
		_ = os.Remove(name) // there is nobody left to tell
	}
}

// create makes a file of a new name like the one given.
func (l *leftovers) create(like string) (*os.File, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		name := fmt.Sprintf("%s.%08x.part", like, rand.Uint32())
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
			if l.names == nil {
				l.names = map[string]bool{}
			}
			l.names[name] = true
		}
		return f, err
	}
}

func (l *leftovers) remove(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_ = os.Remove(name) // what cannot be removed is left
	delete(l.names, name)
}

// rename gives complete files their names.
func (l *leftovers) rename(targets ...*target) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, t := range targets {
		if err := os.Rename(t.file.Name(), t.name); err != nil {
			return unwritable(t.shown, err)
		}
		delete(l.names, t.file.Name())
	}
	for _, t := range targets {
		if folder, err := os.Open(filepath.Dir(t.name)); err == nil {
			_ = folder.Sync() // not every system can
			_ = folder.Close()
		}
	}
	return nil
}

// target is a file that is written beside its place and put there when it is complete.
// Until then, and after any failure, what was there before stays.
type target struct {
	name  string // of the file itself, not of a link to it
	shown string
	file  *os.File
	hash  hash.Hash
	bytes int64
}

// newTarget begins to write a file that is none of those that were read.
func (c *call) newTarget(name string) (*target, error) {
	if err := c.notRead(name); err != nil {
		return nil, err
	}
	return c.replacement(name)
}

// replacement begins to write a file, whatever is there.
func (c *call) replacement(name string) (*target, error) {
	t := &target{name: name, shown: name, hash: sha256.New()}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, unwritable(name, err)
	case info.IsDir():
		return nil, problem(decision.FactError{File: name, Message: "it is a folder; name a file in it"})
	case !info.Mode().IsRegular():
		return nil, problem(decision.FactError{File: name, Message: "it is no ordinary file; leave -o out and send standard output there"})
	default:
		if t.name, err = filepath.EvalSymlinks(name); err != nil {
			return nil, unwritable(name, err)
		}
	}
	if t.file, err = c.leftovers.create(t.name); err != nil {
		return nil, unwritable(name, err)
	}
	if info != nil {
		_ = t.file.Chmod(info.Mode().Perm()) // a file system may not have them
	}
	return t, nil
}

func (t *target) Write(p []byte) (int, error) {
	n, err := t.file.Write(p)
	t.hash.Write(p[:n])
	t.bytes += int64(n)
	if err != nil {
		return n, unwritable(t.shown, err)
	}
	return n, nil
}

func (t *target) sum() string { return hex.EncodeToString(t.hash.Sum(nil)) }

// finish sees to it that what was written is on the disk.
func (t *target) finish() error {
	if err := errors.Join(t.file.Sync(), t.file.Close()); err != nil {
		return unwritable(t.shown, err)
	}
	return nil
}

// drop removes what was written, unless it has its name already.
func (c *call) drop(t *target) {
	_ = t.file.Close() // it may be closed
	c.leftovers.remove(t.file.Name())
}

func unwritable(name string, err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at):
		err = at.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return problem(decision.FactError{File: name, Message: "it cannot be written: " + err.Error()})
}
