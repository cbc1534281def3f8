package main

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
)

// theBaseline is what [asServer] is set to for a server that reads what it is sent and answers at
// once, with as many bytes as a card has: what a call costs before anything is thought about it.
const theBaseline = "baseline"

func baseline() {
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Error(err.Error())
		os.Exit(2)
	}
	reply := []byte(`{"cards":[{"detail":"` + strings.Repeat("x", 8<<10) + `"}]}`)
	log.Info("listening", "addr", listener.Addr().String())
	err = http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			log.Warn(err.Error())
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(reply)))
		_, _ = w.Write(reply)
	}))
	log.Error(err.Error())
}
