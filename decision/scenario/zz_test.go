package scenario_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func TestZZ(t *testing.T) {
	g := dryneedling.AsPublished()
	var ex []scenario.Example
	ex = append(ex, scenario.Example{Name: "nothing", Facts: decision.Facts{}})
	now := time.Now()
	r, err := scenario.Mutate(context.Background(), g, ex, scenario.MutateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(time.Since(now))
	os.WriteFile("/tmp/mutation.json", r.JSON(), 0o644)
	r.Survivors = r.Survivors[:5]
	n := r.NotCounted
	r.NotCounted = nil
	fmt.Println(string(r.JSON()))
	for _, k := range n {
		if k.Why == "equivalent" {
			fmt.Println(k)
		}
	}
}
