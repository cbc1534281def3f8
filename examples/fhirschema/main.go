// Command fhirschema checks FHIR R4 documents, files of one resource or NDJSON, by the JSON schema
// that HL7 publishes. That is schema validity and no more: no profile, no invariant and no
// terminology is looked at. With no file it reads standard input.
//
//	go run . ../../testdata/fhir/out/*.json
//	mskguide fhir decision facts.json | go run .
//
// It ends with 0 when all are valid, with 1 when some is not, with 2 when it could not look.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(files []string, stdin io.Reader, stdout, stderr io.Writer) int {
	v, err := newValidator()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	status := 0
	for _, name := range files {
		data, err := read(name, stdin)
		if err != nil {
			fmt.Fprintln(stderr, err)
			return 2
		}
		for _, document := range documents(data) {
			for _, mistake := range v.check(document) {
				fmt.Fprintf(stdout, "%s: %s\n", name, mistake)
				status = 1
			}
		}
	}
	return status
}

func read(name string, stdin io.Reader) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(name)
}

// documents are the resources of a file: one, or one a line.
func documents(data []byte) [][]byte {
	data = bytes.TrimSpace(data)
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	if len(rest) == 0 || !json.Valid(first) {
		return [][]byte{data}
	}
	var list [][]byte
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			list = append(list, line)
		}
	}
	return list
}
