package main

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// Anyone may keep an answer, and has to ask whether it is still right.
const catalogueCache = "public, max-age=0, must-revalidate"

var skuPattern = regexp.MustCompile(`^[A-Z0-9][A-Z0-9-]{1,31}$`)

type productChanges struct {
	sku, name, description optional[string]
	price                  optional[money]
	stock                  optional[int64]
}

func readProduct(o reader) productChanges {
	c := productChanges{
		sku:         o.text("sku", textRule{max: 1 << 20, plain: true, pattern: skuPattern}),
		name:        o.text("name", line(1, 120)),
		description: o.text("description", orNull(lines(0, 2000))),
		stock:       o.integer("stock", 0, 1_000_000),
	}
	if price, ok := o.object("price"); ok {
		amount, currency := price.integer("amount", 0, 100_000_000), price.oneOf("currency", "EUR", "USD", "GBP")
		price.require("amount", "currency")
		price.done()
		c.price = optional[money]{given: true, value: money{amount.value, currency.value}}
	}
	return c
}

func readNewProduct(o reader) productChanges {
	o.require("sku", "name", "price", "stock")
	return readProduct(o)
}

// apply leaves what was not given as it is.
func (c productChanges) apply(p *product) {
	p.SKU, p.Name, p.Stock = c.sku.or(p.SKU), c.name.or(p.Name), c.stock.or(p.Stock)
	p.Price = c.price.or(p.Price)
	p.Description = c.description.pointer(p.Description)
}

// pointer is the text as a property that can be null.
func (o optional[T]) pointer(current *T) *T {
	switch {
	case !o.given:
		return current
	case o.null:
		return nil
	default:
		return &o.value
	}
}

func (a *app) listProducts(r request) (response, error) {
	var faults []fault
	q := parseQuery(r.URL.RawQuery, &faults)
	wanted := readPage(q, "createdAt", "price", "name")
	const most = 100_000_000
	lowest, highest, inStock := q.integer("minPrice", 0, most), q.integer("maxPrice", 0, most), q.boolean("inStock")
	if err := r.check(faults); err != nil {
		return response{}, err
	}
	var found []product
	a.store.mu.Lock()
	for _, p := range a.store.products {
		fits := p.Price.Amount >= lowest.or(0) && p.Price.Amount <= highest.or(most)
		if !p.archived && fits && inStock.or(p.Stock > 0) == (p.Stock > 0) && p.mentions(wanted.search) {
			found = append(found, *p)
		}
	}
	a.store.mu.Unlock()
	result := pageOf(found, wanted, func(x, y product) int {
		keys := map[string]int{
			"createdAt": strings.Compare(x.CreatedAt, y.CreatedAt),
			"price":     int(x.Price.Amount - y.Price.Amount),
			"name":      strings.Compare(x.Name, y.Name),
		}
		return firstDifference(keys[strings.TrimPrefix(wanted.sort, "-")], strings.Compare(x.ID, y.ID))
	})
	tag := fmt.Sprintf(`"%x"`, sha256.Sum256(encode(result)))
	headers := map[string]string{
		"ETag": tag, "Cache-Control": catalogueCache, "Link": result.Page.links(r.RequestURI),
	}
	if notModified(r.Request, tag) {
		return response{status: http.StatusNotModified, headers: headers}, nil
	}
	return response{200, result, "", headers}, nil
}

// mentions looks into each text apart: none has a NUL, so nothing is found across two of them.
func (p product) mentions(search string) bool {
	text := p.Name + "\x00" + p.SKU
	if p.Description != nil {
		text += "\x00" + *p.Description
	}
	return strings.Contains(strings.ToLower(text), search)
}

func (a *app) getProduct(r request) (response, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	p, err := a.store.product(r.parameter)
	if err != nil {
		return response{}, err
	}
	headers := map[string]string{"ETag": etag(p.Version), "Cache-Control": catalogueCache}
	if notModified(r.Request, headers["ETag"]) {
		return response{status: http.StatusNotModified, headers: headers}, nil
	}
	return response{200, *p, "", headers}, nil
}

func (a *app) createProduct(r request) (response, error) {
	body, err := readBodyWith(r, readNewProduct)
	if err != nil {
		return response{}, err
	}
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	if a.store.skuTaken(body.sku.value, "") {
		return response{}, problem{code: "sku_taken"}
	}
	p := &product{ID: newID(), CreatedAt: now(), Version: 1}
	p.UpdatedAt = p.CreatedAt
	body.apply(p)
	a.store.products[p.ID] = p
	headers := map[string]string{"ETag": etag(1), "Location": "/api/v1/products/" + p.ID}
	return response{201, *p, "", headers}, nil
}

func (a *app) updateProduct(r request) (response, error) {
	body, err := readBodyWith(r, readProduct)
	if err != nil {
		return response{}, err
	}
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	p, err := a.store.product(r.parameter)
	if err != nil {
		return response{}, err
	}
	if err := checkVersion(r.Request, p.Version); err != nil {
		return response{}, err
	}
	if a.store.skuTaken(body.sku.or(p.SKU), p.ID) {
		return response{}, problem{code: "sku_taken"}
	}
	changed := *p
	body.apply(&changed)
	if string(encode(changed)) != string(encode(*p)) {
		changed.touch()
		*p = changed
	}
	return response{200, *p, "", map[string]string{"ETag": etag(p.Version)}}, nil
}

// deleteProduct archives: gone from the catalogue, kept for the orders that name it.
func (a *app) deleteProduct(r request) (response, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	p, err := a.store.product(r.parameter)
	if err != nil {
		return response{}, err
	}
	if err := checkVersion(r.Request, p.Version); err != nil {
		return response{}, err
	}
	p.archived = true
	p.touch()
	return response{status: http.StatusNoContent}, nil
}

func (s *store) product(id string) (*product, error) {
	if p, ok := s.products[id]; ok && !p.archived {
		return p, nil
	}
	return nil, problem{code: "not_found"}
}

func (s *store) skuTaken(sku, except string) bool {
	for _, p := range s.products {
		if p.SKU == sku && !p.archived && p.ID != except {
			return true
		}
	}
	return false
}
