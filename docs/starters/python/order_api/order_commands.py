"""What people do with an order. The table says what may follow what; anything else is a conflict."""

import json
import sqlite3

from . import order_store as store
from . import stock
from .context import App
from .etags import check_version, etag
from .ids import now
from .problems import Problem
from .routing import Request, Response

_ALLOWED = {
    "update": ("pending", "confirmed"),
    "cancel": ("pending", "confirmed"),
    "ship": ("confirmed",),
    "deliver": ("shipped",),
}


def update_order(app: App, request: Request) -> Response:
    with app.database.transaction() as transaction:
        order = _locked(transaction, request, "update")
        address = json.loads(order["shipping_address"])
        merged = {
            "shippingAddress": address | request.body.get("shippingAddress", {}),
            "notes": request.body.get("notes", order["notes"]),
        }
        changed = [name for name, old in (("shippingAddress", address), ("notes", order["notes"])) if merged[name] != old]
        if not changed:
            return _one(order)
        store.append(transaction, order["id"], "order.updated", {"changed": changed}, request.user["id"])
        changes = {"shipping_address": merged["shippingAddress"], "notes": merged["notes"]}
        return _one(store.update(transaction, order, changes))


def cancel_order(app: App, request: Request) -> Response:
    with app.database.transaction() as transaction:
        order = _locked(transaction, request, "cancel")
        by = "customer" if order["user_id"] == request.user["id"] else "admin"
        data = {"reason": request.body["reason"], "by": by}
        store.append(transaction, order["id"], "order.cancelled", data, request.user["id"])
        stock.give_back(transaction, json.loads(order["items"]))
        # A pending payment has a task that sees the cancellation; a captured one gets one for the refund.
        paid = order["payment"] == "captured"
        changes = {"status": "cancelled", "cancellation": {**data, "at": now()}}
        order = store.update(transaction, order, changes | ({"payment": "refund_pending"} if paid else {}))
    if paid:
        app.settler.enqueue(order["id"])
    return _one(order)


def ship_order(app: App, request: Request) -> Response:
    with app.database.transaction() as transaction:
        order = _locked(transaction, request, "ship")
        store.append(transaction, order["id"], "order.shipped", request.body, request.user["id"])
        shipment = {**request.body, "at": now()}
        return _one(store.update(transaction, order, {"status": "shipped", "shipment": shipment}))


def deliver_order(app: App, request: Request) -> Response:
    with app.database.transaction() as transaction:
        order = _locked(transaction, request, "deliver")
        store.append(transaction, order["id"], "order.delivered", {}, request.user["id"])
        return _one(store.update(transaction, order, {"status": "delivered"}))


def _locked(transaction: sqlite3.Connection, request: Request, action: str) -> sqlite3.Row:
    """The order, in the order of clause HTTP-12: there and theirs, of that version, in a status that allows it."""
    order = store.find(transaction, request.parameters["id"])
    if not order or (request.user["role"] != "admin" and order["user_id"] != request.user["id"]):
        raise Problem("not_found")
    check_version(request.if_match, order["version"])
    if order["status"] not in _ALLOWED[action]:
        raise Problem("invalid_order_transition", **{"from": order["status"], "action": action})
    return order


def _one(order: sqlite3.Row) -> Response:
    return Response(200, store.to_json(order), {"ETag": etag(order["version"])})
