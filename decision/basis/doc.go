// Package basis lets a clinician, an auditor or a certifier look behind an answer without reading
// rules: a page for one decision (what it is meant for, what it was told and by which record, what
// is missing, the logic in words, the evidence for and against, how the rules are checked, limits),
// and the source attributes of an evidence-based decision support intervention.
//
// What only people can say (population, settings, developer, funding, limits, and the class of
// data that each fact belongs to) is read from basis.yaml beside a bundle. All else is computed:
// which classes of data are used follows from the facts that the rules of the guideline, with its
// overlays, name, so that the sheet cannot drift from the logic.
//
// These documents help with transparency. They are no certification, and no legal advice.
package basis
