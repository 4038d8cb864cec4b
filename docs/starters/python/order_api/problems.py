"""Errors as the contract wants them: a closed set of codes, each a problem of RFC 9457."""

from html import escape

# code: (status, title, what happened)
PROBLEMS = {
    "bad_request": (400, "Bad request", "The message is not a valid HTTP request."),
    "malformed_json": (400, "Malformed JSON", "The body is not JSON in UTF-8."),
    "unauthenticated": (401, "Authentication required", "This needs an access token in the Authorization header."),
    "invalid_token": (401, "Invalid token", "The token is not valid (any more)."),
    "invalid_credentials": (401, "Invalid credentials", "No active account has this email and password."),
    "refresh_token_reused": (401, "Refresh token reused", "The token was used before: this login is over."),
    "forbidden": (403, "Forbidden", "Your account may not do this."),
    "not_found": (404, "Not found", "There is nothing at this address, or nothing that you may see."),
    "method_not_allowed": (405, "Method not allowed", "This address does not support the method: see Allow."),
    "request_timeout": (408, "Request timeout", "The request did not arrive completely in time."),
    "email_taken": (409, "Email taken", "An account with this email exists."),
    "sku_taken": (409, "SKU taken", "A product with this SKU exists."),
    "invalid_order_transition": (
        409, "Invalid order transition", "The order is in a status that does not allow this.",
    ),
    "idempotency_in_progress": (409, "Request in progress", "The first request with this key is in flight."),
    "precondition_failed": (412, "Precondition failed", "If-Match does not name the current version."),
    "payload_too_large": (413, "Payload too large", "A body has at most 102,400 bytes."),
    "unsupported_media_type": (
        415, "Unsupported media type", "Send the body as application/json in UTF-8, without Content-Encoding.",
    ),
    "validation_failed": (422, "Validation failed", "The request has faults: see errors."),
    "idempotency_key_reused": (
        422, "Idempotency key reused", "This Idempotency-Key was sent before with another body.",
    ),
    "precondition_required": (
        428, "Precondition required", "Send the ETag of the version that you want to change in If-Match.",
    ),
    "rate_limited": (429, "Too many attempts", "Too many failed logins for this email."),
    "headers_too_large": (431, "Header fields too large", "The header fields are larger than this server takes."),
    "internal_error": (500, "Internal error", "Something went wrong. Report it together with the request id."),
    "unavailable": (503, "Service unavailable", "The server cannot answer right now. Try again shortly."),
}


class Problem(Exception):
    """Ends a request with this problem. `members` are those of its own: errors, from, action."""

    def __init__(self, code: str, *, headers: dict[str, str] | None = None, **members: object) -> None:
        super().__init__(code)
        self.code = code
        self.status = PROBLEMS[code][0]
        self.headers = headers or {}
        self.members = members

    def body(self, instance: str, request_id: str) -> dict[str, object]:
        status, title, detail = PROBLEMS[self.code]
        return {
            "type": f"/problems/{self.code}",
            "title": title,
            "status": status,
            "detail": detail,
            "instance": instance,
            "code": self.code,
            "requestId": request_id,
            **self.members,
        }


def fault(where: str, pointer: str, code: str, message: str) -> dict[str, str]:
    """One thing that is wrong with a request."""
    return {"in": where, "pointer": pointer, "code": code, "message": message}


def refuse(*faults: dict[str, str]) -> Problem:
    return Problem("validation_failed", errors=list(faults))


def problem_page(code: str) -> str:
    status, title, detail = PROBLEMS[code]
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<h1>{escape(title)}</h1>\n<p>HTTP status {status}, code <code>{code}</code></p>\n"
        f"<p>{escape(detail)}</p>\n</html>\n"
    )
