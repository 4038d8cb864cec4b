package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"regexp"
	"sync"
)

// problemListener puts problems in the place of the plain text that net/http answers by itself, without asking a
// handler, to a request that it cannot read.
type problemListener struct{ net.Listener }

func (l problemListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &problemConn{Conn: conn}, nil
}

type problemConn struct {
	net.Conn
	mu     sync.Mutex
	latest []byte // The end of what was read: the request in question is in it.
}

const keptBytes = 20 << 10

func (c *problemConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latest = append(c.latest, b[:n]...)
	if surplus := len(c.latest) - keptBytes; surplus > 0 {
		c.latest = append(c.latest[:0], c.latest[surplus:]...)
	}
	return n, err
}

var plainError = regexp.MustCompile(`^HTTP/1\.1 (4\d\d|501) .*\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n`)

func (c *problemConn) Write(b []byte) (int, error) {
	match := plainError.FindSubmatch(b)
	if match == nil {
		return c.Conn.Write(b)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.Conn.Write(unreadableAnswer(string(match[1]), c.latest))
	return len(b), err
}

var (
	// Not at the beginning of a line: the body of the request before ends with none.
	requestLine     = regexp.MustCompile(`[A-Z]+ (\S+) HTTP/1\.1\r\n`)
	requestIDField  = regexp.MustCompile(`(?mi)^x-request-id:[ \t]*([A-Za-z0-9._-]{1,128})[ \t]*\r$`)
	undecodablePart = regexp.MustCompile(`%($|[^0-9A-Fa-f]|[0-9A-Fa-f]($|[^0-9A-Fa-f]))`)
)

func unreadableAnswer(status string, latest []byte) []byte {
	code, path, id := "bad_request", "", newRequestID()
	if status == "431" {
		code = "headers_too_large"
	}
	if lines := requestLine.FindAllSubmatchIndex(latest, -1); lines != nil {
		last := lines[len(lines)-1]
		target := latest[last[2]:last[3]]
		path = string(bytes.SplitN(target, []byte("?"), 2)[0])
		if field := requestIDField.FindSubmatch(latest[last[1]:]); field != nil {
			id = string(field[1])
		}
		// A path that cannot be decoded is one that does not exist.
		if status == "400" && undecodablePart.MatchString(path) {
			code = "not_found"
		}
	}
	body, _ := json.Marshal(problem{code: code}.body(path, id))
	kind := problemKinds[code]
	return []byte(fmt.Sprintf("HTTP/1.1 %d %s\r\nContent-Type: application/problem+json; charset=utf-8\r\n"+
		"Content-Length: %d\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: %s\r\nConnection: close\r\n\r\n%s",
		kind.status, kind.title, len(body), id, body))
}
