package dryneedling_test

// The verdicts from the least severe to the most severe.
const (
	verdictConsider uint8 = iota
	verdictNotYet
	verdictNotByThisPractitioner
	verdictNotConsented
	verdictNoRecommendation
	verdictPreferAlternative
	verdictDoNotUse
	verdictContraindicated
	verdictRefer
)

func verdictIDs() []string {
	return []string{
		verdictConsider:              "consider",
		verdictNotYet:                "not_yet",
		verdictNotByThisPractitioner: "not_by_this_practitioner",
		verdictNotConsented:          "not_consented",
		verdictNoRecommendation:      "no_recommendation",
		verdictPreferAlternative:     "prefer_alternative",
		verdictDoNotUse:              "do_not_use",
		verdictContraindicated:       "contraindicated",
		verdictRefer:                 "refer",
	}
}

// The rules that give a verdict: their bits in the first word. They stand from the least severe verdict to the most severe,
// so that the highest bit set tells the verdict. Off by the default params: pregnancy-policy and caution-minor.
const (
	ruleIndicated      = iota // consider
	ruleAnalgesicFirst        // not_yet
	ruleHeatFirst
	ruleSelfCareEducationFirst
	ruleActivityModificationFirst
	ruleFirstLineNeedling
	ruleTrainingHours // not_by_this_practitioner
	ruleUntrained
	ruleOutsideScope
	ruleConsentRefused // not_consented
	ruleConsentNotPossible
	ruleNeedlePhobia
	ruleMinorWithoutGuardian
	ruleMinor // no_recommendation
	ruleGuidelineSilent
	ruleRegionOutsideScope
	ruleBleedingRiskWithoutImaging // prefer_alternative
	rulePriorSeriousHarm
	ruleNeckManualTherapyFirst
	ruleChronicNeckPain
	ruleNoTriggerPoint
	ruleDryNeedlingAlreadyFailed
	ruleChronicLowBackPain // do_not_use
	ruleChronicDegenerativeLowBackPain
	ruleChronicMyofascialPain
	ruleOsteoarthritis
	rulePatellofemoralPain
	ruleHeadacheDisorders
	ruleContraindicatedSevereBleedingDisorder // contraindicated
	ruleContraindicatedAnticoagulationUncontrolled
	ruleContraindicatedFever
	ruleContraindicatedLymphoedemaAtSite
	ruleContraindicatedInfectionOrWoundAtSite
	ruleContraindicatedMalignancyAtSite
	ruleContraindicatedProhibitedSite
	rulePregnancyRegion
	rulePregnancyPolicy
	ruleRedFlagCancerConcern // refer
	ruleRedFlagFractureConcern
	ruleRedFlagSpinalInfectionConcern
	ruleRedFlagProgressiveNeurologicalDeficit
	ruleRedFlagAcuteUndiagnosedIllness
	ruleRedFlagSuspectedDvt
	ruleRedFlagAcuteLimbSigns
	ruleRedFlagCaudaEquinaSigns
	ruleRedFlagAbdominalOrVascularSigns
	ruleRedFlagMyelopathySigns
	ruleRedFlagCervicalArterySigns
	ruleRedFlagUnresolvedCervicalTrauma
	ruleRedFlagMeningismOrThunderclapHeadache
	ruleRedFlagGiantCellArteritisSigns
	ruleRedFlagChestPainOrBreathlessness
)

// The cautions: their bits in the second word.
const (
	cautionAntithromboticMedicine = iota
	cautionBleedingTendency
	cautionImmunocompromised
	cautionDiabetes
	cautionVascularDiseaseAtSite
	cautionPregnancy
	cautionFrail
	cautionEpilepsy
	cautionPsychologicalDistress
	cautionNeedleMetalAllergy
	cautionCardiacDeviceOrValve
	cautionPriorNeedlingReaction
	cautionPriorSeriousNeedlingHarm
	cautionImplantAtSite
	cautionVulnerableTissueAtSite
	cautionOsteoporosis
	cautionRecentNeckOrThoracicInjuryOrSurgery
	cautionInflammatoryBackPainFeatures
	cautionMinor
	cautionHazardPneumothorax
	cautionHazardNeck
	cautionHazardLowBack
	cautionHazardCongenital
	cautionDryNeedlingWoreOff
	cautionTooEarlyToCallFailed
	cautionNoUltrasound
	cautionAttendanceLow
	cautionBeyondEvidence
	cautionNoResponse
	cautionGettingWorse
	cautionPhaseNearCutOff
	cautionDegenerativeFlare
	cautionPainSpreadingReExamine
	cautionRadiculopathyOutsideEvidence
	cautionRegionAwayFromComplaint
)

// ruleIDs names every bit of the two words.
func ruleIDs() [2][]string {
	return [2][]string{{
		ruleIndicated:                                  "indicated",
		ruleAnalgesicFirst:                             "analgesic-first",
		ruleHeatFirst:                                  "heat-first",
		ruleSelfCareEducationFirst:                     "self-care-education-first",
		ruleActivityModificationFirst:                  "activity-modification-first",
		ruleFirstLineNeedling:                          "first-line-needling",
		ruleTrainingHours:                              "training-hours",
		ruleUntrained:                                  "untrained",
		ruleOutsideScope:                               "outside-scope",
		ruleConsentRefused:                             "consent-refused",
		ruleConsentNotPossible:                         "consent-not-possible",
		ruleNeedlePhobia:                               "needle-phobia",
		ruleMinorWithoutGuardian:                       "minor-without-guardian",
		ruleMinor:                                      "minor",
		ruleGuidelineSilent:                            "guideline-silent",
		ruleRegionOutsideScope:                         "region-outside-scope",
		ruleBleedingRiskWithoutImaging:                 "bleeding-risk-without-imaging",
		rulePriorSeriousHarm:                           "prior-serious-harm",
		ruleNeckManualTherapyFirst:                     "neck-manual-therapy-first",
		ruleChronicNeckPain:                            "chronic-neck-pain",
		ruleNoTriggerPoint:                             "no-trigger-point",
		ruleDryNeedlingAlreadyFailed:                   "dry-needling-already-failed",
		ruleChronicLowBackPain:                         "chronic-low-back-pain",
		ruleChronicDegenerativeLowBackPain:             "chronic-degenerative-low-back-pain",
		ruleChronicMyofascialPain:                      "chronic-myofascial-pain",
		ruleOsteoarthritis:                             "osteoarthritis",
		rulePatellofemoralPain:                         "patellofemoral-pain",
		ruleHeadacheDisorders:                          "headache-disorders",
		ruleContraindicatedSevereBleedingDisorder:      "contraindicated-severe-bleeding-disorder",
		ruleContraindicatedAnticoagulationUncontrolled: "contraindicated-anticoagulation-uncontrolled",
		ruleContraindicatedFever:                       "contraindicated-fever",
		ruleContraindicatedLymphoedemaAtSite:           "contraindicated-lymphoedema-at-site",
		ruleContraindicatedInfectionOrWoundAtSite:      "contraindicated-infection-or-wound-at-site",
		ruleContraindicatedMalignancyAtSite:            "contraindicated-malignancy-at-site",
		ruleContraindicatedProhibitedSite:              "contraindicated-prohibited-site",
		rulePregnancyRegion:                            "pregnancy-region",
		rulePregnancyPolicy:                            "pregnancy-policy",
		ruleRedFlagCancerConcern:                       "red-flag-cancer-concern",
		ruleRedFlagFractureConcern:                     "red-flag-fracture-concern",
		ruleRedFlagSpinalInfectionConcern:              "red-flag-spinal-infection-concern",
		ruleRedFlagProgressiveNeurologicalDeficit:      "red-flag-progressive-neurological-deficit",
		ruleRedFlagAcuteUndiagnosedIllness:             "red-flag-acute-undiagnosed-illness",
		ruleRedFlagSuspectedDvt:                        "red-flag-suspected-dvt",
		ruleRedFlagAcuteLimbSigns:                      "red-flag-acute-limb-signs",
		ruleRedFlagCaudaEquinaSigns:                    "red-flag-cauda-equina-signs",
		ruleRedFlagAbdominalOrVascularSigns:            "red-flag-abdominal-or-vascular-signs",
		ruleRedFlagMyelopathySigns:                     "red-flag-myelopathy-signs",
		ruleRedFlagCervicalArterySigns:                 "red-flag-cervical-artery-signs",
		ruleRedFlagUnresolvedCervicalTrauma:            "red-flag-unresolved-cervical-trauma",
		ruleRedFlagMeningismOrThunderclapHeadache:      "red-flag-meningism-or-thunderclap-headache",
		ruleRedFlagGiantCellArteritisSigns:             "red-flag-giant-cell-arteritis-signs",
		ruleRedFlagChestPainOrBreathlessness:           "red-flag-chest-pain-or-breathlessness",
	}, {
		cautionAntithromboticMedicine:              "caution-antithrombotic-medicine",
		cautionBleedingTendency:                    "caution-bleeding-tendency",
		cautionImmunocompromised:                   "caution-immunocompromised",
		cautionDiabetes:                            "caution-diabetes",
		cautionVascularDiseaseAtSite:               "caution-vascular-disease-at-site",
		cautionPregnancy:                           "caution-pregnancy",
		cautionFrail:                               "caution-frail",
		cautionEpilepsy:                            "caution-epilepsy",
		cautionPsychologicalDistress:               "caution-psychological-distress",
		cautionNeedleMetalAllergy:                  "caution-needle-metal-allergy",
		cautionCardiacDeviceOrValve:                "caution-cardiac-device-or-valve",
		cautionPriorNeedlingReaction:               "caution-prior-needling-reaction",
		cautionPriorSeriousNeedlingHarm:            "caution-prior-serious-needling-harm",
		cautionImplantAtSite:                       "caution-implant-at-site",
		cautionVulnerableTissueAtSite:              "caution-vulnerable-tissue-at-site",
		cautionOsteoporosis:                        "caution-osteoporosis",
		cautionRecentNeckOrThoracicInjuryOrSurgery: "caution-recent-neck-or-thoracic-injury-or-surgery",
		cautionInflammatoryBackPainFeatures:        "caution-inflammatory-back-pain-features",
		cautionMinor:                               "caution-minor",
		cautionHazardPneumothorax:                  "hazard-pneumothorax",
		cautionHazardNeck:                          "hazard-neck",
		cautionHazardLowBack:                       "hazard-low-back",
		cautionHazardCongenital:                    "hazard-congenital",
		cautionDryNeedlingWoreOff:                  "dry-needling-wore-off",
		cautionTooEarlyToCallFailed:                "too-early-to-call-failed",
		cautionNoUltrasound:                        "no-ultrasound",
		cautionAttendanceLow:                       "attendance-low",
		cautionBeyondEvidence:                      "beyond-evidence",
		cautionNoResponse:                          "no-response",
		cautionGettingWorse:                        "getting-worse",
		cautionPhaseNearCutOff:                     "phase-near-cut-off",
		cautionDegenerativeFlare:                   "degenerative-flare",
		cautionPainSpreadingReExamine:              "pain-spreading-re-examine",
		cautionRadiculopathyOutsideEvidence:        "radiculopathy-outside-evidence",
		cautionRegionAwayFromComplaint:             "region-away-from-complaint",
	}}
}

// severity gives the verdict of a first word by the number of its bits up to the highest one set.
const severity = "\x00" +
	"\x00" + // consider
	"\x01\x01\x01\x01\x01" + // not_yet
	"\x02\x02\x02" + // not_by_this_practitioner
	"\x03\x03\x03\x03" + // not_consented
	"\x04\x04\x04" + // no_recommendation
	"\x05\x05\x05\x05\x05\x05" + // prefer_alternative
	"\x06\x06\x06\x06\x06\x06" + // do_not_use
	"\x07\x07\x07\x07\x07\x07\x07\x07\x07" + // contraindicated
	"\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08" + // refer
	"\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08" // no rule
