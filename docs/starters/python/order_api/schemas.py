"""What each operation takes. Source: the clauses of the contract and its OpenAPI document."""

import re
from typing import Any

from .validation import (
    Report, Rule, boolean, decimal, email, flag, instant, integer, items, lines, matching, nullable, obj, one_of,
    query, secret, text,
)

# ISO 3166-1 alpha-2.
COUNTRIES = tuple(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split()
)

_PASSWORD = secret(12, 128)
_PERSON = text(1, 100)
_ROLE = one_of("customer", "admin")

REGISTER = obj({"email": email, "password": _PASSWORD, "name": _PERSON})
# A login says nothing about what a valid password looks like.
LOG_IN = obj({"email": email, "password": secret(1, 128)})
UPDATE_ME = obj(optional={"name": _PERSON, "password": obj({"current": secret(0, 128), "new": _PASSWORD})})
UPDATE_USER = obj(optional={"name": _PERSON, "role": _ROLE, "active": boolean})

_PRODUCT: dict[str, Rule] = {
    "sku": matching(re.compile(r"[A-Z0-9][A-Z0-9-]{1,31}"), "must be a SKU such as MUG-1"),
    "name": text(1, 120),
    "price": obj({"amount": integer(0, 100_000_000), "currency": one_of("EUR", "USD", "GBP")}),
    "stock": integer(0, 1_000_000),
}
_DESCRIPTION = {"description": nullable(lines(0, 2000))}
CREATE_PRODUCT = obj(_PRODUCT, _DESCRIPTION)
UPDATE_PRODUCT = obj(optional=_PRODUCT | _DESCRIPTION)

_ADDRESS: dict[str, Rule] = {
    "name": text(1, 100),
    "line1": text(1, 200),
    "city": text(1, 100),
    "postalCode": text(1, 20),
    "country": one_of(*COUNTRIES),
}
_LINE_2 = {"line2": nullable(text(1, 200))}
_NOTES = {"notes": nullable(lines(0, 500))}
_ID = secret(1, 100_000)


def _order_items(value: Any, report: Report) -> Any:
    result = items(obj({"productId": _ID, "quantity": integer(1, 100)}), 1, 50)(value, report)
    seen: set[str] = set()
    for index, item in enumerate(value if isinstance(value, list) else []):
        product_id = item.get("productId") if isinstance(item, dict) else None
        if isinstance(product_id, str) and product_id in seen:
            report(f"/{index}/productId", "duplicate", "must not name a product twice")
        elif isinstance(product_id, str):
            seen.add(product_id)
    return result


PLACE_ORDER = obj(
    {
        "items": _order_items,
        "payment": obj({"method": one_of("card"), "token": text(1, 255)}),
        "shippingAddress": obj(_ADDRESS, _LINE_2),
    },
    _NOTES,
)
UPDATE_ORDER = obj(optional={"shippingAddress": obj(optional=_ADDRESS | _LINE_2)} | _NOTES)
CANCEL_ORDER = obj({"reason": text(1, 500)})
SHIP_ORDER = obj({"carrier": text(1, 100), "trackingNumber": text(1, 100)})
DELIVER_ORDER = obj()

_LIMIT = decimal(1, 100)
_PAGE = {"page": decimal(1, 1_000_000), "limit": _LIMIT, "search": lines(0, 100)}


def _sort(*names: str) -> Rule:
    return one_of(*names, *(f"-{name}" for name in names))


LIST_USERS = query({**_PAGE, "role": _ROLE, "active": flag, "sort": _sort("createdAt", "email", "name")})
LIST_PRODUCTS = query({
    **_PAGE,
    "minPrice": decimal(0, 100_000_000),
    "maxPrice": decimal(0, 100_000_000),
    "inStock": flag,
    "sort": _sort("createdAt", "price", "name"),
})
ORDER_STATUSES = ("pending", "confirmed", "rejected", "cancelled", "shipped", "delivered")


def list_orders(cursor: Rule) -> Rule:
    """`cursor` knows which cursors this server has issued."""
    return query({
        "limit": _LIMIT,
        "cursor": cursor,
        "userId": _ID,
        "status": one_of(*ORDER_STATUSES),
        "from": instant,
        "to": instant,
    })
