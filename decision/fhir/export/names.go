package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"

	"github.com/mskguide/mskguide/decision"
)

// What this project calls things. They are names and no addresses.
const (
	urn = "urn:mskguide:"

	extensionFact      = urn + "extension:fact"
	extensionAsked     = urn + "extension:questionnaire"
	extensionLinkID    = urn + "extension:link-id"
	extensionPossible  = urn + "extension:possible"
	extensionTried     = urn + "extension:tried"
	extensionFailed    = urn + "extension:failed"
	extensionStanding  = urn + "extension:standing"
	extensionLanguage  = urn + "extension:expression-language"
	extensionOff       = urn + "extension:off"
	systemVerdict      = urn + "verdict"
	systemStance       = urn + "stance"
	systemStep         = urn + "step"
	systemRule         = urn + "rule"
	systemOption       = urn + "option"
	systemClaim        = urn + "claim"
	systemFact         = urn + "fact"
	systemDigest       = urn + "digest"
	systemRequest      = urn + "request"
	systemCertainty    = urn + "certainty"
	systemStrength     = urn + "strength"
	systemIntervention = urn + "intervention"
	systemAsked        = urn + "questionnaire-version"
)

// Names that others have given.
const (
	systemURI             = "urn:ietf:rfc:3986"
	systemUnits           = "http://unitsofmeasure.org"
	systemPlanType        = "http://terminology.hl7.org/CodeSystem/plan-definition-type"
	systemDirection       = "http://hl7.org/fhir/uv/cpg/CodeSystem/cpg-recommendation-direction-cs"
	systemItemControl     = "http://hl7.org/fhir/questionnaire-item-control"
	extensionDirection    = "http://hl7.org/fhir/uv/cpg/StructureDefinition/cpg-directionOfRecommendation"
	extensionQuality      = "http://hl7.org/fhir/StructureDefinition/cqf-qualityOfEvidence"
	extensionStrength     = "http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation"
	extensionEndpoint     = "http://hl7.org/fhir/StructureDefinition/cqf-cdsHooksEndpoint"
	extensionUnit         = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
	extensionItemControl  = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
	extensionMinValue     = "http://hl7.org/fhir/StructureDefinition/minValue"
	extensionMaxValue     = "http://hl7.org/fhir/StructureDefinition/maxValue"
	extensionAbsentReason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
)

// exprLanguage is that of the conditions. The schema of R4 lists three languages and not this one.
const exprLanguage = "text/x-expr"

// planURL is the canonical address of a guideline, whatever its version.
func planURL(i decision.Info) string { return urn + "guideline:" + i.ID }

// version tells a guideline under overlays from the one beneath: as 1.2.0+literature.
func version(i decision.Info) string {
	if len(i.Overlays) == 0 {
		return i.Version
	}
	return i.Version + "+" + strings.Join(i.Overlays, ".")
}

func planCanonical(i decision.Info) string { return planURL(i) + "|" + version(i) }

// computerName is an id as FHIR wants names that programs use: DryNeedling.
func computerName(id string) string {
	var out strings.Builder
	up := true
	for _, r := range id {
		switch {
		case r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r):
			up = true
		case up:
			out.WriteRune(unicode.ToUpper(r))
			up = false
		default:
			out.WriteRune(r)
		}
	}
	name := out.String()
	if name == "" || !unicode.IsLetter(rune(name[0])) {
		name = "G" + name
	}
	return name
}

// derivedID makes a uuid (version 8) of what it stands for: the same for the same.
func derivedID(parts ...string) string {
	sum := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(sum, "%d:%s;", len(p), p)
	}
	b := sum.Sum(nil)[:16]
	b[6] = b[6]&0x0f | 0x80
	b[8] = b[8]&0x3f | 0x80
	h := hex.EncodeToString(b)
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}

func fullURL(id string) string { return "urn:uuid:" + id }

func known[T any](v T) *T { return &v }
