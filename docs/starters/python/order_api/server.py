"""HTTP around the app, on http.server: reading bodies, checking in the order of clause HTTP-12, writing answers."""

import json
import re
import socket
import sqlite3
import sys
import traceback
import uuid
from collections import defaultdict
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from .body import read_body
from .etags import require_if_match
from .json_body import parse_json
from .problems import Problem, fault
from .routing import Request, Response, Route, Router
from .validation import validate

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}", re.ASCII)
_JSON = re.compile(r'application/json\s*(?:;\s*charset="?utf-8"?\s*)?', re.IGNORECASE)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, handler, router: Router, authenticate: Callable[[str | None], Any]) -> None:
        self.router = router
        self.authenticate = authenticate
        super().__init__(address, handler)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server
    # An idle connection, or one that dawdles, does not keep its thread for ever.
    timeout = 20
    # Answers are small and written whole.
    disable_nagle_algorithm = True

    def __getattr__(self, name: str):
        # http.server calls do_GET, do_POST and so on: here the router decides which methods there are.
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        given = self.headers.get("X-Request-Id", "")
        self.request_id = given if _REQUEST_ID.fullmatch(given) else str(uuid.uuid4())
        self.body_read = False
        # As it was sent: http.server shortens a path that begins with two slashes.
        self.target = self.requestline.split()[1]
        try:
            response = self._dispatch()
        except Problem as problem:
            response = self._problem(problem)
        except sqlite3.OperationalError:
            traceback.print_exc(file=sys.stderr)
            response = self._problem(Problem("unavailable", headers={"Retry-After": "1"}))
        except Exception:
            traceback.print_exc(file=sys.stderr)
            response = self._problem(Problem("internal_error"))
        self._write(response)

    def _dispatch(self) -> Response:
        path, _, query = self.target.partition("?")
        route, parameters, allowed = self.server.router.find(self.command, path)
        if route is None and self.command == "OPTIONS":
            return Response(204, headers={"Allow": ", ".join(allowed)})
        if route is None:
            raise Problem("method_not_allowed", headers={"Allow": ", ".join(allowed)})
        request = Request(self.target, parameters, self.headers.get)
        body = self._read_json() if route.body else None
        if route.access != "public":
            request.user = self.server.authenticate(self.headers.get("Authorization"))
            if route.access == "admin" and request.user["role"] != "admin":
                raise Problem("forbidden")
        self._validate(route, request, query, body)
        if route.needs_if_match:
            require_if_match(request.if_match)
        response = route.handler(request)
        if route.access != "public":
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _validate(self, route: Route, request: Request, query: str, body: list) -> None:
        """All faults together."""
        faults: list[dict[str, str]] = []
        if route.query:
            given = defaultdict(list)
            for name, value in parse_qsl(query, keep_blank_values=True):
                given[name].append(value)
            request.query, faults = validate(route.query, given, "query")
        if body:
            request.body, more = validate(route.body, body[0], "body")
            faults += more
        elif route.body and not route.body_optional:
            faults.append(fault("body", "", "required", "is required"))
        if faults:
            raise Problem("validation_failed", errors=faults)

    def _read_json(self) -> list:
        """The value in a list; an empty list where there is no body."""
        data = read_body(self.rfile, self.headers)
        self.body_read = True
        if not data:
            return []
        if "Content-Encoding" in self.headers or not _JSON.fullmatch(self.headers.get("Content-Type", "")):
            raise Problem("unsupported_media_type")
        return [parse_json(data)]

    def _problem(self, problem: Problem) -> Response:
        headers = problem.headers | ({"WWW-Authenticate": "Bearer"} if problem.status == 401 else {})
        body = problem.body(self.target.partition("?")[0], self.request_id)
        return Response(problem.status, body, headers, "application/problem+json; charset=utf-8")

    def _write(self, response: Response) -> None:
        text = response.body if isinstance(response.body, str) else json.dumps(response.body, ensure_ascii=False)
        data = b"" if response.body is None else text.encode()
        unread = not self.body_read and self._has_body()
        self.send_response(response.status)
        if response.body is not None:
            self.send_header("Content-Type", response.content_type)
        if response.status not in (204, 304):
            self.send_header("Content-Length", str(len(data)))
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("X-Request-Id", self.request_id)
        self.send_header("X-Content-Type-Options", "nosniff")
        if unread:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
        if unread:
            self._linger()

    def _has_body(self) -> bool:
        return self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers

    def _linger(self) -> None:
        """A connection that is closed with bytes unread is reset, and the client may lose the answer."""
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(0.5)
        try:
            for _ in range(64):
                if not self.connection.recv(65_536):
                    break
        except OSError:
            pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What http.server itself refuses: a request that it cannot read."""
        self.request_id, self.target, self.body_read = str(uuid.uuid4()), "", True
        self.headers = getattr(self, "headers", None) or {}
        self.command = self.command or "GET"
        self.close_connection = True
        self._write(self._problem(Problem("headers_too_large" if code == 431 else "bad_request")))

    def version_string(self) -> str:
        return "order-api"

    def log_message(self, format: str, *values: object) -> None:
        request_id = getattr(self, "request_id", "-")
        print(f"{self.log_date_time_string()} {request_id} {format % values}", file=sys.stderr)
