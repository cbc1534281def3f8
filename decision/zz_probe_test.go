package decision_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/mskguide/mskguide/decision"
)

func TestProbe(t *testing.T) {
	for _, n := range []string{"lantern", "kiln"} {
		g, err := decision.Open(os.DirFS("../testdata/bundles/" + n))
		fmt.Println(n, err)
		if err == nil {
			d, err := g.Decide(nil)
			b, _ := json.Marshal(d)
			fmt.Println(string(b), err)
		}
	}
}
