package main

import (
	"crypto/rand"
	"fmt"
	"time"
)

// newID makes a UUIDv7 (RFC 9562): ids sort by the time they were made, here to a fraction of a millisecond.
func newID() string {
	now := time.Now()
	milliseconds, rest := now.UnixMilli(), now.Nanosecond()%1_000_000
	var tail [8]byte
	mustRead(tail[:])
	tail[0] = 0x80 | tail[0]&0x3f
	return fmt.Sprintf("%08x-%04x-7%03x-%x-%x",
		milliseconds>>16, milliseconds&0xffff, rest*4096/1_000_000, tail[:2], tail[2:])
}

// newRequestID makes an id that says nothing.
func newRequestID() string {
	var b [16]byte
	mustRead(b[:])
	return fmt.Sprintf("%x", b)
}

func mustRead(b []byte) {
	if _, err := rand.Read(b); err != nil {
		panic(err) // Without randomness nothing here is safe.
	}
}

// timestamp writes times as RFC 3339 in UTC with milliseconds. Such texts sort as their times do.
func timestamp(t time.Time) string {
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

func now() string { return timestamp(time.Now()) }
