// Command cdsservice offers the built-in guideline to record systems by CDS Hooks 2.0. It decides
// on recorded facts and keeps nothing, but for the files that it is told to write. It is not a
// medical device; it is for clinicians.
//
//	go run . -insecure-demo
//	go run . -base https://cds.example.org -issuer https://ehr.example.org=https://ehr.example.org/jwks.json
//
// Put it behind a proxy that ends TLS, or give it a certificate with -cert and -key.
//
// It is a module of its own and runs in a copy of the repository: its go.mod replaces mskguide and
// jwtauth by their folders there, and until a version is tagged, go install by name finds none of
// them. Who copies it elsewhere has the two lines of replace lead to those folders:
//
//	replace (
//		github.com/mskguide/mskguide => ../mskguide
//		github.com/mskguide/mskguide/decision/cdshooks/jwtauth => ../mskguide/decision/cdshooks/jwtauth
//	)
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "cdsservice:", err)
		os.Exit(2)
	}
}

// run serves until the context ends and the calls under way have been answered.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s, err := parse(args, stderr)
	if err != nil {
		return err
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(2000) // what is kept is small, 5 MB: some more memory for a more even pace
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(1 << 30) // from there on the pace is given up: large bodies take many times their size
	}
	log := slog.New(slog.NewJSONHandler(stdout, nil))
	if s.demo {
		fmt.Fprint(stderr, banner)
	}
	site, err := open(s, log)
	if err != nil {
		return err
	}
	return errors.Join(serve(ctx, s, site.handler(), log), site.close())
}
