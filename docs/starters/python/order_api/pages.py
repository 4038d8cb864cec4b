"""Lists: numbered pages, and the Link header (RFC 8288) of both kinds."""

from urllib.parse import parse_qsl, urlencode

from .database import Database

Links = dict[str, str]


def numbered_page(
    database: Database, table: str, conditions: dict[str, object], order: str, query: dict
) -> tuple[list, dict[str, int]]:
    """Rows, and what the answer says about the page. `conditions` are SQL with the value for each."""
    number, size = query.get("page", 1), query.get("limit", 20)
    where, values = " AND ".join(conditions), list(conditions.values())
    total = database.one(f"SELECT count(*) FROM {table} WHERE {where}", *values)[0]
    rows = database.all(
        f"SELECT * FROM {table} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?", *values, size, (number - 1) * size
    )
    return rows, {"number": number, "size": size, "totalItems": total, "totalPages": -(-total // size)}


def page_links(target: str, page: dict[str, int]) -> Links:
    number, last = page["number"], page["totalPages"]
    links = {"first": _with(target, page="1")}
    if number > 1:
        links["prev"] = _with(target, page=str(max(1, min(number - 1, last))))
    if number < last:
        links["next"] = _with(target, page=str(number + 1))
    if last > 0:
        links["last"] = _with(target, page=str(last))
    return links


def cursor_links(target: str, cursor: str | None) -> Links:
    first = {"first": _with(target, cursor=None)}
    return first if cursor is None else first | {"next": _with(target, cursor=cursor)}


def link_header(links: Links) -> str:
    return ", ".join(f'<{target}>; rel="{relation}"' for relation, target in links.items())


def _with(target: str, **parameters: str | None) -> str:
    """The target with other parameters; None takes one away."""
    path, _, query = target.partition("?")
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in parameters]
    pairs = kept + [(name, value) for name, value in parameters.items() if value is not None]
    return f"{path}?{urlencode(pairs)}" if pairs else path
