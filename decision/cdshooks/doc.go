// Package cdshooks answers CDS Hooks 2.0 calls with cards.
package cdshooks
