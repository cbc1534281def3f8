package evidence_test

import (
	"fmt"
	"testing/fstest"

	"github.com/mskguide/mskguide/evidence"
)

func ExampleLibrary_Claim() {
	claim, _ := evidence.Builtin().Claim("C20")
	fmt.Println(claim.Text)
	fmt.Println("standing:", claim.Standing, "certainty:", claim.Certainty)
	for _, position := range claim.Positions[:3] {
		fmt.Println(position.Source, position.Direction)
	}
	// Output:
	// The published pathway says that several guidelines recommend against dry needling in osteoarthritis.
	// standing: partly certainty: low
	// nice-ng226 against
	// aaos-dn no_recommendation
	// vadod-oa-2026 insufficient
}

func ExampleSource_Cite() {
	source, _ := evidence.Builtin().Source("george-2021")
	fmt.Println(source.Cite())
	fmt.Println(source.Link())
	// Output:
	// George SZ, Fritz JM, Silfies SP, Schneider MJ, Beneciuk JM, Lentz TA, Gilliam JR, Hendren S, Norman KS. Interventions for the management of acute and chronic low back pain: revision 2021. J Orthop Sports Phys Ther. 2021;51(11):CPG1-CPG60.
	// https://doi.org/10.2519/jospt.2021.0304
}

func ExampleOpen() {
	_, err := evidence.Open(fstest.MapFS{"local.yaml": {Data: []byte(`sources:
  - {id: audit-2026, kind: observational, title: Audit of our clinic}
claims:
  - {id: L01, text: Our patients prefer exercise., standing: partly, for: [audit-2025]}
`)}})
	fmt.Println(err)
	// Output:
	// local.yaml:4:76: unknown source "audit-2025"; did you mean "audit-2026"?
}
