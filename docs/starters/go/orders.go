package main

import (
	"fmt"
	"net/http"
	"sort"
)

type wantedItem struct {
	productID string
	quantity  int64
}

type newOrder struct {
	items   []wantedItem
	token   string
	address addressChanges
	notes   optional[string]
}

func readNewOrder(o reader) newOrder {
	wanted := newOrder{items: readItems(o), notes: o.text("notes", orNull(lines(0, 500)))}
	if below, ok := o.object("payment"); ok {
		below.oneOf("method", "card")
		wanted.token = below.text("token", line(1, 255)).value
		below.require("method", "token")
		below.done()
	}
	if below, ok := o.object("shippingAddress"); ok {
		wanted.address = readAddress(below)
		below.require("name", "line1", "city", "postalCode", "country")
	}
	o.require("items", "payment", "shippingAddress")
	return wanted
}

func readItems(o reader) []wantedItem {
	value, given := o.get("items")
	list, ok := value.([]any)
	switch {
	case given && !ok:
		o.note(o.at("items"), "invalid_type", "must be a list")
	case given && len(list) < 1:
		o.note(o.at("items"), "too_short", "must have at least 1")
	case len(list) > 50:
		o.note(o.at("items"), "too_long", "must have at most 50")
	}
	var items []wantedItem
	seen := map[string]bool{}
	for i, value := range list {
		item := newReader(value, fmt.Sprintf("%s/%d", o.at("items"), i), o.faults)
		id := item.text("productId", secret(1, 1<<20))
		if id.given && seen[id.value] {
			item.note(item.at("productId"), "duplicate", "must not name a product twice")
		}
		seen[id.value] = true
		items = append(items, wantedItem{id.value, item.integer("quantity", 1, 100).value})
		item.require("productId", "quantity")
		item.done()
	}
	return items
}

// placeOrder answers with a pending order; the settler pays it afterwards. Without stock it is rejected at once.
func (a *app) placeOrder(r request) (response, error) {
	wanted, err := readBodyWith(r, readNewOrder)
	if err != nil {
		return response{}, err
	}
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	items, err := a.store.price(wanted.items)
	if err != nil {
		return response{}, err
	}
	o := &order{
		ID: newID(), UserID: r.user.ID, Status: "pending", Payment: payment{"pending"}, Items: items,
		Notes: wanted.notes.pointer(nil), CreatedAt: now(), Version: 1, cardToken: wanted.token,
	}
	o.UpdatedAt = o.CreatedAt
	wanted.address.apply(&o.ShippingAddress)
	o.Total.Currency = items[0].UnitPrice.Currency
	for _, item := range items {
		o.Total.Amount += item.LineTotal.Amount
	}
	a.store.orders[o.ID] = o
	o.note("order.placed", r.user.ID, map[string]any{"total": o.Total})
	if a.store.takeStock(items) {
		a.settler.enqueue(o.ID)
	} else {
		o.reject("insufficient_stock", "none")
	}
	headers := map[string]string{"ETag": etag(o.Version), "Location": "/api/v1/orders/" + o.ID}
	return response{201, *o, "", headers}, nil
}

func (a *app) listOrders(r request) (response, error) {
	var faults []fault
	q := parseQuery(r.URL.RawQuery, &faults)
	limit := int(q.integer("limit", 1, 100).or(20))
	userID, status := q.text("userId", secret(1, 1<<20)), q.oneOf("status", orderStatuses...)
	from, to := q.instant("from"), q.instant("to")
	after := a.readCursor(q)
	if err := r.check(faults); err != nil {
		return response{}, err
	}
	if r.user.Role != "admin" && userID.or(r.user.ID) != r.user.ID {
		return response{}, problem{code: "forbidden"}
	}
	var found []order
	a.store.mu.Lock()
	for _, o := range a.store.orders {
		mine := r.user.Role == "admin" || o.UserID == r.user.ID
		fits := userID.or(o.UserID) == o.UserID && status.or(o.Status) == o.Status
		in := o.CreatedAt >= from.or("") && (!to.given || o.CreatedAt < to.value)
		if mine && fits && in && (after == place{} || o.place().before(after)) {
			found = append(found, *o)
		}
	}
	a.store.mu.Unlock()
	sort.Slice(found, func(i, j int) bool { return found[j].place().before(found[i].place()) })
	result := struct {
		Items      []order `json:"items"`
		NextCursor *string `json:"nextCursor"`
	}{Items: append([]order{}, found[:min(limit, len(found))]...)}
	next := ""
	if len(found) > limit {
		next = a.cursor(found[limit-1].place())
		result.NextCursor = &next
	}
	return response{200, result, "", map[string]string{"Link": cursorLinks(r.RequestURI, next)}}, nil
}

func (a *app) getOrder(r request) (response, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	o, err := a.store.orderFor(r)
	if err != nil {
		return response{}, err
	}
	if tag := etag(o.Version); notModified(r.Request, tag) {
		return response{status: http.StatusNotModified, headers: map[string]string{"ETag": tag}}, nil
	}
	return oneOrder(o), nil
}

func (a *app) listOrderEvents(r request) (response, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	o, err := a.store.orderFor(r)
	if err != nil {
		return response{}, err
	}
	return response{status: 200, body: map[string][]event{"items": append([]event{}, o.events...)}}, nil
}

// orderFor finds the order of a path. To anyone but its owner and admins it does not exist.
func (s *store) orderFor(r request) (*order, error) {
	if o, ok := s.orders[r.parameter]; ok && (r.user.Role == "admin" || o.UserID == r.user.ID) {
		return o, nil
	}
	return nil, problem{code: "not_found"}
}

// price gives the items with what the catalogue says of them at this moment.
func (s *store) price(wanted []wantedItem) ([]orderItem, error) {
	var items []orderItem
	var faults []fault
	currencies := map[string]bool{}
	for i, item := range wanted {
		p, err := s.product(item.productID)
		if err != nil {
			pointer := fmt.Sprintf("/items/%d/productId", i)
			faults = append(faults, fault{"body", pointer, "unknown_product", "is not in the catalogue"})
			continue
		}
		line := money{p.Price.Amount * item.quantity, p.Price.Currency}
		items = append(items, orderItem{p.ID, p.SKU, p.Name, item.quantity, p.Price, line})
		currencies[p.Price.Currency] = true
	}
	if len(currencies) > 1 {
		faults = append(faults, fault{"body", "/items", "mixed_currencies", "must have one currency"})
	}
	if faults != nil {
		return nil, problem{code: "validation_failed", errors: faults}
	}
	return items, nil
}

func oneOrder(o *order) response {
	return response{200, *o, "", map[string]string{"ETag": etag(o.Version)}}
}
