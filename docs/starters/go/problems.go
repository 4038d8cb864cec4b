package main

import (
	"fmt"
	"html"
)

type problemKind struct {
	status        int
	title, detail string
}

// problemKinds are the errors of the contract: a closed set of codes.
var problemKinds = map[string]problemKind{
	"bad_request":              {400, "Bad request", "The message is not a valid HTTP request."},
	"malformed_json":           {400, "Malformed JSON", "The body is not JSON in UTF-8."},
	"unauthenticated":          {401, "Authentication required", "This needs an access token in the Authorization header."},
	"invalid_token":            {401, "Invalid token", "The token is not valid (any more)."},
	"invalid_credentials":      {401, "Invalid credentials", "No active account has this email and password."},
	"refresh_token_reused":     {401, "Refresh token reused", "The token was used before: this login is over."},
	"forbidden":                {403, "Forbidden", "Your account may not do this."},
	"not_found":                {404, "Not found", "There is nothing at this address, or nothing that you may see."},
	"method_not_allowed":       {405, "Method not allowed", "This address does not support the method: see Allow."},
	"request_timeout":          {408, "Request timeout", "The request did not arrive completely in time."},
	"email_taken":              {409, "Email taken", "An account with this email exists."},
	"sku_taken":                {409, "SKU taken", "A product with this SKU exists."},
	"invalid_order_transition": {409, "Invalid order transition", "The order is in a status that does not allow this."},
	"idempotency_in_progress":  {409, "Request in progress", "The first request with this key is in flight."},
	"precondition_failed":      {412, "Precondition failed", "If-Match does not name the current version."},
	"payload_too_large":        {413, "Payload too large", "A body has at most 102,400 bytes."},
	"unsupported_media_type":   {415, "Unsupported media type", "Send the body as application/json in UTF-8, without Content-Encoding."},
	"validation_failed":        {422, "Validation failed", "The request has faults: see errors."},
	"idempotency_key_reused":   {422, "Idempotency key reused", "This Idempotency-Key was sent before with another body."},
	"precondition_required":    {428, "Precondition required", "Send the ETag of the version that you want to change in If-Match."},
	"rate_limited":             {429, "Too many attempts", "Too many failed logins for this email."},
	"headers_too_large":        {431, "Header fields too large", "The header fields are larger than this server takes."},
	"internal_error":           {500, "Internal error", "Something went wrong. Report it together with the request id."},
	"unavailable":              {503, "Service unavailable", "The server cannot answer right now. Try again shortly."},
}

// problem is an error of RFC 9457: what a handler returns to end a request with it.
type problem struct {
	code   string
	errors []fault
	from   string // With invalid_order_transition: the status of the order,
	action string // and what was asked for.
}

// fault is one thing that is wrong with a request.
type fault struct {
	In      string `json:"in"`
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (p problem) Error() string { return p.code }

type problemBody struct {
	Type      string  `json:"type"`
	Title     string  `json:"title"`
	Status    int     `json:"status"`
	Detail    string  `json:"detail"`
	Instance  string  `json:"instance"`
	Code      string  `json:"code"`
	RequestID string  `json:"requestId"`
	Errors    []fault `json:"errors,omitempty"`
	From      string  `json:"from,omitempty"`
	Action    string  `json:"action,omitempty"`
}

func (p problem) body(instance, requestID string) problemBody {
	kind := problemKinds[p.code]
	return problemBody{
		Type: "/problems/" + p.code, Title: kind.title, Status: kind.status, Detail: kind.detail,
		Instance: instance, Code: p.code, RequestID: requestID,
		Errors: p.errors, From: p.from, Action: p.action,
	}
}

func (p problem) status() int { return problemKinds[p.code].status }

func problemPage(code string) string {
	kind := problemKinds[code]
	title := html.EscapeString(kind.title)
	return fmt.Sprintf("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>%s</title>\n<h1>%s</h1>\n"+
		"<p>HTTP status %d, code <code>%s</code></p>\n<p>%s</p>\n</html>\n",
		title, title, kind.status, code, html.EscapeString(kind.detail))
}
