"""The configuration: read from the environment once, at the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .passwords import RECOMMENDED_N


class ConfigError(Exception):
    """Names every variable that is missing or wrong."""


@dataclass(frozen=True)
class Config:
    host: str
    port: int
    database_file: str
    gateway_url: str
    jwt_secret: bytes
    admin_email: str
    admin_password: str
    scrypt_n: int


def read_config(environment: Mapping[str, str]) -> Config:
    faults: list[str] = []

    def read(name: str, default: str, wrong=lambda value: None) -> str:
        value = environment.get(name, default)
        if fault := wrong(value):
            faults.append(f"  {name} {fault}")
        return value

    port = read("PORT", "8080", lambda v: None if v.isdecimal() and int(v) < 65536 else "must be a port")
    n = read("SCRYPT_N", str(RECOMMENDED_N), _no_cost)
    config = Config(
        host=read("HOST", "127.0.0.1"),
        port=int(port) if port.isdecimal() else 0,
        database_file=read("DATABASE_FILE", "orders.sqlite3"),
        gateway_url=read("PAYMENT_GATEWAY_URL", "http://127.0.0.1:4010", _no_url).rstrip("/"),
        jwt_secret=read("JWT_SECRET", "", _weak_secret).encode(),
        admin_email=read("ADMIN_EMAIL", "admin@example.com").strip().lower(),
        admin_password=read("ADMIN_PASSWORD", "", _weak_password),
        scrypt_n=int(n) if n.isdecimal() else 0,
    )
    if faults:
        raise ConfigError("\n".join(["The environment has to be mended before the server can start:", *faults]))
    return config


def _no_url(value: str) -> str | None:
    parts = urlsplit(value)
    return None if parts.scheme in ("http", "https") and parts.hostname else "must be an http URL"


def _weak_secret(value: str) -> str | None:
    return None if len(value) >= 32 else "must have at least 32 characters: openssl rand -hex 32 makes one"


def _no_cost(value: str) -> str | None:
    powers = [str(2**exponent) for exponent in range(10, 21)]
    return None if value in powers else "must be a power of two from 1024 to 1048576"


def _weak_password(value: str) -> str | None:
    return None if 12 <= len(value) <= 128 else "must have 12 to 128 characters"
