package main

import "sync"

// store holds everything, in memory: a restart forgets it. The lock is what transactions are in a database: a handler
// takes it once, reads, decides, writes, and lets it go. No call to the gateway is made under it.
type store struct {
	mu       sync.Mutex
	users    map[string]*user
	emails   map[string]string // The user's id by email.
	refresh  map[string]string // The user's id by the hash of a refresh token.
	products map[string]*product
	orders   map[string]*order
}

func newStore() *store {
	return &store{
		users:    map[string]*user{},
		emails:   map[string]string{},
		refresh:  map[string]string{},
		products: map[string]*product{},
		orders:   map[string]*order{},
	}
}

type user struct {
	ID        string `json:"id"`
	Email     string `json:"email"`
	Name      string `json:"name"`
	Role      string `json:"role"`
	Active    bool   `json:"active"`
	CreatedAt string `json:"createdAt"`
	UpdatedAt string `json:"updatedAt"`
	Version   int    `json:"version"`

	passwordHash string
}

type money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

type product struct {
	ID          string  `json:"id"`
	SKU         string  `json:"sku"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	Price       money   `json:"price"`
	Stock       int64   `json:"stock"`
	CreatedAt   string  `json:"createdAt"`
	UpdatedAt   string  `json:"updatedAt"`
	Version     int     `json:"version"`

	archived bool
}

type orderItem struct {
	ProductID string `json:"productId"`
	SKU       string `json:"sku"`
	Name      string `json:"name"`
	Quantity  int64  `json:"quantity"`
	UnitPrice money  `json:"unitPrice"`
	LineTotal money  `json:"lineTotal"`
}

type payment struct {
	Status string `json:"status"`
}

type address struct {
	Name       string  `json:"name"`
	Line1      string  `json:"line1"`
	Line2      *string `json:"line2"`
	City       string  `json:"city"`
	PostalCode string  `json:"postalCode"`
	Country    string  `json:"country"`
}

type rejection struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

type cancellation struct {
	Reason string `json:"reason"`
	By     string `json:"by"`
	At     string `json:"at"`
}

type shipment struct {
	Carrier        string `json:"carrier"`
	TrackingNumber string `json:"trackingNumber"`
	At             string `json:"at"`
}

type order struct {
	ID              string        `json:"id"`
	UserID          string        `json:"userId"`
	Status          string        `json:"status"`
	Items           []orderItem   `json:"items"`
	Total           money         `json:"total"`
	Payment         payment       `json:"payment"`
	ShippingAddress address       `json:"shippingAddress"`
	Notes           *string       `json:"notes"`
	Rejection       *rejection    `json:"rejection"`
	Cancellation    *cancellation `json:"cancellation"`
	Shipment        *shipment     `json:"shipment"`
	CreatedAt       string        `json:"createdAt"`
	UpdatedAt       string        `json:"updatedAt"`
	Version         int           `json:"version"`

	cardToken  string
	chargeSent bool
	chargeID   string
	events     []event
}

type actor struct {
	Type string  `json:"type"`
	ID   *string `json:"id"`
}

type event struct {
	Seq   int    `json:"seq"`
	Type  string `json:"type"`
	At    string `json:"at"`
	Actor actor  `json:"actor"`
	Data  any    `json:"data"`
}

// touch makes the next version.
func (u *user) touch()    { u.Version, u.UpdatedAt = u.Version+1, now() }
func (p *product) touch() { p.Version, p.UpdatedAt = p.Version+1, now() }
func (o *order) touch()   { o.Version, o.UpdatedAt = o.Version+1, now() }

// note adds to the order's history what a user did, or the system where there is no user.
func (o *order) note(kind, userID string, data any) {
	by := actor{Type: "system"}
	if userID != "" {
		by = actor{"user", &userID}
	}
	o.events = append(o.events, event{len(o.events) + 1, kind, now(), by, data})
}
