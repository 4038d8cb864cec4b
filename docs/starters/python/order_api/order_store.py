"""Orders as they are stored. Every change of an order and the event that tells of it are one transaction."""

import json
import sqlite3

from . import stock
from .ids import now

_JSON = ("items", "shipping_address", "rejection", "cancellation", "shipment")
_REJECTIONS = {
    "insufficient_stock": "There is not enough in stock.",
    "payment_declined": "The card was declined.",
}


def to_json(order: sqlite3.Row) -> dict[str, object]:
    parsed = {name: json.loads(order[name]) if order[name] else None for name in _JSON}
    return {
        "id": order["id"],
        "userId": order["user_id"],
        "status": order["status"],
        "items": parsed["items"],
        "total": total(order),
        "payment": {"status": order["payment"]},
        "shippingAddress": parsed["shipping_address"],
        "notes": order["notes"],
        "rejection": parsed["rejection"],
        "cancellation": parsed["cancellation"],
        "shipment": parsed["shipment"],
        "createdAt": order["created_at"],
        "updatedAt": order["updated_at"],
        "version": order["version"],
    }


def total(order: sqlite3.Row) -> dict[str, object]:
    return {"amount": order["amount"], "currency": order["currency"]}


def find(transaction: sqlite3.Connection, order_id: str) -> sqlite3.Row | None:
    return transaction.execute("SELECT * FROM orders WHERE id = ?", (order_id,)).fetchone()


def update(transaction: sqlite3.Connection, order: sqlite3.Row, changes: dict[str, object]) -> sqlite3.Row:
    """The names are columns of ours, never what a client sent."""
    values = {name: json.dumps(value) if name in _JSON else value for name, value in changes.items()}
    assignments = ", ".join(f"{name} = ?" for name in values)
    transaction.execute(
        f"UPDATE orders SET {assignments}, updated_at = ?, version = version + 1 WHERE id = ?",
        (*values.values(), now(), order["id"]),
    )
    return find(transaction, order["id"])


def append(
    transaction: sqlite3.Connection, order_id: str, type: str, data: dict[str, object], actor_id: str | None = None
) -> None:
    transaction.execute(
        "INSERT INTO order_events SELECT ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ? FROM order_events WHERE order_id = ?",
        (order_id, type, now(), actor_id, json.dumps(data), order_id),
    )


def reject(transaction: sqlite3.Connection, order: sqlite3.Row, code: str, payment: str) -> sqlite3.Row:
    rejection = {"code": code, "message": _REJECTIONS[code]}
    append(transaction, order["id"], "order.rejected", rejection)
    changes = {"status": "rejected", "payment": payment, "rejection": rejection, "card_token": None}
    return update(transaction, order, changes)


def note_capture(transaction: sqlite3.Connection, order: sqlite3.Row, charge_id: str) -> None:
    append(transaction, order["id"], "payment.captured", {"amount": total(order)})
    changes: dict[str, object] = {"charge_id": charge_id, "card_token": None, "payment": "refund_pending"}
    if order["status"] == "pending":
        append(transaction, order["id"], "order.confirmed", {})
        changes |= {"status": "confirmed", "payment": "captured"}
    update(transaction, order, changes)


def note_decline(transaction: sqlite3.Connection, order: sqlite3.Row) -> None:
    if order["status"] == "cancelled":
        update(transaction, order, {"payment": "none", "card_token": None})
        return
    append(transaction, order["id"], "payment.declined", {})
    stock.give_back(transaction, json.loads(order["items"]))
    reject(transaction, order, "payment_declined", "declined")


def note_refund(transaction: sqlite3.Connection, order: sqlite3.Row) -> None:
    append(transaction, order["id"], "payment.refunded", {"amount": total(order)})
    update(transaction, order, {"payment": "refunded"})
