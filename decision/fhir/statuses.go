package fhir

import (
	"fmt"
	"strings"
)

// The sides of the statuses of a condition; two of one side do not contradict each other.
const (
	unknownStatus = iota
	itIs
	itMayBe
	itIsNot
)

func verificationSide(s string) int {
	switch s {
	case "confirmed":
		return itIs
	case "provisional", "differential", "unconfirmed":
		return itMayBe
	case "refuted", "entered-in-error":
		return itIsNot
	}
	return unknownStatus
}

func clinicalSide(s string) int {
	switch s {
	case "active", "recurrence", "relapse":
		return itIs
	case "inactive", "remission", "resolved":
		return itIsNot
	}
	return unknownStatus
}

// cameBack is the clinical status of a condition that is there once more, "" of any other.
func cameBack(res *resource) string {
	if s := status(res.at.get("clinicalStatus")); s == "recurrence" || s == "relapse" {
		return s
	}
	return ""
}

// torn says why a status is in doubt: it has words and no code, or codes that are not of one side, in
// whatever order; "" if it is not.
func torn(a at, s, what string, side func(string) int) string {
	if s == "" {
		if words := inWords(a); words != "" {
			return "its " + what + " stands in words only: " + words
		}
		return ""
	}
	fhirs := codedByFHIR(a)
	for _, coding := range a.get("coding").all() {
		other := coding.get("code").text()
		if other != "" && side(other) != side(s) && (!fhirs || ofFHIR(coding)) {
			return fmt.Sprintf("its %s is %s and %s", what, clean(min(s, other)), clean(max(s, other)))
		}
	}
	return ""
}

// inWords is what a concept without a code says; "" where that is nothing.
func inWords(a at) string {
	switch {
	case !a.here():
		return ""
	case !a.is(object):
		return quote(a)
	case a.get("text").here():
		return quote(a.get("text"))
	}
	for _, coding := range a.get("coding").all() {
		if display := coding.get("display"); display.here() {
			return quote(display)
		}
	}
	return ""
}

func codedByFHIR(a at) bool {
	for _, coding := range a.get("coding").all() {
		if ofFHIR(coding) && coding.get("code").text() != "" {
			return true
		}
	}
	return false
}

// ofFHIR reports whether a coding is one of FHIR itself.
func ofFHIR(coding at) bool {
	system := coding.get("system").text()
	return strings.HasPrefix(system, "http://terminology.hl7.org/") || strings.HasPrefix(system, "http://hl7.org/fhir/")
}
