package cdshooks

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What tells whether a course is running and could not be had is not taken for none: when an
// encounter starts, and on a chart that certainly raises a warning sign. Another chart has nothing
// to say either way, and stays quiet; where a course is found, it takes no more to find it.
func TestACourseThatCannotBeLookedFor(t *testing.T) {
	const outcome = `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"forbidden"}]}`
	cord := searchset(problem("cord", snomed, "65260001", "Cervical spondylosis with myelopathy", "2026-10-15"))
	course := []string{"procedure", "service-request", "care-plan"}
	w := wire(t, policy(t), Options{})
	ask := func(hook, condition, given string, keys ...string) answerOf {
		change := map[string]string{"condition": condition, "service-request": "null"}
		for _, key := range keys {
			change[key] = given
		}
		return w.post("/cds-services/dry-needling-"+hook, body(hook, map[string]string{"prefetch": whole(t, change)}))
	}
	for _, key := range course {
		for _, given := range []string{"", outcome} {
			for _, a := range []answerOf{ask(patientView, cord, given, key), ask(encounterStart, searchset(backPain), given, key)} {
				require.Equal(t, http.StatusPreconditionFailed, a.status, "%s %q: %s", key, given, a.body)
				require.Contains(t, a.body, `"expression":["prefetch.`+key+`"]`)
			}
			a := ask(patientView, searchset(backPain), given, key)
			require.Equal(t, `{"cards":[]}`, a.body, key)
		}
	}
	require.Equal(t, 3, strings.Count(ask(patientView, cord, "", course...).body, `"expression"`), "each is named")
	require.Equal(t, `{"cards":[]}`, ask(patientView, cord, "null", course...).body, "there is none")
	require.Equal(t, `{"cards":[]}`, ask(patientView, cord, "", "medication-request").body, "it tells of no course")
	for _, hook := range []string{patientView, encounterStart} {
		change := map[string]string{"condition": cord, "procedure": searchset(needled), "care-plan": "", "service-request": outcome}
		a := w.post("/cds-services/dry-needling-"+hook, body(hook, map[string]string{"prefetch": whole(t, change)}))
		require.Contains(t, cardsIn(t, a)[0].Detail, "care-plan", "found, and what was lacking is told")
		change["condition"] = searchset(backPain)
		a = w.post("/cds-services/dry-needling-"+hook, body(hook, map[string]string{"prefetch": whole(t, change)}))
		require.Equal(t, http.StatusOK, a.status, "%s: %s", hook, a.body)
	}
}
