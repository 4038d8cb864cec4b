package main

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
)

type config struct {
	host, port    string
	gatewayURL    string
	jwtSecret     []byte
	adminEmail    string
	adminPassword string
	iterations    int
}

// readConfig reads the environment, once, and names every variable that is missing or wrong.
func readConfig(getenv func(string) string) (config, error) {
	var faults []string
	read := func(name, fallback string, wrong func(string) string) string {
		value := getenv(name)
		if value == "" {
			value = fallback
		}
		if wrong != nil && wrong(value) != "" {
			faults = append(faults, "  "+name+" "+wrong(value))
		}
		return value
	}
	c := config{
		host:          read("HOST", "127.0.0.1", nil),
		port:          read("PORT", "8080", noPort),
		gatewayURL:    strings.TrimRight(read("PAYMENT_GATEWAY_URL", "http://127.0.0.1:4010", noURL), "/"),
		jwtSecret:     []byte(read("JWT_SECRET", "", weakSecret)),
		adminEmail:    strings.ToLower(strings.TrimSpace(read("ADMIN_EMAIL", "admin@example.com", nil))),
		adminPassword: read("ADMIN_PASSWORD", "", weakPassword),
	}
	c.iterations, _ = strconv.Atoi(read("PBKDF2_ITERATIONS", strconv.Itoa(recommendedIterations), noCost))
	if len(faults) > 0 {
		return c, errors.New("The environment has to be mended before the server can start:\n" + strings.Join(faults, "\n"))
	}
	return c, nil
}

func noPort(value string) string {
	if _, err := strconv.ParseUint(value, 10, 16); err != nil {
		return "must be a port"
	}
	return ""
}

func noURL(value string) string {
	if u, err := url.Parse(value); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "must be an http URL"
	}
	return ""
}

func weakSecret(value string) string {
	if len(value) < 32 {
		return "must have at least 32 characters: openssl rand -hex 32 makes one"
	}
	return ""
}

func noCost(value string) string {
	if n, err := strconv.Atoi(value); err != nil || n < 1000 || n > 10_000_000 {
		return "must be a number from 1000 to 10000000"
	}
	return ""
}

func weakPassword(value string) string {
	if n := len([]rune(value)); n < 12 || n > 128 {
		return "must have 12 to 128 characters"
	}
	return ""
}
