//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// endings are the signals at which a process should end. One that hangs up is left alone where
// whoever started the command ignores it, as nohup does.
func endings() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}
