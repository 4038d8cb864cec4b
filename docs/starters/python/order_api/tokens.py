"""Access tokens: JSON Web Tokens signed with HS256 (RFC 7515, RFC 7519)."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time

from .problems import Problem

LIFE_SECONDS = 15 * 60
_ISSUER = "order-api"
_AUDIENCE = "order-api"
_HEADER = {"alg": "HS256", "typ": "JWT"}


class AccessTokens:
    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def issue(self, user_id: str) -> str:
        issued = int(time.time())
        claims = {
            "iss": _ISSUER,
            "aud": _AUDIENCE,
            "sub": user_id,
            "iat": issued,
            "exp": issued + LIFE_SECONDS,
            "jti": secrets.token_urlsafe(12),
        }
        signed = f"{_encode(json.dumps(_HEADER).encode())}.{_encode(json.dumps(claims).encode())}"
        return f"{signed}.{self._sign(signed)}"

    def verify(self, token: str) -> str:
        """The user's id. The algorithm is ours whatever the token says: "none" signs nothing here."""
        signed, _, signature = token.rpartition(".")
        if not hmac.compare_digest(self._sign(signed).encode(), signature.encode()):
            raise Problem("invalid_token")
        header, claims = (_decode(part) for part in signed.split("."))
        if (
            header.get("alg") != "HS256"
            or claims.get("iss") != _ISSUER
            or claims.get("aud") != _AUDIENCE
            or claims.get("exp", 0) <= time.time()
        ):
            raise Problem("invalid_token")
        return claims["sub"]

    def _sign(self, text: str) -> str:
        return _encode(hmac.digest(self._secret, text.encode(), hashlib.sha256))


def new_refresh_token() -> tuple[str, str]:
    """The token for the client, and the hash that is kept: who reads the database has no token."""
    token = secrets.token_urlsafe(32)
    return token, hashlib.sha256(token.encode()).hexdigest()


def _encode(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _decode(part: str) -> dict:
    try:
        return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, binascii.Error) as error:
        raise Problem("invalid_token") from error
