"""Which operation answers a request."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import unquote_to_bytes

from .problems import Problem

Access = Literal["public", "user", "admin"]


@dataclass
class Request:
    """What a handler is given: all of it checked as far as it can be without stored data."""

    target: str
    parameters: dict[str, str]
    header: Callable[[str], str | None]
    user: Any = None
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None

    @property
    def if_match(self) -> str | None:
        return self.header("If-Match")


@dataclass
class Response:
    status: int
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"


Handler = Callable[[Request], Response]


@dataclass
class Route:
    method: str
    template: str
    access: Access
    handler: Handler
    body: Any = None
    query: Any = None
    body_optional: bool = False
    needs_if_match: bool = False


class Router:
    def __init__(self, routes: list[Route]) -> None:
        # What is named comes before what is a parameter: /users/me before /users/{id}.
        self._routes = sorted(routes, key=lambda route: "{" in route.template)

    def find(self, method: str, path: str) -> tuple[Route | None, dict[str, str], list[str]]:
        """The route, if the path has one for the method, its parameters, and what the path allows."""
        segments = _segments(path)
        for route in self._routes:
            if (parameters := _match(route.template, segments)) is not None:
                alike = {one.method: one for one in self._routes if one.template == route.template}
                allowed = [*alike, *(["HEAD"] if "GET" in alike else []), "OPTIONS"]
                return alike.get("GET" if method == "HEAD" else method), parameters, sorted(allowed)
        raise Problem("not_found")


def _segments(path: str) -> list[str]:
    """Split first and decoded then: a slash in an id does not end it."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", path):
        raise Problem("not_found")
    try:
        return [unquote_to_bytes(segment).decode("utf-8") for segment in path.split("/")]
    except UnicodeDecodeError as error:
        raise Problem("not_found") from error


def _match(template: str, segments: list[str]) -> dict[str, str] | None:
    parts = template.split("/")
    if len(parts) != len(segments):
        return None
    parameters = {}
    for part, segment in zip(parts, segments):
        if part.startswith("{") and segment:
            parameters[part[1:-1]] = segment
        elif part != segment:
            return None
    return parameters
