package main

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textRule says what a text has to be. It is trimmed first, then measured in code points.
type textRule struct {
	min, max  int
	multiline bool
	plain     bool // Any characters, untouched.
	nullable  bool
	pattern   *regexp.Regexp
	allowed   []string
}

func line(min, max int) textRule   { return textRule{min: min, max: max} }
func lines(min, max int) textRule  { return textRule{min: min, max: max, multiline: true} }
func secret(min, max int) textRule { return textRule{min: min, max: max, plain: true} }
func orNull(rule textRule) textRule {
	rule.nullable = true
	return rule
}

func (rule textRule) check(text string, note func(code, message string)) string {
	if !rule.plain {
		text = strings.TrimFunc(text, isSpace)
	}
	if n := utf8.RuneCountInString(text); n < rule.min {
		note("too_short", "must have at least "+strconv.Itoa(rule.min)+" characters")
	} else if n > rule.max {
		note("too_long", "must have at most "+strconv.Itoa(rule.max)+" characters")
	}
	switch {
	case strings.ContainsRune(text, loneSurrogate):
		note("invalid_format", "must be well-formed Unicode")
	case !rule.plain && strings.IndexFunc(text, rule.isControl) >= 0:
		note("invalid_format", "must not have control characters")
	case rule.pattern != nil && !rule.pattern.MatchString(text):
		note("invalid_format", "must match "+rule.pattern.String())
	case rule.allowed != nil && !contains(rule.allowed, text):
		note("invalid_value", "is not one of the values allowed")
	}
	return text
}

func (rule textRule) isControl(r rune) bool {
	return unicode.IsControl(r) && !(rule.multiline && (r == '\t' || r == '\n' || r == '\r'))
}

// isSpace leaves control characters to be refused, but those that white space is written with.
func isSpace(r rune) bool {
	return r == '\ufeff' || (unicode.IsSpace(r) && r != '\u0085')
}

func contains(list []string, text string) bool {
	for _, one := range list {
		if one == text {
			return true
		}
	}
	return false
}
