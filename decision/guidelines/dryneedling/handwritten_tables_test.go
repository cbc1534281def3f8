package dryneedling_test

// The choices, in the order of the model.
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

// onCondition is what the condition alone says; a field that is no set is 0 or 1.
type onCondition struct {
	verdicts, chronic uint64 // sets of rules that hold; that hold if the pain is chronic
	spinal            uint64 // spinal or myofascial
	lumbar            uint64
	degenerative      uint64
	neck              uint64
	myofascial        uint64 // low back or neck by the region
	away              uint64 // set of the regions away from the complaint
}

const (
	awayFromBack = 1<<regionNeck | 1<<regionShoulder | 1<<regionThorax | 1<<regionUpperLimb
	awayFromNeck = 1<<regionLowBack | 1<<regionHip | 1<<regionLowerLimb
)

// byCondition is as long as a power of two, so that looking it up needs no check.
var byCondition = [32]onCondition{
	condLowBackPain: {verdicts: 1 << ruleIndicated, spinal: 1, lumbar: 1, away: awayFromBack,
		chronic: 1 << ruleChronicLowBackPain},
	condDegenerativeLumbarDisease: {verdicts: 1 << ruleIndicated, spinal: 1, lumbar: 1, degenerative: 1, away: awayFromBack,
		chronic: 1<<ruleChronicLowBackPain | 1<<ruleChronicDegenerativeLowBackPain},
	condNeckPain: {verdicts: 1 << ruleIndicated, spinal: 1, neck: 1, away: awayFromNeck,
		chronic: 1 << ruleChronicNeckPain},
	condMyofascialPain: {verdicts: 1 << ruleIndicated, spinal: 1, myofascial: 1,
		chronic: 1 << ruleChronicMyofascialPain},

	condOsteoarthritis:       {verdicts: 1 << ruleOsteoarthritis},
	condPatellofemoralPain:   {verdicts: 1 << rulePatellofemoralPain},
	condHeadache:             {verdicts: 1 << ruleHeadacheDisorders},
	condTensionTypeHeadache:  {verdicts: 1 << ruleHeadacheDisorders},
	condMigraine:             {verdicts: 1 << ruleHeadacheDisorders},
	condCervicogenicHeadache: {verdicts: 1 << ruleHeadacheDisorders},

	condSciatica:              {verdicts: 1 << ruleGuidelineSilent},
	condFibromyalgia:          {verdicts: 1 << ruleGuidelineSilent},
	condPlantarFasciitis:      {verdicts: 1 << ruleGuidelineSilent},
	condRotatorCuffDisorder:   {verdicts: 1 << ruleGuidelineSilent},
	condTendinopathy:          {verdicts: 1 << ruleGuidelineSilent},
	condSportsInjury:          {verdicts: 1 << ruleGuidelineSilent},
	condMuscleStrain:          {verdicts: 1 << ruleGuidelineSilent},
	condMuscleTightness:       {verdicts: 1 << ruleGuidelineSilent},
	condMuscleSoreness:        {verdicts: 1 << ruleGuidelineSilent},
	condStressOrAnxiety:       {verdicts: 1 << ruleGuidelineSilent},
	condPosturalStrain:        {verdicts: 1 << ruleGuidelineSilent},
	condPostInjuryStiffness:   {verdicts: 1 << ruleGuidelineSilent},
	condPostSurgicalStiffness: {verdicts: 1 << ruleGuidelineSilent},
	condJointPain:             {verdicts: 1 << ruleGuidelineSilent},
	condOther:                 {verdicts: 1 << ruleGuidelineSilent},
}

// onRegion is what the region alone says; a field that is no set is 0 or 1.
type onRegion struct {
	verdicts, cautions uint64 // sets of rules that hold
	neck, lowBack      uint64
	nearPregnancy      uint64
	lungOrVessel       uint64 // where bleeding calls for ultrasound
}

var byRegion = [16]onRegion{
	regionHead:     {verdicts: 1 << ruleRegionOutsideScope, cautions: 1 << cautionHazardCongenital},
	regionNeck:     {cautions: 1<<cautionHazardPneumothorax | 1<<cautionHazardNeck, neck: 1, lungOrVessel: 1},
	regionShoulder: {cautions: 1<<cautionHazardPneumothorax | 1<<cautionHazardCongenital, lungOrVessel: 1},
	regionThorax:   {cautions: 1<<cautionHazardPneumothorax | 1<<cautionHazardCongenital, lungOrVessel: 1},
	regionLowBack:  {cautions: 1 << cautionHazardLowBack, lowBack: 1, nearPregnancy: 1},
	regionAbdomen: {verdicts: 1 << ruleRegionOutsideScope, cautions: 1 << cautionHazardLowBack,
		nearPregnancy: 1, lungOrVessel: 1},
	regionHip:       {nearPregnancy: 1},
	regionUpperLimb: {},
	regionLowerLimb: {},
}

// What the outcome of a trial means, as bits, so that several trials can be looked at together.
const (
	failed  = iota // wore off, did not help or was unsuitable
	spent          // wore off or did not help
	ongoing        // in progress or helping
	unsuitable
)

// meaning gives those bits outcome by outcome; the eighth place is empty.
const meaning = "\x00\x04\x04\x03\x03\x09\x00\x00"

func meaningOf(t trial) uint64 { return uint64(meaning[t&7]) }
