package evidence_test

import (
	"fmt"
	"slices"
	"testing/fstest"

	"github.com/mskguide/mskguide/evidence"
)

func ExampleLibrary_Claim() {
	claim, _ := evidence.Builtin().Claim("C20")
	fmt.Println(claim.Text)
	fmt.Println("standing:", claim.Standing, "certainty:", claim.Certainty)
	for _, finding := range evidence.Builtin().Findings("C20") {
		if slices.Contains(claim.Against, finding.Source) {
			fmt.Printf("%s on %s: %s\n", finding.Source, finding.Treatment, finding.Direction)
		}
	}
	// Output:
	// The published pathway says that several guidelines recommend against dry needling in osteoarthritis.
	// standing: partly certainty: low
	// aaos-dn on dry needling: no_recommendation
	// vadod-oa-2026 on dry needling: insufficient
	// vadod-oa-2026 on acupuncture: insufficient
}

func ExampleLibrary_Findings() {
	for _, finding := range evidence.Builtin().Findings("C01") {
		if finding.Effect != nil && finding.Outcome == "disability" {
			fmt.Printf("%s, %s: %s\n", finding.Source, finding.FollowUp, finding.Effect)
		}
	}
	// Output:
	// liu-2018, after treatment: SMD -0.76 (95% CI -1.46 to -0.06)
	// dn-clbp-preprint-2025, short term: SMD -0.64 (95% CI -0.91 to -0.37)
}

func ExampleFinding_Compare() {
	findings := evidence.Builtin().Findings("C11")
	_, err := findings[0].Compare(findings[len(findings)-1]) // a share of variance, and a difference of means
	fmt.Println(err)
	// Output:
	// not ranked against each other: they differ in metric, "partial_eta_squared" and "mean_difference"
}

func ExampleLibrary_Overdue() {
	on, _ := evidence.ParseDate("2027-01-01")
	for _, claim := range evidence.Builtin().Overdue(on) {
		fmt.Println(claim.ID, claim.ReviewBy)
	}
	// Output:
	// C24 2026-12-31
	// DN-T02 2026-12-31
}

func ExampleExport() {
	source, _ := evidence.Builtin().Source("gattie-2021")
	text, _ := evidence.Export("bibtex", []evidence.Source{source})
	fmt.Print(text)
	// Output:
	// @article{gattie-2021,
	//   author = {Gattie, E and Cleland, JA and Pandya, J and Snodgrass, S},
	//   title = {{Dry needling adds no benefit to the treatment of neck pain: a sham-controlled randomized clinical trial with 1-year follow-up}},
	//   journal = {J Orthop Sports Phys Ther},
	//   year = {2021},
	//   volume = {51},
	//   number = {1},
	//   pages = {37--45},
	//   doi = {10.2519/jospt.2021.9864},
	//   url = {https://doi.org/10.2519/jospt.2021.9864}
	// }
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
