package dryneedling_test

import "math/bits"

// record is one complete case: every fact that a verdict rule or a caution names.
type record struct {
	painDurationWeeks      float64 `fact:"pain_duration_weeks"`
	ageYears               float64 `fact:"age_years"`
	trainingHours          float64 `fact:"training_hours"`
	weeksSinceFirstSession float64 `fact:"weeks_since_first_session"`
	sessionsScheduled      float64 `fact:"sessions_scheduled"`
	sessionsAttended       float64 `fact:"sessions_attended"`
	ndiBaseline            float64 `fact:"ndi_baseline"`
	ndiNow                 float64 `fact:"ndi_now"`
	odiBaseline            float64 `fact:"odi_baseline"`
	odiNow                 float64 `fact:"odi_now"`
	nprsBaseline           float64 `fact:"nprs_baseline"`
	nprsNow                float64 `fact:"nprs_now"`
	psfsBaseline           float64 `fact:"psfs_baseline"`
	psfsNow                float64 `fact:"psfs_now"`

	condition                  condition `fact:"condition"`
	region                     region    `fact:"needling_region"`
	nsaidTrial                 trial     `fact:"nsaid_trial"`
	acetaminophenTrial         trial     `fact:"acetaminophen_trial"`
	heatTrial                  trial     `fact:"heat_trial"`
	selfCareEducationTrial     trial     `fact:"self_care_education_trial"`
	activityModificationTrial  trial     `fact:"activity_modification_trial"`
	manualTherapyExerciseTrial trial     `fact:"manual_therapy_exercise_trial"`
	dryNeedlingTrial           trial     `fact:"dry_needling_trial"`

	triggerPointsIdentified bool `fact:"trigger_points_identified"`
	radicularLegPain        bool `fact:"radicular_leg_pain"`
	painSpreading           bool `fact:"pain_spreading"`
	dryNeedlingInScope      bool `fact:"dry_needling_in_scope"`
	ultrasoundAvailable     bool `fact:"ultrasound_available"`
	consentsToNeedling      bool `fact:"consents_to_needling"`
	ableToConsent           bool `fact:"able_to_consent"`
	needlePhobia            bool `fact:"needle_phobia"`
	representativeConsents  bool `fact:"representative_consents"`

	cancerConcern                  bool `fact:"cancer_concern"`
	fractureConcern                bool `fact:"fracture_concern"`
	spinalInfectionConcern         bool `fact:"spinal_infection_concern"`
	progressiveNeurologicalDeficit bool `fact:"progressive_neurological_deficit"`
	acuteUndiagnosedIllness        bool `fact:"acute_undiagnosed_illness"`
	suspectedDvt                   bool `fact:"suspected_dvt"`
	acuteLimbSigns                 bool `fact:"acute_limb_signs"`
	caudaEquinaSigns               bool `fact:"cauda_equina_signs"`
	abdominalOrVascularSigns       bool `fact:"abdominal_or_vascular_signs"`
	myelopathySigns                bool `fact:"myelopathy_signs"`
	cervicalArterySigns            bool `fact:"cervical_artery_signs"`
	unresolvedCervicalTrauma       bool `fact:"unresolved_cervical_trauma"`
	meningismOrThunderclapHeadache bool `fact:"meningism_or_thunderclap_headache"`
	giantCellArteritisSigns        bool `fact:"giant_cell_arteritis_signs"`
	chestPainOrBreathlessness      bool `fact:"chest_pain_or_breathlessness"`

	severeBleedingDisorder      bool `fact:"severe_bleeding_disorder"`
	anticoagulationUncontrolled bool `fact:"anticoagulation_uncontrolled"`
	fever                       bool `fact:"fever"`
	lymphoedemaAtSite           bool `fact:"lymphoedema_at_site"`
	infectionOrWoundAtSite      bool `fact:"infection_or_wound_at_site"`
	malignancyAtSite            bool `fact:"malignancy_at_site"`
	prohibitedSite              bool `fact:"prohibited_site"`

	antithromboticMedicine              bool `fact:"antithrombotic_medicine"`
	bleedingTendency                    bool `fact:"bleeding_tendency"`
	immunocompromised                   bool `fact:"immunocompromised"`
	diabetes                            bool `fact:"diabetes"`
	vascularDiseaseAtSite               bool `fact:"vascular_disease_at_site"`
	pregnancy                           bool `fact:"pregnancy"`
	frail                               bool `fact:"frail"`
	epilepsy                            bool `fact:"epilepsy"`
	psychologicalDistress               bool `fact:"psychological_distress"`
	needleMetalAllergy                  bool `fact:"needle_metal_allergy"`
	cardiacDeviceOrValve                bool `fact:"cardiac_device_or_valve"`
	priorNeedlingReaction               bool `fact:"prior_needling_reaction"`
	priorSeriousNeedlingHarm            bool `fact:"prior_serious_needling_harm"`
	implantAtSite                       bool `fact:"implant_at_site"`
	vulnerableTissueAtSite              bool `fact:"vulnerable_tissue_at_site"`
	osteoporosis                        bool `fact:"osteoporosis"`
	recentNeckOrThoracicInjuryOrSurgery bool `fact:"recent_neck_or_thoracic_injury_or_surgery"`
	inflammatoryBackPainFeatures        bool `fact:"inflammatory_back_pain_features"`

	// What only the options ask.
	primaryGoal              goal  `fact:"primary_goal"`
	exerciseTrial            trial `fact:"exercise_trial"`
	massageTrial             trial `fact:"massage_trial"`
	acupunctureTrial         trial `fact:"acupuncture_trial"`
	manipulationTrial        trial `fact:"manipulation_trial"`
	mindBodyTrial            trial `fact:"mind_body_trial"`
	triggerPointManualTrial  trial `fact:"trigger_point_manual_trial"`
	nightPainUnremitting     bool  `fact:"night_pain_unremitting"`
	longTermSteroids         bool  `fact:"long_term_steroids"`
	cancerHistory            bool  `fact:"cancer_history"`
	inflammatoryJointDisease bool  `fact:"inflammatory_joint_disease"`
	hypermobility            bool  `fact:"hypermobility"`
	nsaidReaction            bool  `fact:"nsaid_reaction"`
	activeGiBleedOrUlcer     bool  `fact:"active_gi_bleed_or_ulcer"`
	ulcerHistory             bool  `fact:"ulcer_history"`
	thirdTrimester           bool  `fact:"third_trimester"`
	ssriOrSnri               bool  `fact:"ssri_or_snri"`
	cardiovascularDisease    bool  `fact:"cardiovascular_disease"`
	liverDiseaseOrAlcohol    bool  `fact:"liver_disease_or_alcohol"`
	sensationImpairedAtSite  bool  `fact:"sensation_impaired_at_site"`
}

// bit turns a truth into a number; the compiler makes no branch of it.
func bit(b bool) uint64 {
	var x uint64
	if b {
		x = 1
	}
	return x
}

func not(b bool) uint64 { return bit(b) ^ 1 }

// decide gives the verdict on a complete record and the rules that hold, with the default params. Nothing here branches:
// on patients in random order a mispredicted branch costs more than the few instructions that it saves. The parts are
// functions of their own because in one long function the compiler moves most values to the stack and back.
func (r *record) decide() (verdict uint8, rules [2]uint64) {
	flags, precautions := r.flags()
	practice := r.practice()
	c, g := &byCondition[r.condition&31], &byRegion[r.region&15]
	care, careCautions := r.care(c.spinal, c.lumbar|c.myofascial&g.lowBack, c.neck|c.myofascial&g.neck)
	course := r.course(c.neck | g.neck)

	chronic := bit(r.painDurationWeeks > 12)
	noUltrasound := not(r.ultrasoundAvailable)
	bleeds := bit(r.antithromboticMedicine) | bit(r.bleedingTendency)
	pregnantNearby := bit(r.pregnancy) & g.nearPregnancy

	verdicts := flags | practice | care | c.verdicts | c.chronic&-chronic | g.verdicts |
		pregnantNearby<<rulePregnancyRegion |
		bleeds&noUltrasound&g.lungOrVessel<<ruleBleedingRiskWithoutImaging |
		bit(r.priorSeriousNeedlingHarm)<<rulePriorSeriousHarm |
		c.spinal&not(r.triggerPointsIdentified)<<ruleNoTriggerPoint
	cautions := precautions | careCautions | course | g.cautions |
		noUltrasound<<cautionNoUltrasound |
		c.degenerative&^chronic<<cautionDegenerativeFlare |
		c.away>>(r.region&63)&1<<cautionRegionAwayFromComplaint

	return severity[bits.Len64(verdicts)&63], [2]uint64{verdicts, cautions}
}

// flags packs the families of one rule a fact, each from its last rule to its first: so shift and addition are a single
// instruction. TestHandwrittenFamilies holds the order to the numbers of the rules.
func (r *record) flags() (verdicts, cautions uint64) {
	flags := bit(r.chestPainOrBreathlessness)                // red-flag-chest-pain-or-breathlessness
	flags = flags<<1 + bit(r.giantCellArteritisSigns)        // red-flag-giant-cell-arteritis-signs
	flags = flags<<1 + bit(r.meningismOrThunderclapHeadache) // red-flag-meningism-or-thunderclap-headache
	flags = flags<<1 + bit(r.unresolvedCervicalTrauma)       // red-flag-unresolved-cervical-trauma
	flags = flags<<1 + bit(r.cervicalArterySigns)            // red-flag-cervical-artery-signs
	flags = flags<<1 + bit(r.myelopathySigns)                // red-flag-myelopathy-signs
	flags = flags<<1 + bit(r.abdominalOrVascularSigns)       // red-flag-abdominal-or-vascular-signs
	flags = flags<<1 + bit(r.caudaEquinaSigns)               // red-flag-cauda-equina-signs
	flags = flags<<1 + bit(r.acuteLimbSigns)                 // red-flag-acute-limb-signs
	flags = flags<<1 + bit(r.suspectedDvt)                   // red-flag-suspected-dvt
	flags = flags<<1 + bit(r.acuteUndiagnosedIllness)        // red-flag-acute-undiagnosed-illness
	flags = flags<<1 + bit(r.progressiveNeurologicalDeficit) // red-flag-progressive-neurological-deficit
	flags = flags<<1 + bit(r.spinalInfectionConcern)         // red-flag-spinal-infection-concern
	flags = flags<<1 + bit(r.fractureConcern)                // red-flag-fracture-concern
	flags = flags<<1 + bit(r.cancerConcern)                  // red-flag-cancer-concern

	contraindications := bit(r.prohibitedSite)                                    // contraindicated-prohibited-site
	contraindications = contraindications<<1 + bit(r.malignancyAtSite)            // contraindicated-malignancy-at-site
	contraindications = contraindications<<1 + bit(r.infectionOrWoundAtSite)      // contraindicated-infection-or-wound-at-site
	contraindications = contraindications<<1 + bit(r.lymphoedemaAtSite)           // contraindicated-lymphoedema-at-site
	contraindications = contraindications<<1 + bit(r.fever)                       // contraindicated-fever
	contraindications = contraindications<<1 + bit(r.anticoagulationUncontrolled) // contraindicated-anticoagulation-uncontrolled
	contraindications = contraindications<<1 + bit(r.severeBleedingDisorder)      // contraindicated-severe-bleeding-disorder

	precautions := bit(r.inflammatoryBackPainFeatures)                        // caution-inflammatory-back-pain-features
	precautions = precautions<<1 + bit(r.recentNeckOrThoracicInjuryOrSurgery) // caution-recent-neck-or-thoracic-injury-or-surgery
	precautions = precautions<<1 + bit(r.osteoporosis)                        // caution-osteoporosis
	precautions = precautions<<1 + bit(r.vulnerableTissueAtSite)              // caution-vulnerable-tissue-at-site
	precautions = precautions<<1 + bit(r.implantAtSite)                       // caution-implant-at-site
	precautions = precautions<<1 + bit(r.priorSeriousNeedlingHarm)            // caution-prior-serious-needling-harm
	precautions = precautions<<1 + bit(r.priorNeedlingReaction)               // caution-prior-needling-reaction
	precautions = precautions<<1 + bit(r.cardiacDeviceOrValve)                // caution-cardiac-device-or-valve
	precautions = precautions<<1 + bit(r.needleMetalAllergy)                  // caution-needle-metal-allergy
	precautions = precautions<<1 + bit(r.psychologicalDistress)               // caution-psychological-distress
	precautions = precautions<<1 + bit(r.epilepsy)                            // caution-epilepsy
	precautions = precautions<<1 + bit(r.frail)                               // caution-frail
	precautions = precautions<<1 + bit(r.pregnancy)                           // caution-pregnancy
	precautions = precautions<<1 + bit(r.vascularDiseaseAtSite)               // caution-vascular-disease-at-site
	precautions = precautions<<1 + bit(r.diabetes)                            // caution-diabetes
	precautions = precautions<<1 + bit(r.immunocompromised)                   // caution-immunocompromised
	precautions = precautions<<1 + bit(r.bleedingTendency)                    // caution-bleeding-tendency
	precautions = precautions<<1 + bit(r.antithromboticMedicine)              // caution-antithrombotic-medicine

	return flags<<ruleRedFlagCancerConcern | contraindications<<ruleContraindicatedSevereBleedingDisorder,
		precautions << cautionAntithromboticMedicine
}

// practice is consent, age and the practitioner.
func (r *record) practice() (verdicts uint64) {
	minor := bit(r.ageYears < 18)
	return bit(r.trainingHours <= 60)<<ruleTrainingHours |
		bit(r.trainingHours <= 0)<<ruleUntrained | // none: hours are never below zero
		not(r.dryNeedlingInScope)<<ruleOutsideScope |
		not(r.consentsToNeedling)<<ruleConsentRefused |
		not(r.ableToConsent)<<ruleConsentNotPossible |
		bit(r.needlePhobia)<<ruleNeedlePhobia |
		minor&not(r.representativeConsents)<<ruleMinorWithoutGuardian |
		minor<<ruleMinor
}

// care is what was tried before; its arguments are 0 or 1.
func (r *record) care(spinal, low, neck uint64) (verdicts, cautions uint64) {
	nsaid, acetaminophen, heat := meaningOf(r.nsaidTrial), meaningOf(r.acetaminophenTrial), meaningOf(r.heatTrial)
	selfCare, activity := meaningOf(r.selfCareEducationTrial), meaningOf(r.activityModificationTrial)
	manual, needling := meaningOf(r.manualTherapyExerciseTrial), r.dryNeedlingTrial
	analgesic := nsaid | acetaminophen
	applicable := analgesic | selfCare | activity | heat&-low | manual&-neck

	verdicts = spinal&(analgesic>>ongoing|^(analgesic>>spent|nsaid&acetaminophen>>unsuitable))<<ruleAnalgesicFirst |
		low&^(heat>>failed)<<ruleHeatFirst |
		spinal&^(selfCare>>failed)<<ruleSelfCareEducationFirst |
		spinal&^(activity>>failed)<<ruleActivityModificationFirst |
		spinal&^(applicable>>spent)<<ruleFirstLineNeedling |
		neck&^(manual>>failed)<<ruleNeckManualTherapyFirst |
		bit(needling == trialNotHelped)<<ruleDryNeedlingAlreadyFailed
	cautions = bit(needling == trialWoreOff)<<cautionDryNeedlingWoreOff |
		bit(r.painDurationWeeks < 2)&spinal&((analgesic|selfCare|activity|heat|manual)>>spent)<<cautionTooEarlyToCallFailed
	return verdicts, cautions
}

// course is how the pain and a running course go. On the neck 1.3 points of pain are a change, elsewhere 2.
func (r *record) course(neck uint64) (cautions uint64) {
	ndi, odi := r.ndiBaseline-r.ndiNow, r.odiBaseline-r.odiNow // gains; a loss is below zero
	nprs, psfs := r.nprsBaseline-r.nprsNow, r.psfsNow-r.psfsBaseline
	reached := bit(ndi >= 19) | bit(odi >= 10) | bit(nprs >= 2) | bit(nprs >= 1.3)&neck | bit(psfs >= 1.3)
	worse := bit(ndi <= -19) | bit(odi <= -10) | bit(nprs <= -2) | bit(nprs <= -1.3)&neck | bit(psfs <= -1.3)
	weeks := r.painDurationWeeks

	return bit(r.sessionsAttended*100 < 80*r.sessionsScheduled)<<cautionAttendanceLow |
		bit(r.weeksSinceFirstSession > 12)<<cautionBeyondEvidence |
		bit(r.weeksSinceFirstSession >= 2)&^reached<<cautionNoResponse |
		worse<<cautionGettingWorse |
		bit(weeks >= 11.5)&bit(weeks <= 13.1)<<cautionPhaseNearCutOff |
		bit(r.painSpreading)<<cautionPainSpreadingReExamine |
		bit(r.radicularLegPain)<<cautionRadiculopathyOutsideEvidence
}
