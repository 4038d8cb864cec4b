package main

import (
	"net/http"
	"strings"
)

// app is the composition root: the store, what works on it, and the routes.
type app struct {
	store     *store
	settler   *settler
	passwords passwords
	secret    []byte
	routes    []route
}

func newApp(c config) *app {
	store := newStore()
	a := &app{
		store: store, secret: c.jwtSecret,
		settler: newSettler(store, gateway{c.gatewayURL}), passwords: newPasswords(c.iterations),
	}
	const v1 = "/api/v1"
	a.routes = []route{
		{http.MethodPost, v1 + "/auth/register", public, true, a.registerUser},
		{http.MethodPost, v1 + "/auth/login", public, true, a.logIn},
		{http.MethodGet, v1 + "/users/me", users, false, a.getMe},
		{http.MethodPatch, v1 + "/users/me", users, true, a.updateMe},
		{http.MethodGet, v1 + "/users", admins, false, a.listUsers},
		{http.MethodGet, v1 + "/users/{id}", users, false, a.getUser},
		{http.MethodPatch, v1 + "/users/{id}", admins, true, a.updateUser},
		{http.MethodDelete, v1 + "/users/{id}", admins, false, a.deleteUser},
		{http.MethodGet, v1 + "/products", public, false, a.listProducts},
		{http.MethodPost, v1 + "/products", admins, true, a.createProduct},
		{http.MethodGet, v1 + "/products/{id}", public, false, a.getProduct},
		{http.MethodPatch, v1 + "/products/{id}", admins, true, a.updateProduct},
		{http.MethodDelete, v1 + "/products/{id}", admins, false, a.deleteProduct},
		{http.MethodPost, v1 + "/orders", users, true, a.placeOrder},
		{http.MethodGet, v1 + "/orders", users, false, a.listOrders},
		{http.MethodGet, v1 + "/orders/{id}", users, false, a.getOrder},
		{http.MethodPatch, v1 + "/orders/{id}", users, true, a.updateOrder},
		{http.MethodPost, v1 + "/orders/{id}/cancel", users, true, a.cancelOrder},
		{http.MethodPost, v1 + "/orders/{id}/ship", admins, true, a.shipOrder},
		{http.MethodPost, v1 + "/orders/{id}/deliver", admins, true, a.deliverOrder},
		{http.MethodGet, v1 + "/orders/{id}/events", users, false, a.listOrderEvents},
		{http.MethodGet, v1 + "/admin/stats", admins, false, a.getStats},
		{http.MethodGet, "/health/live", public, false, a.getLiveness},
		{http.MethodGet, "/health/ready", public, false, a.getReadiness},
		{http.MethodGet, "/problems/{code}", public, false, a.getProblem},
	}
	return a
}

// authenticate gives the user as they are now: who was deactivated since the login is nobody.
func (a *app) authenticate(authorization string) (user, error) {
	scheme, token, _ := strings.Cut(strings.TrimSpace(authorization), " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return user{}, problem{code: "unauthenticated"}
	}
	id, err := verifyToken(a.secret, token)
	if err != nil {
		return user{}, err
	}
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	if u, ok := a.store.users[id]; ok && u.Active {
		return *u, nil
	}
	return user{}, problem{code: "invalid_token"}
}
