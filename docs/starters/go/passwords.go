package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
)

// What OWASP asks for of PBKDF2 with HMAC-SHA-256. Less is for tests.
const recommendedIterations = 600_000

type passwords struct {
	iterations int
	// Verified for an email that nobody has, so that it takes as long as a wrong password.
	dummyHash string
}

func newPasswords(iterations int) passwords {
	p := passwords{iterations: iterations}
	p.dummyHash = p.hash("nobody has this password")
	return p
}

// hash keeps the number of iterations with the hash, so that it can be raised later.
//
// PBKDF2 because argon2, scrypt and bcrypt are in golang.org/x/crypto, and this uses the standard library alone. For
// production take argon2id from there.
func (p passwords) hash(password string) string {
	salt := make([]byte, 16)
	mustRead(salt)
	return fmt.Sprintf("pbkdf2-sha256$%d$%s$%s", p.iterations, text64(salt), text64(pbkdf2(password, salt, p.iterations)))
}

func (passwords) verify(password, stored string) bool {
	parts := strings.Split(stored, "$")
	count, _ := strconv.Atoi(parts[1])
	salt, _ := base64.StdEncoding.DecodeString(parts[2])
	expected, _ := base64.StdEncoding.DecodeString(parts[3])
	return subtle.ConstantTimeCompare(pbkdf2(password, salt, count), expected) == 1
}

// pbkdf2 derives one block, 32 bytes (RFC 8018 section 5.2). From Go 1.24 on it is crypto/pbkdf2.
func pbkdf2(password string, salt []byte, count int) []byte {
	mac := hmac.New(sha256.New, []byte(password))
	mac.Write(salt)
	mac.Write(binary.BigEndian.AppendUint32(nil, 1))
	block := mac.Sum(nil)
	key := append([]byte(nil), block...)
	for i := 1; i < count; i++ {
		mac.Reset()
		mac.Write(block)
		block = mac.Sum(block[:0])
		for j := range key {
			key[j] ^= block[j]
		}
	}
	return key
}

func text64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
