package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// target is where the answers go: standard output, or a file, which gets its name when all of it is
// there.
type target struct {
	*bufio.Writer
	file *os.File // nil for standard output
	name string
}

// openTarget finds out before the work starts whether the answers can be written.
func (o options) openTarget(stdout, stderr io.Writer) (*target, error) {
	if o.out == "" {
		return &target{Writer: bufio.NewWriter(stdout)}, nil
	}
	info, err := os.Stat(o.out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("-o %s: it is a folder; name a file in it", o.out)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("-o %s: it is no ordinary file; leave -o out and send standard output there", o.out)
	}
	if err := o.leftBehind(stderr); err != nil {
		return nil, err
	}
	file, err := os.CreateTemp(filepath.Dir(o.out), o.unfinished()+"*")
	if err != nil {
		return nil, err
	}
	return &target{Writer: bufio.NewWriter(file), file: file, name: o.out}, nil
}

// unfinished is how the names of files begin that get the name of the target when they are whole.
func (o options) unfinished() string { return "." + filepath.Base(o.out) + "-" }

// leftBehind names what earlier runs did not finish. It removes nothing: another run may be writing
// one of them now, which no name tells.
func (o options) leftBehind(stderr io.Writer) error {
	folder := filepath.Dir(o.out)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		number, like := strings.CutPrefix(entry.Name(), o.unfinished())
		if like && number != "" && strings.Trim(number, "0123456789") == "" {
			fmt.Fprintf(stderr, "%s holds answers about patients: a run with this target that was killed left it behind, unless one is writing it now; remove it when none is\n", shown(filepath.Join(folder, entry.Name())))
		}
	}
	return nil
}

// finish gives a file its name.
func (t *target) finish() error {
	err := t.Flush()
	if err != nil || t.file == nil {
		return err
	}
	if err := t.file.Close(); err != nil { // it may not be whole
		return err
	}
	if err := os.Rename(t.file.Name(), t.name); err != nil {
		return err
	}
	t.file = nil
	return nil
}

// drop removes a file that is not finished. Standard output keeps what came so far.
func (t *target) drop() {
	if t.file == nil {
		_ = t.Flush() // the first mistake is the one to tell
		return
	}
	_ = t.file.Close()
	_ = os.Remove(t.file.Name())
}
