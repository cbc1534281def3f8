package dryneedling_test

import (
	"math"
	"math/bits"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// The typed facts read by hand, with the checks that the library makes: the yardstick for
// the speed from typed facts to a verdict. odd is not 0 when a fact that the rules name is
// unknown or is no value of its type.

func yes(b decision.Bool, odd *uint64) bool {
	*odd |= uint64((b - decision.No) &^ 1)
	return b == decision.Yes
}

func chosen(set uint64, n int, odd *uint64) int {
	one := bits.TrailingZeros64(set)
	*odd |= set ^ 1<<one | set>>n
	return one
}

func amount(n decision.Number, most float64, odd *uint64) float64 {
	x, known := n.Value()
	*odd |= not(known) | not(x >= 0) | not(x <= most)
	return x
}

func whole(n decision.Number, most float64, odd *uint64) float64 {
	x := amount(n, most, odd)
	*odd |= bit(x != math.Trunc(x))
	return x
}

// read turns typed facts into a record. ok is false when they are not complete and valid.
func (r *record) read(f *dryneedling.Facts) (ok bool) {
	var odd uint64
	r.painDurationWeeks = amount(f.PainDurationWeeks, 5200, &odd)
	r.ageYears = amount(f.AgeYears, 130, &odd)
	r.trainingHours = amount(f.TrainingHours, 10000, &odd)
	r.weeksSinceFirstSession = amount(f.WeeksSinceFirstSession, 1040, &odd)
	r.sessionsScheduled = whole(f.SessionsScheduled, 1000, &odd)
	r.sessionsAttended = whole(f.SessionsAttended, 1000, &odd)
	r.ndiBaseline = amount(f.NdiBaseline, 100, &odd)
	r.ndiNow = amount(f.NdiNow, 100, &odd)
	r.odiBaseline = amount(f.OdiBaseline, 100, &odd)
	r.odiNow = amount(f.OdiNow, 100, &odd)
	r.nprsBaseline = amount(f.NprsBaseline, 10, &odd)
	r.nprsNow = amount(f.NprsNow, 10, &odd)
	r.psfsBaseline = amount(f.PsfsBaseline, 10, &odd)
	r.psfsNow = amount(f.PsfsNow, 10, &odd)
	r.condition = condition(chosen(uint64(f.Condition), 25, &odd))
	r.region = region(chosen(uint64(f.NeedlingRegion), 9, &odd))
	r.nsaidTrial = trial(chosen(uint64(f.NsaidTrial), 7, &odd))
	r.acetaminophenTrial = trial(chosen(uint64(f.AcetaminophenTrial), 7, &odd))
	r.heatTrial = trial(chosen(uint64(f.HeatTrial), 7, &odd))
	r.selfCareEducationTrial = trial(chosen(uint64(f.SelfCareEducationTrial), 6, &odd))
	r.selfCareEducationTrial += r.selfCareEducationTrial / 5 // it has no unsuitable
	r.activityModificationTrial = trial(chosen(uint64(f.ActivityModificationTrial), 7, &odd))
	r.manualTherapyExerciseTrial = trial(chosen(uint64(f.ManualTherapyExerciseTrial), 7, &odd))
	r.dryNeedlingTrial = trial(chosen(uint64(f.DryNeedlingTrial), 7, &odd))
	r.triggerPointsIdentified = yes(f.TriggerPointsIdentified, &odd)
	r.radicularLegPain = yes(f.RadicularLegPain, &odd)
	r.painSpreading = yes(f.PainSpreading, &odd)
	r.dryNeedlingInScope = yes(f.DryNeedlingInScope, &odd)
	r.ultrasoundAvailable = yes(f.UltrasoundAvailable, &odd)
	r.consentsToNeedling = yes(f.ConsentsToNeedling, &odd)
	r.ableToConsent = yes(f.AbleToConsent, &odd)
	r.needlePhobia = yes(f.NeedlePhobia, &odd)
	r.representativeConsents = yes(f.RepresentativeConsents, &odd)
	r.cancerConcern = yes(f.CancerConcern, &odd)
	r.fractureConcern = yes(f.FractureConcern, &odd)
	r.spinalInfectionConcern = yes(f.SpinalInfectionConcern, &odd)
	r.progressiveNeurologicalDeficit = yes(f.ProgressiveNeurologicalDeficit, &odd)
	r.acuteUndiagnosedIllness = yes(f.AcuteUndiagnosedIllness, &odd)
	r.suspectedDvt = yes(f.SuspectedDvt, &odd)
	r.acuteLimbSigns = yes(f.AcuteLimbSigns, &odd)
	r.caudaEquinaSigns = yes(f.CaudaEquinaSigns, &odd)
	r.abdominalOrVascularSigns = yes(f.AbdominalOrVascularSigns, &odd)
	r.myelopathySigns = yes(f.MyelopathySigns, &odd)
	r.cervicalArterySigns = yes(f.CervicalArterySigns, &odd)
	r.unresolvedCervicalTrauma = yes(f.UnresolvedCervicalTrauma, &odd)
	r.meningismOrThunderclapHeadache = yes(f.MeningismOrThunderclapHeadache, &odd)
	r.giantCellArteritisSigns = yes(f.GiantCellArteritisSigns, &odd)
	r.chestPainOrBreathlessness = yes(f.ChestPainOrBreathlessness, &odd)
	r.severeBleedingDisorder = yes(f.SevereBleedingDisorder, &odd)
	r.anticoagulationUncontrolled = yes(f.AnticoagulationUncontrolled, &odd)
	r.fever = yes(f.Fever, &odd)
	r.lymphoedemaAtSite = yes(f.LymphoedemaAtSite, &odd)
	r.infectionOrWoundAtSite = yes(f.InfectionOrWoundAtSite, &odd)
	r.malignancyAtSite = yes(f.MalignancyAtSite, &odd)
	r.prohibitedSite = yes(f.ProhibitedSite, &odd)
	r.antithromboticMedicine = yes(f.AntithromboticMedicine, &odd)
	r.bleedingTendency = yes(f.BleedingTendency, &odd)
	r.immunocompromised = yes(f.Immunocompromised, &odd)
	r.diabetes = yes(f.Diabetes, &odd)
	r.vascularDiseaseAtSite = yes(f.VascularDiseaseAtSite, &odd)
	r.pregnancy = yes(f.Pregnancy, &odd)
	r.frail = yes(f.Frail, &odd)
	r.epilepsy = yes(f.Epilepsy, &odd)
	r.psychologicalDistress = yes(f.PsychologicalDistress, &odd)
	r.needleMetalAllergy = yes(f.NeedleMetalAllergy, &odd)
	r.cardiacDeviceOrValve = yes(f.CardiacDeviceOrValve, &odd)
	r.priorNeedlingReaction = yes(f.PriorNeedlingReaction, &odd)
	r.priorSeriousNeedlingHarm = yes(f.PriorSeriousNeedlingHarm, &odd)
	r.implantAtSite = yes(f.ImplantAtSite, &odd)
	r.vulnerableTissueAtSite = yes(f.VulnerableTissueAtSite, &odd)
	r.osteoporosis = yes(f.Osteoporosis, &odd)
	r.recentNeckOrThoracicInjuryOrSurgery = yes(f.RecentNeckOrThoracicInjuryOrSurgery, &odd)
	r.inflammatoryBackPainFeatures = yes(f.InflammatoryBackPainFeatures, &odd)
	r.thirdTrimester = yes(f.ThirdTrimester, &odd)
	odd |= bit(r.sessionsAttended > r.sessionsScheduled) | bit(r.thirdTrimester)&not(r.pregnancy)
	return odd == 0
}
