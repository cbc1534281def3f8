package dryneedling_test

import (
	"math/rand/v2"
	"reflect"
)

// choiceIDs names the choices in the order of the constants.
func choiceIDs(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[condition]():
		return []string{"low_back_pain", "degenerative_lumbar_disease", "sciatica", "neck_pain", "myofascial_pain", "osteoarthritis",
			"patellofemoral_pain", "headache", "tension_type_headache", "migraine", "cervicogenic_headache", "fibromyalgia",
			"plantar_fasciitis", "rotator_cuff_disorder", "tendinopathy", "sports_injury", "muscle_strain", "muscle_tightness",
			"muscle_soreness", "stress_or_anxiety", "postural_strain", "post_injury_stiffness", "post_surgical_stiffness", "joint_pain", "other"}
	case reflect.TypeFor[region]():
		return []string{"head", "neck", "shoulder", "thorax", "low_back", "abdomen", "hip", "upper_limb", "lower_limb"}
	case reflect.TypeFor[goal]():
		return []string{"relieve_pain", "quick_targeted_relief", "restore_motion", "function", "flexibility", "relaxation", "stress_relief",
			"sleep", "wellbeing", "circulation", "exercise_recovery"}
	default:
		return []string{"not_tried", "in_progress", "helped", "wore_off", "not_helped", "unsuitable", "declined_or_unavailable"}
	}
}

// facts gives the record by fact name: a bool, the id of a choice or a float64.
func (r record) facts() map[string]any {
	v := reflect.ValueOf(r)
	facts := make(map[string]any, v.NumField())
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Tag.Get("fact"), v.Field(i)
		switch field.Kind() {
		case reflect.Bool:
			facts[name] = field.Bool()
		case reflect.Uint8:
			facts[name] = choiceIDs(field.Type())[field.Uint()]
		default:
			facts[name] = field.Float()
		}
	}
	return facts
}

// randomRecord draws a patient. About half the patients have a clear screen, and a part of those have spent conservative
// care, so that the later steps are reached; numbers fall on and beside the cut points.
func randomRecord(rng *rand.Rand) record {
	var r record
	r.drawComplaint(rng)
	r.drawPeople(rng)
	r.drawTrials(rng)
	r.drawCourse(rng)
	r.drawForOptions(rng)
	if flags := rng.Float64(); flags < 0.45 {
		r.drawFlags(rng, flags/12)
	}
	r.thirdTrimester = r.thirdTrimester && likely(rng, 0.25) // of a pregnancy, which would else be common
	r.pregnancy = r.pregnancy || r.thirdTrimester
	return r
}

func pick[T any](rng *rand.Rand, from ...T) T { return from[rng.IntN(len(from))] }

func likely(rng *rand.Rand, p float64) bool { return rng.Float64() < p }

func (r *record) drawComplaint(rng *rand.Rand) {
	r.condition = pick(rng, condLowBackPain, condDegenerativeLumbarDisease, condNeckPain, condMyofascialPain)
	if likely(rng, 0.3) {
		r.condition = condition(rng.IntN(int(condOther) + 1))
	}
	r.region = pick(rng, regionLowBack, regionNeck, regionShoulder, regionHip)
	if likely(rng, 0.5) {
		r.region = region(rng.IntN(int(regionLowerLimb) + 1))
	}
	r.painDurationWeeks = pick(rng, 0, 1.5, 1.9, 2, 2.5, 4, 6, 8, 10, 11, 11.4, 11.5, 11.9, 12, 12.1, 13, 13.1, 13.2, 26, 104)
	r.triggerPointsIdentified = likely(rng, 0.8)
	r.radicularLegPain = likely(rng, 0.1)
	r.painSpreading = likely(rng, 0.1)
}

func (r *record) drawPeople(rng *rand.Rand) {
	r.ageYears = float64(19 + rng.IntN(70))
	if likely(rng, 0.1) {
		r.ageYears = pick(rng, 12, 16, 17, 17.9, 18, 18.5)
	}
	r.consentsToNeedling = likely(rng, 0.93)
	r.ableToConsent = likely(rng, 0.97)
	r.needlePhobia = likely(rng, 0.03)
	r.representativeConsents = likely(rng, 0.4)
	r.trainingHours = pick(rng, 60.5, 61, 80, 100, 200)
	if likely(rng, 0.3) {
		r.trainingHours = pick(rng, 0, 20, 59.5, 60)
	}
	r.dryNeedlingInScope = likely(rng, 0.93)
	r.ultrasoundAvailable = likely(rng, 0.5)
}

func (r *record) drawTrials(rng *rand.Rand) {
	over := 0.5
	if likely(rng, 0.4) {
		over = 0.97
	}
	draw := func() trial {
		if likely(rng, over) {
			return pick(rng, trialWoreOff, trialNotHelped, trialUnsuitable)
		}
		return trial(rng.IntN(int(trialDeclinedOrUnavailable) + 1))
	}
	r.nsaidTrial, r.acetaminophenTrial, r.heatTrial = draw(), draw(), draw()
	r.activityModificationTrial, r.manualTherapyExerciseTrial = draw(), draw()
	if r.selfCareEducationTrial = draw(); r.selfCareEducationTrial == trialUnsuitable { // not among its choices
		r.selfCareEducationTrial = trialNotHelped
	}
	if likely(rng, 0.3) {
		r.dryNeedlingTrial = trial(rng.IntN(int(trialDeclinedOrUnavailable) + 1))
	}
}

// drawForOptions draws what the options ask besides. A trial of the first choices is likely to
// have failed, so that sometimes nothing is left.
func (r *record) drawForOptions(rng *rand.Rand) {
	r.primaryGoal = goal(rng.IntN(int(goalExerciseRecovery) + 1))
	over := pick(rng, 0, 0.5, 1)
	for _, t := range []*trial{&r.exerciseTrial, &r.massageTrial, &r.acupunctureTrial, &r.manipulationTrial, &r.mindBodyTrial, &r.triggerPointManualTrial} {
		if *t = trial(rng.IntN(int(trialDeclinedOrUnavailable) + 1)); likely(rng, over) {
			*t = pick(rng, trialWoreOff, trialNotHelped, trialUnsuitable)
		}
	}
	p := pick(rng, 0, 0.05, 0.3)
	for _, flag := range []*bool{
		&r.nightPainUnremitting, &r.longTermSteroids, &r.cancerHistory, &r.inflammatoryJointDisease, &r.hypermobility, &r.nsaidReaction,
		&r.activeGiBleedOrUlcer, &r.ulcerHistory, &r.thirdTrimester, &r.ssriOrSnri, &r.cardiovascularDisease, &r.liverDiseaseOrAlcohol,
		&r.sensationImpairedAtSite,
	} {
		*flag = likely(rng, p)
	}
}

func (r *record) drawCourse(rng *rand.Rand) {
	r.weeksSinceFirstSession = pick(rng, 0, 0, 1, 1.9, 2, 2.5, 4, 8, 11.9, 12, 12.1, 20)
	r.sessionsScheduled = float64(rng.IntN(25))
	r.sessionsAttended = float64(rng.IntN(int(r.sessionsScheduled) + 1))
	if likely(rng, 0.7) {
		r.sessionsAttended = r.sessionsScheduled - float64(rng.IntN(int(r.sessionsScheduled)/4+1))
	}
	change := func(from, up, by float64) (float64, float64) { return from + up, from + up + by }
	r.ndiBaseline, r.ndiNow = change(20, float64(rng.IntN(40)), pick(rng, -20, -19, -18.5, -5, 0, 5, 18.5, 19, 20))
	r.odiBaseline, r.odiNow = change(20, float64(rng.IntN(40)), pick(rng, -11, -10, -9.5, -5, 0, 5, 9.5, 10, 11))
	r.nprsBaseline, r.nprsNow = change(3, float64(rng.IntN(5)), pick(rng, -2.5, -2, -1.5, -1, 0, 1, 1.5, 2, 2.5))
	r.psfsBaseline, r.psfsNow = change(3, float64(rng.IntN(5)), pick(rng, -1.5, -1.25, -1, 0, 0.5, 1, 1.25, 1.5))
	switch rng.IntN(8) { // a change of exactly 1.3 needs a zero beside it to be exact in binary
	case 0:
		r.nprsBaseline, r.nprsNow = pick(rng, 1.3, 0), pick(rng, 0, 1.3)
	case 1:
		r.psfsBaseline, r.psfsNow = pick(rng, 1.3, 0), pick(rng, 0, 1.3)
	}
}

// drawFlags sets each red flag, contraindication and precaution with the same small chance.
func (r *record) drawFlags(rng *rand.Rand, p float64) {
	for _, flag := range []*bool{
		&r.cancerConcern, &r.fractureConcern, &r.spinalInfectionConcern, &r.progressiveNeurologicalDeficit,
		&r.acuteUndiagnosedIllness, &r.suspectedDvt, &r.acuteLimbSigns, &r.caudaEquinaSigns, &r.abdominalOrVascularSigns,
		&r.myelopathySigns, &r.cervicalArterySigns, &r.unresolvedCervicalTrauma, &r.meningismOrThunderclapHeadache,
		&r.giantCellArteritisSigns, &r.chestPainOrBreathlessness,
		&r.severeBleedingDisorder, &r.anticoagulationUncontrolled, &r.fever, &r.lymphoedemaAtSite, &r.infectionOrWoundAtSite,
		&r.malignancyAtSite, &r.prohibitedSite,
		&r.antithromboticMedicine, &r.bleedingTendency, &r.immunocompromised, &r.diabetes, &r.vascularDiseaseAtSite,
		&r.pregnancy, &r.frail, &r.epilepsy, &r.psychologicalDistress, &r.needleMetalAllergy, &r.cardiacDeviceOrValve,
		&r.priorNeedlingReaction, &r.priorSeriousNeedlingHarm, &r.implantAtSite, &r.vulnerableTissueAtSite, &r.osteoporosis,
		&r.recentNeckOrThoracicInjuryOrSurgery, &r.inflammatoryBackPainFeatures,
	} {
		*flag = likely(rng, p)
	}
}
