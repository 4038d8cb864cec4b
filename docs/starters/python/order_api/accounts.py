"""Accounts: registration, login, one's own account, and their administration."""

import sqlite3

from .context import App
from .etags import check_version, etag, not_modified
from .ids import new_id, now
from .pages import link_header, numbered_page, page_links
from .problems import Problem, refuse, fault
from .routing import Request, Response, Route
from .schemas import LIST_USERS, LOG_IN, REGISTER, UPDATE_ME, UPDATE_USER
from .tokens import LIFE_SECONDS, new_refresh_token

_COLUMNS = {"createdAt": "created_at", "email": "email", "name": "name"}


def routes(app: App) -> list[Route]:
    def bind(operation):
        return lambda request: operation(app, request)

    return [
        Route("POST", "/api/v1/auth/register", "public", bind(register_user), body=REGISTER),
        Route("POST", "/api/v1/auth/login", "public", bind(log_in), body=LOG_IN),
        Route("GET", "/api/v1/users/me", "user", bind(get_me)),
        Route("PATCH", "/api/v1/users/me", "user", bind(update_me), body=UPDATE_ME, needs_if_match=True),
        Route("GET", "/api/v1/users", "admin", bind(list_users), query=LIST_USERS),
        Route("GET", "/api/v1/users/{id}", "user", bind(get_user)),
        Route("PATCH", "/api/v1/users/{id}", "admin", bind(update_user), body=UPDATE_USER, needs_if_match=True),
        Route("DELETE", "/api/v1/users/{id}", "admin", bind(delete_user)),
    ]


def ensure_admin(app: App, email: str, password: str) -> None:
    """The first admin, if the database has none of this email yet."""
    if not app.database.one("SELECT 1 FROM users WHERE email = ?", email):
        _insert(app, {"email": email, "password": password, "name": "Admin"}, role="admin")


def register_user(app: App, request: Request) -> Response:
    try:
        user = _insert(app, request.body, role="customer")
    except sqlite3.IntegrityError as error:
        raise Problem("email_taken") from error
    return _one(user, status=201, location=f"/api/v1/users/{user['id']}")


def log_in(app: App, request: Request) -> Response:
    user = app.database.one("SELECT * FROM users WHERE email = ? AND NOT deleted", request.body["email"])
    matches = app.passwords.verify(request.body["password"], user["password_hash"] if user else app.passwords.dummy_hash)
    if not user or not matches or not user["active"]:
        raise Problem("invalid_credentials")
    refresh_token, token_hash = new_refresh_token()
    with app.database.transaction() as transaction:
        transaction.execute("INSERT INTO refresh_tokens VALUES (?, ?, ?)", (token_hash, user["id"], now()))
    body = {
        "accessToken": app.tokens.issue(user["id"]),
        "tokenType": "Bearer",
        "expiresIn": LIFE_SECONDS,
        "refreshToken": refresh_token,
    }
    return Response(200, body, {"Cache-Control": "no-store"})


def get_me(app: App, request: Request) -> Response:
    return _read(request.user, request)


def update_me(app: App, request: Request) -> Response:
    changes = dict(request.body)
    password = changes.pop("password", None)
    # Slow on purpose, so before the transaction.
    new_hash = app.passwords.hash(password["new"]) if password else None
    correct = not password or app.passwords.verify(password["current"], request.user["password_hash"])
    with app.database.transaction() as transaction:
        user = _find(transaction, request.user["id"])
        check_version(request.if_match, user["version"])
        if not correct:
            raise refuse(fault("body", "/password/current", "invalid_value", "is not the current password"))
        if new_hash:
            changes["password_hash"] = new_hash
        return _one(_update(transaction, user, changes))


def list_users(app: App, request: Request) -> Response:
    query = request.query
    conditions: dict[str, object] = {"deleted = ?": 0}
    if query.get("search"):
        conditions["instr(casefold(name || char(0) || email), ?)"] = query["search"].casefold()
    if "role" in query:
        conditions["role = ?"] = query["role"]
    if "active" in query:
        conditions["active = ?"] = query["active"]
    sort = query.get("sort", "-createdAt")
    direction = "DESC" if sort.startswith("-") else "ASC"
    order = f"{_COLUMNS[sort.removeprefix('-')]} {direction}, id {direction}"
    rows, page = numbered_page(app.database, "users", conditions, order, query)
    headers = {"Link": link_header(page_links(request.target, page))}
    return Response(200, {"items": [to_json(row) for row in rows], "page": page}, headers)


def get_user(app: App, request: Request) -> Response:
    wanted = request.parameters["id"]
    # To anyone else it does not exist.
    if request.user["role"] != "admin" and request.user["id"] != wanted:
        raise Problem("not_found")
    with app.database.transaction() as transaction:
        return _read(_find(transaction, wanted), request)


def update_user(app: App, request: Request) -> Response:
    with app.database.transaction() as transaction:
        user = _find(transaction, request.parameters["id"])
        check_version(request.if_match, user["version"])
        loses = request.body.get("role") == "customer" or request.body.get("active") is False
        if loses and user["id"] == request.user["id"]:
            raise Problem("forbidden")
        return _one(_update(transaction, user, request.body))


def delete_user(app: App, request: Request) -> Response:
    with app.database.transaction() as transaction:
        user = _find(transaction, request.parameters["id"])
        check_version(request.if_match, user["version"])
        if user["id"] == request.user["id"]:
            raise Problem("forbidden")
        # Nothing of the person stays; the orders do.
        gone = {"email": f"deleted-{user['id']}", "name": "Deleted", "password_hash": app.passwords.dummy_hash, "deleted": 1}
        _update(transaction, user, gone)
        transaction.execute("DELETE FROM refresh_tokens WHERE user_id = ?", (user["id"],))
    return Response(204)


def to_json(user: sqlite3.Row) -> dict[str, object]:
    return {
        "id": user["id"],
        "email": user["email"],
        "name": user["name"],
        "role": user["role"],
        "active": bool(user["active"]),
        "createdAt": user["created_at"],
        "updatedAt": user["updated_at"],
        "version": user["version"],
    }


def _insert(app: App, body: dict, *, role: str) -> sqlite3.Row:
    password_hash = app.passwords.hash(body["password"])
    with app.database.transaction() as transaction:
        user_id, at = new_id(), now()
        transaction.execute(
            "INSERT INTO users (id, email, name, password_hash, role, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (user_id, body["email"], body["name"], password_hash, role, at, at),
        )
        return _find(transaction, user_id)


def _find(transaction: sqlite3.Connection, user_id: str) -> sqlite3.Row:
    user = transaction.execute("SELECT * FROM users WHERE id = ? AND NOT deleted", (user_id,)).fetchone()
    if not user:
        raise Problem("not_found")
    return user


def _update(transaction: sqlite3.Connection, user: sqlite3.Row, changes: dict[str, object]) -> sqlite3.Row:
    """The names are columns of ours, never what a client sent. What changes nothing is no new version."""
    changed = {name: value for name, value in changes.items() if user[name] != value}
    if not changed:
        return user
    assignments = ", ".join(f"{name} = ?" for name in changed)
    transaction.execute(
        f"UPDATE users SET {assignments}, updated_at = ?, version = version + 1 WHERE id = ?",
        (*changed.values(), now(), user["id"]),
    )
    return transaction.execute("SELECT * FROM users WHERE id = ?", (user["id"],)).fetchone()


def _read(user: sqlite3.Row, request: Request) -> Response:
    tag = etag(user["version"])
    return Response(304, headers={"ETag": tag}) if not_modified(request.header("If-None-Match"), tag) else _one(user)


def _one(user: sqlite3.Row, status: int = 200, location: str | None = None) -> Response:
    headers = {"ETag": etag(user["version"])} | ({"Location": location} if location else {})
    return Response(status, to_json(user), headers)
