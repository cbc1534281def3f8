// Package conditions is a catalogue of clinical conditions: what they are called, where they are, which codes name them,
// and how long pain must have lasted to be called acute, subacute or chronic.
//
// [Builtin] is the catalogue that ships with this module; [Open] reads anyone's. Both go through the same checks and the
// built-in one has no privilege.
//
// Nothing is guessed. A word that people use for several conditions gives all of them ([Catalogue.Lookup]); so does a code
// ([Catalogue.ByCode]). A code that is not in the catalogue, that fails its check digit, or that is known to circulate for
// something it does not mean is refused with a [CodeError] that says which.
package conditions
