package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// place is where an order stands in the list: newest first, ties by id.
type place struct{ createdAt, id string }

func (o order) place() place { return place{o.CreatedAt, o.ID} }

// before says whether one is older than the other.
func (p place) before(other place) bool {
	return p.createdAt < other.createdAt || (p.createdAt == other.createdAt && p.id < other.id)
}

// cursor is signed, so that one that this server did not issue is told from one that it did.
func (a *app) cursor(p place) string {
	text := p.createdAt + "|" + p.id
	mac := hmac.New(sha256.New, a.secret)
	mac.Write([]byte("cursor:" + text))
	return base64.RawURLEncoding.EncodeToString(append(mac.Sum(nil)[:15], text...))
}

// readCursor gives the place that the page begins after; none where no cursor was sent.
func (a *app) readCursor(q query) place {
	value := q.text("cursor", textRule{max: 1 << 20, plain: true})
	if !value.given {
		return place{}
	}
	decoded, err := base64.RawURLEncoding.DecodeString(value.value)
	if err == nil && len(decoded) > 15 {
		createdAt, id, _ := strings.Cut(string(decoded[15:]), "|")
		p := place{createdAt, id}
		if hmac.Equal([]byte(a.cursor(p)), []byte(value.value)) {
			return p
		}
	}
	q.note("cursor", "invalid_cursor", "is not a cursor of this server")
	return place{}
}
