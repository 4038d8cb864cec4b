"""Health, the pages of problems, and the figures of the shop."""

import sqlite3

from .context import App
from .problems import PROBLEMS, Problem, problem_page
from .routing import Request, Response, Route
from .schemas import ORDER_STATUSES


def routes(app: App) -> list[Route]:
    return [
        Route("GET", "/health/live", "public", lambda _: Response(200, {"status": "ok"})),
        Route("GET", "/health/ready", "public", lambda _: get_readiness(app)),
        Route("GET", "/problems/{code}", "public", get_problem),
        Route("GET", "/api/v1/admin/stats", "admin", lambda _: get_stats(app)),
    ]


def get_readiness(app: App) -> Response:
    try:
        app.database.one("SELECT 1 FROM users LIMIT 1")
    except sqlite3.Error:
        return Response(503, {"status": "unavailable", "checks": {"database": "unavailable"}})
    return Response(200, {"status": "ok", "checks": {"database": "ok"}})


def get_problem(request: Request) -> Response:
    code = request.parameters["code"]
    if code not in PROBLEMS:
        raise Problem("not_found")
    return Response(200, problem_page(code), content_type="text/html; charset=utf-8")


def get_stats(app: App) -> Response:
    with app.database.transaction() as transaction:
        users = transaction.execute("SELECT count(*), coalesce(sum(active), 0) FROM users WHERE NOT deleted").fetchone()
        products = transaction.execute(
            "SELECT count(*), coalesce(sum(stock = 0), 0) FROM products WHERE NOT archived"
        ).fetchone()
        by_status = dict.fromkeys(ORDER_STATUSES, 0) | {
            status: count for status, count in transaction.execute("SELECT status, count(*) FROM orders GROUP BY status")
        }
        sold = "status IN ('confirmed', 'shipped', 'delivered')"
        revenue = transaction.execute(
            f"SELECT currency, sum(amount) AS amount FROM orders WHERE {sold} GROUP BY currency"
        ).fetchall()
        top = transaction.execute(
            "SELECT products.id, products.name, sum(item.value ->> 'quantity') AS quantity"
            " FROM orders, json_each(orders.items) AS item JOIN products ON products.id = item.value ->> 'productId'"
            f" WHERE {sold} AND NOT archived GROUP BY products.id ORDER BY quantity DESC, products.id LIMIT 5"
        ).fetchall()
    return Response(200, {
        "users": {"total": users[0], "active": users[1]},
        "products": {"total": products[0], "outOfStock": products[1]},
        "orders": {"total": sum(by_status.values()), "byStatus": by_status},
        "revenue": [{"amount": row["amount"], "currency": row["currency"]} for row in revenue],
        "topProducts": [{"productId": row["id"], "name": row["name"], "quantity": row["quantity"]} for row in top],
    })
