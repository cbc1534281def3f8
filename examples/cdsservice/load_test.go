package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// load is what a run of calls has met.
type load struct {
	took   []time.Duration // of each call that was answered, sorted
	late   []time.Duration // how long after its time a call was sent, sorted: the load's own share
	failed int64
	lasted time.Duration
	stolen float64 // percent of the processors, taken by other machines
}

func at(sorted []time.Duration, share float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

func (l *load) String() string {
	ms := func(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }
	return fmt.Sprintf("%d calls in %.1f s (%.0f a second), %d failed; p50 %s, p99 %s, p99.9 %s, longest %s; sent late by p99 %s; %.1f %% of the processors were taken by other machines",
		len(l.took), l.lasted.Seconds(), float64(len(l.took))/l.lasted.Seconds(), l.failed,
		ms(at(l.took, 0.5)), ms(at(l.took, 0.99)), ms(at(l.took, 0.999)), ms(at(l.took, 1)), ms(at(l.late, 0.99)), l.stolen)
}

// send has clients make calls, together so many a second, or as fast as they can when rate is 0.
// Each client keeps its connection, and costs as little as it can: it shares the machine with what
// is measured. A call is timed from the moment it is sent to its last byte.
// After most it stops, for machines that do not keep up.
func send(t testing.TB, clients, calls, rate int, most time.Duration, url string, bodies [][]byte, wanted string) *load {
	t.Helper()
	requests := make([][]byte, len(bodies))
	for i, body := range bodies {
		requests[i] = written(t, url, body)
	}
	address := addressOf(t, url)
	var next, failed atomic.Int64
	var mu sync.Mutex
	l := &load{}
	began, processors := time.Now(), lookAtProcessors()
	var group sync.WaitGroup
	for range clients {
		group.Go(func() {
			var took, late []time.Duration
			c := &client{address: address}
			defer c.close()
			for n := next.Add(1) - 1; n < int64(calls) && time.Since(began) < most; n = next.Add(1) - 1 {
				if rate > 0 {
					due := began.Add(time.Duration(n) * time.Second / time.Duration(rate))
					time.Sleep(time.Until(due))
					late = append(late, max(0, time.Since(due)))
				}
				sent := time.Now()
				if err := c.send(requests[int(n)%len(requests)], wanted); err != nil {
					if failed.Add(1) <= 3 {
						t.Log(err)
					}
					continue
				}
				took = append(took, time.Since(sent))
			}
			mu.Lock()
			defer mu.Unlock()
			l.took, l.late = append(l.took, took...), append(l.late, late...)
		})
	}
	group.Wait()
	l.lasted, l.failed, l.stolen = time.Since(began), failed.Load(), lookAtProcessors().since(processors)
	slices.Sort(l.took)
	slices.Sort(l.late)
	return l
}

// heavy is an order of needling with a record of 20 KB: half of it has no meaning here.
func heavy(t testing.TB, o offer) []byte { return heavyOrder(t, o, needling) }

// other is another order with the same record: nothing is said of it.
func other(t testing.TB, o offer) []byte {
	return heavyOrder(t, o, func(r *records) object { return r.order("http://loinc.org", "2345-7") })
}

func heavyOrder(t testing.TB, o offer, order func(*records) object) []byte {
	t.Helper()
	r := openRecords(t, "chronic-neck-pain-after-manual-therapy")
	body := encode(t, r.call(o, instance(1), order(r)))
	for n := 0; len(body) < 20_000; n++ {
		r.resources = append(r.resources, object{
			"resourceType": "Condition", "id": fmt.Sprintf("other-%d", n), "subject": object{"reference": "Patient/" + r.patient},
			"clinicalStatus": object{"coding": []object{{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}}},
			"code":           object{"coding": []object{{"system": "urn:oid:1.2.3.4", "code": fmt.Sprint(n)}}, "text": "A problem that has no meaning here"},
			"onsetDateTime":  "2019-04-01", "recordedDate": "2019-04-02",
		})
		body = encode(t, r.call(o, instance(1), order(r)))
	}
	return body
}

// A moment of load in every run of the tests, and 100,000 calls in at most two minutes with
// MSKGUIDE_LONG. It fails when a call does, and when memory grows; how long calls take is told and
// not judged, since it is the machine's doing as much as ours: a server that answers without a
// thought is called in the same way before and after, to compare with.
func TestLoad(t *testing.T) {
	p := start(t, "-insecure-demo", "-day", today)
	o := discover(t, p.base, nil)["order-sign"]
	url := p.base + "/cds-services/" + o.ID
	ours := [][]byte{heavy(t, o)}
	few := append(slices.Repeat([][]byte{other(t, o)}, 9), ours...) // one order in ten is of needling
	run := func(what string, clients, calls, rate int, most time.Duration, bodies [][]byte, answered string) {
		t.Helper()
		l := send(t, clients, calls, rate, most, url, bodies, answered)
		t.Logf("%s: %s", what, l)
		require.Zero(t, l.failed)
		require.NotEmpty(t, l.took)
	}
	const card = `{"cards":[{`
	t.Logf("the body has %d bytes", len(ours[0]))
	if os.Getenv("MSKGUIDE_LONG") == "" {
		run("200 a second", 10, 200, 200, 10*time.Second, ours, card)
		return
	}
	without := func() {
		b := startAs(t, theBaseline)
		defer func() { _ = b.Process.Kill() }()
		l := send(t, 50, 10_000, 1000, 25*time.Second, b.base, ours, card[:9])
		t.Logf("the baseline, 1,000 a second: %s", l)
		require.Zero(t, l.failed)
	}
	without()
	run("until its memory is at its working size", 50, 5000, 0, 20*time.Second, ours, card)
	before := resident(t, p)
	run("1,000 a second, one in ten with a card", 50, 15_000, 1000, 25*time.Second, few, `{"cards":[`)
	run("1,000 a second, each with a card", 50, 15_000, 1000, 25*time.Second, ours, card)
	run("as fast as it goes, each with a card", 50, 70_000, 0, 50*time.Second, ours, card)
	without()
	after := resident(t, p)
	t.Logf("memory before and after: %.1f and %.1f MB", float64(before)/1e6, float64(after)/1e6)
	require.Less(t, after, before+before/2+64<<20, "it grows")
	p.stop(t)
	t.Logf("the server used %.2f s of a processor for all calls", (p.ProcessState.UserTime() + p.ProcessState.SystemTime()).Seconds())
}

// resident is how much memory a process holds, as ps tells it.
func resident(t testing.TB, p *process) int {
	t.Helper()
	out, err := exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(p.Process.Pid)).Output()
	require.NoError(t, err)
	kilobytes, err := strconv.Atoi(strings.TrimSpace(string(out)))
	require.NoError(t, err)
	return kilobytes << 10
}
