"""ETags and the preconditions that name them (RFC 9110 section 13.1)."""

import re

from .problems import Problem

_TAG = r'(?:W/)?"[^"]*"'
_TAGS = re.compile(_TAG)
_LIST = re.compile(rf"{_TAG}(?:\s*,\s*{_TAG})*")


def etag(version: int) -> str:
    return f'"{version}"'


def not_modified(if_none_match: str | None, tag: str) -> bool:
    """Weak comparison: W/"1" and "1" are the same."""
    if if_none_match is None:
        return False
    return if_none_match.strip() == "*" or tag.removeprefix("W/") in (
        one.removeprefix("W/") for one in _tags(if_none_match)
    )


def require_if_match(if_match: str | None) -> None:
    if if_match is None:
        raise Problem("precondition_required")


def check_version(if_match: str | None, version: int) -> None:
    """Strong comparison: a weak ETag never matches. Where nothing was sent there is nothing to keep to."""
    if if_match is None or if_match.strip() == "*" or etag(version) in _tags(if_match):
        return
    raise Problem("precondition_failed")


def _tags(header: str) -> list[str]:
    """None in a header that is not well-formed."""
    return _TAGS.findall(header) if _LIST.fullmatch(header.strip()) else []
