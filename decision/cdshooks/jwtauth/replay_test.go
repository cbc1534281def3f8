package jwtauth

import (
	"context"
	"crypto/elliptic"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTokensAreTakenOnce(t *testing.T) {
	k, two := curveKey(t, "1", elliptic.P384()), curveKey(t, "1", elliptic.P384())
	var now clock
	memory := NewMemory(1000)
	a := authenticator(t, Config{Replay: memory, Now: now.Now, Issuers: []Issuer{{Name: issName, Keys: set(k.public(nil))}, {Name: "https://second.example", Keys: set(two.public(nil))}}})
	token := k.token(t, nil, map[string]any{"jti": "same"})
	require.Empty(t, reasonOf(t, a, call(token)))
	require.Equal(t, Replayed, reasonOf(t, a, call(token)))
	require.Equal(t, Replayed, reasonOf(t, a, call(k.token(t, nil, map[string]any{"jti": "same", "tenant": "other"}))), "the same id in another token")
	require.Empty(t, reasonOf(t, a, call(two.token(t, nil, map[string]any{"jti": "same", "iss": "https://second.example"}))), "ids are an issuer's own")

	// What is refused is not remembered: whoever guesses an id cannot use it up.
	forged := two.token(t, nil, map[string]any{"jti": "guessed"})
	require.Equal(t, Signature, reasonOf(t, a, call(forged)))
	require.Equal(t, 2, memory.Len())
	require.Empty(t, reasonOf(t, a, call(k.token(t, nil, map[string]any{"jti": "guessed"}))))

	// As long as it would be taken, and no longer than needed.
	for range 47 {
		require.Equal(t, Replayed, reasonOf(t, a, call(token)))
		now.advance(7 * time.Second) // to a second before its end and the leeway
	}
	now.advance(time.Second)
	require.Equal(t, Time, reasonOf(t, a, call(token)))
	now.advance(2 * time.Minute)
	require.Empty(t, reasonOf(t, a, fresh(t, k, &now)))
	require.Equal(t, 1, memory.Len())
}

func TestOneOfManyIsTaken(t *testing.T) {
	k := curveKey(t, "1", elliptic.P384())
	a := authenticator(t, Config{Issuers: []Issuer{{Name: issName, Keys: set(k.public(nil))}}})
	token := k.token(t, nil, nil)
	var taken, replayed atomic.Int64
	done := make(chan struct{}, 32)
	for range cap(done) {
		go func() {
			switch reasonOf(t, a, call(token)) {
			case "":
				taken.Add(1)
			case Replayed:
				replayed.Add(1)
			}
			done <- struct{}{}
		}()
	}
	for range cap(done) {
		<-done
	}
	require.EqualValues(t, 1, taken.Load())
	require.EqualValues(t, 31, replayed.Load())
}

func TestMemoryIsBounded(t *testing.T) {
	m := NewMemory(10)
	for i := range 10 {
		first, err := m.First(t.Context(), "iss", fmt.Sprint(i), noon(), noon().Add(time.Duration(10-i)*time.Second))
		require.True(t, first)
		require.NoError(t, err)
	}
	_, err := m.First(t.Context(), "iss", "new", noon(), noon().Add(time.Hour))
	require.ErrorIs(t, err, ErrFull)
	first, err := m.First(t.Context(), "iss", "3", noon(), noon().Add(time.Hour))
	require.False(t, first)
	require.NoError(t, err)
	for i := range 10 { // the last that came is the first to be forgotten
		_, err = m.First(t.Context(), "iss", "0", noon().Add(time.Duration(i)*time.Second), noon())
		require.NoError(t, err)
		require.Equal(t, 10-i, m.Len())
	}
}

type broken struct{}

func (broken) First(context.Context, string, string, time.Time, time.Time) (bool, error) {
	return true, errors.New("the shared store is down")
}

// Not to know is not to take.
func TestNoMemoryNoEntry(t *testing.T) {
	k := curveKey(t, "1", elliptic.P384())
	issuers := []Issuer{{Name: issName, Keys: set(k.public(nil))}}
	require.Equal(t, NotKnown, reasonOf(t, authenticator(t, Config{Issuers: issuers, Replay: broken{}}), call(k.token(t, nil, nil))))
	full := authenticator(t, Config{Issuers: issuers, Replay: NewMemory(0)})
	require.Equal(t, NotKnown, reasonOf(t, full, call(k.token(t, nil, nil))))
}
