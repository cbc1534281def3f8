package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// settings are what the command line says.
type settings struct {
	addr, base, cert, key               string
	demo                                bool
	issuers, overlays, origins, servers texts
	mappings, hooks                     texts
	feedback, receipts, standing        string
	patientView                         bool
	drain                               time.Duration
	day                                 string
}

// texts is a flag that may be given again and again.
type texts []string

func (t *texts) String() string     { return strings.Join(*t, " ") }
func (t *texts) Set(s string) error { *t = append(*t, s); return nil }

func parse(args []string, stderr io.Writer) (s settings, err error) {
	f := flag.NewFlagSet("cdsservice", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&s.addr, "addr", "127.0.0.1:8080", "listen at `HOST:PORT`; port 0 takes a free one")
	f.StringVar(&s.base, "base", "", "public `URL` of the service, with any path that a proxy takes off: tokens are made for it; needed without -insecure-demo")
	f.Var(&s.issuers, "issuer", "trust the tokens of `ISS=JWKS`, an address of keys (jku) or a file of them; may be given again")
	f.BoolVar(&s.demo, "insecure-demo", false, "answer anybody, and pages of "+strings.Join(demoPages(), ", ")+": for a demonstration only")
	f.StringVar(&s.cert, "cert", "", "certificate `FILE`, to speak TLS without a proxy")
	f.StringVar(&s.key, "key", "", "`FILE` of the certificate's key")
	f.Var(&s.origins, "origin", "`ORIGIN` whose pages may call from a browser; may be given again")
	f.Var(&s.overlays, "overlay", "`NAME|FILE` of a local policy; may be given again")
	f.Var(&s.mappings, "mapping", "`FILE` that adds a site's codes to the mapping of records; may be given again")
	f.Var(&s.hooks, "hooks", "`FILE` that adds a site's orders to the policy of the hooks; may be given again")
	f.Var(&s.servers, "fhir-server", "base `URL` of a FHIR server that may be asked for what a call lacks; may be given again")
	f.StringVar(&s.standing, "standing", "", "`FILE`, YAML or JSON, of facts by practitioner: Practitioner/123: {fact: value}; only those of practitioner and place, which the guideline marks site_profile")
	f.StringVar(&s.feedback, "feedback", "", "append cards that were shown and what became of them to `FILE` (NDJSON)")
	f.StringVar(&s.receipts, "receipts", "", "append a receipt of each decision to `FILE` (NDJSON); it holds facts of patients")
	f.BoolVar(&s.patientView, "patient-view", false, "speak on every chart that is opened, also where nothing presses")
	f.DurationVar(&s.drain, "drain", 10*time.Second, "how long calls under way may take when it is told to stop")
	f.StringVar(&s.day, "day", "", "answer as on `YYYY-MM-DD`, for records that were made up for one; with -insecure-demo")
	f.Usage = func() {
		fmt.Fprintln(stderr, "Usage: cdsservice [flags]\nCDS Hooks 2.0 at /cds-services, its health at /health. Logs are JSON on standard output.")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return s, err
	}
	return s, s.check(f.Args())
}

// now is the clock: the real one, or one that stands still on the day of -day.
func (s *settings) now() time.Time {
	if day, err := time.ParseInLocation(time.DateOnly, s.day, time.Local); err == nil {
		return day.Add(12 * time.Hour)
	}
	return time.Now()
}

// check refuses what would be unsafe or was not meant, all at once, and fills in the base of a demo.
func (s *settings) check(rest []string) error {
	var wrong []error
	say := func(when bool, text string) {
		if when {
			wrong = append(wrong, errors.New(text))
		}
	}
	say(len(rest) > 0, fmt.Sprintf("%q is no flag; cdsservice takes nothing else", rest))
	_, port, err := net.SplitHostPort(s.addr)
	say(err != nil, fmt.Sprintf("-addr %q: want HOST:PORT", s.addr))
	if s.demo && s.base == "" && port != "0" {
		s.base = "http://" + s.addr
		if s.cert != "" {
			s.base = "https://" + s.addr
		}
	}
	say(!s.demo && len(s.issuers) == 0, "who may call? Name each with -issuer ISS=JWKS; -insecure-demo answers anybody")
	say(!s.demo && s.base == "", "-base is needed: tokens are made for the public address of the service")
	say(s.demo && len(s.issuers) > 0, "-insecure-demo answers anybody; leave it out, or -issuer")
	say(s.day != "" && !s.demo, "-day is for demonstrations: it needs -insecure-demo")
	_, err = time.Parse(time.DateOnly, s.day)
	say(s.day != "" && err != nil, fmt.Sprintf("-day %q: want YYYY-MM-DD", s.day))
	say((s.cert == "") != (s.key == ""), "-cert and -key go together")
	return errors.Join(wrong...)
}
