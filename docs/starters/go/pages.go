package main

import (
	"net/url"
	"sort"
	"strconv"
	"strings"
)

// pageQuery is what both numbered lists take.
type pageQuery struct {
	number, size int
	search       string
	sort         string
}

func readPage(q query, sorts ...string) pageQuery {
	for _, name := range sorts {
		sorts = append(sorts, "-"+name)
	}
	return pageQuery{
		number: int(q.integer("page", 1, 1_000_000).or(1)),
		size:   int(q.integer("limit", 1, 100).or(20)),
		search: strings.ToLower(q.text("search", lines(0, 100)).value),
		sort:   q.oneOf("sort", sorts...).or("-createdAt"),
	}
}

type pageInfo struct {
	Number     int `json:"number"`
	Size       int `json:"size"`
	TotalItems int `json:"totalItems"`
	TotalPages int `json:"totalPages"`
}

type page[T any] struct {
	Items []T      `json:"items"`
	Page  pageInfo `json:"page"`
}

// pageOf sorts what was found and cuts one page out of it. less compares two that are not equal by the sort; ties are
// for the ids.
func pageOf[T any](found []T, q pageQuery, compare func(a, b T) int) page[T] {
	direction := 1
	if strings.HasPrefix(q.sort, "-") {
		direction = -1
	}
	sort.Slice(found, func(i, j int) bool { return direction*compare(found[i], found[j]) < 0 })
	total := len(found)
	from, to := min(total, (q.number-1)*q.size), min(total, q.number*q.size)
	return page[T]{
		Items: append([]T{}, found[from:to]...),
		Page:  pageInfo{q.number, q.size, total, (total + q.size - 1) / q.size},
	}
}

func (p pageInfo) links(target string) string {
	number := func(n int) string { return withParameter(target, "page", strconv.Itoa(n)) }
	links := []string{link(number(1), "first")}
	if p.Number > 1 {
		links = append(links, link(number(max(1, min(p.Number-1, p.TotalPages))), "prev"))
	}
	if p.Number < p.TotalPages {
		links = append(links, link(number(p.Number+1), "next"))
	}
	if p.TotalPages > 0 {
		links = append(links, link(number(p.TotalPages), "last"))
	}
	return strings.Join(links, ", ")
}

func cursorLinks(target, next string) string {
	links := []string{link(withParameter(target, "cursor", ""), "first")}
	if next != "" {
		links = append(links, link(withParameter(target, "cursor", next), "next"))
	}
	return strings.Join(links, ", ")
}

// link is one link of a Link header (RFC 8288).
func link(target, relation string) string { return "<" + target + `>; rel="` + relation + `"` }

// withParameter is the target with another value of one parameter; an empty one takes it away.
func withParameter(target, name, value string) string {
	path, raw, _ := strings.Cut(target, "?")
	var faults []fault
	values := parseQuery(raw, &faults).values
	values.Del(name)
	if value != "" {
		values.Set(name, value)
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + url.Values(values).Encode()
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func max(a, b int) int { return -min(-a, -b) }
