package dryneedling_test

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"math/bits"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// byHand is how somebody would put a table to hand-written rules: encoding/csv, a field of
// the record for each column, the verdict and the rules that hold. It cannot tell unknown
// from no: what is empty stays the zero value. So it does less than the library, which finds
// out what is still open.
type byHand struct {
	record record
	put    []func(text string) error // by column
}

func newByHand(header []string) *byHand {
	h := &byHand{put: make([]func(string) error, len(header))}
	v := reflect.ValueOf(&h.record).Elem()
	for i := range v.NumField() {
		at := slices.Index(header, v.Type().Field(i).Tag.Get("fact"))
		if at < 0 {
			continue
		}
		p := v.Field(i).Addr().UnsafePointer() // fields that are not exported give no other
		switch v.Field(i).Kind() {
		case reflect.Bool:
			h.put[at] = func(text string) (err error) { *(*bool)(p), err = strconv.ParseBool(text); return err }
		case reflect.Float64:
			h.put[at] = func(text string) (err error) { *(*float64)(p), err = strconv.ParseFloat(text, 64); return err }
		default:
			codes := map[string]uint8{}
			for code, id := range choiceIDs(v.Field(i).Type()) {
				codes[id] = uint8(code)
			}
			h.put[at] = func(text string) error {
				code, ok := codes[text]
				if *(*uint8)(p) = code; !ok {
					return fmt.Errorf("no choice %q", text)
				}
				return nil
			}
		}
	}
	return h
}

// run answers a table.
func (h *byHand) run(from io.Reader, to io.Writer) error {
	r := csv.NewReader(from)
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil { // the header
		return err
	}
	w := bufio.NewWriterSize(to, 1<<16)
	verdicts, ids := verdictIDs(), ruleIDs()
	for n := 1; ; n++ {
		cells, err := r.Read()
		if err == io.EOF {
			return w.Flush()
		}
		if err != nil {
			return err
		}
		h.record = record{}
		for i, text := range cells {
			if text == "" || h.put[i] == nil {
				continue
			}
			if err := h.put[i](text); err != nil {
				return err
			}
		}
		verdict, rules := h.record.decidePlain()
		line := append(w.AvailableBuffer(), cells[0]...)
		line = strconv.AppendInt(append(line, ','), int64(n), 10)
		line = append(append(append(line, ','), verdicts[verdict]...), ",true,,,"...)
		for word := range rules {
			for x, first := rules[word], true; x != 0; x &= x - 1 {
				if !first {
					line = append(line, '|')
				}
				line, first = append(line, ids[word][bits.TrailingZeros64(x)]...), false
			}
			line = append(line, ',')
		}
		if _, err := w.Write(append(line, ",\n"...)); err != nil {
			return err
		}
	}
}

func runByHand(text string, to io.Writer) error {
	header, _, _ := strings.Cut(text, "\n")
	return newByHand(strings.Split(header, ",")).run(strings.NewReader(text), to)
}
