package evidence

import (
	"net/url"
	"strings"
	"unicode"
)

// validID accepts letters and digits in parts joined by single hyphens: "nice-ng226", "DN-A05".
func validID(id string) bool {
	for _, part := range strings.Split(id, "-") {
		if part == "" || strings.Trim(part, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

func validDOI(doi string) bool {
	registrant, suffix, found := strings.Cut(doi, "/")
	digits, isDOI := strings.CutPrefix(registrant, "10.")
	if !found || !isDOI || suffix == "" || strings.ContainsFunc(suffix, isBlank) {
		return false
	}
	for i, part := range strings.Split(digits, ".") {
		if !isDigits(part) || i == 0 && len(part) < 4 {
			return false
		}
	}
	return true
}

func validPMID(pmid string) bool { return isDigits(pmid) && len(pmid) <= 9 && pmid[0] != '0' }

func validPMCID(pmcid string) bool {
	digits, ok := strings.CutPrefix(pmcid, "PMC")
	return ok && isDigits(digits)
}

func validURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && !strings.ContainsFunc(address, isBlank)
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
