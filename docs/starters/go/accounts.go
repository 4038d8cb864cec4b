package main

import (
	"net/http"
	"strings"
)

func (a *app) getMe(r request) (response, error) { return readUser(r, r.user) }

func (a *app) updateMe(r request) (response, error) {
	type changes struct{ name, current, next optional[string] }
	body, err := readBodyWith(r, func(o reader) changes {
		c := changes{name: o.text("name", line(1, 100))}
		if below, ok := o.object("password"); ok {
			c.current, c.next = below.text("current", secret(0, 128)), below.text("new", secret(12, 128))
			below.require("current", "new")
			below.done()
		}
		return c
	})
	if err != nil {
		return response{}, err
	}
	correct, newHash := true, r.user.passwordHash
	if body.next.given {
		correct, newHash = a.passwords.verify(body.current.value, r.user.passwordHash), a.passwords.hash(body.next.value)
	}
	return a.changeUser(r, r.user.ID, func(u *user) error {
		if !correct {
			return problem{code: "validation_failed", errors: []fault{
				{"body", "/password/current", "invalid_value", "is not the current password"},
			}}
		}
		u.Name, u.passwordHash = body.name.or(u.Name), newHash
		return nil
	})
}

func (a *app) listUsers(r request) (response, error) {
	var faults []fault
	q := parseQuery(r.URL.RawQuery, &faults)
	wanted := readPage(q, "createdAt", "email", "name")
	role, active := q.oneOf("role", "customer", "admin"), q.boolean("active")
	if err := r.check(faults); err != nil {
		return response{}, err
	}
	var found []user
	a.store.mu.Lock()
	for _, u := range a.store.users {
		matches := strings.Contains(strings.ToLower(u.Name+"\x00"+u.Email), wanted.search)
		if matches && role.or(u.Role) == u.Role && active.or(u.Active) == u.Active {
			found = append(found, *u)
		}
	}
	a.store.mu.Unlock()
	result := pageOf(found, wanted, func(x, y user) int {
		keys := map[string]int{
			"createdAt": strings.Compare(x.CreatedAt, y.CreatedAt),
			"email":     strings.Compare(x.Email, y.Email),
			"name":      strings.Compare(x.Name, y.Name),
		}
		return firstDifference(keys[strings.TrimPrefix(wanted.sort, "-")], strings.Compare(x.ID, y.ID))
	})
	return response{200, result, "", map[string]string{"Link": result.Page.links(r.RequestURI)}}, nil
}

func (a *app) getUser(r request) (response, error) {
	// To anyone else it does not exist.
	if r.user.Role != "admin" && r.user.ID != r.parameter {
		return response{}, problem{code: "not_found"}
	}
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	u, ok := a.store.users[r.parameter]
	if !ok {
		return response{}, problem{code: "not_found"}
	}
	return readUser(r, *u)
}

func (a *app) updateUser(r request) (response, error) {
	type changes struct {
		name, role optional[string]
		active     optional[bool]
	}
	body, err := readBodyWith(r, func(o reader) changes {
		return changes{o.text("name", line(1, 100)), o.oneOf("role", "customer", "admin"), o.boolean("active")}
	})
	if err != nil {
		return response{}, err
	}
	return a.changeUser(r, r.parameter, func(u *user) error {
		if u.ID == r.user.ID && (body.role.or("admin") != "admin" || !body.active.or(true)) {
			return problem{code: "forbidden"}
		}
		u.Name, u.Role, u.Active = body.name.or(u.Name), body.role.or(u.Role), body.active.or(u.Active)
		return nil
	})
}

// changeUser applies a change to a copy, and keeps it if it is one: what changes nothing is no new version.
func (a *app) changeUser(r request, id string, change func(u *user) error) (response, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	u, ok := a.store.users[id]
	if !ok {
		return response{}, problem{code: "not_found"}
	}
	if err := checkVersion(r.Request, u.Version); err != nil {
		return response{}, err
	}
	changed := *u
	if err := change(&changed); err != nil {
		return response{}, err
	}
	if changed != *u {
		changed.touch()
		*u = changed
	}
	return oneUser(*u), nil
}

// deleteUser leaves nothing of the person; the orders stay.
func (a *app) deleteUser(r request) (response, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	u, ok := a.store.users[r.parameter]
	if !ok {
		return response{}, problem{code: "not_found"}
	}
	if err := checkVersion(r.Request, u.Version); err != nil {
		return response{}, err
	}
	if u.ID == r.user.ID {
		return response{}, problem{code: "forbidden"}
	}
	delete(a.store.users, u.ID)
	delete(a.store.emails, u.Email)
	for hash, id := range a.store.refresh {
		if id == u.ID {
			delete(a.store.refresh, hash)
		}
	}
	return response{status: http.StatusNoContent}, nil
}

func readUser(r request, u user) (response, error) {
	if tag := etag(u.Version); notModified(r.Request, tag) {
		return response{status: http.StatusNotModified, headers: map[string]string{"ETag": tag}}, nil
	}
	return oneUser(u), nil
}

func oneUser(u user) response {
	return response{200, u, "", map[string]string{"ETag": etag(u.Version)}}
}

func firstDifference(differences ...int) int {
	for _, difference := range differences {
		if difference != 0 {
			return difference
		}
	}
	return 0
}
