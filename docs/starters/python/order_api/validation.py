"""Rules for what a client sends. A rule takes a value and says what is wrong with it, all of it."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from .ids import timestamp
from .problems import fault

# Notes a fault at a pointer below the value: report("/name", "too_long", "must have …").
Report = Callable[[str, str, str], None]
# Returns the value as it is to be used. What it returns after a report is of no use.
Rule = Callable[[Any, Report], Any]

# Not all that str.strip() takes away: some of that are control characters, which are refused.
_WHITE_SPACE = " \t\n\v\f\r\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CONTROL_BUT_BREAKS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{{2,}}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def validate(rule: Rule, value: object, where: str) -> tuple[Any, list[dict[str, str]]]:
    """The value as the rule reads it, and its faults."""
    faults: list[dict[str, str]] = []
    result = rule(value, lambda pointer, code, message: faults.append(fault(where, pointer, code, message)))
    return result, faults


def obj(required: dict[str, Rule] | None = None, optional: dict[str, Rule] | None = None) -> Rule:
    """An object with these properties and no others. What is absent is absent from the result."""
    required, optional = required or {}, optional or {}
    rules = {**required, **optional}

    def rule(value: Any, report: Report) -> Any:
        if not isinstance(value, dict):
            return report("", "invalid_type", "must be an object")
        for name in required.keys() - value.keys():
            report(pointer(name), "required", "is required")
        for name in value.keys() - rules.keys():
            report(pointer(name), "unknown_property", "is not a property of this request")
        return {name: rules[name](value[name], below(report, name)) for name in rules if name in value}

    return rule


def items(rule: Rule, at_least: int, at_most: int) -> Rule:
    def check(value: Any, report: Report) -> Any:
        if not isinstance(value, list):
            return report("", "invalid_type", "must be a list")
        _check_length(len(value), at_least, at_most, report)
        return [rule(item, below(report, index)) for index, item in enumerate(value)]

    return check


def nullable(rule: Rule) -> Rule:
    return lambda value, report: None if value is None else rule(value, report)


def text(at_least: int, at_most: int, *, trim: bool = True, control: re.Pattern[str] | None = _CONTROL) -> Rule:
    """Trimmed first, then measured in code points, as Python counts them anyway."""

    def rule(value: Any, report: Report) -> Any:
        if not isinstance(value, str):
            return report("", "invalid_type", "must be a text")
        value = value.strip(_WHITE_SPACE) if trim else value
        _check_length(len(value), at_least, at_most, report)
        if _SURROGATE.search(value):
            report("", "invalid_format", "must be well-formed Unicode")
        elif control and control.search(value):
            report("", "invalid_format", "must not have control characters")
        return value

    return rule


def lines(at_least: int, at_most: int) -> Rule:
    return text(at_least, at_most, control=_CONTROL_BUT_BREAKS)


def secret(at_least: int, at_most: int) -> Rule:
    return text(at_least, at_most, trim=False, control=None)


def matching(pattern: re.Pattern[str], message: str) -> Rule:
    def rule(value: Any, report: Report) -> Any:
        if not isinstance(value, str):
            return report("", "invalid_type", "must be a text")
        if not pattern.fullmatch(value):
            report("", "invalid_format", message)
        return value

    return rule


def email(value: Any, report: Report) -> Any:
    if not isinstance(value, str):
        return report("", "invalid_type", "must be a text")
    address = value.strip(_WHITE_SPACE).lower()
    _check_length(len(address), 0, 254, report)
    if not _EMAIL.fullmatch(address):
        report("", "invalid_format", "must be an email address")
    return address


def integer(at_least: int, at_most: int) -> Rule:
    def rule(value: Any, report: Report) -> Any:
        whole = isinstance(value, (int, float)) and not isinstance(value, bool) and value % 1 == 0
        if not whole:
            return report("", "invalid_type", "must be an integer")
        if value < at_least:
            report("", "too_small", f"must be at least {at_least}")
        elif value > at_most:
            report("", "too_big", f"must be at most {at_most}")
        return int(value)

    return rule


def one_of(*allowed: str) -> Rule:
    def rule(value: Any, report: Report) -> Any:
        if not isinstance(value, str):
            return report("", "invalid_type", "must be a text")
        if value not in allowed:
            report("", "invalid_value", f"must be one of {', '.join(allowed)}")
        return value

    return rule


def boolean(value: Any, report: Report) -> Any:
    return value if isinstance(value, bool) else report("", "invalid_type", "must be true or false")


def instant(value: Any, report: Report) -> Any:
    """RFC 3339 with any offset, as the text that times are compared by."""
    try:
        if not isinstance(value, str) or not _INSTANT.fullmatch(value):
            raise ValueError
        return timestamp(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        return report("", "invalid_format", "must be an instant such as 2026-11-20T12:00:00.000Z")


def query(rules: dict[str, Rule]) -> Rule:
    """Parameters: each is a list of texts, those without a rule are ignored."""

    def check(value: dict[str, list[str]], report: Report) -> dict[str, Any]:
        result = {}
        for name, given in value.items():
            if name in rules and len(given) > 1:
                report(pointer(name), "duplicate", "must be given once")
            elif name in rules:
                result[name] = rules[name](given[0], below(report, name))
        return result

    return check


def decimal(at_least: int, at_most: int) -> Rule:
    """An integer in a query: digits and nothing else."""

    def rule(value: str, report: Report) -> Any:
        if not re.fullmatch(r"-?[0-9]{1,400}", value):
            return report("", "invalid_type", "must be an integer")
        return integer(at_least, at_most)(int(value), report)

    return rule


def flag(value: str, report: Report) -> bool:
    return one_of("true", "false")(value, report) == "true"


def below(report: Report, name: str | int) -> Report:
    return lambda rest, code, message: report(pointer(str(name)) + rest, code, message)


def pointer(name: str) -> str:
    """A JSON Pointer of one step (RFC 6901)."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def _check_length(length: int, at_least: int, at_most: int, report: Report) -> None:
    if length < at_least:
        report("", "too_short", f"must have at least {at_least}")
    elif length > at_most:
        report("", "too_long", f"must have at most {at_most}")
