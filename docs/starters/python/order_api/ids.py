"""Identifiers and times."""

import os
import time
import uuid
from datetime import datetime, timezone


def new_id() -> str:
    """A UUIDv7 (RFC 9562): ids sort by the time they were made, here to a fraction of a millisecond."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    number = (milliseconds << 80) | (0x7 << 76) | ((rest * 4096 // 1_000_000) << 64) | (0b10 << 62)
    return str(uuid.UUID(int=number | (int.from_bytes(os.urandom(8), "big") >> 2)))


def now() -> str:
    return timestamp(datetime.now(timezone.utc))


def timestamp(instant: datetime) -> str:
    """RFC 3339 in UTC with milliseconds. Such texts sort as their times do."""
    return instant.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
