package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

const (
	longestLine = 16 << 20
	mostFaults  = 20 // that are told one by one
	mostTypes   = 200
)

// export is what is known of an export after its first reading.
type export struct {
	files    []string // paths
	passed   []string // paths of what else is in the folder, and may be a part of the export
	stamps   []stamp  // of the files at the first reading
	patients []string // by id, once all are known
	bytes    []int64  // of records, by patient
	whose    [][]uint32
	// whose holds, of each line of each file, 1 + the patient; 0: it is of nobody or not read.

	mu          sync.Mutex
	number      map[string]uint32 // of patients, in the order in which they were met
	medications map[string]document
	deleted     map[string]bool
	unread      map[string]int // by type; of more than mostTypes only how many there are
	unreadMore  int
	faults      []string
	left        int // lines that could not be used
	resources   int
}

// document is one line of a file.
type document struct {
	name string // "Condition.ndjson:17"
	data []byte
}

// head is what has to be known of a resource to hand it to its patient.
type head struct {
	ResourceType string    `json:"resourceType"`
	ID           string    `json:"id"`
	Subject      reference `json:"subject"`
	Patient      reference `json:"patient"`
	Medication   reference `json:"medicationReference"`
	Entry        []struct {
		Request struct {
			Method string `json:"method"`
			URL    string `json:"url"`
		} `json:"request"`
	} `json:"entry"`
}

type reference struct {
	Reference string `json:"reference"`
}

// local is a reference without the address of its server and without a version.
func (r reference) local() string {
	text, _, _ := strings.Cut(r.Reference, "/_history/")
	parts := strings.Split(text, "/")
	return strings.Join(parts[max(0, len(parts)-2):], "/")
}

// readExport learns whose each line of the files of a folder is, but for one file: that of the
// answers of the last time.
func readExport(ctx context.Context, folder, but string, types []string) (*export, error) {
	e := &export{number: map[string]uint32{}, medications: map[string]document{}, deleted: map[string]bool{}, unread: map[string]int{}}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries { // by name
		name := filepath.Join(folder, entry.Name())
		switch {
		case name == filepath.Clean(but):
		case strings.HasSuffix(name, ".ndjson"), strings.HasSuffix(name, ".ndjson.gz"):
			e.files = append(e.files, name)
		case !strings.HasPrefix(entry.Name(), ".") && entry.Name() != "manifest.json": // a client leaves the manifest beside its files
			e.passed = append(e.passed, name)
		}
	}
	if len(e.files) == 0 {
		return nil, fmt.Errorf("%s holds no file whose name ends with .ndjson or .ndjson.gz", folder)
	}
	e.whose, e.stamps = make([][]uint32, len(e.files)), make([]stamp, len(e.files))
	err = e.eachFile(ctx, func(i int) error {
		now, err := stampOf(e.files[i])
		if err != nil {
			return err
		}
		e.stamps[i] = now
		return lines(ctx, e.files[i], func(n int, line []byte) error {
			e.whose[i] = append(e.whose[i], e.enter(fmt.Sprintf("%s:%d", filepath.Base(e.files[i]), n), line, types))
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	e.sort()
	return e, nil
}

// stamp tells a file from what it was before.
type stamp struct{ size, changed int64 }

func stampOf(name string) (stamp, error) {
	info, err := os.Stat(name)
	if err != nil {
		return stamp{}, err
	}
	return stamp{info.Size(), info.ModTime().UnixNano()}, nil
}

// eachFile reads several files at a time.
func (e *export) eachFile(ctx context.Context, read func(i int) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	errs := make([]error, len(e.files))
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(len(e.files), runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := range next {
				if errs[i] = read(i); errs[i] != nil {
					stop()
				}
			}
		})
	}
	for i := range e.files {
		if ctx.Err() == nil {
			next <- i
		}
	}
	close(next)
	wait.Wait()
	return cmp.Or(errors.Join(errs...), ctx.Err())
}

// lines hands out the lines of a file, from 1.
func lines(ctx context.Context, name string, take func(n int, line []byte) error) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close() // it was only read
	var from io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if from, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	scan := bufio.NewScanner(from)
	scan.Buffer(make([]byte, 1<<16), longestLine)
	n := 0
	for scan.Scan() {
		n++
		if n%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := take(n, scan.Bytes()); err != nil {
			return err
		}
	}
	if err := scan.Err(); err != nil {
		return fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return nil
}

// enter finds out whose a line is.
func (e *export) enter(name string, line []byte, types []string) uint32 {
	line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")))
	if len(line) == 0 {
		return 0
	}
	var h head
	err := json.Unmarshal(line, &h)
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case err != nil || h.ResourceType == "":
		if !json.Valid(line) {
			return e.fault(name, "this is not JSON")
		}
		return e.fault(name, "this is no resource, or its references are none")
	case h.ResourceType == "Bundle": // what is gone since an earlier export
		for _, gone := range h.Entry {
			if gone.Request.Method == "DELETE" {
				e.deleted[reference{gone.Request.URL}.local()] = true
			}
		}
		return 0
	case h.ResourceType == "Medication":
		e.medications["Medication/"+h.ID] = document{name, bytes.Clone(line)}
		return 0
	case !slices.Contains(types, h.ResourceType):
		kind := shown(h.ResourceType)
		if _, met := e.unread[kind]; met || len(e.unread) < mostTypes {
			e.unread[kind]++
		} else {
			e.unreadMore++
		}
		return 0
	}
	patient := cmp.Or(h.Subject.local(), h.Patient.local())
	if h.ResourceType == "Patient" {
		patient = "Patient/" + h.ID
	}
	if id, ok := strings.CutPrefix(patient, "Patient/"); !ok || id == "" {
		return e.fault(name, shown(h.ResourceType+"/"+h.ID)+" does not refer to a patient")
	}
	number, ok := e.number[patient]
	if !ok {
		number = uint32(len(e.patients))
		e.number[patient] = number
		e.patients = append(e.patients, patient)
		e.bytes = append(e.bytes, 0)
	}
	e.bytes[number] += int64(len(line))
	e.resources++
	return number + 1
}

// fault notes a line that cannot be used.
func (e *export) fault(name, says string) uint32 {
	e.left++
	if len(e.faults) < 10*mostFaults {
		e.faults = append(e.faults, shown(name)+": "+says)
	}
	return 0
}

// sort numbers the patients by their ids, so that the answers come in the same order whatever
// file was read first.
func (e *export) sort() {
	met := slices.Clone(e.patients)
	slices.Sort(e.patients)
	rank, size := make([]uint32, len(met)), make([]int64, len(met))
	for i, patient := range e.patients {
		rank[e.number[patient]] = uint32(i)
		size[i] = e.bytes[e.number[patient]]
	}
	for _, whose := range e.whose {
		for i, number := range whose {
			if number > 0 {
				whose[i] = rank[number-1] + 1
			}
		}
	}
	e.bytes, e.number = size, nil
}

// parts cuts the patients into runs whose records fit into memory together; one who fills it
// alone is a part alone.
func (e *export) parts(memory int64) [][2]int {
	var parts [][2]int
	from, held := 0, int64(0)
	for i, size := range e.bytes {
		if i > from && held+size > memory {
			parts = append(parts, [2]int{from, i})
			from, held = i, 0
		}
		held += size
	}
	if from < len(e.bytes) {
		parts = append(parts, [2]int{from, len(e.bytes)})
	}
	return parts
}

// records reads the lines of a part, by patient, with the medications that they refer to.
func (e *export) records(ctx context.Context, part [2]int) ([][]document, error) {
	held := make([][]document, part[1]-part[0])
	for i, file := range e.files {
		if now, err := stampOf(file); err != nil || now != e.stamps[i] {
			return nil, errors.Join(err, changed(file))
		}
		read := 0
		err := lines(ctx, file, func(n int, line []byte) error {
			if read = n; n > len(e.whose[i]) {
				return changed(file)
			}
			patient := int(e.whose[i][n-1]) - 1
			if patient < part[0] || patient >= part[1] {
				return nil
			}
			at := patient - part[0]
			name := fmt.Sprintf("%s:%d", filepath.Base(file), n)
			var h head
			if bytes.Contains(line, []byte(`"medicationReference"`)) || len(e.deleted) > 0 {
				_ = json.Unmarshal(line, &h) // it was read before
			}
			if e.deleted[h.ResourceType+"/"+h.ID] {
				return nil
			}
			held[at] = append(held[at], document{name, bytes.Clone(line)})
			if d, ok := e.medications[h.Medication.local()]; ok && !slices.ContainsFunc(held[at], func(o document) bool { return o.name == d.name }) {
				held[at] = append(held[at], d)
			}
			return nil
		})
		if err == nil && read < len(e.whose[i]) {
			err = changed(file)
		}
		if err != nil {
			return nil, err
		}
	}
	return held, nil
}

// changed is what to say of a file whose lines are no longer those that were read first: whose they
// are is not known any more.
func changed(file string) error {
	return fmt.Errorf("%s: the file changed while it was read; start again when nobody writes to it", shown(file))
}

// passedOver names what of the folder is not read, before the work starts: what it holds is missing
// from every answer.
func (e *export) passedOver(to io.Writer) {
	for _, name := range e.passed {
		fmt.Fprintf(to, "%s: it is not read: of a folder, only files are whose names end with .ndjson or .ndjson.gz\n", shown(name))
	}
}

// report tells what was read, and what could not be.
func (e *export) report(to io.Writer) {
	slices.Sort(e.faults)
	for _, fault := range e.faults[:min(len(e.faults), mostFaults)] {
		fmt.Fprintln(to, fault)
	}
	if e.left > mostFaults {
		fmt.Fprintf(to, "and %d more lines that could not be used\n", e.left-mostFaults)
	}
	var types []string
	all := e.unreadMore
	for name, n := range e.unread {
		types = append(types, fmt.Sprintf("%d %s", n, name))
		all += n
	}
	slices.Sort(types)
	switch {
	case e.unreadMore > 0: // which of them were met first is chance
		fmt.Fprintf(to, "not read: %d of more than %d types\n", all, mostTypes)
	case len(types) > 0:
		fmt.Fprintln(to, "not read:", strings.Join(types, ", "))
	}
	fmt.Fprintf(to, "%d patients, %d resources, %d lines that could not be used", len(e.patients), e.resources, e.left)
	if n := len(e.passed); n > 0 {
		fmt.Fprintf(to, ", %d entries of the folder that were not read", n)
	}
	fmt.Fprintln(to)
}
