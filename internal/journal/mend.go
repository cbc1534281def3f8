package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// mend brings the end of a file to a whole line: it completes a record that lacks its newline
// and moves what a crash tore to another file. It returns the size of the whole lines and the
// number of bytes moved.
func mend(f *os.File, size int64, apart string, perm fs.FileMode) (whole, torn int64, err error) {
	if err := checkStart(f, size); err != nil {
		return 0, 0, err
	}
	whole, newline, err := wholeLines(f, size)
	if err != nil {
		return 0, 0, err
	}
	if whole < size {
		if err := keepApart(f, whole, size, apart, perm); err != nil {
			return 0, 0, fmt.Errorf("the torn end cannot be kept: %w", err)
		}
		if err := f.Truncate(whole); err != nil {
			return 0, 0, err
		}
	}
	if newline {
		if _, err := f.Write([]byte("\n")); err != nil {
			return 0, 0, err
		}
	}
	if whole < size || newline {
		if err := f.Sync(); err != nil {
			return 0, 0, err
		}
	}
	torn = size - whole
	if newline {
		whole++
	}
	return whole, torn, nil
}

// checkStart refuses a file that is something else: it would neither be cut nor appended to for
// the better. A crash leaves a part of a record, or zeros.
func checkStart(f io.ReaderAt, size int64) error {
	start := make([]byte, min(size, 1<<20))
	if _, err := f.ReadAt(start, 0); err != nil && err != io.EOF {
		return err
	}
	line, _, complete := bytes.Cut(start, []byte("\n"))
	switch {
	case size == 0, bytes.IndexByte(line, 0) >= 0:
	case len(line) == 0 || line[0] != '{', complete && !isObject(line):
		return errors.New("it holds something else than lines of JSON objects")
	}
	return nil
}

// wholeLines finds where the last whole line ends, looking from the end of the file, and whether
// it is a record that lacks its newline. Zeros stand where a page never reached the disk.
func wholeLines(f io.ReaderAt, size int64) (whole int64, newline bool, err error) {
	for end := size; end > 0; {
		start, err := lineStart(f, end)
		if err != nil {
			return 0, false, err
		}
		line := make([]byte, end-start)
		if _, err := f.ReadAt(line, start); err != nil && err != io.EOF {
			return 0, false, err
		}
		ended := line[len(line)-1] == '\n'
		if ended && bytes.IndexByte(line, 0) < 0 || !ended && isObject(line) {
			return end, !ended, nil
		}
		end = start
	}
	return 0, false, nil
}

func isObject(line []byte) bool {
	text := bytes.TrimSpace(line)
	return len(text) > 0 && text[0] == '{' && json.Valid(text)
}

// lineStart is where the line that ends before end starts. A newline at end-1 belongs to it.
func lineStart(f io.ReaderAt, end int64) (int64, error) {
	const step = 1 << 16
	buffer := make([]byte, step)
	for to := end - 1; to > 0; {
		from := max(0, to-step)
		part := buffer[:to-from]
		if _, err := f.ReadAt(part, from); err != nil && err != io.EOF {
			return 0, err
		}
		if i := bytes.LastIndexByte(part, '\n'); i >= 0 {
			return from + int64(i) + 1, nil
		}
		to = from
	}
	return 0, nil
}

func keepApart(f io.ReaderAt, from, to int64, apart string, perm fs.FileMode) error {
	out, err := os.OpenFile(apart, os.O_WRONLY|os.O_APPEND|os.O_CREATE, perm)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, io.NewSectionReader(f, from, to-from))
	if err == nil {
		_, err = out.Write([]byte("\n"))
	}
	if err == nil {
		err = out.Sync()
	}
	if closed := out.Close(); err == nil {
		err = closed
	}
	if err == nil {
		syncFolder(apart)
	}
	return err
}
