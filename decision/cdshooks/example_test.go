package cdshooks_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/mskguide/mskguide/decision/cdshooks"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// A service in an HTTP server, and a call that concerns nobody.
func Example() {
	mapping, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle())
	if err != nil {
		fmt.Println(err)
		return
	}
	policy, err := cdshooks.ReadPolicy(mapping, dryneedling.Bundle())
	if err != nil {
		fmt.Println(err)
		return
	}
	service, err := cdshooks.New(mapping, policy, cdshooks.Options{
		Anybody: true, // for a demo: everything else names an Authenticator
		Origins: []string{"https://sandbox.cds-hooks.org"},
		Observe: func(e cdshooks.Event) { fmt.Println(e.Endpoint, e.Service, e.Status) },
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(service)
	defer server.Close()

	call := `{"hook": "order-sign", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
		"context": {"userId": "Practitioner/1", "patientId": "2", "draftOrders": {"resourceType": "Bundle"}}}`
	answer, err := http.Post(server.URL+"/cds-services/dry-needling-order-sign", "application/json", strings.NewReader(call))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	fmt.Println(string(body), err)

	// Unordered output:
	// call dry-needling-order-sign 200
	// {"cards":[]} <nil>
}
