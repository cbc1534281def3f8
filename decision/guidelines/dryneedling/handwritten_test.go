package dryneedling_test

import "math/bits"

// condition, region and trial are the choices in the order of the model.
type (
	condition uint8
	region    uint8
	trial     uint8
)

const (
	condLowBackPain condition = iota
	condDegenerativeLumbarDisease
	condSciatica
	condNeckPain
	condMyofascialPain
	condOsteoarthritis
	condPatellofemoralPain
	condHeadache
	condTensionTypeHeadache
	condMigraine
	condCervicogenicHeadache
	condFibromyalgia
	condPlantarFasciitis
	condRotatorCuffDisorder
	condTendinopathy
	condSportsInjury
	condMuscleStrain
	condMuscleTightness
	condMuscleSoreness
	condStressOrAnxiety
	condPosturalStrain
	condPostInjuryStiffness
	condPostSurgicalStiffness
	condJointPain
	condOther
)

const (
	regionHead region = iota
	regionNeck
	regionShoulder
	regionThorax
	regionLowBack
	regionAbdomen
	regionHip
	regionUpperLimb
	regionLowerLimb
)

const (
	trialNotTried trial = iota
	trialInProgress
	trialHelped
	trialWoreOff
	trialNotHelped
	trialUnsuitable
	trialDeclinedOrUnavailable
)

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
}

// bit turns a truth into a bit; the compiler makes no branch of it.
func bit(b bool) uint64 {
	var x uint64
	if b {
		x = 1
	}
	return x
}

// The default params that switch rules: as constants, as the cut points are.
const (
	pregnancyPolicyContraindicated = 0 // elsewhere than near the site a pregnancy only cautions
	minorPolicyCaution             = 0 // needling a minor is a matter without recommendation
)

// in tells as a bit whether a choice belongs to a set.
func in[T condition | region](x T, set uint64) uint64 { return set >> (x & 63) & 1 }

// What the outcome of a trial means, as bits that several trials can share.
const (
	failed  = iota // wore off, did not help or unsuitable
	spent          // wore off or did not help
	ongoing        // in progress or helping
	unsuitable
)

// meaning gives those bits for every outcome; the eighth is none.
const meaning = "\x00\x04\x04\x03\x03\x09\x00\x00"

func meaningOf(t trial) uint64 { return uint64(meaning[t&7]) }

// decide gives the verdict on a complete record and the rules that hold, under the default params. It branches nowhere:
// on mixed patients a mispredicted branch costs more than the few instructions that it saves.
func (r *record) decide() (verdict uint8, rules [2]uint64) {
	c, g := r.condition, r.region
	lowBackPain, degenerative := bit(c == condLowBackPain), bit(c == condDegenerativeLumbarDisease)
	neckPain, myofascial := bit(c == condNeckPain), bit(c == condMyofascialPain)
	osteoarthritis, patellofemoral := bit(c == condOsteoarthritis), bit(c == condPatellofemoralPain)
	headache := in(c, 1<<condHeadache|1<<condTensionTypeHeadache|1<<condMigraine|1<<condCervicogenicHeadache)
	atNeck := bit(g == regionNeck)
	lumbar := lowBackPain | degenerative
	spinal := lumbar | neckPain | myofascial
	silent := 1 &^ (spinal | osteoarthritis | patellofemoral | headache)
	low := lumbar | myofascial&bit(g == regionLowBack)
	neck := neckPain | myofascial&atNeck

	weeks := r.painDurationWeeks
	chronic := bit(weeks > 12)
	minor := bit(r.ageYears < 18)
	noUltrasound := bit(!r.ultrasoundAvailable)
	antithrombotic, bleeds := bit(r.antithromboticMedicine), bit(r.bleedingTendency)
	harmed, pregnant := bit(r.priorSeriousNeedlingHarm), bit(r.pregnancy)
	pregnantNearby := pregnant & in(g, 1<<regionLowBack|1<<regionAbdomen|1<<regionHip)

	nsaid, acetaminophen, heat := meaningOf(r.nsaidTrial), meaningOf(r.acetaminophenTrial), meaningOf(r.heatTrial)
	selfCare, activity := meaningOf(r.selfCareEducationTrial), meaningOf(r.activityModificationTrial)
	manual, needling := meaningOf(r.manualTherapyExerciseTrial), r.dryNeedlingTrial
	analgesic := nsaid | acetaminophen
	applicable := analgesic | selfCare | activity | heat&-low | manual&-neck

	// Each measure's gain; a loss is a gain below zero.
	ndi, odi := r.ndiBaseline-r.ndiNow, r.odiBaseline-r.odiNow
	nprs, psfs := r.nprsBaseline-r.nprsNow, r.psfsNow-r.psfsBaseline
	neckMeasured := neckPain | atNeck // here 1.3 points on the pain scale count, elsewhere 2
	reached := bit(ndi >= 19) | bit(odi >= 10) | bit(nprs >= 2) | bit(nprs >= 1.3)&neckMeasured | bit(psfs >= 1.3)
	worse := bit(ndi <= -19) | bit(odi <= -10) | bit(nprs <= -2) | bit(nprs <= -1.3)&neckMeasured | bit(psfs <= -1.3)

	rules[0] = spinal<<ruleIndicated |

		spinal&(analgesic>>ongoing|^(analgesic>>spent|nsaid&acetaminophen>>unsuitable))<<ruleAnalgesicFirst |
		low&^(heat>>failed)<<ruleHeatFirst |
		spinal&^(selfCare>>failed)<<ruleSelfCareEducationFirst |
		spinal&^(activity>>failed)<<ruleActivityModificationFirst |
		spinal&^(applicable>>spent)<<ruleFirstLineNeedling |

		bit(r.trainingHours <= 60)<<ruleTrainingHours |
		bit(r.trainingHours == 0)<<ruleUntrained |
		bit(!r.dryNeedlingInScope)<<ruleOutsideScope |

		bit(!r.consentsToNeedling)<<ruleConsentRefused |
		bit(!r.ableToConsent)<<ruleConsentNotPossible |
		bit(r.needlePhobia)<<ruleNeedlePhobia |
		minor&bit(!r.representativeConsents)<<ruleMinorWithoutGuardian |

		minor<<ruleMinor |
		silent<<ruleGuidelineSilent |
		in(g, 1<<regionAbdomen|1<<regionHead)<<ruleRegionOutsideScope |

		(antithrombotic|bleeds)&noUltrasound&in(g, 1<<regionThorax|1<<regionShoulder|1<<regionNeck|1<<regionAbdomen)<<ruleBleedingRiskWithoutImaging |
		harmed<<rulePriorSeriousHarm |
		neck&^(manual>>failed)<<ruleNeckManualTherapyFirst |
		neckPain&chronic<<ruleChronicNeckPain |
		spinal&bit(!r.triggerPointsIdentified)<<ruleNoTriggerPoint |
		bit(needling == trialNotHelped)<<ruleDryNeedlingAlreadyFailed |

		lumbar&chronic<<ruleChronicLowBackPain |
		degenerative&chronic<<ruleChronicDegenerativeLowBackPain |
		myofascial&chronic<<ruleChronicMyofascialPain |
		osteoarthritis<<ruleOsteoarthritis |
		patellofemoral<<rulePatellofemoralPain |
		headache<<ruleHeadacheDisorders |

		bit(r.severeBleedingDisorder)<<ruleContraindicatedSevereBleedingDisorder |
		bit(r.anticoagulationUncontrolled)<<ruleContraindicatedAnticoagulationUncontrolled |
		bit(r.fever)<<ruleContraindicatedFever |
		bit(r.lymphoedemaAtSite)<<ruleContraindicatedLymphoedemaAtSite |
		bit(r.infectionOrWoundAtSite)<<ruleContraindicatedInfectionOrWoundAtSite |
		bit(r.malignancyAtSite)<<ruleContraindicatedMalignancyAtSite |
		bit(r.prohibitedSite)<<ruleContraindicatedProhibitedSite |
		pregnantNearby<<rulePregnancyRegion |
		pregnant&pregnancyPolicyContraindicated<<rulePregnancyPolicy |

		bit(r.cancerConcern)<<ruleRedFlagCancerConcern |
		bit(r.fractureConcern)<<ruleRedFlagFractureConcern |
		bit(r.spinalInfectionConcern)<<ruleRedFlagSpinalInfectionConcern |
		bit(r.progressiveNeurologicalDeficit)<<ruleRedFlagProgressiveNeurologicalDeficit |
		bit(r.acuteUndiagnosedIllness)<<ruleRedFlagAcuteUndiagnosedIllness |
		bit(r.suspectedDvt)<<ruleRedFlagSuspectedDvt |
		bit(r.acuteLimbSigns)<<ruleRedFlagAcuteLimbSigns |
		bit(r.caudaEquinaSigns)<<ruleRedFlagCaudaEquinaSigns |
		bit(r.abdominalOrVascularSigns)<<ruleRedFlagAbdominalOrVascularSigns |
		bit(r.myelopathySigns)<<ruleRedFlagMyelopathySigns |
		bit(r.cervicalArterySigns)<<ruleRedFlagCervicalArterySigns |
		bit(r.unresolvedCervicalTrauma)<<ruleRedFlagUnresolvedCervicalTrauma |
		bit(r.meningismOrThunderclapHeadache)<<ruleRedFlagMeningismOrThunderclapHeadache |
		bit(r.giantCellArteritisSigns)<<ruleRedFlagGiantCellArteritisSigns |
		bit(r.chestPainOrBreathlessness)<<ruleRedFlagChestPainOrBreathlessness

	rules[1] = antithrombotic<<cautionAntithromboticMedicine |
		bleeds<<cautionBleedingTendency |
		bit(r.immunocompromised)<<cautionImmunocompromised |
		bit(r.diabetes)<<cautionDiabetes |
		bit(r.vascularDiseaseAtSite)<<cautionVascularDiseaseAtSite |
		pregnant&^pregnantNearby<<cautionPregnancy |
		bit(r.frail)<<cautionFrail |
		bit(r.epilepsy)<<cautionEpilepsy |
		bit(r.psychologicalDistress)<<cautionPsychologicalDistress |
		bit(r.needleMetalAllergy)<<cautionNeedleMetalAllergy |
		bit(r.cardiacDeviceOrValve)<<cautionCardiacDeviceOrValve |
		bit(r.priorNeedlingReaction)<<cautionPriorNeedlingReaction |
		harmed<<cautionPriorSeriousNeedlingHarm |
		bit(r.implantAtSite)<<cautionImplantAtSite |
		bit(r.vulnerableTissueAtSite)<<cautionVulnerableTissueAtSite |
		bit(r.osteoporosis)<<cautionOsteoporosis |
		bit(r.recentNeckOrThoracicInjuryOrSurgery)<<cautionRecentNeckOrThoracicInjuryOrSurgery |
		bit(r.inflammatoryBackPainFeatures)<<cautionInflammatoryBackPainFeatures |
		minor&minorPolicyCaution<<cautionMinor |

		in(g, 1<<regionThorax|1<<regionShoulder|1<<regionNeck)<<cautionHazardPneumothorax |
		atNeck<<cautionHazardNeck |
		in(g, 1<<regionLowBack|1<<regionAbdomen)<<cautionHazardLowBack |
		in(g, 1<<regionThorax|1<<regionShoulder|1<<regionHead)<<cautionHazardCongenital |

		bit(needling == trialWoreOff)<<cautionDryNeedlingWoreOff |
		bit(weeks < 2)&spinal&(applicable>>failed)<<cautionTooEarlyToCallFailed |
		noUltrasound<<cautionNoUltrasound |

		bit(r.sessionsAttended*100 < 80*r.sessionsScheduled)<<cautionAttendanceLow |
		bit(r.weeksSinceFirstSession > 12)<<cautionBeyondEvidence |
		bit(r.weeksSinceFirstSession >= 2)&^reached<<cautionNoResponse |
		worse<<cautionGettingWorse |
		bit(weeks >= 11.5)&bit(weeks <= 13.1)<<cautionPhaseNearCutOff |
		degenerative&^chronic<<cautionDegenerativeFlare |
		bit(r.painSpreading)<<cautionPainSpreadingReExamine |
		bit(r.radicularLegPain)<<cautionRadiculopathyOutsideEvidence |
		(lumbar&in(g, 1<<regionNeck|1<<regionShoulder|1<<regionThorax|1<<regionUpperLimb)|neckPain&in(g, 1<<regionLowBack|1<<regionHip|1<<regionLowerLimb))<<cautionRegionAwayFromComplaint

	return severity[bits.Len64(rules[0])&63], rules
}
