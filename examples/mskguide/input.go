package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

const (
	standardInput = "-"
	maxInput      = 8 << 20 // far above what the library reads, and below what would hurt
)

// read returns a file, or standard input for "-", with the name that errors show.
func (c *call) read(name string) (string, []byte, error) { return c.readUpTo(name, maxInput) }

func (c *call) readUpTo(name string, most int64) (string, []byte, error) {
	in, shown := c.stdin, "standard input"
	if name != standardInput {
		f, err := os.Open(name)
		if err != nil {
			return name, nil, unreadable(name, err)
		}
		defer f.Close()
		in, shown = f, name
	}
	c.remember(in)
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err != nil {
		return shown, nil, unreadable(shown, err)
	}
	if int64(len(data)) > most {
		return shown, nil, problem(decision.FactError{File: shown, Message: fmt.Sprintf("more than %d bytes: this is no such document", most)})
	}
	return shown, data, nil
}

// remember takes note of a file that is read.
func (c *call) remember(in io.Reader) {
	if f, ok := in.(*os.File); ok {
		if info, err := f.Stat(); err == nil {
			c.reads = append(c.reads, info)
		}
	}
}

// notRead keeps a file that was read from being replaced by what comes of it.
func (c *call) notRead(name string) error {
	info, err := os.Stat(name)
	if err == nil && info.Mode().IsRegular() && slices.ContainsFunc(c.reads, func(read fs.FileInfo) bool { return os.SameFile(read, info) }) {
		return problem(decision.FactError{File: name, Message: "it is read here; write to another file"})
	}
	return nil
}

func unreadable(name string, err error) error {
	why := err.Error()
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = "there is no such file"
	case errors.As(err, &at):
		why = "it cannot be read: " + at.Err.Error()
	}
	return problem(decision.FactError{File: name, Message: why})
}

// overlay finds one by the name the guideline ships it under, or reads a file.
func (c *call) overlay(bundle fs.FS, name string) (decision.Overlay, error) {
	if strings.Contains(name, "/") || strings.Contains(name, ".yaml") {
		file, data, err := c.read(name)
		return decision.Overlay{Name: file, Data: data}, err
	}
	o, err := decision.NamedOverlay(bundle, name)
	if err == nil {
		return o, nil
	}
	names := overlayNames(bundle)
	near := place.Nearest(name, names)
	shipped := "this guideline ships none"
	if len(names) > 0 {
		shipped = "this guideline ships " + strings.Join(names, ", ")
	}
	return o, problem(decision.FactError{Got: name, Allowed: names, Nearest: near,
		Message: fmt.Sprintf("there is no overlay %s; %s; a file has a / or .yaml in its name%s", quoted(name), shipped, suggestion(near))})
}

func overlayNames(bundle fs.FS) []string {
	files, err := fs.Glob(bundle, "overlays/*.yaml")
	if err != nil { // the pattern is a good one
		return nil
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(path.Base(f), ".yaml"))
	}
	return names
}
