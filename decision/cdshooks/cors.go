package cdshooks

import (
	"net/http"
	"slices"
	"strings"
)

// cross writes what browsers need to hand an answer to a page of another origin. It goes before
// everything else: a preflight comes without credentials, and a refusal has to be readable too.
func (s *Service) cross(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if len(s.options.Origins) == 0 {
		return
	}
	everyone := slices.Contains(s.options.Origins, "*")
	if !everyone {
		h.Add("Vary", "Origin")
	}
	origin := r.Header.Get("Origin")
	switch {
	case origin == "":
		return
	case everyone:
		h.Set("Access-Control-Allow-Origin", "*")
	case slices.Contains(s.options.Origins, origin):
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

// preflight answers OPTIONS.
func preflight(w http.ResponseWriter, allow []string) int {
	w.Header().Set("Allow", strings.Join(allow, ", "))
	w.WriteHeader(http.StatusNoContent)
	return http.StatusNoContent
}
