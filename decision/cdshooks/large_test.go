package cdshooks

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// manyOrders is a call that selects among drafts that nothing selects.
func manyOrders(orders, selections int) string {
	entries, chosen := make([]string, orders), make([]string, selections)
	for i := range entries {
		entries[i] = `{"resource":` + strings.Replace(unnamed, `"id":"o"`, fmt.Sprintf(`"id":"o%d"`, i), 1) + `}`
	}
	for i := range chosen {
		chosen[i] = fmt.Sprintf(`"ServiceRequest/s%d"`, i)
	}
	return body("order-select", map[string]string{"context": contextOf(map[string]string{
		"draftOrders": `{"resourceType":"Bundle","type":"collection","entry":[` + strings.Join(entries, ",") + `]}`, "selections": "[" + strings.Join(chosen, ",") + "]"})})
}

const unnamed = `{"resourceType":"ServiceRequest","id":"o","status":"draft","intent":"order","code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"20560"}]}}`

// More drafts and selections than anybody signs at a time are refused.
func TestMoreOrdersThanAreRead(t *testing.T) {
	w := shipped(t, Options{})
	for _, c := range []struct {
		orders, selections, status int
		says                       string
	}{
		{200, 1000, 200, `{"cards":[]}`},
		{201, 1, 400, "context.draftOrders holds more than 200 orders"},
		{1, 1001, 400, "context.selections holds more than 1000 ids"},
		{201, 1001, 400, "context.selections holds more than 1000 ids"},
	} {
		a := w.post("/cds-services/dry-needling-order-select", manyOrders(c.orders, c.selections))
		require.Equal(t, c.status, a.status, a.body)
		require.Contains(t, a.body, c.says)
	}
}

// Selections are read once, and not once for every order.
func TestSelectionsAreReadOnce(t *testing.T) {
	p := policy(t)
	c := &call{hook: orderSelect, patient: patientID}
	for i := range 200 {
		c.orders = append(c.orders, drafted{resource: strings.Replace(unnamed, `"id":"o"`, fmt.Sprintf(`"id":"o%d"`, i), 1)})
	}
	for i := range 1000 {
		c.selections = append(c.selections, fmt.Sprintf("https://ehr.example.org/fhir/ServiceRequest/s%d", i))
	}
	require.Less(t, testing.AllocsPerRun(1, func() { c.inOrders = nil; p.inOrders(c) }), 20_000.0)
	c.selections[999] = "https://ehr.example.org/fhir/ServiceRequest/o199/_history/2"
	c.inOrders = nil
	require.Equal(t, ofOrder, p.inOrders(c))
}

// A client that is still sending a body that is not wanted gets to read why.
func TestRefusalsReachTheSender(t *testing.T) {
	w := wire(t, &speaker{}, Options{Limits: Limits{Body: 1 << 20}})
	server := httptest.NewServer(w.Service)
	defer server.Close()
	send := func(head string, size int) string {
		connection, err := net.Dial("tcp", server.Listener.Addr().String())
		require.NoError(t, err)
		defer connection.Close()
		require.NoError(t, connection.SetDeadline(time.Now().Add(10*time.Second)))
		_, err = io.WriteString(connection, "POST /cds-services/on-view HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"+head+"\r\n\r\n")
		require.NoError(t, err)
		for range size >> 16 { // the whole of it first, as simple clients do
			if _, err = connection.Write(bytes.Repeat([]byte{' '}, 1<<16)); err != nil {
				return err.Error()
			}
		}
		status, err := bufio.NewReader(connection).ReadString('\n')
		if err != nil {
			return err.Error()
		}
		return status
	}
	require.Contains(t, send("Content-Length: 8388608", 8<<20), "413")
	require.Contains(t, send("Transfer-Encoding: chunked\r\n\r\n800000", 8<<20), "413")
	require.Contains(t, send("Expect: 100-continue\r\nContent-Length: 8388608", 0), "413", "nobody is asked to send what is not read")
	require.True(t, w.reading.held.CompareAndSwap(0, w.reading.most), "nothing is held")
	require.Contains(t, send("Content-Length: 1048576", 1<<20), "503")
}

// A call whose time is over before it is looked at is not looked at.
func TestTheTimeIsOver(t *testing.T) {
	w := wire(t, &speaker{panic: "concerned"}, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/cds-services/on-order", strings.NewReader(body("order-sign", nil)))
	r.Header.Set("Content-Type", "application/json")
	a := w.do(r)
	require.Equal(t, http.StatusServiceUnavailable, a.status, a.body)
	require.Empty(t, a.event.Failed)
}
