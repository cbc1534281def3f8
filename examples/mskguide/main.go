// Command mskguide puts cases to a guideline from the command line: it decides, explains,
// lists the facts that may be given, and shows the evidence and the conditions behind an
// answer. "mskguide help" says how. It is not a medical device; it is for clinicians.
package main

import (
	"os"
	"os/signal"
)

func main() {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, endings()...)
	l := &leftovers{}
	go func() {
		<-interrupts
		l.clear()
		os.Exit(exitInterrupted)
	}()
	os.Exit(runWith(l, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}
