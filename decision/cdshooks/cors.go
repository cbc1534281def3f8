package cdshooks

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// cross writes what browsers need to hand an answer to a page of another origin. It goes before
// everything else: a preflight comes without credentials, and a refusal has to be readable too.
func (s *Service) cross(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if len(s.origins) == 0 {
		return
	}
	everyone := slices.Contains(s.origins, "*")
	if !everyone {
		h.Add("Vary", "Origin")
	}
	origin := r.Header.Get("Origin")
	switch {
	case origin == "":
		return
	case everyone:
		h.Set("Access-Control-Allow-Origin", "*")
	case slices.Contains(s.origins, origin):
		h.Set("Access-Control-Allow-Origin", origin)
	default:
		return
	}
	if r.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept, X-Requested-With") // * would leave out Authorization
		h.Set("Access-Control-Max-Age", "600")
		return
	}
	h.Set("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate")
}

// originOf brings an origin to the form in which browsers send it, and refuses what none sends.
func originOf(s string) (string, error) {
	if s == "*" {
		return s, nil
	}
	u := serverURL(s)
	if u == nil || u.Path != "" || u.Hostname() == "" || strings.HasSuffix(u.Host, ":") || strings.HasPrefix(u.Port(), "0") ||
		strings.ContainsFunc(u.Host, func(c rune) bool { return c > '~' || strings.ContainsRune("*%,;!$&'()+= ", c) }) {
		return "", fmt.Errorf("Options.Origins: %q is no origin that a browser sends; one is like https://ehr.example.org, without a path, in plain letters", s)
	}
	return baseOf(u), nil
}

// preflight answers OPTIONS.
func preflight(w http.ResponseWriter, allow []string) int {
	w.Header().Set("Allow", strings.Join(allow, ", "))
	w.WriteHeader(http.StatusNoContent)
	return http.StatusNoContent
}
