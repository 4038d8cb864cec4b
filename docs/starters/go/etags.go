package main

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

var (
	entityTag     = regexp.MustCompile(`(?:W/)?"[^"]*"`)
	entityTagList = regexp.MustCompile(`^(?:W/)?"[^"]*"(?:\s*,\s*(?:W/)?"[^"]*")*$`)
)

func etag(version int) string { return `"` + strconv.Itoa(version) + `"` }

// notModified compares weakly (RFC 9110 section 13.1.2): W/"1" and "1" are the same.
func notModified(r *http.Request, tag string) bool {
	header := strings.TrimSpace(r.Header.Get("If-None-Match"))
	if header == "*" {
		return true
	}
	for _, one := range entityTags(header) {
		if strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// checkVersion compares strongly (RFC 9110 section 13.1.1): a weak ETag never matches. Where nothing was sent there is
// nothing to keep to.
func checkVersion(r *http.Request, version int) error {
	if !hasHeader(r, "If-Match") {
		return nil
	}
	header := strings.TrimSpace(r.Header.Get("If-Match"))
	if header == "*" {
		return nil
	}
	for _, one := range entityTags(header) {
		if one == etag(version) {
			return nil
		}
	}
	return problem{code: "precondition_failed"}
}

func hasHeader(r *http.Request, name string) bool { return len(r.Header.Values(name)) > 0 }

// entityTags finds none in a header that is not well-formed.
func entityTags(header string) []string {
	if !entityTagList.MatchString(header) {
		return nil
	}
	return entityTag.FindAllString(header, -1)
}
