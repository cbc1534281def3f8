package oracle

import "os"

// Cases is how many cases a test tries: usual, or long when MSKGUIDE_LONG is set. The race
// detector makes each ten times as slow, so that it sees a quarter of them.
func Cases(usual, long int) int {
	switch {
	case Long():
		return long
	case raceDetector:
		return (usual + 3) / 4
	}
	return usual
}

// Long reports whether the long runs are on.
func Long() bool { return os.Getenv("MSKGUIDE_LONG") != "" }
