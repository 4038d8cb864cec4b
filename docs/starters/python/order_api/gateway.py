"""The payment gateway: an outside party that can be slow, down, or lose its answers."""

import json
import urllib.error
import urllib.request
from urllib.parse import quote

_TIMEOUT_SECONDS = 2


class GatewayError(Exception):
    """The gateway did not say what became of it. The same call again, with the same key, finds out."""


class Gateway:
    def __init__(self, url: str) -> None:
        self._url = url

    def charge(self, order_id: str, amount: int, currency: str, token: str) -> str | None:
        """The id of the charge; None where the card is declined."""
        body = {"amount": amount, "currency": currency, "token": token, "reference": order_id}
        status, answer = self._post("/charges", f"charge-{order_id}", body)
        # 402 declined, 422 a token that the gateway does not know.
        return answer["id"] if status == 201 else None

    def refund(self, order_id: str, charge_id: str) -> None:
        """Also when it was refunded before (409): it is refunded now."""
        self._post("/refunds", f"refund-{order_id}", {"chargeId": charge_id})

    def _post(self, path: str, key: str, body: dict) -> tuple[int, dict]:
        headers = {"Content-Type": "application/json", "Idempotency-Key": quote(key)}
        request = urllib.request.Request(self._url + path, json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                if error.code in (402, 409, 422):
                    return error.code, {}
            raise GatewayError(f"the gateway answered {error.code}") from error
        except (OSError, ValueError) as error:
            raise GatewayError("the gateway gave no answer") from error
