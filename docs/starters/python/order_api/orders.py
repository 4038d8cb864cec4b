"""Orders: placing and reading them."""

import base64
import hashlib
import hmac
import json
import sqlite3
from collections.abc import Callable

from . import order_store as store
from . import stock
from .context import App
from .etags import etag, not_modified
from .ids import new_id, now
from .order_commands import cancel_order, deliver_order, ship_order, update_order
from .pages import cursor_links, link_header
from .problems import Problem, fault, refuse
from .routing import Request, Response, Route
from .schemas import CANCEL_ORDER, DELIVER_ORDER, PLACE_ORDER, SHIP_ORDER, UPDATE_ORDER, list_orders as orders_query


def routes(app: App) -> list[Route]:
    def bind(operation):
        return lambda request: operation(app, request)

    all_orders, one = "/api/v1/orders", "/api/v1/orders/{id}"
    return [
        Route("POST", all_orders, "user", bind(place_order), body=PLACE_ORDER),
        Route("GET", all_orders, "user", bind(list_orders), query=orders_query(_cursor_rule(app))),
        Route("GET", one, "user", bind(get_order)),
        Route("PATCH", one, "user", bind(update_order), body=UPDATE_ORDER, needs_if_match=True),
        Route("POST", f"{one}/cancel", "user", bind(cancel_order), body=CANCEL_ORDER),
        Route("POST", f"{one}/ship", "admin", bind(ship_order), body=SHIP_ORDER),
        Route("POST", f"{one}/deliver", "admin", bind(deliver_order), body=DELIVER_ORDER, body_optional=True),
        Route("GET", f"{one}/events", "user", bind(list_order_events)),
    ]


def place_order(app: App, request: Request) -> Response:
    """Answered as `pending`; the settler pays it afterwards. Without stock it is rejected at once."""
    with app.database.transaction() as transaction:
        items = _priced(transaction, request.body["items"])
        order_id, at, body = new_id(), now(), request.body
        amount, currency = sum(item["lineTotal"]["amount"] for item in items), items[0]["unitPrice"]["currency"]
        address = {"line2": None, **body["shippingAddress"]}
        transaction.execute(
            "INSERT INTO orders (id, user_id, status, payment, items, amount, currency, shipping_address, notes,"
            " card_token, created_at, updated_at) VALUES (?, ?, 'pending', 'pending', ?, ?, ?, ?, ?, ?, ?, ?)",
            (order_id, request.user["id"], json.dumps(items), amount, currency, json.dumps(address),
             body.get("notes"), body["payment"]["token"], at, at),
        )
        total = {"amount": amount, "currency": currency}
        store.append(transaction, order_id, "order.placed", {"total": total}, request.user["id"])
        order = store.find(transaction, order_id)
        if not stock.take(transaction, items):
            order = store.reject(transaction, order, "insufficient_stock", "none")
    if order["status"] == "pending":
        app.settler.enqueue(order_id)
    headers = {"ETag": etag(order["version"]), "Location": f"/api/v1/orders/{order_id}"}
    return Response(201, store.to_json(order), headers)


def list_orders(app: App, request: Request) -> Response:
    query, user = request.query, request.user
    if user["role"] != "admin" and query.setdefault("userId", user["id"]) != user["id"]:
        raise Problem("forbidden")
    limit = query.get("limit", 20)
    filters = {"user_id = ?": "userId", "status = ?": "status", "created_at >= ?": "from", "created_at < ?": "to"}
    conditions = {sql: query[name] for sql, name in filters.items() if name in query}
    values = list(conditions.values())
    where = ["1", *conditions]
    if "cursor" in query:
        where.append("(created_at, id) < (?, ?)")
        values += query["cursor"]
    # One more than asked for: it tells whether there is a next page.
    rows = app.database.all(
        f"SELECT * FROM orders WHERE {' AND '.join(where)} ORDER BY created_at DESC, id DESC LIMIT ?",
        *values, limit + 1,
    )
    last = rows[limit - 1] if len(rows) > limit else None
    cursor = _cursor(app.cursor_secret, last["created_at"], last["id"]) if last else None
    body = {"items": [store.to_json(row) for row in rows[:limit]], "nextCursor": cursor}
    return Response(200, body, {"Link": link_header(cursor_links(request.target, cursor))})


def get_order(app: App, request: Request) -> Response:
    order = _readable(app, request)
    headers = {"ETag": etag(order["version"])}
    if not_modified(request.header("If-None-Match"), headers["ETag"]):
        return Response(304, headers=headers)
    return Response(200, store.to_json(order), headers)


def list_order_events(app: App, request: Request) -> Response:
    order = _readable(app, request)
    rows = app.database.all("SELECT * FROM order_events WHERE order_id = ? ORDER BY seq", order["id"])
    events = [
        {
            "seq": row["seq"],
            "type": row["type"],
            "at": row["at"],
            "actor": {"type": "user" if row["actor_id"] else "system", "id": row["actor_id"]},
            "data": json.loads(row["data"]),
        }
        for row in rows
    ]
    return Response(200, {"items": events})


def _readable(app: App, request: Request) -> sqlite3.Row:
    """To anyone but its owner and admins an order does not exist."""
    order = app.database.one("SELECT * FROM orders WHERE id = ?", request.parameters["id"])
    if not order or (request.user["role"] != "admin" and order["user_id"] != request.user["id"]):
        raise Problem("not_found")
    return order


def _priced(transaction: sqlite3.Connection, wanted: list[dict]) -> list[dict]:
    """The items with what the catalogue says of them at this moment."""
    items, faults = [], []
    for index, item in enumerate(wanted):
        product = transaction.execute(
            "SELECT * FROM products WHERE id = ? AND NOT archived", (item["productId"],)
        ).fetchone()
        if not product:
            faults.append(fault("body", f"/items/{index}/productId", "unknown_product", "is not in the catalogue"))
            continue
        amount, currency = product["amount"], product["currency"]
        items.append({
            "productId": product["id"],
            "sku": product["sku"],
            "name": product["name"],
            "quantity": item["quantity"],
            "unitPrice": {"amount": amount, "currency": currency},
            "lineTotal": {"amount": amount * item["quantity"], "currency": currency},
        })
    if len({item["unitPrice"]["currency"] for item in items}) > 1:
        faults.append(fault("body", "/items", "mixed_currencies", "must have one currency"))
    if faults:
        raise refuse(*faults)
    return items


def _cursor(secret: bytes, created_at: str, order_id: str) -> str:
    """Signed, so that a cursor that this server did not issue is told from one that it did."""
    place = f"{created_at}|{order_id}".encode()
    mac = hmac.digest(secret, b"cursor:" + place, hashlib.sha256)[:15]
    return base64.urlsafe_b64encode(mac + place).decode()


def _cursor_rule(app: App) -> Callable:
    def rule(value: str, report: Callable) -> tuple[str, str] | None:
        try:
            created_at, order_id = base64.urlsafe_b64decode(value)[15:].decode().split("|")
            if hmac.compare_digest(_cursor(app.cursor_secret, created_at, order_id).encode(), value.encode()):
                return created_at, order_id
        except ValueError:
            pass
        return report("", "invalid_cursor", "is not a cursor of this server")

    return rule
