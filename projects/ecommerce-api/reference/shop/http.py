"""Between Django and the handlers: who may call, what a body may hold, how errors look."""

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from shop.models import Token

Access = Callable[[HttpRequest], None]
Handler = Callable[..., HttpResponse]
TOKEN_LIFETIME = timedelta(hours=12)


class Problem(Exception):
    """A refusal, answered as `application/problem+json` (RFC 9457)."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = headers or {}

    def response(self) -> JsonResponse:
        phrase = HTTPStatus(self.status).phrase
        body = {"title": phrase, "status": self.status, "detail": str(self)}
        kind = "application/problem+json"
        return JsonResponse(body, status=self.status, content_type=kind, headers=self.headers)


def issue_token(user: User) -> str:
    """Store a new login and return its token, which can't be read again afterwards."""
    token = secrets.token_urlsafe(32)
    expires_at = timezone.now() + TOKEN_LIFETIME
    Token.objects.create(digest=digest_of(token), user=user, expires_at=expires_at)
    return token


def digest_of(token: str) -> str:
    # 256 random bits can't be guessed from their digest: no salt and no slow hash needed.
    return hashlib.sha256(token.encode()).hexdigest()


def anyone(request: HttpRequest) -> None:
    """Let a request pass."""


def customer(request: HttpRequest) -> None:
    """Set the request's user and login from its bearer token, or refuse."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    logins = Token.objects.select_related("user").filter(
        digest=digest_of(token), expires_at__gt=timezone.now(), user__is_active=True
    )
    login = logins.first() if scheme.lower() == "bearer" else None
    if login is None:
        raise Problem(401, "send a valid bearer token", {"WWW-Authenticate": "Bearer"})
    request.user, request.login = login.user, login


def staff(request: HttpRequest) -> None:
    """As `customer`, for the staff alone."""
    customer(request)
    if not request.user.is_staff:
        raise Problem(403, "this is for the staff")


def endpoint(**methods: tuple[Access, Handler]) -> Handler:
    """Return the view of one address: for each method who may call it, and what then answers."""

    def view(request: HttpRequest, **path: object) -> HttpResponse:
        try:
            if request.method not in methods:
                raise Problem(405, "no such method here", {"Allow": ", ".join(methods)})
            admit, handler = methods[request.method]
            admit(request)
            return handler(request, **path)
        except Problem as problem:
            return problem.response()
        except Http404:
            return Problem(404, "not found").response()

    view.methods = methods
    return view


def read_body(request: HttpRequest, **checks: Callable[[Any], Any]) -> dict[str, Any]:
    """Return the fields of a JSON body: those that have a check, no others."""
    try:
        given = json.loads(request.body)
    except ValueError:
        raise Problem(400, "the body isn't JSON") from None
    if not isinstance(given, dict) or given.keys() != checks.keys():
        raise Problem(422, f"the fields are: {', '.join(checks) or 'none'}")
    fields = {}
    for name, check in checks.items():
        try:
            fields[name] = check(given[name])
        except ValueError as error:
            raise Problem(422, f"{name}: {error}") from None
    return fields


def fields_of(row: Model, *names: str) -> dict[str, Any]:
    """Return the named fields of a row: a column added later isn't shown unless it is named."""
    return {name: getattr(row, name) for name in names}


def text(longest: int) -> Callable[[Any], str]:
    """Return a check for a text that isn't empty and that PostgreSQL can store."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or not 0 < len(value) <= longest or "\0" in value:
            raise ValueError(f"give a text of 1 to {longest} characters")
        return value

    return check


def whole(least: int, most: int) -> Callable[[Any], int]:
    """Return a check for an integer. JSON's true is none, although Python's is."""

    def check(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"give a whole number from {least} to {most}")
        return value

    return check


def idempotency_key(request: HttpRequest) -> str:
    """Return the key under which a request may be repeated; without one, refuse it."""
    key = request.headers.get("Idempotency-Key", "")
    if not 8 <= len(key) <= 64 or not key.isascii() or not key.isprintable():
        raise Problem(400, "send an Idempotency-Key of 8 to 64 characters")
    return key
