package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"unicode/utf8"
)

var errNotJSON = errors.New("not JSON")

// escapes finds pairs of surrogates, lone ones, and all other escapes, so that none begins in the middle of another.
var escapes = regexp.MustCompile(`\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)`)

// loneSurrogate stands where a text had half a character: a noncharacter, of which text rules say that it is none.
const loneSurrogate = '\uffff'

// decodeJSON reads a value as maps, slices, strings, json.Number, bool and nil.
//
// Not json.Unmarshal: that mends what is not UTF-8 and lone surrogates, and gives up at a depth of 10,000.
func decodeJSON(data []byte) (any, error) {
	if !utf8.Valid(data) {
		return nil, errNotJSON
	}
	data = escapes.ReplaceAllFunc(data, func(escape []byte) []byte {
		if len(escape) == 6 && escape[1] == 'u' {
			return []byte(`\uffff`)
		}
		return escape
	})
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	value, err := decodeValue(decoder)
	if err != nil {
		return nil, errNotJSON
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errNotJSON
	}
	return value, nil
}

func decodeValue(decoder *json.Decoder) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('['):
		list := []any{}
		for decoder.More() {
			value, err := decodeValue(decoder)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = decoder.Token()
		return list, err
	case json.Delim('{'):
		object := map[string]any{}
		for decoder.More() {
			name, err := decoder.Token()
			if err != nil {
				return nil, err
			}
			value, err := decodeValue(decoder)
			if err != nil {
				return nil, err
			}
			object[name.(string)] = value
		}
		_, err = decoder.Token()
		return object, err
	default:
		return token, nil
	}
}
