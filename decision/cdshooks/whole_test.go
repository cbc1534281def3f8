package cdshooks

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The shipped policy over HTTP: it is discovered with its prefetch, an order of needling is
// answered with the card, and an order of something else with none.
func TestShippedPolicyOverHTTP(t *testing.T) {
	w := wire(t, policy(t), Options{})
	found := w.do(httptest.NewRequest(http.MethodGet, "/cds-services", nil))
	require.Equal(t, http.StatusOK, found.status)
	var discovery struct {
		Services []struct {
			ID, Hook string
			Prefetch map[string]string
		}
	}
	require.NoError(t, json.Unmarshal([]byte(found.body), &discovery))
	require.Len(t, discovery.Services, 4)
	for _, s := range discovery.Services {
		orders := false
		for _, template := range s.Prefetch {
			orders = orders || strings.HasPrefix(template, "ServiceRequest?")
		}
		require.Equal(t, s.Hook == patientView || s.Hook == encounterStart, orders, "orders on record are wanted where the call brings none: %s %v", s.ID, s.Prefetch)
	}

	prefetch := whole(t, map[string]string{"condition": searchset(problem("clbp", snomed, "278860009", "Chronic <b>low</b> back pain", "2025-01-10"))})
	call := func(order string) answerOf {
		return w.post("/cds-services/dry-needling-order-sign", body(orderSign, map[string]string{"prefetch": prefetch,
			"context": contextOf(map[string]string{"draftOrders": `{"resourceType":"Bundle","entry":[{"resource":` + order + `}]}`})}))
	}
	answer := call(needling)
	require.Equal(t, http.StatusOK, answer.status, answer.body)
	var response struct{ Cards []Card }
	require.NoError(t, json.Unmarshal([]byte(answer.body), &response))
	require.Len(t, response.Cards, 1)
	valid(t, response.Cards)
	require.Equal(t, "Dry needling: Do not use (weakly supported). Chronic low back pain", response.Cards[0].Summary)
	require.Equal(t, Warning, response.Cards[0].Indicator)
	require.NotContains(t, answer.body, "<b>")

	answer = call(draftOf("97110"))
	require.Equal(t, http.StatusOK, answer.status)
	require.JSONEq(t, `{"cards":[]}`, answer.body)
}

func draftOf(cpt string) string { return strings.Replace(needling, "20560", cpt, 1) }
