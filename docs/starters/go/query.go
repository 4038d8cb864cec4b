package main

import (
	"math/big"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// query holds the parameters of a request, in order and as often as they were given.
type query struct {
	values url.Values
	faults *[]fault
}

func parseQuery(raw string, faults *[]fault) query {
	values := url.Values{}
	for _, pair := range strings.Split(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if pair != "" {
			values.Add(unescape(name), unescape(value))
		}
	}
	return query{values, faults}
}

func unescape(text string) string {
	if decoded, err := url.QueryUnescape(text); err == nil {
		return strings.ToValidUTF8(decoded, "\ufffd")
	}
	return text
}

func (q query) note(name, code, message string) {
	*q.faults = append(*q.faults, fault{"query", "/" + name, code, message})
}

// get is the only value of a parameter. Given twice it is a fault.
func (q query) get(name string) (string, bool) {
	given := q.values[name]
	if len(given) > 1 {
		q.note(name, "duplicate", "must be given once")
	}
	if len(given) != 1 {
		return "", false
	}
	return given[0], true
}

func (q query) text(name string, rule textRule) optional[string] {
	value, ok := q.get(name)
	if !ok {
		return optional[string]{}
	}
	checked := rule.check(value, func(code, message string) { q.note(name, code, message) })
	return optional[string]{given: true, value: checked}
}

func (q query) oneOf(name string, allowed ...string) optional[string] {
	return q.text(name, textRule{max: 1 << 20, plain: true, allowed: allowed})
}

func (q query) boolean(name string) optional[bool] {
	text := q.oneOf(name, "true", "false")
	return optional[bool]{given: text.given, value: text.value == "true"}
}

var decimal = regexp.MustCompile(`^-?[0-9]{1,400}$`)

// integer reads decimal digits and nothing else.
func (q query) integer(name string, min, max int64) optional[int64] {
	value, ok := q.get(name)
	if !ok {
		return optional[int64]{}
	}
	if !decimal.MatchString(value) {
		q.note(name, "invalid_type", "must be an integer")
		return optional[int64]{}
	}
	number, _ := new(big.Int).SetString(value, 10)
	switch {
	case number.Cmp(big.NewInt(min)) < 0:
		q.note(name, "too_small", "must be at least "+strconv.FormatInt(min, 10))
	case number.Cmp(big.NewInt(max)) > 0:
		q.note(name, "too_big", "must be at most "+strconv.FormatInt(max, 10))
	}
	return optional[int64]{given: true, value: number.Int64()}
}

func (q query) instant(name string) optional[string] {
	value, ok := q.get(name)
	if !ok {
		return optional[string]{}
	}
	instant, valid := parseInstant(value)
	if !valid {
		q.note(name, "invalid_format", "must be an instant such as 2026-11-20T12:00:00.000Z")
	}
	return optional[string]{given: true, value: instant}
}
