package cdshooks

import "net/http"

// Authenticator says who calls, or that it cannot be told. Package jwtauth, a module of its own
// below this one, is the one that CDS Hooks describes: a signed JWT for each request.
//
// The service asks it before it reads a body, on discovery too, and never for a preflight, which
// browsers send without credentials. It may be called by many goroutines at once.
type Authenticator interface {
	// Authenticate reads the headers and the address of a request. Its error is for the operator:
	// it reaches the observer, and the caller is told 401 and nothing of why.
	Authenticate(r *http.Request) (Caller, error)
}

// Caller is who sent a request, as far as an [Authenticator] vouches for it.
type Caller struct {
	Issuer string // the system that calls, as its tokens name it
	Tenant string // a customer of that system, when it tells one
	KeyID  string // of the key that signed
}
