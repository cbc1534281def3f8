package main

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

// What a call costs without a network: BenchmarkCall/order is answered with a card, /other at once.
func BenchmarkCall(b *testing.B) {
	site, err := open(settings{demo: true, day: today}, slog.New(slog.NewJSONHandler(io.Discard, nil)))
	require.NoError(b, err)
	handler := site.handler()
	server := httptest.NewServer(handler)
	defer server.Close()
	o := discover(b, server.URL, nil)["order-sign"]
	r := openRecords(b, "acute-low-back-pain")
	for name, body := range map[string][]byte{"order": heavy(b, o), "other": encode(b, r.call(o, instance(1), r.order("http://loinc.org", "2345-7")))} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				q := httptest.NewRequest(http.MethodPost, "/cds-services/"+o.ID, bytes.NewReader(body))
				q.Header.Set("Content-Type", "application/json")
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, q)
				require.Equal(b, http.StatusOK, w.Code)
			}
		})
	}
}
