package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
)

// request is what a handler is given: a route that exists, and a user who may use it.
type request struct {
	*http.Request
	parameter string // What stands in the path for {id} or {code}.
	user      user   // As they were when the request came.
	body      any
	hasBody   bool
}

// response is what a handler answers with.
type response struct {
	status  int
	body    any
	html    string
	headers map[string]string
}

var requestIDPattern = regexp.MustCompile(`^[A-Za-z0-9._-]{1,128}$`)

// ServeHTTP answers a request, or says as a problem why not.
func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get("X-Request-Id")
	if !requestIDPattern.MatchString(id) {
		id = newRequestID()
	}
	w.Header().Set("X-Request-Id", id)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	path, _, _ := strings.Cut(r.RequestURI, "?")
	defer func() {
		if failure := recover(); failure != nil {
			log.Printf("%s %s %s panicked: %v\n%s", id, r.Method, path, failure, debug.Stack())
			writeProblem(w, problem{code: "internal_error"}, path, id)
		}
	}()
	answer, err := a.dispatch(w, r, path)
	if err != nil {
		var p problem
		if !errors.As(err, &p) {
			log.Printf("%s %s %s failed: %v", id, r.Method, path, err)
			p = problem{code: "internal_error"}
		}
		writeProblem(w, p, path, id)
		return
	}
	write(w, answer)
}

// dispatch keeps to the order of clause HTTP-12: route, body, credentials, role. The rest is for the handler.
func (a *app) dispatch(w http.ResponseWriter, r *http.Request, path string) (response, error) {
	found, parameter, allowed := a.find(r.Method, path)
	switch {
	case allowed == nil:
		return response{}, problem{code: "not_found"}
	case found == nil:
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		if r.Method == http.MethodOptions {
			return response{status: http.StatusNoContent}, nil
		}
		return response{}, problem{code: "method_not_allowed"}
	}
	req := request{Request: r, parameter: parameter}
	if found.takesBody {
		var err error
		if req.body, req.hasBody, err = readBody(w, r); err != nil {
			return response{}, err
		}
	}
	if found.access != public {
		w.Header().Set("Cache-Control", "no-store")
		var err error
		if req.user, err = a.authenticate(r.Header.Get("Authorization")); err != nil {
			return response{}, err
		}
		if found.access == admins && req.user.Role != "admin" {
			return response{}, problem{code: "forbidden"}
		}
	}
	return found.handle(req)
}

func writeProblem(w http.ResponseWriter, p problem, path, id string) {
	if p.status() == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.Header().Set("Content-Type", "application/problem+json; charset=utf-8")
	writeBody(w, p.status(), encode(p.body(path, id)))
}

func write(w http.ResponseWriter, answer response) {
	for name, value := range answer.headers {
		w.Header().Set(name, value)
	}
	switch {
	case answer.html != "":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		writeBody(w, answer.status, []byte(answer.html))
	case answer.body != nil:
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		writeBody(w, answer.status, encode(answer.body))
	default:
		w.WriteHeader(answer.status)
	}
}

func writeBody(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(status)
	w.Write(body) // What fails here is the client's connection.
}

func encode(value any) []byte {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return data
}
