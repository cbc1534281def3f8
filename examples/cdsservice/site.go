package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/cdshooks"
	"github.com/mskguide/mskguide/decision/cdshooks/jwtauth"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/receipt"
)

// site is the service as this site wants it, and the files that it writes.
type site struct {
	service   http.Handler
	guideline *decision.Guideline
	mapping   *fhir.Mapping
	policy    *cdshooks.Policy
	files     []io.Closer
}

// open puts the service together. When it fails, no file stays open.
func open(s settings, log *slog.Logger) (_ *site, err error) {
	site := &site{}
	defer func() {
		if err != nil {
			err = errors.Join(err, site.close())
		}
	}()
	if site.guideline, err = openGuideline(s.overlays); err != nil {
		return nil, err
	}
	mappings, err := readFiles(s.mappings)
	if err != nil {
		return nil, err
	}
	if site.mapping, err = fhir.ReadMapping(site.guideline, dryneedling.Bundle(), mappings...); err != nil {
		return nil, err
	}
	hooks, err := readFiles(s.hooks)
	if err != nil {
		return nil, err
	}
	if site.policy, err = cdshooks.ReadPolicy(site.mapping, dryneedling.Bundle(), hooks...); err != nil {
		return nil, err
	}
	options, err := site.options(s, log)
	if err != nil {
		return nil, err
	}
	if site.service, err = cdshooks.New(site.mapping, site.policy, options); err != nil {
		return nil, err
	}
	return site, nil
}

func (site *site) options(s settings, log *slog.Logger) (o cdshooks.Options, err error) {
	o = cdshooks.Options{
		Anybody: s.demo, Origins: s.origins, PatientView: s.patientView, Servers: s.servers, Now: s.now,
		Observe: func(e cdshooks.Event) { log.Info("request", "hooks", e) },
	}
	if s.base != "" {
		o.MoreURL = strings.TrimSuffix(s.base, "/") + "/questions"
	}
	if len(s.servers) > 0 {
		o.Fetcher = &cdshooks.HTTPFetcher{}
	}
	if s.demo {
		o.Origins = append(o.Origins, demoPages()...)
	} else if o.Authenticator, err = authenticator(s); err != nil {
		return o, err
	}
	if s.standing != "" {
		if o.Standing, err = standingFacts(site.guideline, s.standing); err != nil {
			return o, err
		}
	}
	if s.feedback != "" {
		file, err := cdshooks.OpenRecords(s.feedback)
		if err != nil {
			return o, err
		}
		o.Records, site.files = file, append(site.files, file)
		logTorn(log, s.feedback, file.Torn())
	}
	if s.receipts != "" {
		file, err := receipt.OpenFile(s.receipts)
		if err != nil {
			return o, err
		}
		o.Receipts, site.files = file, append(site.files, file)
		logTorn(log, s.receipts, file.Torn())
	}
	return o, nil
}

// logTorn tells of what a crash had left at the end of a file and was moved away: it is no record, and
// somebody is to look at it.
func logTorn(log *slog.Logger, file string, bytes int64) {
	if bytes > 0 {
		log.Warn("the end of the file was torn and was moved", "file", file, "to", file+".torn", "bytes", bytes)
	}
}

// demoPages are the origins whose pages may call in a demonstration: the public sandbox, and one
// that runs on this machine at its usual port.
func demoPages() []string {
	return []string{jwtauth.Sandbox, "http://localhost:8080", "http://127.0.0.1:8080"}
}

// authenticator trusts the issuers that the command line names: one may have addresses of keys and
// a file of them.
func authenticator(s settings) (cdshooks.Authenticator, error) {
	config := jwtauth.Config{Base: strings.TrimSuffix(s.base, "/")}
	at := map[string]int{}
	for _, flag := range s.issuers {
		name, keys, found := strings.Cut(flag, "=")
		if !found {
			return nil, fmt.Errorf("-issuer %q: want ISS=JWKS, an address of keys or a file of them", flag)
		}
		if _, known := at[name]; !known {
			at[name] = len(config.Issuers)
			config.Issuers = append(config.Issuers, jwtauth.Issuer{Name: name})
		}
		issuer := &config.Issuers[at[name]]
		switch {
		case strings.Contains(keys, "://"):
			issuer.URLs = append(issuer.URLs, keys)
		case issuer.Keys != nil:
			return nil, fmt.Errorf("-issuer %q: a second file of keys; put them in one", flag)
		default:
			data, err := os.ReadFile(keys)
			if err != nil {
				return nil, err
			}
			issuer.Keys = data
		}
	}
	return jwtauth.New(config)
}

func (site *site) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", health(site.guideline, site.mapping.Digest(), site.policy.Digest()))
	mux.HandleFunc("GET /questions", questions(site.guideline))
	mux.Handle("/", site.service)
	return mux
}

func (site *site) close() error {
	var wrong []error
	for _, file := range site.files {
		wrong = append(wrong, file.Close())
	}
	return errors.Join(wrong...)
}

// openGuideline is the built-in guideline with overlays. An overlay with a / or .yaml in its name
// is a file, any other one that the guideline ships.
func openGuideline(names []string) (*decision.Guideline, error) {
	if len(names) == 0 {
		return dryneedling.AsPublished(), nil
	}
	var overlays []decision.Overlay
	for _, name := range names {
		if !strings.Contains(name, "/") && !strings.Contains(name, ".yaml") {
			shipped, err := decision.NamedOverlay(dryneedling.Bundle(), name)
			if err != nil {
				return nil, err
			}
			overlays = append(overlays, shipped)
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		overlays = append(overlays, decision.Overlay{Name: name, Data: data})
	}
	return decision.Open(dryneedling.Bundle(), overlays...)
}

func readFiles(names []string) ([]fhir.File, error) {
	var files []fhir.File
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, fhir.File{Name: name, Data: data})
	}
	return files, nil
}
