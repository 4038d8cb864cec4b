"""The bytes of a body, as far as they are allowed."""

import re
from email.message import Message
from typing import BinaryIO

from .problems import Problem

_MAX_BODY = 102_400


def read_body(stream: BinaryIO, headers: Message) -> bytes:
    if "chunked" in headers.get("Transfer-Encoding", "").lower():
        return _read_chunks(stream)
    length = headers.get("Content-Length", "0")
    if not length.isdecimal():
        raise Problem("bad_request")
    if int(length) > _MAX_BODY:
        raise Problem("payload_too_large")
    return stream.read(int(length))


def _read_chunks(stream: BinaryIO) -> bytes:
    """http.server leaves the chunked coding (RFC 9112 section 7.1) to us."""
    data = b""
    while True:
        digits = stream.readline(1024).partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", digits):
            raise Problem("bad_request")
        size = int(digits, 16)
        if len(data) + size > _MAX_BODY:
            raise Problem("payload_too_large")
        if size == 0:
            break
        data += stream.read(size)
        stream.readline(3)
    while stream.readline(1024).strip():
        pass  # Trailers.
    return data
