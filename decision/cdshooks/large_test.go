package cdshooks

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

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
		c.orders = append(c.orders, strings.Replace(unnamed, `"id":"o"`, fmt.Sprintf(`"id":"o%d"`, i), 1))
	}
	for i := range 1000 {
		c.selections = append(c.selections, fmt.Sprintf("https://ehr.example.org/fhir/ServiceRequest/s%d", i))
	}
	require.Less(t, testing.AllocsPerRun(1, func() { c.inOrders = nil; p.inOrders(c) }), 20_000.0)
	c.selections[999] = "https://ehr.example.org/fhir/ServiceRequest/o199/_history/2"
	c.inOrders = nil
	require.Equal(t, ofOrder, p.inOrders(c))
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
