"""A payment provider in miniature: charges and refunds that repeat safely, and signed webhooks.

It keeps everything in memory. `python payment_provider.py` serves it on port 8001.
"""

import hashlib
import hmac
import json
import os
import threading
import time
import urllib.request
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def sign(body: bytes, secret: str, at: int) -> str:
    mac = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256)
    return f"t={at},v1={mac.hexdigest()}"


class Provider(ThreadingHTTPServer):
    """Knows each charge by the key it was made with, and remembers every answer by its key."""

    def __init__(self, address: tuple[str, int], secret: str, webhook_url: str = "") -> None:
        super().__init__(address, Calls)
        self.secret, self.webhook_url = secret, webhook_url
        self.charges: dict[str, dict] = {}
        self.answers: dict[str, tuple[int, dict]] = {}
        self.lock = threading.Lock()

    def answer(self, method: str, path: str, body: dict, key: str) -> tuple[int, dict]:
        _, _, payment, *_ = [*path.split("/"), ""]
        with self.lock:
            charge = self.charges.get(payment)
            if payment and charge is None:
                return 404, {}
            if method == "GET":
                return 200, dict(charge)
            if key not in self.answers:
                self.answers[key] = self.act(charge, body, key)
            return self.answers[key]

    def act(self, charge: dict | None, body: dict, key: str) -> tuple[int, dict]:
        if charge is None:
            state = "failed" if body["card"] == "declined" else "paid"
            charge = {"payment": key, "amount": body["amount"], "state": state, "refunded": 0}
            self.charges[key] = charge
        elif body["amount"] > charge["amount"] - charge["refunded"]:
            return 409, {}
        else:
            charge["refunded"] += body["amount"]
        threading.Thread(target=self.deliver, args=[charge["payment"]]).start()
        return 201, dict(charge)

    def deliver(self, payment: str) -> None:
        body = json.dumps({"type": "charge.changed", "payment": payment}).encode()
        for attempt in range(5 if self.webhook_url else 0):
            time.sleep(4**attempt / 4)
            headers = {"Signature": sign(body, self.secret, int(time.time()))}
            with suppress(OSError):
                request = urllib.request.Request(self.webhook_url, body, headers)
                urllib.request.urlopen(request, timeout=5).close()
                break


class Calls(BaseHTTPRequestHandler):
    """Reads a request and writes the provider's answer."""

    def do_GET(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or "{}")
        key = self.headers.get("Idempotency-Key", "")
        status, answer = self.server.answer(self.command, self.path, body, key)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    do_POST = do_GET


if __name__ == "__main__":
    given = os.environ["WEBHOOK_SECRETS"].split(",")[0], os.environ["WEBHOOK_URL"]
    Provider(("", 8001), *given).serve_forever()
