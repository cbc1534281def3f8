package conditions

import (
	"fmt"
	"strings"
)

// tidy gives a code its usual spelling where that takes no guess: no space around it, and for ICD-10-CM capitals and the
// dot, which claims leave out and which always follows the third character.
func (f Form) tidy(code string) string {
	code = strings.TrimSpace(code)
	if f != FormICD10CM {
		return code
	}
	code = strings.Map(asciiUpper, code)
	if len(code) > 3 && isASCII(code) && !strings.Contains(code, ".") {
		code = code[:3] + "." + code[3:]
	}
	return code
}

// fault says why a tidied code cannot be one of this form; the reason is unstated when it can.
func (f Form) fault(code string) (Reason, string) {
	switch f {
	case FormSNOMED:
		return faultSNOMED(code)
	case FormLOINC:
		return faultLOINC(code)
	case FormICD10CM:
		return faultICD10CM(code)
	default:
		return faultAny(code)
	}
}

// A SNOMED CT identifier is item, then for the long format a namespace of seven digits, then two digits of partition and a
// check digit. Only concepts (partition 00 short, 10 long) can name a condition.
func faultSNOMED(code string) (Reason, string) {
	const shortest, longest, shortestLong = 6, 18, 11
	if !isDigits(code) || len(code) < shortest || len(code) > longest || code[0] == '0' {
		return ReasonMalformed, "a SNOMED CT identifier has 6 to 18 digits and does not begin with 0"
	}
	if !verhoeff(code) {
		return ReasonCheckDigit, "its check digit does not fit, so it is no SNOMED CT identifier"
	}
	switch partition := code[len(code)-3 : len(code)-1]; partition {
	case "00":
		return ReasonUnstated, ""
	case "10":
		if len(code) < shortestLong {
			return ReasonMalformed, "partition 10 needs a namespace of seven digits, so at least 11 digits in all"
		}
		return ReasonUnstated, ""
	case "01", "11":
		return ReasonMalformed, "it identifies a description; give the concept's identifier"
	case "02", "12":
		return ReasonMalformed, "it identifies a relationship; give the concept's identifier"
	default:
		return ReasonMalformed, fmt.Sprintf("partition %s is not that of a concept (00 or 10)", partition)
	}
}

func faultLOINC(code string) (Reason, string) {
	number, check, found := strings.Cut(code, "-")
	if !found || !isDigits(number) || len(number) > 7 || !isDigits(check) || len(check) != 1 {
		return ReasonMalformed, "a LOINC term has one to seven digits, a hyphen and a check digit"
	}
	if !mod10(number + check) {
		return ReasonCheckDigit, "its check digit does not fit, so it is no LOINC term"
	}
	return ReasonUnstated, ""
}

func faultICD10CM(code string) (Reason, string) {
	const says = "an ICD-10-CM code is a letter, a digit and a letter or digit, then up to four letters or digits after a dot"
	category, rest, dotted := strings.Cut(code, ".")
	ok := len(category) == 3 && isUpper(category[0]) && isDigit(category[1]) && isUpperOrDigit(category[2:])
	if dotted {
		ok = ok && len(rest) >= 1 && len(rest) <= 4 && isUpperOrDigit(rest)
	}
	if !ok {
		return ReasonMalformed, says
	}
	return ReasonUnstated, ""
}

func faultAny(code string) (Reason, string) {
	const longest = 64
	if code == "" || len(code) > longest || strings.ContainsFunc(code, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ReasonMalformed, "a code has 1 to 64 characters of ASCII without spaces"
	}
	return ReasonUnstated, ""
}

func asciiUpper(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}

func isASCII(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r > '~' }) }
func isDigit(b byte) bool   { return '0' <= b && b <= '9' }
func isUpper(b byte) bool   { return 'A' <= b && b <= 'Z' }

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func isUpperOrDigit(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && (r < 'A' || r > 'Z') })
}
