"""The stock of the catalogue, taken and given back."""

import sqlite3

from .ids import now


def take(transaction: sqlite3.Connection, items: list[dict]) -> bool:
    """All items or none."""
    for taken, item in enumerate(items):
        if not _change(transaction, item["productId"], -item["quantity"]):
            give_back(transaction, items[:taken])
            return False
    return True


def give_back(transaction: sqlite3.Connection, items: list[dict]) -> None:
    for item in items:
        _change(transaction, item["productId"], item["quantity"])


def _change(transaction: sqlite3.Connection, product_id: str, pieces: int) -> bool:
    """False, and nothing is changed, where there is too little."""
    changed = transaction.execute(
        "UPDATE products SET stock = stock + ?, updated_at = ?, version = version + 1 WHERE id = ? AND stock + ? >= 0",
        (pieces, now(), product_id, pieces),
    )
    return changed.rowcount == 1
