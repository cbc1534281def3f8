// Code generated from the bundle dry-needling; DO NOT EDIT.

package dryneedling

import (
	"math/bits"

	"github.com/mskguide/mskguide/decision"
)

// Facts is what is known of one case. The zero value knows nothing; a field that is left
// out is unknown, never a no.
type Facts struct {
	// NoneOf denies every member of these groups. A member that is yes contradicts it.
	NoneOf []Group

	// Is there concern about spinal or other malignancy?
	CancerConcern decision.Bool
	// Is there concern about a vertebral or other fracture?
	FractureConcern decision.Bool
	// Is there concern about an infection of the spine?
	SpinalInfectionConcern decision.Bool
	// Is there a severe or worsening neurological deficit?
	ProgressiveNeurologicalDeficit decision.Bool
	// Is there a medical emergency, or an acute illness without a diagnosis?
	AcuteUndiagnosedIllness decision.Bool
	// Is a deep vein thrombosis known, recent or suspected?
	SuspectedDvt decision.Bool
	// Are there acute signs in a limb that need prompt assessment?
	AcuteLimbSigns decision.Bool
	// Are there signs that could point to cauda equina syndrome?
	CaudaEquinaSigns decision.Bool
	// Could the pain come from the aorta or from an organ of the abdomen or pelvis?
	AbdominalOrVascularSigns decision.Bool
	// Are there signs of spinal cord compression?
	MyelopathySigns decision.Bool
	// Are there signs of dissection or insufficiency of a neck artery?
	CervicalArterySigns decision.Bool
	// Was there neck trauma that has not been cleared?
	UnresolvedCervicalTrauma decision.Bool
	// Is there a stiff neck with fever, or a headache that was at its worst within moments?
	MeningismOrThunderclapHeadache decision.Bool
	// Are there signs of giant cell arteritis?
	GiantCellArteritisSigns decision.Bool
	// Is there chest pain on effort or on breathing, or breathlessness?
	ChestPainOrBreathlessness decision.Bool
	// Is there a severe bleeding disorder, such as haemophilia?
	SevereBleedingDisorder decision.Bool
	// Is the patient anticoagulated and out of the intended range, or not monitored as required?
	AnticoagulationUncontrolled decision.Bool
	// Does the patient have a fever or an acute systemic illness today?
	Fever decision.Bool
	// Is there lymphoedema of the limb or area to be needled?
	LymphoedemaAtSite decision.Bool
	// Is there infection, an open wound, or inflamed or unhealthy skin at the site?
	InfectionOrWoundAtSite decision.Bool
	// Is there known or suspected malignancy at the site?
	MalignancyAtSite decision.Bool
	// Is the site one that is never needled?
	ProhibitedSite decision.Bool
	// Which condition is this complaint?
	Condition Condition
	// How many weeks has this pain lasted? From 0 to 5200 weeks.
	PainDurationWeeks decision.Number
	// Which region would be needled?
	NeedlingRegion NeedlingRegion
	// How old is the patient, in years? From 0 to 130 years.
	AgeYears decision.Number
	// Have palpable, active myofascial trigger points been found?
	TriggerPointsIdentified decision.Bool
	// Does the pain run down the leg along a nerve root?
	RadicularLegPain decision.Bool
	// Is the pain moving or spreading?
	PainSpreading decision.Bool
	// Does the patient take an anticoagulant or an antiplatelet medicine?
	AntithromboticMedicine decision.Bool
	// Does the patient bleed or bruise easily, or have a low platelet count?
	BleedingTendency decision.Bool
	// Is the immune system compromised, by disease or by treatment?
	Immunocompromised decision.Bool
	// Does the patient have diabetes?
	Diabetes decision.Bool
	// Is there peripheral vascular disease or are there varicose veins at the site?
	VascularDiseaseAtSite decision.Bool
	// Is the patient pregnant?
	Pregnancy decision.Bool
	// Is the patient frail?
	Frail decision.Bool
	// Does the patient have epilepsy or a seizure disorder?
	Epilepsy decision.Bool
	// Is there severe anxiety, distress or confusion?
	PsychologicalDistress decision.Bool
	// Is the patient allergic to nickel, chromium, glove material or skin antiseptic?
	NeedleMetalAllergy decision.Bool
	// Is there a pacemaker, a prosthetic heart valve, a risk of endocarditis, or unstable heart
	// disease?
	CardiacDeviceOrValve decision.Bool
	// Has the patient reacted badly to needling before, or does the patient faint easily or have
	// low blood pressure?
	PriorNeedlingReaction decision.Bool
	// Has earlier needling seriously injured the patient?
	PriorSeriousNeedlingHarm decision.Bool
	// Is there an implant in the field to be needled?
	ImplantAtSite decision.Bool
	// Is the tissue at the site vulnerable?
	VulnerableTissueAtSite decision.Bool
	// Does the patient have osteoporosis?
	Osteoporosis decision.Bool
	// Was there a whiplash injury within the last six weeks, or earlier surgery of the neck or
	// thorax?
	RecentNeckOrThoracicInjuryOrSurgery decision.Bool
	// Are there features of inflammatory back pain?
	InflammatoryBackPainFeatures decision.Bool
	// What came of an NSAID?
	NsaidTrial TrialOutcome
	// What came of acetaminophen (paracetamol)?
	AcetaminophenTrial TrialOutcome
	// What came of heat?
	HeatTrial TrialOutcome
	// What came of education in self-care?
	SelfCareEducationTrial EducationOutcome
	// What came of changing activities?
	ActivityModificationTrial TrialOutcome
	// What came of manual therapy combined with exercise?
	ManualTherapyExerciseTrial TrialOutcome
	// What came of exercise therapy?
	ExerciseTrial TrialOutcome
	// What came of earlier dry needling of this complaint?
	DryNeedlingTrial TrialOutcome
	// How many hours of formal dry-needling training does the practitioner have? From 0 to 10000
	// hours.
	TrainingHours decision.Number
	// Do the practitioner's licence and local law allow dry needling?
	DryNeedlingInScope decision.Bool
	// Is ultrasound guidance available?
	UltrasoundAvailable decision.Bool
	// What is the practitioner's profession?
	PractitionerProfession PractitionerProfession
	// Does the patient have a severe fear of needles?
	NeedlePhobia decision.Bool
	// Is valid consent possible?
	AbleToConsent decision.Bool
	// Does a parent, guardian or other lawful representative consent?
	RepresentativeConsents decision.Bool
	// Does the patient consent to dry needling?
	ConsentsToNeedling decision.Bool
	// Is there pain at night that nothing eases?
	NightPainUnremitting decision.Bool
	// Does the patient take corticosteroids long term?
	LongTermSteroids decision.Bool
	// Has the patient had cancer?
	CancerHistory decision.Bool
	// Is there an inflammatory joint disease?
	InflammatoryJointDisease decision.Bool
	// Are the joints hypermobile?
	Hypermobility decision.Bool
	// Has aspirin or an NSAID ever caused an allergic or asthmatic reaction?
	NsaidReaction decision.Bool
	// Is there an active gastrointestinal bleed or ulcer?
	ActiveGiBleedOrUlcer decision.Bool
	// Has there been a peptic ulcer?
	UlcerHistory decision.Bool
	// Is the pregnancy in its third trimester?
	ThirdTrimester decision.Bool
	// Does the patient take an SSRI or an SNRI?
	SsriOrSnri decision.Bool
	// Is there cardiovascular disease?
	CardiovascularDisease decision.Bool
	// Is there liver disease or heavy use of alcohol?
	LiverDiseaseOrAlcohol decision.Bool
	// Is sensation at the site impaired, or could the patient not report burning?
	SensationImpairedAtSite decision.Bool
	// What came of massage?
	MassageTrial TrialOutcome
	// What came of acupuncture?
	AcupunctureTrial TrialOutcome
	// What came of spinal manipulation?
	ManipulationTrial TrialOutcome
	// What came of a psychological or mind-body therapy?
	MindBodyTrial TrialOutcome
	// What came of trigger-point manual therapy?
	TriggerPointManualTrial TrialOutcome
	// What came of cold?
	ColdTrial TrialOutcome
	// What came of self-release, such as foam rolling?
	SelfReleaseTrial TrialOutcome
	// What does the patient want most from treatment?
	PrimaryGoal PrimaryGoal
	// Does the patient prefer a treatment without needles?
	PrefersNonInvasive decision.Bool
	// Is the patient recovering from an injury or a flare-up?
	RecoveringFromInjuryOrFlare decision.Bool
	// Does the tightness keep coming back in the same region?
	RecurrentSameRegion decision.Bool
	// Has the patient been told of postural strain or muscle imbalance?
	ToldPosturalStrain decision.Bool
	// Does the patient feel overwhelmed, stressed or drained?
	FeelsOverwhelmed decision.Bool
	// Is motion limited by tight muscles?
	MotionLimited decision.Bool
	// Is the pain in one specific area or general?
	PainPattern PainPattern
	// Which kind of session does the patient wish for?
	SessionWish SessionWish
	// Is the tightness soon back after massage?
	ReturnsAfterMassage ReturnsAfterMassage
	// Is the pain felt deep inside, where it is hard to get at?
	PainDeep PainDeep
	// Has stretching brought little that lasts?
	StretchingLittleSuccess StretchingLittleSuccess
	// How many weeks ago was the first session of this course? From 0 to 1040 weeks.
	WeeksSinceFirstSession decision.Number
	// How many sessions of the course were due by now? From 0 to 1000 sessions.
	SessionsScheduled decision.Number
	// How many of these did the patient attend? From 0 to 1000 sessions.
	SessionsAttended decision.Number
	// What was the Neck Disability Index at the start, in percent? From 0 to 100 percent.
	NdiBaseline decision.Number
	// What is the Neck Disability Index now, in percent? From 0 to 100 percent.
	NdiNow decision.Number
	// What was the Oswestry Disability Index at the start, in percent? From 0 to 100 percent.
	OdiBaseline decision.Number
	// What is the Oswestry Disability Index now, in percent? From 0 to 100 percent.
	OdiNow decision.Number
	// What was the pain at the start on the Numeric Pain Rating Scale? From 0 to 10 points.
	NprsBaseline decision.Number
	// What is the pain now on the Numeric Pain Rating Scale? From 0 to 10 points.
	NprsNow decision.Number
	// What was the Patient-Specific Functional Scale at the start? From 0 to 10 points.
	PsfsBaseline decision.Number
	// What is the Patient-Specific Functional Scale now? From 0 to 10 points.
	PsfsNow decision.Number
}

// Condition answers: Which condition is this complaint?
//
// Values can be joined with | where only part is known. The zero value is unknown.
type Condition uint32

// The choices.
const (
	ConditionLowBackPain               Condition = 1 << 0  // Low back pain
	ConditionDegenerativeLumbarDisease Condition = 1 << 1  // Degenerative lumbar disease
	ConditionSciatica                  Condition = 1 << 2  // Sciatica
	ConditionNeckPain                  Condition = 1 << 3  // Mechanical neck pain
	ConditionMyofascialPain            Condition = 1 << 4  // Myofascial pain with trigger points
	ConditionOsteoarthritis            Condition = 1 << 5  // Osteoarthritis
	ConditionPatellofemoralPain        Condition = 1 << 6  // Patellofemoral pain
	ConditionHeadache                  Condition = 1 << 7  // Headache, type not stated
	ConditionTensionTypeHeadache       Condition = 1 << 8  // Tension-type headache
	ConditionMigraine                  Condition = 1 << 9  // Migraine
	ConditionCervicogenicHeadache      Condition = 1 << 10 // Cervicogenic headache
	ConditionFibromyalgia              Condition = 1 << 11 // Fibromyalgia
	ConditionPlantarFasciitis          Condition = 1 << 12 // Plantar fasciitis
	ConditionRotatorCuffDisorder       Condition = 1 << 13 // Rotator cuff disorder
	ConditionTendinopathy              Condition = 1 << 14 // Tendinopathy
	ConditionSportsInjury              Condition = 1 << 15 // Sports injury
	ConditionMuscleStrain              Condition = 1 << 16 // Muscle strain
	ConditionMuscleTightness           Condition = 1 << 17 // Muscle tightness
	ConditionMuscleSoreness            Condition = 1 << 18 // Muscle soreness
	ConditionStressOrAnxiety           Condition = 1 << 19 // Stress or anxiety
	ConditionPosturalStrain            Condition = 1 << 20 // Postural strain
	ConditionPostInjuryStiffness       Condition = 1 << 21 // Stiffness after injury
	ConditionPostSurgicalStiffness     Condition = 1 << 22 // Stiffness after surgery
	ConditionJointPain                 Condition = 1 << 23 // Joint pain
	ConditionOther                     Condition = 1 << 24 // Another condition
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x Condition) Choices() []string {
	return choices(uint64(x), []string{"low_back_pain", "degenerative_lumbar_disease", "sciatica", "neck_pain", "myofascial_pain", "osteoarthritis", "patellofemoral_pain", "headache", "tension_type_headache", "migraine", "cervicogenic_headache", "fibromyalgia", "plantar_fasciitis", "rotator_cuff_disorder", "tendinopathy", "sports_injury", "muscle_strain", "muscle_tightness", "muscle_soreness", "stress_or_anxiety", "postural_strain", "post_injury_stiffness", "post_surgical_stiffness", "joint_pain", "other"})
}

// NeedlingRegion answers: Which region would be needled?
//
// Values can be joined with | where only part is known. The zero value is unknown.
type NeedlingRegion uint16

// The choices.
const (
	NeedlingRegionHead      NeedlingRegion = 1 << 0 // head
	NeedlingRegionNeck      NeedlingRegion = 1 << 1 // neck
	NeedlingRegionShoulder  NeedlingRegion = 1 << 2 // shoulder, upper trapezius or scapular region
	NeedlingRegionThorax    NeedlingRegion = 1 << 3 // upper or mid back, or chest wall
	NeedlingRegionLowBack   NeedlingRegion = 1 << 4 // low back
	NeedlingRegionAbdomen   NeedlingRegion = 1 << 5 // abdomen
	NeedlingRegionHip       NeedlingRegion = 1 << 6 // hip or buttock
	NeedlingRegionUpperLimb NeedlingRegion = 1 << 7 // upper limb
	NeedlingRegionLowerLimb NeedlingRegion = 1 << 8 // lower limb
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x NeedlingRegion) Choices() []string {
	return choices(uint64(x), []string{"head", "neck", "shoulder", "thorax", "low_back", "abdomen", "hip", "upper_limb", "lower_limb"})
}

// TrialOutcome is a choice that several facts share.
//
// Values can be joined with | where only part is known. The zero value is unknown.
type TrialOutcome uint8

// The choices.
const (
	TrialOutcomeNotTried              TrialOutcome = 1 << 0 // not tried
	TrialOutcomeInProgress            TrialOutcome = 1 << 1 // being tried now
	TrialOutcomeHelped                TrialOutcome = 1 << 2 // helped and still helps
	TrialOutcomeWoreOff               TrialOutcome = 1 << 3 // helped at first and wore off
	TrialOutcomeNotHelped             TrialOutcome = 1 << 4 // did not help
	TrialOutcomeUnsuitable            TrialOutcome = 1 << 5 // unsuitable for this patient
	TrialOutcomeDeclinedOrUnavailable TrialOutcome = 1 << 6 // declined or not available
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x TrialOutcome) Choices() []string {
	return choices(uint64(x), []string{"not_tried", "in_progress", "helped", "wore_off", "not_helped", "unsuitable", "declined_or_unavailable"})
}

// EducationOutcome is a choice that several facts share.
//
// Values can be joined with | where only part is known. The zero value is unknown.
type EducationOutcome uint8

// The choices.
const (
	EducationOutcomeNotTried              EducationOutcome = 1 << 0 // not tried
	EducationOutcomeInProgress            EducationOutcome = 1 << 1 // being tried now
	EducationOutcomeHelped                EducationOutcome = 1 << 2 // helped and still helps
	EducationOutcomeWoreOff               EducationOutcome = 1 << 3 // helped at first and wore off
	EducationOutcomeNotHelped             EducationOutcome = 1 << 4 // did not help
	EducationOutcomeDeclinedOrUnavailable EducationOutcome = 1 << 5 // declined or not available
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x EducationOutcome) Choices() []string {
	return choices(uint64(x), []string{"not_tried", "in_progress", "helped", "wore_off", "not_helped", "declined_or_unavailable"})
}

// PractitionerProfession answers: What is the practitioner's profession?
//
// Values can be joined with | where only part is known. The zero value is unknown.
type PractitionerProfession uint8

// The choices.
const (
	PractitionerProfessionPhysicalTherapist PractitionerProfession = 1 << 0 // physical therapist
	PractitionerProfessionChiropractor      PractitionerProfession = 1 << 1 // chiropractor
	PractitionerProfessionAcupuncturist     PractitionerProfession = 1 << 2 // acupuncturist
	PractitionerProfessionPhysician         PractitionerProfession = 1 << 3 // physician
	PractitionerProfessionMassageTherapist  PractitionerProfession = 1 << 4 // massage therapist
	PractitionerProfessionOther             PractitionerProfession = 1 << 5 // other
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x PractitionerProfession) Choices() []string {
	return choices(uint64(x), []string{"physical_therapist", "chiropractor", "acupuncturist", "physician", "massage_therapist", "other"})
}

// PrimaryGoal answers: What does the patient want most from treatment?
//
// Values can be joined with | where only part is known. The zero value is unknown.
type PrimaryGoal uint16

// The choices.
const (
	PrimaryGoalRelievePain         PrimaryGoal = 1 << 0  // relieve pain
	PrimaryGoalQuickTargetedRelief PrimaryGoal = 1 << 1  // quick, targeted relief
	PrimaryGoalRestoreMotion       PrimaryGoal = 1 << 2  // restore motion
	PrimaryGoalFunction            PrimaryGoal = 1 << 3  // function
	PrimaryGoalFlexibility         PrimaryGoal = 1 << 4  // flexibility
	PrimaryGoalRelaxation          PrimaryGoal = 1 << 5  // relaxation
	PrimaryGoalStressRelief        PrimaryGoal = 1 << 6  // stress relief
	PrimaryGoalSleep               PrimaryGoal = 1 << 7  // sleep
	PrimaryGoalWellbeing           PrimaryGoal = 1 << 8  // well-being
	PrimaryGoalCirculation         PrimaryGoal = 1 << 9  // circulation
	PrimaryGoalExerciseRecovery    PrimaryGoal = 1 << 10 // recovery after exercise
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x PrimaryGoal) Choices() []string {
	return choices(uint64(x), []string{"relieve_pain", "quick_targeted_relief", "restore_motion", "function", "flexibility", "relaxation", "stress_relief", "sleep", "wellbeing", "circulation", "exercise_recovery"})
}

// PainPattern answers: Is the pain in one specific area or general?
//
// Values can be joined with | where only part is known. The zero value is unknown.
type PainPattern uint8

// The choices.
const (
	PainPatternLocalized PainPattern = 1 << 0 // in one specific area
	PainPatternGeneral   PainPattern = 1 << 1 // general or widespread
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x PainPattern) Choices() []string {
	return choices(uint64(x), []string{"localized", "general"})
}

// SessionWish answers: Which kind of session does the patient wish for?
//
// Values can be joined with | where only part is known. The zero value is unknown.
type SessionWish uint8

// The choices.
const (
	SessionWishClinical SessionWish = 1 << 0 // clinical, aimed at the problem
	SessionWishCalming  SessionWish = 1 << 1 // calming
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x SessionWish) Choices() []string {
	return choices(uint64(x), []string{"clinical", "calming"})
}

// ReturnsAfterMassage answers: Is the tightness soon back after massage?
//
// Values can be joined with | where only part is known. The zero value is unknown.
type ReturnsAfterMassage uint8

// The choices.
const (
	ReturnsAfterMassageYes       ReturnsAfterMassage = 1 << 0 // yes
	ReturnsAfterMassageSometimes ReturnsAfterMassage = 1 << 1 // sometimes
	ReturnsAfterMassageRarely    ReturnsAfterMassage = 1 << 2 // rarely
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x ReturnsAfterMassage) Choices() []string {
	return choices(uint64(x), []string{"yes", "sometimes", "rarely"})
}

// PainDeep answers: Is the pain felt deep inside, where it is hard to get at?
//
// Values can be joined with | where only part is known. The zero value is unknown.
type PainDeep uint8

// The choices.
const (
	PainDeepYes          PainDeep = 1 << 0 // yes
	PainDeepOccasionally PainDeep = 1 << 1 // occasionally
	PainDeepNo           PainDeep = 1 << 2 // no
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x PainDeep) Choices() []string {
	return choices(uint64(x), []string{"yes", "occasionally", "no"})
}

// StretchingLittleSuccess answers: Has stretching brought little that lasts?
//
// Values can be joined with | where only part is known. The zero value is unknown.
type StretchingLittleSuccess uint8

// The choices.
const (
	StretchingLittleSuccessYes      StretchingLittleSuccess = 1 << 0 // yes
	StretchingLittleSuccessSomewhat StretchingLittleSuccess = 1 << 1 // somewhat
	StretchingLittleSuccessNo       StretchingLittleSuccess = 1 << 2 // no
)

// Choices lists the ids of the choices that are still possible, none when unknown.
func (x StretchingLittleSuccess) Choices() []string {
	return choices(uint64(x), []string{"yes", "somewhat", "no"})
}

// Group is a list of yes/no facts that can be denied at once.
type Group uint8

// The groups.
const (
	RedFlagsGeneral          Group = 0 + 1 // General warning signs
	RedFlagsBack             Group = 1 + 1 // Warning signs with back pain
	RedFlagsNeckHead         Group = 2 + 1 // Warning signs with neck pain or headache
	RedFlagsChest            Group = 3 + 1 // Warning signs of the chest
	RedFlags                 Group = 4 + 1 // Warning signs
	PatientContraindications Group = 5 + 1 // Contraindications of the patient
	SiteContraindications    Group = 6 + 1 // Contraindications of the site
	Contraindications        Group = 7 + 1 // Contraindications
	Precautions              Group = 8 + 1 // Precautions
	OptionSafety             Group = 9 + 1 // Safety of the other options
)

// members are the facts of a group; nil for a value that is no group.
func (f *Facts) members(g Group) []*decision.Bool {
	switch g {
	case RedFlagsGeneral:
		return []*decision.Bool{&f.CancerConcern, &f.FractureConcern, &f.SpinalInfectionConcern, &f.ProgressiveNeurologicalDeficit, &f.AcuteUndiagnosedIllness, &f.SuspectedDvt, &f.AcuteLimbSigns}
	case RedFlagsBack:
		return []*decision.Bool{&f.CaudaEquinaSigns, &f.AbdominalOrVascularSigns}
	case RedFlagsNeckHead:
		return []*decision.Bool{&f.MyelopathySigns, &f.CervicalArterySigns, &f.UnresolvedCervicalTrauma, &f.MeningismOrThunderclapHeadache, &f.GiantCellArteritisSigns}
	case RedFlagsChest:
		return []*decision.Bool{&f.ChestPainOrBreathlessness}
	case RedFlags:
		return []*decision.Bool{&f.CancerConcern, &f.FractureConcern, &f.SpinalInfectionConcern, &f.ProgressiveNeurologicalDeficit, &f.AcuteUndiagnosedIllness, &f.SuspectedDvt, &f.AcuteLimbSigns, &f.CaudaEquinaSigns, &f.AbdominalOrVascularSigns, &f.MyelopathySigns, &f.CervicalArterySigns, &f.UnresolvedCervicalTrauma, &f.MeningismOrThunderclapHeadache, &f.GiantCellArteritisSigns, &f.ChestPainOrBreathlessness}
	case PatientContraindications:
		return []*decision.Bool{&f.SevereBleedingDisorder, &f.AnticoagulationUncontrolled, &f.Fever}
	case SiteContraindications:
		return []*decision.Bool{&f.LymphoedemaAtSite, &f.InfectionOrWoundAtSite, &f.MalignancyAtSite, &f.ProhibitedSite}
	case Contraindications:
		return []*decision.Bool{&f.SevereBleedingDisorder, &f.AnticoagulationUncontrolled, &f.Fever, &f.LymphoedemaAtSite, &f.InfectionOrWoundAtSite, &f.MalignancyAtSite, &f.ProhibitedSite}
	case Precautions:
		return []*decision.Bool{&f.AntithromboticMedicine, &f.BleedingTendency, &f.Immunocompromised, &f.Diabetes, &f.VascularDiseaseAtSite, &f.Pregnancy, &f.Frail, &f.Epilepsy, &f.PsychologicalDistress, &f.NeedleMetalAllergy, &f.CardiacDeviceOrValve, &f.PriorNeedlingReaction, &f.PriorSeriousNeedlingHarm, &f.ImplantAtSite, &f.VulnerableTissueAtSite, &f.Osteoporosis, &f.RecentNeckOrThoracicInjuryOrSurgery, &f.InflammatoryBackPainFeatures}
	case OptionSafety:
		return []*decision.Bool{&f.NightPainUnremitting, &f.LongTermSteroids, &f.CancerHistory, &f.InflammatoryJointDisease, &f.Hypermobility, &f.NsaidReaction, &f.ActiveGiBleedOrUlcer, &f.UlcerHistory, &f.ThirdTrimester, &f.SsriOrSnri, &f.CardiovascularDisease, &f.LiverDiseaseOrAlcohol, &f.SensationImpairedAtSite}
	}
	return nil
}

// deny applies NoneOf. It reports false when a member is given as yes.
func (f *Facts) deny() bool {
	for _, g := range f.NoneOf {
		members := f.members(g)
		if members == nil {
			return false
		}
		for _, m := range members {
			if *m == decision.Yes {
				return false
			}
			*m = decision.No
		}
	}
	return true
}

// Fingerprint implements decision.Record.
func (f *Facts) Fingerprint() uint64 { return 0xfe132220dba1bf78 }

// Encode implements decision.Record.
func (f *Facts) Encode(e *decision.Encoding) bool {
	if len(f.NoneOf) > 0 {
		denied := *f
		if !denied.deny() {
			return false
		}
		denied.NoneOf = nil
		return denied.Encode(e)
	}
	c, n := (*[58]uint8)(e.Codes), (*[14]decision.Number)(e.Numbers)
	var w uint32         // up to four yes/no facts
	var x uint64         // a choice: one bit for each value
	var any, both uint32 // all of w, and where two neighbouring bits are set
	var invalid uint64   // bits of choices that do not exist
	var several uint64   // bits of choices beyond the one that a code can say
	w = uint32(f.CancerConcern) | uint32(f.FractureConcern)<<8 | uint32(f.SpinalInfectionConcern)<<16 | uint32(f.ProgressiveNeurologicalDeficit)<<24
	c[0], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.AcuteUndiagnosedIllness) | uint32(f.SuspectedDvt)<<8 | uint32(f.AcuteLimbSigns)<<16 | uint32(f.CaudaEquinaSigns)<<24
	c[1], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.AbdominalOrVascularSigns) | uint32(f.MyelopathySigns)<<8 | uint32(f.CervicalArterySigns)<<16 | uint32(f.UnresolvedCervicalTrauma)<<24
	c[2], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.MeningismOrThunderclapHeadache) | uint32(f.GiantCellArteritisSigns)<<8 | uint32(f.ChestPainOrBreathlessness)<<16 | uint32(f.SevereBleedingDisorder)<<24
	c[3], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.AnticoagulationUncontrolled) | uint32(f.Fever)<<8 | uint32(f.LymphoedemaAtSite)<<16 | uint32(f.InfectionOrWoundAtSite)<<24
	c[4], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.MalignancyAtSite) | uint32(f.ProhibitedSite)<<8
	c[5], any, both = pack(w), any|w, both|w&(w>>1)
	x = uint64(f.Condition)
	c[6], invalid, several = uint8(bits.Len64(x)), invalid|x>>25, several|x&(x-1)
	x = uint64(f.NeedlingRegion)
	c[8], invalid, several = uint8(bits.Len64(x)), invalid|x>>9, several|x&(x-1)
	w = uint32(f.TriggerPointsIdentified) | uint32(f.RadicularLegPain)<<8 | uint32(f.PainSpreading)<<16 | uint32(f.AntithromboticMedicine)<<24
	c[10], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.BleedingTendency) | uint32(f.Immunocompromised)<<8 | uint32(f.Diabetes)<<16 | uint32(f.VascularDiseaseAtSite)<<24
	c[11], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.Pregnancy) | uint32(f.Frail)<<8 | uint32(f.Epilepsy)<<16 | uint32(f.PsychologicalDistress)<<24
	c[12], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.NeedleMetalAllergy) | uint32(f.CardiacDeviceOrValve)<<8 | uint32(f.PriorNeedlingReaction)<<16 | uint32(f.PriorSeriousNeedlingHarm)<<24
	c[13], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.ImplantAtSite) | uint32(f.VulnerableTissueAtSite)<<8 | uint32(f.Osteoporosis)<<16 | uint32(f.RecentNeckOrThoracicInjuryOrSurgery)<<24
	c[14], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.InflammatoryBackPainFeatures)
	c[15], any, both = pack(w), any|w, both|w&(w>>1)
	x = uint64(f.NsaidTrial)
	c[16], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.AcetaminophenTrial)
	c[17], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.HeatTrial)
	c[18], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.SelfCareEducationTrial)
	c[19], invalid, several = uint8(bits.Len64(x)), invalid|x>>6, several|x&(x-1)
	x = uint64(f.ActivityModificationTrial)
	c[20], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.ManualTherapyExerciseTrial)
	c[21], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.ExerciseTrial)
	c[22], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.DryNeedlingTrial)
	c[23], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	w = uint32(f.DryNeedlingInScope) | uint32(f.UltrasoundAvailable)<<8
	c[25], any, both = pack(w), any|w, both|w&(w>>1)
	x = uint64(f.PractitionerProfession)
	c[26], invalid, several = uint8(bits.Len64(x)), invalid|x>>6, several|x&(x-1)
	w = uint32(f.NeedlePhobia) | uint32(f.AbleToConsent)<<8 | uint32(f.RepresentativeConsents)<<16 | uint32(f.ConsentsToNeedling)<<24
	c[27], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.NightPainUnremitting) | uint32(f.LongTermSteroids)<<8 | uint32(f.CancerHistory)<<16 | uint32(f.InflammatoryJointDisease)<<24
	c[28], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.Hypermobility) | uint32(f.NsaidReaction)<<8 | uint32(f.ActiveGiBleedOrUlcer)<<16 | uint32(f.UlcerHistory)<<24
	c[29], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.ThirdTrimester) | uint32(f.SsriOrSnri)<<8 | uint32(f.CardiovascularDisease)<<16 | uint32(f.LiverDiseaseOrAlcohol)<<24
	c[30], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.SensationImpairedAtSite)
	c[31], any, both = pack(w), any|w, both|w&(w>>1)
	x = uint64(f.MassageTrial)
	c[32], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.AcupunctureTrial)
	c[33], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.ManipulationTrial)
	c[34], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.MindBodyTrial)
	c[35], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.TriggerPointManualTrial)
	c[36], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.ColdTrial)
	c[37], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.SelfReleaseTrial)
	c[38], invalid, several = uint8(bits.Len64(x)), invalid|x>>7, several|x&(x-1)
	x = uint64(f.PrimaryGoal)
	c[39], invalid, several = uint8(bits.Len64(x)), invalid|x>>11, several|x&(x-1)
	w = uint32(f.PrefersNonInvasive) | uint32(f.RecoveringFromInjuryOrFlare)<<8 | uint32(f.RecurrentSameRegion)<<16 | uint32(f.ToldPosturalStrain)<<24
	c[40], any, both = pack(w), any|w, both|w&(w>>1)
	w = uint32(f.FeelsOverwhelmed) | uint32(f.MotionLimited)<<8
	c[41], any, both = pack(w), any|w, both|w&(w>>1)
	x = uint64(f.PainPattern)
	c[42], invalid, several = uint8(bits.Len64(x)), invalid|x>>2, several|x&(x-1)
	x = uint64(f.SessionWish)
	c[43], invalid, several = uint8(bits.Len64(x)), invalid|x>>2, several|x&(x-1)
	x = uint64(f.ReturnsAfterMassage)
	c[44], invalid, several = uint8(bits.Len64(x)), invalid|x>>3, several|x&(x-1)
	x = uint64(f.PainDeep)
	c[45], invalid, several = uint8(bits.Len64(x)), invalid|x>>3, several|x&(x-1)
	x = uint64(f.StretchingLittleSuccess)
	c[46], invalid, several = uint8(bits.Len64(x)), invalid|x>>3, several|x&(x-1)
	n[0] = f.PainDurationWeeks
	n[1] = f.AgeYears
	n[2] = f.TrainingHours
	n[3] = f.WeeksSinceFirstSession
	n[4] = f.SessionsScheduled
	n[5] = f.SessionsAttended
	n[6] = f.NdiBaseline
	n[7] = f.NdiNow
	n[8] = f.OdiBaseline
	n[9] = f.OdiNow
	n[10] = f.NprsBaseline
	n[11] = f.NprsNow
	n[12] = f.PsfsBaseline
	n[13] = f.PsfsNow
	if several != 0 {
		f.encodeParts(e)
	}
	return invalid == 0 && any&0xFCFCFCFC|both&0x01010101 == 0 // no byte above decision.Yes
}

// encodeParts takes the choices of which several values are possible.
func (f *Facts) encodeParts(e *decision.Encoding) {
	for _, k := range [...]struct {
		code, fact int
		set        uint64
	}{
		{6, 22, uint64(f.Condition)},
		{8, 24, uint64(f.NeedlingRegion)},
		{16, 47, uint64(f.NsaidTrial)},
		{17, 48, uint64(f.AcetaminophenTrial)},
		{18, 49, uint64(f.HeatTrial)},
		{19, 50, uint64(f.SelfCareEducationTrial)},
		{20, 51, uint64(f.ActivityModificationTrial)},
		{21, 52, uint64(f.ManualTherapyExerciseTrial)},
		{22, 53, uint64(f.ExerciseTrial)},
		{23, 54, uint64(f.DryNeedlingTrial)},
		{26, 58, uint64(f.PractitionerProfession)},
		{32, 76, uint64(f.MassageTrial)},
		{33, 77, uint64(f.AcupunctureTrial)},
		{34, 78, uint64(f.ManipulationTrial)},
		{35, 79, uint64(f.MindBodyTrial)},
		{36, 80, uint64(f.TriggerPointManualTrial)},
		{37, 81, uint64(f.ColdTrial)},
		{38, 82, uint64(f.SelfReleaseTrial)},
		{39, 83, uint64(f.PrimaryGoal)},
		{42, 90, uint64(f.PainPattern)},
		{43, 91, uint64(f.SessionWish)},
		{44, 92, uint64(f.ReturnsAfterMassage)},
		{45, 93, uint64(f.PainDeep)},
		{46, 94, uint64(f.StretchingLittleSuccess)},
	} {
		if k.set&(k.set-1) != 0 {
			e.Codes[k.code] = 0
			e.Part(k.fact, k.set)
		}
	}
}

// pack is the code of up to four yes/no facts, given as the bytes of w from the lowest up:
// one multiplication adds them up, each times its power of three.
func pack(w uint32) uint8 { return uint8(w * (1<<24 | 3<<16 | 9<<8 | 27) >> 24) }

func choices(set uint64, ids []string) []string {
	var out []string
	for i, id := range ids {
		if set>>i&1 == 1 {
			out = append(out, id)
		}
	}
	return out
}
