package conformance

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

// answer is what an implementation has to agree on: mskguide.decision/1 without its texts,
// without what is the same in every answer that names the rule or the option, and, for they are
// long, without the facts that decide each option. Keys and their order are those of the whole
// document; only the cautions of an option are written in short.
type answer struct {
	Verdict     string    `json:"verdict"`
	Settled     bool      `json:"settled"`
	CouldBecome []string  `json:"could_become"`
	Missing     []string  `json:"missing"`
	Exact       bool      `json:"exact"`
	Support     *support  `json:"support,omitempty"`
	Urgency     string    `json:"urgency,omitempty"`
	Steps       []step    `json:"steps"`
	Reasons     []reason  `json:"reasons"`
	Cautions    []caution `json:"cautions"`
	Options     []option  `json:"options"`
	Protocol    *protocol `json:"protocol,omitempty"`
	Course      *course   `json:"course,omitempty"`
	Comparison  []treated `json:"comparison,omitempty"`
	SelfCheck   *selfTest `json:"self_check,omitempty"`
	Remarks     []named   `json:"remarks,omitempty"`
}

type support struct {
	Standing  string `json:"standing"`
	Certainty string `json:"certainty,omitempty"`
}

type step struct {
	ID     string   `json:"id"`
	Status string   `json:"status"`
	Open   []string `json:"open"`
}

type reason struct {
	Rule     string `json:"rule"`
	Verdict  string `json:"verdict"`
	Possible bool   `json:"possible"`
}

type caution struct {
	Rule     string   `json:"rule"`
	Possible bool     `json:"possible"`
	Missing  []string `json:"missing,omitempty"`
}

type option struct {
	ID       string `json:"id"`
	Possible bool   `json:"possible"`
	Tried    string `json:"tried,omitempty"`
	Failed   bool   `json:"failed,omitempty"`
	Cautions heeded `json:"cautions"`
}

// heeded lists the cautions of an option by id, those that are only possible with a "?".
type heeded []string

// UnmarshalJSON reads them from the whole document.
func (h *heeded) UnmarshalJSON(document []byte) error {
	var all []struct {
		Caution  string
		Possible bool
	}
	if err := json.Unmarshal(document, &all); err != nil {
		return err
	}
	*h = heeded{}
	for _, k := range all {
		if k.Possible {
			k.Caution += "?"
		}
		*h = append(*h, k.Caution)
	}
	return nil
}

type protocol struct {
	Items       []protocolItem `json:"items"`
	Acknowledge *acknowledge   `json:"acknowledge,omitempty"`
}

type protocolItem struct {
	ID       string `json:"id"`
	Withheld bool   `json:"withheld"`
}

type acknowledge struct {
	Cautions []string `json:"cautions"`
}

type course struct {
	Attendance *attendance `json:"attendance,omitempty"`
	Measures   []measure   `json:"measures"`
}

type attendance struct {
	Scheduled      float64 `json:"scheduled"`
	Attended       float64 `json:"attended"`
	AtLeastPercent float64 `json:"at_least_percent"`
	Reached        bool    `json:"reached"`
}

type measure struct {
	ID        string   `json:"id"`
	Baseline  float64  `json:"baseline"`
	Now       *float64 `json:"now,omitempty"`
	Change    *float64 `json:"change,omitempty"`
	Important *float64 `json:"important,omitempty"`
	Reached   *bool    `json:"reached,omitempty"`
	Worse     *bool    `json:"worse,omitempty"`
}

type treated struct {
	ID         string   `json:"id"`
	Status     string   `json:"status"`
	Indicators []string `json:"indicators"`
}

type selfTest struct {
	Status  string     `json:"status"`
	Counted int        `json:"counted"`
	AtLeast int        `json:"at_least"`
	Items   []selfItem `json:"items"`
	Missing []string   `json:"missing"`
}

type selfItem struct {
	Fact  string `json:"fact"`
	Truth string `json:"truth"`
}

type named struct {
	ID string `json:"id"`
}

// agreedOn takes from a whole answer what has to agree.
func agreedOn(t testing.TB, document []byte) *answer {
	t.Helper()
	a := &answer{}
	require.NoError(t, json.Unmarshal(document, a))
	return a
}
