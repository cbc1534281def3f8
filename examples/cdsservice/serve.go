package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

const banner = `
*****************************************************************************
*  INSECURE DEMO. Anybody who reaches this address is answered, and pages   *
*  of the public CDS Hooks sandbox may call it. Not for data of patients.   *
*****************************************************************************
`

// serve answers until the context ends, then takes no more calls and lets those under way end.
func serve(ctx context.Context, s settings, handler http.Handler, log *slog.Logger) error {
	listener, err := net.Listen("tcp", s.addr)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	log.Info("listening", "addr", listener.Addr().String(), "tls", s.cert != "", "demo", s.demo)
	ended := make(chan error, 1)
	go func() {
		if s.cert != "" {
			ended <- server.ServeTLS(listener, s.cert, s.key)
			return
		}
		ended <- server.Serve(listener)
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping", "drain", s.drain)
	drained, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.drain)
	defer cancel()
	if err := server.Shutdown(drained); err != nil {
		return errors.Join(fmt.Errorf("some calls took longer than %s and were cut off", s.drain), server.Close())
	}
	log.Info("stopped")
	return nil
}
