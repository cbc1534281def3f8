//go:build !unix

package main

import (
	"os"
	"syscall"
)

// endings are the signals at which a process should end.
func endings() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }
