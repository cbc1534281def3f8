package dryneedling_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/mskguide/mskguide/decision"
)

const (
	lockFile = "guideline.lock.yaml"
	lockHead = "# Every version of the guideline with what it says, as fingerprints: of everything (digest), of who\n" +
		"# gets which verdict, and of everything but wording (answers); of the overlays that it ships too.\n" +
		"# An entry is never changed. A new one is added by: go test ./decision/guidelines/dryneedling -run TestLock -update\n"
	changelog = "../../../CHANGELOG.md"
)

// locked is a version of the guideline.
type locked struct {
	Version  string `yaml:"version"`
	prints   `yaml:",inline"`
	Overlays map[string]prints `yaml:"overlays"`
}

// prints are the fingerprints of a guideline, each of less than the one before.
type prints struct {
	Digest   string `yaml:"digest"`
	Answers  string `yaml:"answers"`
	Verdicts string `yaml:"verdicts"`
}

// level is how much a new version changes.
type level int

const (
	nothingNew level = iota
	patch            // wording
	minor            // other reasons, cautions or options
	major            // some patient gets another verdict
)

func (l level) String() string { return []string{"no", "patch", "minor", "major"}[l] }

func (p prints) change(to prints) level {
	switch {
	case p.Verdicts != to.Verdicts:
		return major
	case p.Answers != to.Answers:
		return minor
	case p.Digest != to.Digest:
		return patch
	}
	return nothingNew
}

// change is the level of the greatest change, that of an overlay included: whoever uses one
// must find it there, and find it as it was.
func (l locked) change(to locked) level {
	most := l.prints.change(to.prints)
	for name, before := range l.Overlays {
		if after, kept := to.Overlays[name]; kept {
			most = max(most, before.change(after))
		} else {
			most = major
		}
	}
	for name := range to.Overlays {
		if _, known := l.Overlays[name]; !known {
			most = max(most, minor)
		}
	}
	return most
}

// following is the next version of a level.
func following(version string, l level) string {
	var n [3]int
	_, err := fmt.Sscanf(version, "%d.%d.%d", &n[0], &n[1], &n[2])
	if err != nil {
		return "no version"
	}
	switch l {
	case major:
		n = [3]int{n[0] + 1, 0, 0}
	case minor:
		n = [3]int{n[0], n[1] + 1, 0}
	case patch:
		n[2]++
	}
	return fmt.Sprintf("%d.%d.%d", n[0], n[1], n[2])
}

// rise is the level by which one version follows another.
func rise(from, to string) level {
	for _, l := range []level{patch, minor, major} {
		if following(from, l) == to {
			return l
		}
	}
	return nothingNew
}

// judged says whether the content of today is to be added to the lock, or what is wrong with it.
func judged(lock []locked, now locked, changes string) (add bool, wrong string) {
	if len(lock) > 0 {
		last := lock[len(lock)-1]
		change := last.change(now)
		if now.Version == last.Version && change == nothingNew {
			return false, ""
		}
		due := following(last.Version, max(change, patch))
		switch by := rise(last.Version, now.Version); {
		case now.Version == last.Version:
			return false, fmt.Sprintf("the content has changed since version %s was locked: a %s change, so guideline.yaml has to say %s, "+
				"CHANGELOG.md under Clinical content what changes for which patients, and -run TestLock -update locks it", last.Version, change, due)
		case by == nothingNew:
			return false, fmt.Sprintf("version %s does not follow %s; due is %s", now.Version, last.Version, due)
		case by < change:
			return false, fmt.Sprintf("version %s follows %s by a %s step, and the change is a %s one; due is %s", now.Version, last.Version, by, change, due)
		}
	}
	if !slices.ContainsFunc(clinicalContent(changes), func(text string) bool { return strings.Contains(text, "`dry-needling` "+now.Version) }) {
		return false, fmt.Sprintf("CHANGELOG.md has no entry under Clinical content that names `dry-needling` %s", now.Version)
	}
	return true, ""
}

var clinical = regexp.MustCompile(`(?ms)^### Clinical content$(.*?)(^##|\z)`)

func clinicalContent(changes string) (out []string) {
	for _, m := range clinical.FindAllStringSubmatch(changes, -1) {
		out = append(out, m[1])
	}
	return out
}

func readLock(t *testing.T) (lock []locked) {
	data, err := os.ReadFile(lockFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(data, &lock))
	require.Equal(t, string(data), lockText(lock), "%s is written by its test, not by hand", lockFile)
	return lock
}

func lockText(lock []locked) string {
	var out strings.Builder
	out.WriteString(lockHead)
	for _, l := range lock {
		fmt.Fprintf(&out, "- version: %s\n%s", l.Version, l.lines("  "))
		if len(l.Overlays) > 0 {
			out.WriteString("  overlays:\n")
		}
		for _, name := range slices.Sorted(maps.Keys(l.Overlays)) {
			fmt.Fprintf(&out, "    %s:\n%s", name, l.Overlays[name].lines("      "))
		}
	}
	return out.String()
}

func (p prints) lines(indent string) string {
	return fmt.Sprintf("%[1]sdigest: %[2]s\n%[1]sanswers: %[3]s\n%[1]sverdicts: %[4]s\n", indent, p.Digest, p.Answers, p.Verdicts)
}

// lockedNow takes the fingerprints of a bundle and of every overlay in it.
func lockedNow(t *testing.T, bundle fs.FS) locked {
	g, err := decision.Open(bundle)
	require.NoError(t, err)
	now := locked{Version: g.Info().Version, prints: printsOf(t, bundle, g)}
	files, err := fs.Glob(bundle, "overlays/*.yaml")
	require.NoError(t, err)
	for _, file := range files {
		data, err := fs.ReadFile(bundle, file)
		require.NoError(t, err)
		overlay := decision.Overlay{Name: file, Data: data}
		g, err := decision.Open(bundle, overlay)
		require.NoError(t, err)
		if now.Overlays == nil {
			now.Overlays = map[string]prints{}
		}
		now.Overlays[strings.TrimSuffix(strings.TrimPrefix(file, "overlays/"), ".yaml")] = printsOf(t, bundle, g, overlay)
	}
	return now
}
