package main

import (
	"net/http"
	"net/url"
	"sort"
	"strings"
	"unicode/utf8"
)

type handler func(r request) (response, error)

type access int

const (
	public access = iota
	users
	admins
)

type route struct {
	method, template string
	access           access
	takesBody        bool
	handle           handler
}

// find gives the route, if the path has one for the method, its parameter, and what the path allows.
func (a *app) find(method, path string) (found *route, parameter string, allowed []string) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	template := ""
	for i, one := range a.routes {
		value, ok := match(one.template, path)
		// What is named comes before what is a parameter: /users/me before /users/{id}.
		if !ok || (template != "" && template != one.template) {
			continue
		}
		template, parameter = one.template, value
		allowed = append(allowed, one.method)
		if one.method == http.MethodGet {
			allowed = append(allowed, http.MethodHead)
		}
		if one.method == method {
			found = &a.routes[i]
		}
	}
	if allowed != nil {
		allowed = append(allowed, http.MethodOptions)
		sort.Strings(allowed)
	}
	return found, parameter, allowed
}

// match splits first and decodes then: a slash in an id does not end it.
func match(template, path string) (parameter string, ok bool) {
	parts, segments := strings.Split(template, "/"), strings.Split(path, "/")
	if len(parts) != len(segments) {
		return "", false
	}
	for i, part := range parts {
		segment, err := url.PathUnescape(segments[i])
		switch {
		case err != nil || !utf8.ValidString(segment):
			return "", false
		case strings.HasPrefix(part, "{") && segment != "":
			parameter = segment
		case part != segment:
			return "", false
		}
	}
	return parameter, true
}
