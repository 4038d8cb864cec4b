"""JSON as the contract reads it: strict UTF-8, no NaN, and any depth."""

import json
import re

from .problems import Problem

_TOKEN = re.compile(
    r'[ \t\n\r]*(?:([\[\]{},:])|("(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")'
    r"|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null))"
)


def parse_json(data: bytes) -> object:
    try:
        text = data.decode("utf-8")
        try:
            return _load(text)
        except RecursionError:  # json.loads gives up somewhere near a thousand levels.
            return _load_deep(text)
    except ValueError as error:
        raise Problem("malformed_json") from error


def _load(text: str) -> object:
    return json.loads(text, parse_int=_integer, parse_constant=_refuse_constant)


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= 400 else float("inf")


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _load_deep(text: str) -> object:
    """The same without recursion: `expected` says what may come next, `stack` what is open."""
    top: list[object] = []
    stack: list[list | dict] = [top]
    keys: list[str | None] = [None]
    expected, position = "value", 0

    def add(value: object) -> None:
        if isinstance(stack[-1], list):
            stack[-1].append(value)
        else:
            stack[-1][keys[-1]] = value

    while not (expected == "comma" and stack[-1] is top):
        match = _TOKEN.match(text, position)
        if not match:
            raise ValueError("a token is wrong")
        mark, string, scalar = match.groups()
        position = match.end()
        if expected in ("value", "value or ]") and (string or scalar):
            add(_load(string or scalar))
            expected = "comma"
        elif expected in ("value", "value or ]") and mark in ("{", "["):
            container: list | dict = {} if mark == "{" else []
            add(container)
            stack.append(container)
            keys.append(None)
            expected = "key or }" if mark == "{" else "value or ]"
        elif expected in ("key", "key or }") and string:
            keys[-1] = _load(string)
            expected = "colon"
        elif expected == "colon" and mark == ":":
            expected = "value"
        elif expected == "comma" and mark == ",":
            expected = "key" if isinstance(stack[-1], dict) else "value"
        elif (mark == "]" and isinstance(stack[-1], list) and expected in ("comma", "value or ]")) or (
            mark == "}" and isinstance(stack[-1], dict) and expected in ("comma", "key or }")
        ):
            stack.pop()
            keys.pop()
            expected = "comma"
        else:
            raise ValueError("a token is out of place")
    if text[position:].strip(" \t\n\r"):
        raise ValueError("something follows the value")
    return top[0]
