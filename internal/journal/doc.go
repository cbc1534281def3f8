// Package journal keeps records as lines of JSON in a file that is only ever appended to and
// survives a crash: what Append has returned nil for is on the disk, and a line that a crash
// tore is never taken for a record nor merged with the next one.
//
// # What a crash leaves
//
// A record is written with its newline in one write, then synced. Records are JSON objects, and
// no part of an object is an object: so whether the end of the file is whole can be told. Open
// looks. A record at the end that lacks only its newline is given it. Any other end without a
// newline, and lines at the end in which zeros stand for what never reached the disk, are torn:
// Open first appends them to FILE.torn and syncs that, then cuts them off. Nothing is lost; a
// crash in between leaves them in FILE.torn twice. The Append of a torn record has not returned
// nil.
//
// A disk may bring pages of several records that were not yet synced to the file out of order. A
// line that this spoils before the end stays where it is: readers name it by its number.
//
// A file that does not start with a record is something else, and Open leaves it alone.
//
// # Two writers
//
// On Linux, macOS and the BSDs the file is locked (flock) as long as it is open, and a second
// Open fails, from this process or another. Elsewhere nothing prevents two processes from writing
// to one file: give each its own.
package journal
