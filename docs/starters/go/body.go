package main

import (
	"errors"
	"io"
	"net/http"
	"regexp"
)

const maxBody = 102_400

var jsonType = regexp.MustCompile(`(?i)^application/json\s*(;\s*charset="?utf-8"?\s*)?$`)

func readBody(w http.ResponseWriter, r *http.Request) (value any, given bool, err error) {
	if r.ContentLength > maxBody {
		w.Header().Set("Connection", "close")
		return nil, false, problem{code: "payload_too_large"}
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, false, problem{code: "payload_too_large"}
	case err != nil:
		return nil, false, problem{code: "bad_request"}
	case len(data) == 0:
		return nil, false, nil
	case hasHeader(r, "Content-Encoding") || !jsonType.MatchString(r.Header.Get("Content-Type")):
		return nil, false, problem{code: "unsupported_media_type"}
	}
	if value, err = decodeJSON(data); err != nil {
		return nil, false, problem{code: "malformed_json"}
	}
	return value, true, nil
}

// check ends the reading of a request: its faults, all together, and then whether If-Match is there.
func (r request) check(faults []fault) error {
	if len(faults) > 0 {
		return problem{code: "validation_failed", errors: faults}
	}
	if r.Method == http.MethodPatch && !hasHeader(r.Request, "If-Match") {
		return problem{code: "precondition_required"}
	}
	return nil
}

// readBodyWith reads the body's properties; a body that is missing is a fault of its own.
func readBodyWith[T any](r request, properties func(o reader) T) (T, error) {
	var faults []fault
	if !r.hasBody {
		var nothing T
		return nothing, r.check([]fault{{"body", "", "required", "is required"}})
	}
	o := read(r.body, &faults)
	result := properties(o)
	o.done()
	return result, r.check(faults)
}
