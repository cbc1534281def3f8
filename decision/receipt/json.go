package receipt

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// decode reads one value, keeping numbers as they are written. A byte order mark before it, as some
// editors put it at the head of a file, means nothing.
func decode(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	d.UseNumber()
	if err := d.Decode(v); err != nil {
		return inWords(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows it")
	}
	return nil
}

// inWords says what is wrong to somebody who has the text, and need not know what reads it.
func inWords(err error) error {
	var other *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF):
		return errors.New("it is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it ends before it is complete")
	case !errors.As(err, &other):
		return errors.New("it is not JSON")
	}
	kind, _, _ := strings.Cut(other.Value, " ") // "number 1.5"
	is := map[string]string{"string": "a text", "number": "a number", "array": "a list", "object": "an object", "bool": "true or false"}[kind]
	if other.Field == "" {
		return fmt.Errorf("a receipt is an object, and this is %s", is)
	}
	return fmt.Errorf("%q is %s; a receipt has %s there", other.Field, is, wanted(other.Type.Kind()))
}

// wanted is what a receipt holds in the place of a value, by the kind that it is read as.
func wanted(kind reflect.Kind) string {
	switch kind {
	case reflect.String:
		return "a text"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Bool:
		return "true or false"
	case reflect.Struct, reflect.Map, reflect.Pointer:
		return "an object"
	}
	return "a number"
}
