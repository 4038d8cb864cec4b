package main

func readRegistration(o reader) user {
	email, password, name := o.email("email"), o.text("password", secret(12, 128)), o.text("name", line(1, 100))
	o.require("email", "password", "name")
	return user{Email: email.value, Name: name.value, passwordHash: password.value}
}

func (a *app) registerUser(r request) (response, error) {
	wanted, err := readBodyWith(r, readRegistration)
	if err != nil {
		return response{}, err
	}
	// Slow on purpose, so before the lock.
	wanted.passwordHash, wanted.Role = a.passwords.hash(wanted.passwordHash), "customer"
	created, err := a.addUser(wanted)
	if err != nil {
		return response{}, err
	}
	return response{201, created, "", map[string]string{
		"Location": "/api/v1/users/" + created.ID, "ETag": etag(created.Version),
	}}, nil
}

// ensureAdmin makes the first admin.
func (a *app) ensureAdmin(email, password string) {
	a.addUser(user{Email: email, Name: "Admin", Role: "admin", passwordHash: a.passwords.hash(password)})
}

func (a *app) addUser(u user) (user, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	if _, taken := a.store.emails[u.Email]; taken {
		return user{}, problem{code: "email_taken"}
	}
	u.ID, u.Active, u.Version = newID(), true, 1
	u.CreatedAt = now()
	u.UpdatedAt = u.CreatedAt
	a.store.users[u.ID], a.store.emails[u.Email] = &u, u.ID
	return u, nil
}

func readLogin(o reader) [2]string {
	// A login says nothing about what a valid password looks like.
	email, password := o.email("email"), o.text("password", secret(1, 128))
	o.require("email", "password")
	return [2]string{email.value, password.value}
}

type tokenPair struct {
	AccessToken  string `json:"accessToken"`
	TokenType    string `json:"tokenType"`
	ExpiresIn    int    `json:"expiresIn"`
	RefreshToken string `json:"refreshToken"`
}

func (a *app) logIn(r request) (response, error) {
	login, err := readBodyWith(r, readLogin)
	if err != nil {
		return response{}, err
	}
	id, hash, active := a.findLogin(login[0])
	if !a.passwords.verify(login[1], hash) || !active {
		return response{}, problem{code: "invalid_credentials"}
	}
	refreshToken, refreshHash := newRefreshToken()
	a.store.mu.Lock()
	a.store.refresh[refreshHash] = id
	a.store.mu.Unlock()
	pair := tokenPair{issueToken(a.secret, id), "Bearer", int(tokenLife.Seconds()), refreshToken}
	return response{200, pair, "", map[string]string{"Cache-Control": "no-store"}}, nil
}

func (a *app) findLogin(email string) (id, hash string, active bool) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	if u, ok := a.store.users[a.store.emails[email]]; ok {
		return u.ID, u.passwordHash, u.Active
	}
	return "", a.passwords.dummyHash, false
}
