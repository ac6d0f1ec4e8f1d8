"""The shop's side of the payment provider: three calls, and the check of what it sends."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
import uuid
from http.client import HTTPException
from typing import Any

from django.conf import settings

from shop.http import Problem

TIMEOUT = 3
TOLERANCE = 300


class Unreachable(Exception):
    """No answer came. Whether the provider acted isn't known."""


class Refused(Exception):
    """The provider answered, and said no."""


def charge(payment_id: uuid.UUID, amount: int, card: str) -> dict:
    """Charge a card once, however often this is called with the same payment."""
    return _call("POST", "/charges", {"amount": amount, "card": card}, payment_id)


def find_charge(payment_id: uuid.UUID) -> dict:
    """Return the charge of a payment as it is now, or raise Refused where there is none."""
    return _call("GET", f"/charges/{payment_id}")


def refund(refund_id: uuid.UUID, payment_id: uuid.UUID, amount: int) -> dict:
    """Send money back once, however often this is called with the same refund."""
    return _call("POST", f"/charges/{payment_id}/refunds", {"amount": amount}, refund_id)


def _call(method: str, path: str, body: Any = None, key: uuid.UUID | None = None) -> dict:
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(key)}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(settings.PROVIDER_URL + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        if error.code >= 500:
            raise Unreachable from error
        raise Refused(error.reason) from error
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable from error


def verified(header: str, body: bytes) -> dict:
    """Return the event of a webhook whose signature covers these very bytes, or refuse it."""
    try:
        fields = dict(part.split("=", 1) for part in header.split(","))
        at, given = int(fields["t"]), fields["v1"].encode()
    except (ValueError, KeyError):
        raise Problem(400, "the Signature header can't be read") from None
    signed = b"%d." % at + body
    macs = [hmac.new(secret, signed, hashlib.sha256) for secret in settings.WEBHOOK_SECRETS]
    if not any(hmac.compare_digest(given, mac.hexdigest().encode()) for mac in macs):
        raise Problem(400, "wrong signature")
    if abs(time.time() - at) > TOLERANCE:
        raise Problem(400, "signed too long ago")
    return json.loads(body)
