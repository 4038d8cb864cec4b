"""One SQLite file. Its transactions decide races: every write holds the lock from its first read to its commit."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
  id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password_hash TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'customer', active INTEGER NOT NULL DEFAULT 1, deleted INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE IF NOT EXISTS refresh_tokens (
  hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS products (
  id TEXT PRIMARY KEY, sku TEXT NOT NULL, name TEXT NOT NULL, description TEXT,
  amount INTEGER NOT NULL CHECK (amount >= 0), currency TEXT NOT NULL, stock INTEGER NOT NULL CHECK (stock >= 0),
  archived INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_sku ON products (sku) WHERE NOT archived;
CREATE TABLE IF NOT EXISTS orders (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users, status TEXT NOT NULL, payment TEXT NOT NULL,
  items TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, shipping_address TEXT NOT NULL, notes TEXT,
  rejection TEXT, cancellation TEXT, shipment TEXT,
  card_token TEXT, charge_sent INTEGER NOT NULL DEFAULT 0, charge_id TEXT,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX IF NOT EXISTS newest_orders ON orders (created_at, id);
CREATE INDEX IF NOT EXISTS orders_of_user ON orders (user_id, created_at, id);
CREATE INDEX IF NOT EXISTS unsettled_orders ON orders (payment) WHERE payment IN ('pending', 'refund_pending');
CREATE TABLE IF NOT EXISTS order_events (
  order_id TEXT NOT NULL REFERENCES orders, seq INTEGER NOT NULL, type TEXT NOT NULL, at TEXT NOT NULL,
  actor_id TEXT, data TEXT NOT NULL, PRIMARY KEY (order_id, seq)
) STRICT;
"""


class Database:
    """A connection that threads take in turn: SQLite has one writer at a time anyway."""

    def __init__(self, file: str) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        # What SQLite calls lower case is ASCII only.
        self._connection.create_function("casefold", 1, lambda text: text and text.casefold(), deterministic=True)
        self._connection.executescript("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;" + _SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commits at the end, or undoes all of it when something is raised."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        with self._lock:
            return self._connection.execute(sql, values).fetchone()

    def close(self) -> None:
        with self._lock:
            self._connection.close()
