package dryneedling_test

// The screen of decidePlain.

func (r *record) redFlagsPlain() (verdict uint8, rules uint64) {
	if r.cancerConcern {
		rules |= 1 << ruleRedFlagCancerConcern
		verdict = max(verdict, verdictRefer)
	}
	if r.fractureConcern {
		rules |= 1 << ruleRedFlagFractureConcern
		verdict = max(verdict, verdictRefer)
	}
	if r.spinalInfectionConcern {
		rules |= 1 << ruleRedFlagSpinalInfectionConcern
		verdict = max(verdict, verdictRefer)
	}
	if r.progressiveNeurologicalDeficit {
		rules |= 1 << ruleRedFlagProgressiveNeurologicalDeficit
		verdict = max(verdict, verdictRefer)
	}
	if r.acuteUndiagnosedIllness {
		rules |= 1 << ruleRedFlagAcuteUndiagnosedIllness
		verdict = max(verdict, verdictRefer)
	}
	if r.suspectedDvt {
		rules |= 1 << ruleRedFlagSuspectedDvt
		verdict = max(verdict, verdictRefer)
	}
	if r.acuteLimbSigns {
		rules |= 1 << ruleRedFlagAcuteLimbSigns
		verdict = max(verdict, verdictRefer)
	}
	if r.caudaEquinaSigns {
		rules |= 1 << ruleRedFlagCaudaEquinaSigns
		verdict = max(verdict, verdictRefer)
	}
	if r.abdominalOrVascularSigns {
		rules |= 1 << ruleRedFlagAbdominalOrVascularSigns
		verdict = max(verdict, verdictRefer)
	}
	if r.myelopathySigns {
		rules |= 1 << ruleRedFlagMyelopathySigns
		verdict = max(verdict, verdictRefer)
	}
	if r.cervicalArterySigns {
		rules |= 1 << ruleRedFlagCervicalArterySigns
		verdict = max(verdict, verdictRefer)
	}
	if r.unresolvedCervicalTrauma {
		rules |= 1 << ruleRedFlagUnresolvedCervicalTrauma
		verdict = max(verdict, verdictRefer)
	}
	if r.meningismOrThunderclapHeadache {
		rules |= 1 << ruleRedFlagMeningismOrThunderclapHeadache
		verdict = max(verdict, verdictRefer)
	}
	if r.giantCellArteritisSigns {
		rules |= 1 << ruleRedFlagGiantCellArteritisSigns
		verdict = max(verdict, verdictRefer)
	}
	if r.chestPainOrBreathlessness {
		rules |= 1 << ruleRedFlagChestPainOrBreathlessness
		verdict = max(verdict, verdictRefer)
	}
	return verdict, rules
}

func (r *record) contraindicationsPlain() (verdict uint8, rules uint64) {
	if r.severeBleedingDisorder {
		rules |= 1 << ruleContraindicatedSevereBleedingDisorder
		verdict = max(verdict, verdictContraindicated)
	}
	if r.anticoagulationUncontrolled {
		rules |= 1 << ruleContraindicatedAnticoagulationUncontrolled
		verdict = max(verdict, verdictContraindicated)
	}
	if r.fever {
		rules |= 1 << ruleContraindicatedFever
		verdict = max(verdict, verdictContraindicated)
	}
	if r.lymphoedemaAtSite {
		rules |= 1 << ruleContraindicatedLymphoedemaAtSite
		verdict = max(verdict, verdictContraindicated)
	}
	if r.infectionOrWoundAtSite {
		rules |= 1 << ruleContraindicatedInfectionOrWoundAtSite
		verdict = max(verdict, verdictContraindicated)
	}
	if r.malignancyAtSite {
		rules |= 1 << ruleContraindicatedMalignancyAtSite
		verdict = max(verdict, verdictContraindicated)
	}
	if r.prohibitedSite {
		rules |= 1 << ruleContraindicatedProhibitedSite
		verdict = max(verdict, verdictContraindicated)
	}
	if r.pregnancy && (r.region == regionLowBack || r.region == regionAbdomen || r.region == regionHip) {
		rules |= 1 << rulePregnancyRegion
		verdict = max(verdict, verdictContraindicated)
	}
	return verdict, rules
}

// riskAndConsentPlain is the part of the screen that prefers something else, age and consent.
func (r *record) riskAndConsentPlain() (verdict uint8, rules uint64) {
	underAge := r.ageYears < 18
	bleedingRisk := r.antithromboticMedicine || r.bleedingTendency
	overLungOrVessel := r.region == regionNeck || r.region == regionShoulder || r.region == regionThorax || r.region == regionAbdomen

	if bleedingRisk && overLungOrVessel && !r.ultrasoundAvailable {
		rules |= 1 << ruleBleedingRiskWithoutImaging
		verdict = max(verdict, verdictPreferAlternative)
	}
	if r.priorSeriousNeedlingHarm {
		rules |= 1 << rulePriorSeriousHarm
		verdict = max(verdict, verdictPreferAlternative)
	}
	if underAge {
		rules |= 1 << ruleMinor
		verdict = max(verdict, verdictNoRecommendation)
	}
	if !r.consentsToNeedling {
		rules |= 1 << ruleConsentRefused
		verdict = max(verdict, verdictNotConsented)
	}
	if !r.ableToConsent {
		rules |= 1 << ruleConsentNotPossible
		verdict = max(verdict, verdictNotConsented)
	}
	if r.needlePhobia {
		rules |= 1 << ruleNeedlePhobia
		verdict = max(verdict, verdictNotConsented)
	}
	if underAge && !r.representativeConsents {
		rules |= 1 << ruleMinorWithoutGuardian
		verdict = max(verdict, verdictNotConsented)
	}
	return verdict, rules
}

func (r *record) precautionsPlain() (cautions uint64) {
	if r.antithromboticMedicine {
		cautions |= 1 << cautionAntithromboticMedicine
	}
	if r.bleedingTendency {
		cautions |= 1 << cautionBleedingTendency
	}
	if r.immunocompromised {
		cautions |= 1 << cautionImmunocompromised
	}
	if r.diabetes {
		cautions |= 1 << cautionDiabetes
	}
	if r.vascularDiseaseAtSite {
		cautions |= 1 << cautionVascularDiseaseAtSite
	}
	if r.pregnancy {
		cautions |= 1 << cautionPregnancy
	}
	if r.frail {
		cautions |= 1 << cautionFrail
	}
	if r.epilepsy {
		cautions |= 1 << cautionEpilepsy
	}
	if r.psychologicalDistress {
		cautions |= 1 << cautionPsychologicalDistress
	}
	if r.needleMetalAllergy {
		cautions |= 1 << cautionNeedleMetalAllergy
	}
	if r.cardiacDeviceOrValve {
		cautions |= 1 << cautionCardiacDeviceOrValve
	}
	if r.priorNeedlingReaction {
		cautions |= 1 << cautionPriorNeedlingReaction
	}
	if r.priorSeriousNeedlingHarm {
		cautions |= 1 << cautionPriorSeriousNeedlingHarm
	}
	if r.implantAtSite {
		cautions |= 1 << cautionImplantAtSite
	}
	if r.vulnerableTissueAtSite {
		cautions |= 1 << cautionVulnerableTissueAtSite
	}
	if r.osteoporosis {
		cautions |= 1 << cautionOsteoporosis
	}
	if r.recentNeckOrThoracicInjuryOrSurgery {
		cautions |= 1 << cautionRecentNeckOrThoracicInjuryOrSurgery
	}
	if r.inflammatoryBackPainFeatures {
		cautions |= 1 << cautionInflammatoryBackPainFeatures
	}
	return cautions
}

// hazardsPlain is what lies under the needle.
func (r *record) hazardsPlain() (cautions uint64) {
	if r.region == regionNeck || r.region == regionShoulder || r.region == regionThorax {
		cautions |= 1 << cautionHazardPneumothorax
	}
	if r.region == regionNeck {
		cautions |= 1 << cautionHazardNeck
	}
	if r.region == regionLowBack || r.region == regionAbdomen {
		cautions |= 1 << cautionHazardLowBack
	}
	if r.region == regionHead || r.region == regionShoulder || r.region == regionThorax {
		cautions |= 1 << cautionHazardCongenital
	}
	return cautions
}
