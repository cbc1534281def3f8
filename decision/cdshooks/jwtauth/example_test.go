package jwtauth_test

import (
	"fmt"
	"net/http/httptest"

	"github.com/mskguide/mskguide/decision/cdshooks/jwtauth"
)

// An authenticator goes into the options of the hook service.
func ExampleNew() {
	authenticator, err := jwtauth.New(jwtauth.Config{
		Base: "https://cds.example.org",
		Issuers: []jwtauth.Issuer{{
			Name: "https://ehr.example.org",
			URLs: []string{"https://ehr.example.org/.well-known/jwks.json"},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = authenticator.Authenticate(httptest.NewRequest("GET", "https://cds.example.org/cds-services", nil))
	fmt.Println(err)
	// Output: not authenticated: 0 Authorization headers, not one
}

// What would be unsafe is refused when the service starts.
func ExampleNew_refused() {
	_, err := jwtauth.New(jwtauth.Config{
		Base:    "http://cds.example.org",
		Issuers: []jwtauth.Issuer{{Name: jwtauth.Sandbox, URLs: []string{jwtauth.Sandbox + "/.well-known/jwks.json"}}},
		Also:    []string{"HS256"},
	})
	fmt.Println(err)
	// Output:
	// base: address "http://cds.example.org": want https; http is for demonstrations on one machine
	// algorithm "HS256": ES256 and RS256 may be added to ES384 and RS384, and no other
	// issuer "https://sandbox.cds-hooks.org": the private key of the public sandbox is published, so that anybody can sign as it: for a demonstration only
}
