// Package repo holds the rules that this repository keeps, as tests: which way imports point,
// what the shipped texts may never say, that every rule is cited, and that the README shows
// what the library does. It has no code to use.
package repo
