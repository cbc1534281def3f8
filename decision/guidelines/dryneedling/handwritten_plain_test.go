package dryneedling_test

// complaint is what several rules ask of the condition, the region and the time.
type complaint struct {
	spinal, lumbar, low, neck, headache, chronic bool
}

func (r *record) complaintPlain() complaint {
	lumbar := r.condition == condLowBackPain || r.condition == condDegenerativeLumbarDisease
	myofascial := r.condition == condMyofascialPain
	return complaint{
		spinal: lumbar || r.condition == condNeckPain || myofascial,
		lumbar: lumbar,
		low:    lumbar || myofascial && r.region == regionLowBack,
		neck:   r.condition == condNeckPain || myofascial && r.region == regionNeck,
		headache: r.condition == condHeadache || r.condition == condTensionTypeHeadache ||
			r.condition == condMigraine || r.condition == condCervicogenicHeadache,
		chronic: r.painDurationWeeks > 12,
	}
}

func (t trial) ongoing() bool { return t == trialInProgress || t == trialHelped }

func (t trial) spent() bool { return t == trialWoreOff || t == trialNotHelped }

func (t trial) failed() bool { return t.spent() || t == trialUnsuitable }

// decidePlain decides as decide does, written as rules are commonly written: an if for each, step by step. It is the
// yardstick for speed, and a second reading of the rules.
func (r *record) decidePlain() (verdict uint8, rules [2]uint64) {
	c := r.complaintPlain()

	flagsVerdict, flags := r.redFlagsPlain()
	contraVerdict, contraindications := r.contraindicationsPlain()
	consentVerdict, consent := r.riskAndConsentPlain()
	conditionVerdict, conditionRules, conditionCautions := r.conditionPlain(c)
	careVerdict, care, careCautions := r.carePlain(c)
	practitionerVerdict, practitioner, practitionerCautions := r.practitionerPlain()

	verdict = max(flagsVerdict, contraVerdict, consentVerdict, conditionVerdict, careVerdict, practitionerVerdict)
	rules[0] = flags | contraindications | consent | conditionRules | care | practitioner
	rules[1] = r.precautionsPlain() | r.hazardsPlain() | conditionCautions | careCautions | practitionerCautions |
		r.protocolPlain(c) | r.coursePlain()
	return verdict, rules
}

func (r *record) conditionPlain(c complaint) (verdict uint8, rules, cautions uint64) {
	if c.lumbar && c.chronic {
		rules |= 1 << ruleChronicLowBackPain
		verdict = max(verdict, verdictDoNotUse)
	}
	if r.condition == condDegenerativeLumbarDisease && c.chronic {
		rules |= 1 << ruleChronicDegenerativeLowBackPain
		verdict = max(verdict, verdictDoNotUse)
	}
	if r.condition == condMyofascialPain && c.chronic {
		rules |= 1 << ruleChronicMyofascialPain
		verdict = max(verdict, verdictDoNotUse)
	}
	if r.condition == condOsteoarthritis {
		rules |= 1 << ruleOsteoarthritis
		verdict = max(verdict, verdictDoNotUse)
	}
	if r.condition == condPatellofemoralPain {
		rules |= 1 << rulePatellofemoralPain
		verdict = max(verdict, verdictDoNotUse)
	}
	if c.headache {
		rules |= 1 << ruleHeadacheDisorders
		verdict = max(verdict, verdictDoNotUse)
	}
	if c.neck && !r.manualTherapyExerciseTrial.failed() {
		rules |= 1 << ruleNeckManualTherapyFirst
		verdict = max(verdict, verdictPreferAlternative)
	}
	if r.condition == condNeckPain && c.chronic {
		rules |= 1 << ruleChronicNeckPain
		verdict = max(verdict, verdictPreferAlternative)
	}
	if c.spinal && !r.triggerPointsIdentified {
		rules |= 1 << ruleNoTriggerPoint
		verdict = max(verdict, verdictPreferAlternative)
	}
	if r.dryNeedlingTrial == trialNotHelped {
		rules |= 1 << ruleDryNeedlingAlreadyFailed
		verdict = max(verdict, verdictPreferAlternative)
	}
	if !c.spinal && !c.headache && r.condition != condOsteoarthritis && r.condition != condPatellofemoralPain {
		rules |= 1 << ruleGuidelineSilent
		verdict = max(verdict, verdictNoRecommendation)
	}
	if r.region == regionAbdomen || r.region == regionHead {
		rules |= 1 << ruleRegionOutsideScope
		verdict = max(verdict, verdictNoRecommendation)
	}
	if c.spinal {
		rules |= 1 << ruleIndicated
		verdict = max(verdict, verdictConsider)
	}
	if r.dryNeedlingTrial == trialWoreOff {
		cautions |= 1 << cautionDryNeedlingWoreOff
	}
	return verdict, rules, cautions
}

func (r *record) carePlain(c complaint) (verdict uint8, rules, cautions uint64) {
	nsaid, acetaminophen := r.nsaidTrial, r.acetaminophenTrial
	analgesicOngoing := nsaid.ongoing() || acetaminophen.ongoing()
	analgesicSpent := nsaid.spent() || acetaminophen.spent()
	bothUnsuitable := nsaid == trialUnsuitable && acetaminophen == trialUnsuitable
	selfCareSpent := r.selfCareEducationTrial.spent() // unsuitable is not among its choices
	activitySpent := r.activityModificationTrial.spent()
	heatSpent := r.heatTrial.spent()
	manualSpent := r.manualTherapyExerciseTrial.spent()

	if c.spinal && (analgesicOngoing || !analgesicSpent && !bothUnsuitable) {
		rules |= 1 << ruleAnalgesicFirst
		verdict = max(verdict, verdictNotYet)
	}
	if c.low && !r.heatTrial.failed() {
		rules |= 1 << ruleHeatFirst
		verdict = max(verdict, verdictNotYet)
	}
	if c.spinal && !selfCareSpent {
		rules |= 1 << ruleSelfCareEducationFirst
		verdict = max(verdict, verdictNotYet)
	}
	if c.spinal && !r.activityModificationTrial.failed() {
		rules |= 1 << ruleActivityModificationFirst
		verdict = max(verdict, verdictNotYet)
	}
	if c.spinal && !analgesicSpent && !selfCareSpent && !activitySpent && !(c.low && heatSpent) && !(c.neck && manualSpent) {
		rules |= 1 << ruleFirstLineNeedling
		verdict = max(verdict, verdictNotYet)
	}
	if c.spinal && r.painDurationWeeks < 2 && (analgesicSpent || heatSpent || selfCareSpent || activitySpent || manualSpent) {
		cautions |= 1 << cautionTooEarlyToCallFailed
	}
	return verdict, rules, cautions
}

func (r *record) practitionerPlain() (verdict uint8, rules, cautions uint64) {
	if r.trainingHours <= 60 {
		rules |= 1 << ruleTrainingHours
		verdict = max(verdict, verdictNotByThisPractitioner)
	}
	if r.trainingHours == 0 {
		rules |= 1 << ruleUntrained
		verdict = max(verdict, verdictNotByThisPractitioner)
	}
	if !r.dryNeedlingInScope {
		rules |= 1 << ruleOutsideScope
		verdict = max(verdict, verdictNotByThisPractitioner)
	}
	if !r.ultrasoundAvailable {
		cautions |= 1 << cautionNoUltrasound
	}
	return verdict, rules, cautions
}

func (r *record) protocolPlain(c complaint) (cautions uint64) {
	awayFromBack := r.region == regionNeck || r.region == regionShoulder || r.region == regionThorax || r.region == regionUpperLimb
	awayFromNeck := r.region == regionLowBack || r.region == regionHip || r.region == regionLowerLimb

	if r.painDurationWeeks >= 11.5 && r.painDurationWeeks <= 13.1 {
		cautions |= 1 << cautionPhaseNearCutOff
	}
	if r.condition == condDegenerativeLumbarDisease && !c.chronic {
		cautions |= 1 << cautionDegenerativeFlare
	}
	if r.radicularLegPain {
		cautions |= 1 << cautionRadiculopathyOutsideEvidence
	}
	if r.painSpreading {
		cautions |= 1 << cautionPainSpreadingReExamine
	}
	if c.lumbar && awayFromBack || r.condition == condNeckPain && awayFromNeck {
		cautions |= 1 << cautionRegionAwayFromComplaint
	}
	return cautions
}

// coursePlain is how a running course goes.
func (r *record) coursePlain() (cautions uint64) {
	ndi, odi := r.ndiBaseline-r.ndiNow, r.odiBaseline-r.odiNow // gains; a loss is below zero
	nprs, psfs := r.nprsBaseline-r.nprsNow, r.psfsNow-r.psfsBaseline
	nprsChange := 2.0
	if r.condition == condNeckPain || r.region == regionNeck {
		nprsChange = 1.3
	}

	if r.weeksSinceFirstSession > 12 {
		cautions |= 1 << cautionBeyondEvidence
	}
	if r.sessionsAttended*100 < 80*r.sessionsScheduled {
		cautions |= 1 << cautionAttendanceLow
	}
	if r.weeksSinceFirstSession >= 2 && ndi < 19 && odi < 10 && nprs < nprsChange && psfs < 1.3 {
		cautions |= 1 << cautionNoResponse
	}
	if ndi <= -19 || odi <= -10 || nprs <= -nprsChange || psfs <= -1.3 {
		cautions |= 1 << cautionGettingWorse
	}
	return cautions
}
