"""The catalogue."""

import hashlib
import json
import sqlite3

from .context import App
from .etags import check_version, etag, not_modified
from .ids import new_id, now
from .pages import link_header, numbered_page, page_links
from .problems import Problem
from .routing import Request, Response, Route
from .schemas import CREATE_PRODUCT, LIST_PRODUCTS, UPDATE_PRODUCT

_COLUMNS = {"createdAt": "created_at", "price": "amount", "name": "name"}
# Anyone may keep an answer, and has to ask whether it is still right.
_CACHE = {"Cache-Control": "public, max-age=0, must-revalidate"}


def routes(app: App) -> list[Route]:
    def bind(operation):
        return lambda request: operation(app, request)

    one = "/api/v1/products/{id}"
    return [
        Route("GET", "/api/v1/products", "public", bind(list_products), query=LIST_PRODUCTS),
        Route("GET", one, "public", bind(get_product)),
        Route("POST", "/api/v1/products", "admin", bind(create_product), body=CREATE_PRODUCT),
        Route("PATCH", one, "admin", bind(update_product), body=UPDATE_PRODUCT, needs_if_match=True),
        Route("DELETE", one, "admin", bind(delete_product)),
    ]


def list_products(app: App, request: Request) -> Response:
    query = request.query
    conditions: dict[str, object] = {"archived = ?": 0}
    if query.get("search"):
        # No text has a NUL, so no search finds something across two columns.
        text = "name || char(0) || sku || char(0) || coalesce(description, '')"
        conditions[f"instr(casefold({text}), ?)"] = query["search"].casefold()
    if "minPrice" in query:
        conditions["amount >= ?"] = query["minPrice"]
    if "maxPrice" in query:
        conditions["amount <= ?"] = query["maxPrice"]
    if "inStock" in query:
        conditions["(stock > 0) = ?"] = query["inStock"]
    sort = query.get("sort", "-createdAt")
    direction = "DESC" if sort.startswith("-") else "ASC"
    order = f"{_COLUMNS[sort.removeprefix('-')]} {direction}, id {direction}"
    rows, page = numbered_page(app.database, "products", conditions, order, query)
    body = {"items": [to_json(row) for row in rows], "page": page}
    tag = f'"{hashlib.sha256(json.dumps(body).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Link": link_header(page_links(request.target, page)), **_CACHE}
    if not_modified(request.header("If-None-Match"), tag):
        return Response(304, headers=headers)
    return Response(200, body, headers)


def get_product(app: App, request: Request) -> Response:
    product = app.database.one("SELECT * FROM products WHERE id = ? AND NOT archived", request.parameters["id"])
    if not product:
        raise Problem("not_found")
    headers = {"ETag": etag(product["version"]), **_CACHE}
    if not_modified(request.header("If-None-Match"), headers["ETag"]):
        return Response(304, headers=headers)
    return Response(200, to_json(product), headers)


def create_product(app: App, request: Request) -> Response:
    product_id, at, body = new_id(), now(), _columns(request.body)
    values = {"description": None, **body, "id": product_id, "created_at": at, "updated_at": at}
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    try:
        with app.database.transaction() as transaction:
            transaction.execute(f"INSERT INTO products ({names}) VALUES ({marks})", tuple(values.values()))
            product = _find(transaction, product_id)
    except sqlite3.IntegrityError as error:
        raise Problem("sku_taken") from error
    return _one(product, status=201, location=f"/api/v1/products/{product_id}")


def update_product(app: App, request: Request) -> Response:
    try:
        with app.database.transaction() as transaction:
            product = _find(transaction, request.parameters["id"])
            check_version(request.if_match, product["version"])
            return _one(_update(transaction, product, _columns(request.body)))
    except sqlite3.IntegrityError as error:
        raise Problem("sku_taken") from error


def delete_product(app: App, request: Request) -> Response:
    """Archived: gone from the catalogue, kept for the orders that name it."""
    with app.database.transaction() as transaction:
        product = _find(transaction, request.parameters["id"])
        check_version(request.if_match, product["version"])
        _update(transaction, product, {"archived": 1})
    return Response(204)


def to_json(product: sqlite3.Row) -> dict[str, object]:
    return {
        "id": product["id"],
        "sku": product["sku"],
        "name": product["name"],
        "description": product["description"],
        "price": {"amount": product["amount"], "currency": product["currency"]},
        "stock": product["stock"],
        "createdAt": product["created_at"],
        "updatedAt": product["updated_at"],
        "version": product["version"],
    }


def _columns(body: dict) -> dict[str, object]:
    changes = dict(body)
    return changes | changes.pop("price") if "price" in changes else changes


def _find(transaction: sqlite3.Connection, product_id: str) -> sqlite3.Row:
    product = transaction.execute(
        "SELECT * FROM products WHERE id = ? AND NOT archived", (product_id,)
    ).fetchone()
    if not product:
        raise Problem("not_found")
    return product


def _update(transaction: sqlite3.Connection, product: sqlite3.Row, changes: dict[str, object]) -> sqlite3.Row:
    """The names are columns of ours, never what a client sent. What changes nothing is no new version."""
    changed = {name: value for name, value in changes.items() if product[name] != value}
    if not changed:
        return product
    assignments = ", ".join(f"{name} = ?" for name in changed)
    transaction.execute(
        f"UPDATE products SET {assignments}, updated_at = ?, version = version + 1 WHERE id = ?",
        (*changed.values(), now(), product["id"]),
    )
    return transaction.execute("SELECT * FROM products WHERE id = ?", (product["id"],)).fetchone()


def _one(product: sqlite3.Row, status: int = 200, location: str | None = None) -> Response:
    headers = {"ETag": etag(product["version"])} | ({"Location": location} if location else {})
    return Response(status, to_json(product), headers)
