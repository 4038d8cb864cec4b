"""What the operations share."""

import sqlite3
from dataclasses import dataclass

from .database import Database
from .passwords import Passwords
from .problems import Problem
from .settling import Settler
from .tokens import AccessTokens


@dataclass
class App:
    database: Database
    passwords: Passwords
    tokens: AccessTokens
    settler: Settler
    cursor_secret: bytes

    def authenticate(self, authorization: str | None) -> sqlite3.Row:
        """The user as they are now: who was deactivated since the login is nobody."""
        scheme, _, token = (authorization or "").strip().partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Problem("unauthenticated")
        user_id = self.tokens.verify(token.strip())
        user = self.database.one("SELECT * FROM users WHERE id = ? AND active AND NOT deleted", user_id)
        if not user:
            raise Problem("invalid_token")
        return user
