// Package conformance keeps testdata/conformance: facts and the answers that a guideline gives
// on them, as JSON, for whoever implements the same answers in another language. It has tests
// only. They hold this library to the suite, and the suite to its own description.
//
//	go test ./internal/conformance -update    writes the answers anew, and what goes with them
//	go test ./internal/conformance -extend    first adds cases for what the suite does not touch yet
package conformance
