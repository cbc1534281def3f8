package evidence

import (
	"net/url"
	"slices"
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

// identifier is a key of a source that names one publication, and what it must look like.
type identifier struct {
	key, value, want string
	valid            func(string) bool
}

func identifiers(s Source) []identifier {
	all := []identifier{
		{"doi", s.DOI, "10.NNNN/suffix, without https://doi.org/", validDOI},
		{"pmid", s.PMID, "up to nine digits, the first of them not 0", validPMID},
		{"pmcid", s.PMCID, "PMC and digits", validPMCID},
	}
	return slices.DeleteFunc(all, func(id identifier) bool { return id.value == "" })
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
