// Package jwtauth vouches for the callers of a CDS Hooks service by the signed JWT that the
// standard has them send with each request. It is a [cdshooks.Authenticator], in a module of its
// own so that nobody who authenticates otherwise depends on a JWT library.
//
// Who may call is a list: issuers, each with the addresses of its keys (jku), its keys themselves,
// or both. Nothing is ever fetched from an address that is not on the list, whatever a token says.
// A token is taken once, for the exact address that is called, while it is fresh. ES384 and RS384
// are taken, ES256 and RS256 when asked for, and "none" and shared secrets never. To verify ES384
// takes a processor many times longer than RS384 (the benchmark tells): it bounds how many calls a
// second can be answered.
//
// Until a version is tagged, go get finds neither this module nor the one that it needs: a module
// that uses it works on a copy of the repository, which the lines of replace in this go.mod do not
// tell it. It says in its own go.mod, with the path of the copy:
//
//	require (
//		github.com/mskguide/mskguide v0.0.0
//		github.com/mskguide/mskguide/decision/cdshooks/jwtauth v0.0.0
//	)
//	replace (
//		github.com/mskguide/mskguide => ../mskguide
//		github.com/mskguide/mskguide/decision/cdshooks/jwtauth => ../mskguide/decision/cdshooks/jwtauth
//	)
package jwtauth
