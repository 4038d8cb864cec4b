package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"
)

const (
	tokenLife = 15 * time.Minute
	issuer    = "order-api"
	audience  = "order-api"
)

type claims struct {
	Issuer   string `json:"iss"`
	Audience string `json:"aud"`
	Subject  string `json:"sub"`
	IssuedAt int64  `json:"iat"`
	Expires  int64  `json:"exp"`
	ID       string `json:"jti"`
}

var tokenHeader = base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`))

// issueToken makes a JSON Web Token signed with HS256 (RFC 7515, RFC 7519).
func issueToken(secret []byte, userID string) string {
	issued := time.Now()
	payload, _ := json.Marshal(claims{
		Issuer: issuer, Audience: audience, Subject: userID, ID: newRequestID(),
		IssuedAt: issued.Unix(), Expires: issued.Add(tokenLife).Unix(),
	})
	signed := tokenHeader + "." + base64.RawURLEncoding.EncodeToString(payload)
	return signed + "." + sign(secret, signed)
}

// verifyToken gives the user's id. The header has to be ours, letter for letter: no other algorithm gets in, "none"
// least of all.
func verifyToken(secret []byte, token string) (string, error) {
	invalid := problem{code: "invalid_token"}
	parts := strings.Split(token, ".")
	if len(parts) != 3 || parts[0] != tokenHeader {
		return "", invalid
	}
	if !hmac.Equal([]byte(sign(secret, parts[0]+"."+parts[1])), []byte(parts[2])) {
		return "", invalid
	}
	var c claims
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(payload, &c) != nil {
		return "", invalid
	}
	if c.Issuer != issuer || c.Audience != audience || c.Expires <= time.Now().Unix() {
		return "", invalid
	}
	return c.Subject, nil
}

func sign(secret []byte, text string) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// newRefreshToken makes the token for the client, and the hash that is kept: who reads the memory of the server has no
// token.
func newRefreshToken() (token, hash string) {
	var b [32]byte
	mustRead(b[:])
	token = base64.RawURLEncoding.EncodeToString(b[:])
	sum := sha256.Sum256([]byte(token))
	return token, hex.EncodeToString(sum[:])
}
