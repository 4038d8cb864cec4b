package main

import (
	"encoding/json"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// reader reads the properties of a JSON object and notes all that is wrong with them. What it returns is of no use
// when it has noted something.
type reader struct {
	faults  *[]fault
	in      string
	pointer string
	values  map[string]any
	known   map[string]bool
}

// optional is a property that may be absent, and null where that means something.
type optional[T any] struct {
	given, null bool
	value       T
}

// or is the value, or another one where none was given.
func (o optional[T]) or(other T) T {
	if o.given {
		return o.value
	}
	return other
}

// read reads a whole body as an object.
func read(body any, faults *[]fault) reader {
	return newReader(body, "", faults)
}

func newReader(value any, pointer string, faults *[]fault) reader {
	r := reader{faults: faults, in: "body", pointer: pointer, known: map[string]bool{}}
	values, ok := value.(map[string]any)
	if !ok {
		r.note(pointer, "invalid_type", "must be an object")
		return r
	}
	r.values = values
	return r
}

func (r reader) note(pointer, code, message string) {
	*r.faults = append(*r.faults, fault{r.in, pointer, code, message})
}

func (r reader) at(name string) string {
	return r.pointer + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

// require notes what is missing, and done what is too much: call it when all properties were read.
func (r reader) require(names ...string) {
	for _, name := range names {
		if _, ok := r.values[name]; !ok && r.values != nil {
			r.note(r.at(name), "required", "is required")
		}
	}
}

func (r reader) done() {
	for name := range r.values {
		if !r.known[name] {
			r.note(r.at(name), "unknown_property", "is not a property of this request")
		}
	}
}

func (r reader) get(name string) (any, bool) {
	r.known[name] = true
	value, ok := r.values[name]
	return value, ok
}

func (r reader) text(name string, rule textRule) optional[string] {
	value, ok := r.get(name)
	if !ok {
		return optional[string]{}
	}
	if value == nil && rule.nullable {
		return optional[string]{given: true, null: true}
	}
	text, ok := value.(string)
	if !ok {
		r.note(r.at(name), "invalid_type", "must be a text")
		return optional[string]{}
	}
	return optional[string]{given: true, value: rule.check(text, func(code, message string) {
		r.note(r.at(name), code, message)
	})}
}

func (r reader) oneOf(name string, allowed ...string) optional[string] {
	return r.text(name, textRule{max: math.MaxInt32, plain: true, allowed: allowed})
}

func (r reader) boolean(name string) optional[bool] {
	value, given := r.get(name)
	flag, ok := value.(bool)
	if given && !ok {
		r.note(r.at(name), "invalid_type", "must be true or false")
	}
	return optional[bool]{given: given, value: flag}
}

func (r reader) integer(name string, min, max int64) optional[int64] {
	value, given := r.get(name)
	if !given {
		return optional[int64]{}
	}
	number, ok := value.(json.Number)
	float, _ := strconv.ParseFloat(string(number), 64)
	switch {
	case !ok || float != math.Trunc(float) || math.IsInf(float, 0):
		r.note(r.at(name), "invalid_type", "must be an integer")
	case float < float64(min):
		r.note(r.at(name), "too_small", "must be at least "+strconv.FormatInt(min, 10))
	case float > float64(max):
		r.note(r.at(name), "too_big", "must be at most "+strconv.FormatInt(max, 10))
	}
	return optional[int64]{given: true, value: int64(float)}
}

// object gives a reader of the object below; nil where there is none to read.
func (r reader) object(name string) (reader, bool) {
	value, ok := r.get(name)
	if !ok {
		return reader{}, false
	}
	below := newReader(value, r.at(name), r.faults)
	return below, below.values != nil
}

var emailPattern = regexp.MustCompile(
	"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$")

// email reads an address: trimmed and lower-cased before it is looked at.
func (r reader) email(name string) optional[string] {
	if text, ok := r.values[name].(string); ok {
		r.values[name] = strings.ToLower(strings.TrimFunc(text, isSpace))
	}
	return r.text(name, textRule{max: 254, plain: true, pattern: emailPattern})
}

var instantPattern = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$`)

// parseInstant reads RFC 3339 with any offset, as the text that times are compared by.
func parseInstant(text string) (string, bool) {
	t, err := time.Parse(time.RFC3339Nano, text)
	return timestamp(t), err == nil && instantPattern.MatchString(text)
}
