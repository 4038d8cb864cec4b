"""Passwords, hashed with scrypt (RFC 7914): slow, and hungry for memory, on purpose."""

import base64
import hashlib
import hmac
import os

# With r = 8 and p = 5 this is what OWASP asks for. Less is for tests.
RECOMMENDED_N = 2**14
_R, _P = 8, 5


class Passwords:
    def __init__(self, n: int) -> None:
        self._n = n
        # Verified for an email that nobody has, so that it takes as long as a wrong password.
        self.dummy_hash = self.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """`scrypt$n$r$p$salt$hash`: the parameters stay with the hash, so that they can be raised later."""
        salt = os.urandom(16)
        digest = _scrypt(password, salt, self._n, _R, _P)
        return "$".join(["scrypt", str(self._n), str(_R), str(_P), _text(salt), _text(digest)])

    def verify(self, password: str, stored: str) -> bool:
        _, n, r, p, salt, expected = stored.split("$")
        actual = _scrypt(password, base64.b64decode(salt), int(n), int(r), int(p))
        return hmac.compare_digest(actual, base64.b64decode(expected))


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
