package cdshooks_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/cdshooks"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/receipt"
)

// codes are a clinic's own: PT-17 of its catalogue means what the codes for dry needling mean.
const codes = `
schema: mskguide.fhir/1
id: our-clinic
title: Our clinic
systems: [{id: ours, name: Our catalogue, uris: ["https://clinic.example/catalogue"]}]
extend:
  - id: dry-needling # an entry of the mapping that ships
    codes: [{system: ours, code: PT-17, display: dry needling, checked: yes}]
`

// hooks are referrals that may lead to needling there, and a link on every card.
const hooks = `
schema: mskguide.hooks/1
id: our-clinic
title: Our clinic
referrals: {codes: [{system: ours, code: PT-1, display: physiotherapy, checked: yes}]}
links: [{label: Who needles here, url: "https://clinic.example/needling"}]
`

// standing is what holds of who asks, whatever the patient. A clinic would ask its directory, and
// give up when the context ends. Whom it does not know it says nothing of: the card then asks.
func standing(_ context.Context, practitioner, _ string) (decision.Facts, error) {
	if practitioner != "Practitioner/doc-1" {
		return nil, nil
	}
	return decision.Facts{"training_hours": 80, "dry_needling_in_scope": true}, nil
}

// serve answers calls until the context ends, and returns when those under way have been answered
// and what they rest on is in the files.
func serve(ctx context.Context, at net.Listener, folder string, log *slog.Logger) (err error) {
	defer at.Close() // also where it does not come to serving
	mapping, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle(), fhir.File{Name: "clinic.yaml", Data: []byte(codes)})
	if err != nil {
		return err
	}
	policy, err := cdshooks.ReadPolicy(mapping, dryneedling.Bundle(), fhir.File{Name: "clinic-hooks.yaml", Data: []byte(hooks)})
	if err != nil {
		return err
	}
	records, err := cdshooks.OpenRecords(filepath.Join(folder, "records.ndjson"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, records.Close()) }() // that is, after Shutdown
	receipts, err := receipt.OpenFile(filepath.Join(folder, "receipts.ndjson"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, receipts.Close()) }()

	service, err := cdshooks.New(mapping, policy, cdshooks.Options{
		Anybody:  true, // may call: behind a gateway that authenticates. Elsewhere, an Authenticator: package jwtauth
		Standing: standing,
		Records:  records,
		Receipts: receipts, // these hold facts of patients
		Observe:  func(e cdshooks.Event) { log.Info("request", "hooks", e) },
	})
	if err != nil {
		return err
	}
	server := &http.Server{Handler: service, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(at) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(limited); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}

// The service of a clinic, from its own codes to its end, and one call: an order under the clinic's
// code, of a client that gave two parts of the record.
func Example() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	folder, err := os.MkdirTemp("", "clinic")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	var log bytes.Buffer // a service writes to os.Stdout
	done := make(chan error, 1)
	go func() { done <- serve(ctx, at, folder, slog.New(slog.NewTextHandler(&log, nil))) }()

	answer, err := http.Post("http://"+at.Addr().String()+"/cds-services/dry-needling-order-sign", "application/json", strings.NewReader(call))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer answer.Body.Close()
	card, err := io.ReadAll(answer.Body)
	stop() // as Ctrl-C does
	fmt.Println("ended:", errors.Join(err, <-done))
	fmt.Println("logged:", strings.Contains(log.String(), "hooks.verdict=needs_information hooks.settled=false hooks.cards=1"))
	fmt.Println("the link is on the card:", strings.Contains(string(card), "Who needles here"))

	line, err := os.ReadFile(filepath.Join(folder, "receipts.ndjson"))
	if err != nil {
		fmt.Println(err)
		return
	}
	kept, err := receipt.Read(line)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("kept:", kept.Answer.Verdict, "with", kept.Facts["training_hours"], "hours of training")
	fmt.Println("could not be had:", kept.Lacks[0].Part+",", kept.Lacks[0].Says)

	// Output:
	// ended: <nil>
	// logged: true
	// the link is on the card: true
	// kept: needs_information with 80 hours of training
	// could not be had: allergy-intolerance, it was not given
}

const call = `{"hook": "order-sign", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
	"context": {"userId": "Practitioner/doc-1", "patientId": "p", "draftOrders": {"resourceType": "Bundle", "entry": [{"resource":
		{"resourceType": "ServiceRequest", "id": "o", "status": "draft", "intent": "order", "subject": {"reference": "Patient/p"},
			"code": {"coding": [{"system": "https://clinic.example/catalogue", "code": "PT-17"}]}}}]}},
	"prefetch": {"patient": {"resourceType": "Patient", "id": "p", "birthDate": "1971-05-04"},
		"condition": {"resourceType": "Bundle", "type": "searchset", "total": 0}}}`
