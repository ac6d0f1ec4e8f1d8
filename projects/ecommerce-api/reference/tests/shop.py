"""What the tests have in common: a stocked shop, its customers, and the provider."""

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase, override_settings

from payment_provider import Calls, Provider, sign
from shop import cache
from shop.http import issue_token
from shop.models import Order, Product

from .contract import ContractClient


class QuietCalls(Calls):
    """Writes no log, and may lose an answer after having acted on the call."""

    def log_message(self, *args: object) -> None:
        pass

    def send_response(self, *args: Any) -> None:
        if self.server.lose_answers:
            raise ConnectionAbortedError
        super().send_response(*args)


class QuietProvider(Provider):
    """The provider of the tests. It delivers no webhook by itself: the tests do, in any order."""

    lose_answers = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), secret="new")
        self.RequestHandlerClass = QuietCalls

    def handle_error(self, *args: object) -> None:
        pass


class Person:
    """Someone with a login who calls the API."""

    def __init__(self, name: str, **rights: bool) -> None:
        self.user = User.objects.create(username=name, **rights)
        self.client = ContractClient(headers={"Authorization": f"Bearer {issue_token(self.user)}"})

    def get(self, path: str, status: int = 200) -> Any:
        return self.call("get", path, status=status)

    def call(self, method: str, path: str, body: Any = None, *, status: int, key: str = "") -> Any:
        """Call the API, expect a status, and return the answer's content."""
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        answer = getattr(self.client, method)(
            f"/v1/{path}",
            **({} if method == "get" else {"data": body, "content_type": "application/json"}),
            headers=headers,
        )
        assert answer.status_code == status, (answer.status_code, answer.content)
        return answer.json() if answer.content else None

    def fill_cart(self, **quantities: int) -> int:
        """Put products into the cart, with _ for - in their names, and return the total."""
        for sku, quantity in quantities.items():
            body = {"quantity": quantity}
            self.call("put", f"cart/{sku.replace('_', '-')}", body, status=204)
        return self.get("cart")["total"]

    def order(self, **quantities: int) -> int:
        """Order products and return the order's id."""
        total = self.fill_cart(**quantities)
        return self.call("post", "orders", {"total": total}, status=201)["id"]

    def pay(self, order_id: int, card: str = "good", status: int = 202) -> Any:
        return self.call("post", f"orders/{order_id}/payments", {"card": card}, status=status)

    def status_of(self, order_id: int) -> str:
        return self.get(f"orders/{order_id}")["status"]


class ShopTest(TransactionTestCase):
    """A test with the catalog of the fixture, two customers, a manager and a provider.

    It commits for real, as what is tested here is what happens between transactions.
    """

    fixtures = ["catalog"]

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        # Nothing asks for the permissions that Django would make anew after every test.
        cls.enterClassContext(mock.patch.object(post_migrate, "send"))

    def setUp(self) -> None:
        cache.client.flushdb()
        self.provider = QuietProvider()
        thread = threading.Thread(target=self.provider.serve_forever, args=[0.01])
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.provider.server_close)
        self.addCleanup(self.provider.shutdown)
        address = override_settings(
            PROVIDER_URL=f"http://127.0.0.1:{self.provider.server_port}",
            WEBHOOK_SECRETS=[b"new", b"old"],
        )
        address.enable()
        self.addCleanup(address.disable)
        self.ada, self.bo = Person("ada"), Person("bo")
        self.manager = Person("mia", is_staff=True)

    def deliver(self, payment: str, status: int = 204, *, secret: str = "new", age: int = 0) -> None:
        """Deliver the webhook that says that a payment's charge changed."""
        body = json.dumps({"type": "charge.changed", "payment": payment}).encode()
        self.post_webhook(body, sign(body, secret, int(time.time()) - age), status)

    def post_webhook(self, body: bytes, signature: str, status: int) -> None:
        answer = ContractClient().post(
            "/v1/webhooks/payments",
            data=body,
            content_type="application/json",
            headers={"Signature": signature},
        )
        self.assertEqual(answer.status_code, status, answer.content)

    def stock(self, sku: str) -> int:
        return Product.objects.get(sku=sku).stock

    def refund(self, order_id: int, amount: int, status: int = 202, key: str = "") -> Any:
        path = f"orders/{order_id}/refunds"
        return self.manager.call("post", path, {"amount": amount}, status=status, key=key)


@contextmanager
def queued(sessions: int) -> Iterator[None]:
    """Leave the block once so many sessions wait for a lock: only then do they go on together."""
    yield
    give_up = time.monotonic() + 5
    while time.monotonic() < give_up:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= sessions:
                return
        time.sleep(0.01)
    raise AssertionError(f"{sessions} sessions never waited for a lock")


def at_once(*calls: Callable[[], Any], behind: Product | Order) -> list[Any]:
    """Make calls that all queue up behind a locked row, let them go, and return their results."""

    def closing(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        with transaction.atomic():
            type(behind).objects.select_for_update().get(pk=behind.pk)
            with queued(len(calls)):
                started = [pool.submit(closing, call) for call in calls]
        return [each.result() for each in started]
