// Package cdshooks answers CDS Hooks 2.0 calls with cards: a [Service] is an [net/http.Handler]
// for the discovery, the calls and the feedback of a guideline whose bundle says when it speaks
// (hooks.yaml) and what of a FHIR R4 record gives which facts (fhir.yaml).
//
// # What is lacking is not denied
//
// A service asks clients for the parts of the record that its mapping reads, by templates that it
// derives from the mapping, and takes a part for had only when all of it came. A key left out, an
// error in place of the data or beside it, a page of several, fewer resources than are counted, an
// empty Bundle that answers no search, a Bundle of which parts were left out: each is a lack. It is
// fetched where a [Fetcher] may ask the client's server, and otherwise named on the card, in its
// receipt and in the record that it was shown. Where a part that is needed cannot be had and the
// answer turns on it, or would be the mildest verdict, the call is refused with 412, as CDS Hooks
// says: what is on record stands against what was denied, so that no denial makes up for a part that
// was not had. So is a chart that is opened of which nothing that is needed could be had.
//
// # What an order says
//
// An order says itself where and for what it is: bodySite, reasonReference and reasonCode. Of
// several conditions on record they leave the one that is meant, and those that are or may be of
// the same place; what does not go with the record, or is not understood, makes the fact unknown,
// and the card asks for it. Of several orders one that says nothing of where or for what leaves
// that as the record has it. Every card says for which complaint, place and duration it is
// answered.
//
// An order that is not taken for one of the treatment, because its code is written in another way or
// a selection names no draft, gets no card; [Event].Withheld says so to whoever runs the service.
//
// # What a site decides
//
// Who may call has to be said in [Options]: an [Authenticator], such as the one of the module
// jwtauth, or Anybody. Everything else may be left out, and the zero value is the careful choice:
// no page of another origin may call, no server is asked, nothing is kept.
//
// # What is told of a patient, and to whom
//
// Errors, events and records name no patient; see [Event] and [Options].NamePatients. Receipts
// hold the facts of a patient, and are kept only where a sink for them is given. TLS, time-outs of
// connections and shutting down gracefully are the business of the [net/http.Server]; a service
// keeps nothing running between calls. The example is a whole one, down to its end: first Shutdown
// waits for the calls under way, then the files are closed.
package cdshooks
