package decision

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"time"
)

func toNumber(v any) (Number, bool) {
	switch v := v.(type) {
	case Number:
		return v, true
	case json.Number:
		x, err := strconv.ParseFloat(string(v), 64)
		if err != nil && !math.IsInf(x, 0) || !json.Valid([]byte(v)) {
			return Number{}, false
		}
		return Exactly(positiveZero(x)), true
	case bool, string, Bool, time.Duration, uintptr:
		return Number{}, false // a duration counts nanoseconds, which is no fact's unit
	}
	r := reflect.ValueOf(v)
	switch {
	case !r.IsValid():
		return Number{}, false
	case r.CanInt():
		return Exactly(float64(r.Int())), true
	case r.CanUint():
		return Exactly(float64(r.Uint())), true
	case r.CanFloat():
		return Exactly(positiveZero(r.Float())), true
	}
	return Number{}, false
}

func positiveZero(x float64) float64 {
	if x == 0 {
		return 0
	}
	return x
}

// fields reads a value known in part, from JSON or from Go.
func fields(v any) ([]entry, bool) {
	switch v := v.(type) {
	case []entry:
		return v, true
	case map[string]any:
		return Facts(v).entries(), true
	case Facts:
		return v.entries(), true
	}
	return nil, false
}

func texts(v any) ([]string, bool) {
	switch v := v.(type) {
	case []string:
		return v, true
	case []any:
		out := make([]string, len(v))
		for i, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, false
			}
			out[i] = s
		}
		return out, true
	}
	return nil, false
}

// shown is a value as a message quotes it.
func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return strconv.Quote(abridge(v))
	case json.Number:
		return abridge(string(v))
	case []entry, map[string]any, Facts:
		return "an object"
	case []any, []string:
		return "a list"
	case bool, Number, Bool, int, float64:
		return fmt.Sprint(v)
	}
	return fmt.Sprintf("a %T", v)
}
