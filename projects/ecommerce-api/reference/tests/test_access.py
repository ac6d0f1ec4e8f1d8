"""Who may call what: nobody sees or touches another customer's things."""

from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.utils import timezone

from shop.http import anyone, staff
from shop.models import Token
from shop.urls import urlpatterns

from .contract import ContractClient
from .shop import ShopTest

BODIES = {"price": 1, "quantity": 1, "total": 1, "amount": 1, "card": "good"}


def calls_of(order_id: int) -> list[tuple[object, str, str]]:
    """Return every call of the API as who may make it, method and address."""
    return [
        (
            who,
            method,
            "/" + str(route.pattern).replace("<slug:sku>", "pen-red").replace("<int:order_id>", str(order_id)),
        )
        for route in urlpatterns
        for method, (who, _) in route.callback.methods.items()
    ]


class AccessTest(ShopTest):
    def statuses(self, client: Client, method: str, path: str) -> set[int]:
        """Return what a call answers, whichever field its body has."""
        headers = {"Idempotency-Key": "12345678"}
        send = getattr(client, method.lower())
        kind = {} if method == "GET" else {"content_type": "application/json"}
        bodies = [{}] if method == "GET" else [{"data": {name: BODIES[name]}} for name in BODIES]
        return {send(path, headers=headers, **kind, **body).status_code for body in bodies}

    def test_no_call_that_names_an_order_finds_anothers(self) -> None:
        order_id = self.ada.order(ink_blue=1)
        own = [call for call in calls_of(order_id) if call[2].startswith(f"/v1/orders/{order_id}")]
        self.assertEqual(len(own), 4)
        for who, method, path in own:
            with self.subTest(path):
                refused = {403} if who is staff else {404}
                found = self.statuses(self.bo.client, method, path)
                self.assertLessEqual(found - {422}, refused)
                self.assertTrue(found & refused)
        self.assertEqual(self.bo.get("orders")["orders"], [])
        self.assertEqual(self.ada.status_of(order_id), "placed")
        self.bo.get("orders/99999999999999999999", 404)

    def test_only_what_is_open_to_anyone_answers_without_a_login(self) -> None:
        open_calls = [(method, path) for who, method, path in calls_of(1) if who is anyone]
        self.assertEqual(
            open_calls,
            [
                ("POST", "/v1/tokens"),
                ("GET", "/v1/products"),
                ("GET", "/v1/products/pen-red"),
                ("POST", "/v1/webhooks/payments"),
            ],
        )
        for who, method, path in calls_of(1):
            if who is not anyone:
                self.assertEqual(self.statuses(ContractClient(), method, path), {401}, path)

    def test_what_is_for_the_staff_refuses_customers(self) -> None:
        calls = [(method, path) for who, method, path in calls_of(1) if who is staff]
        self.assertEqual(len(calls), 2)
        for method, path in calls:
            self.assertEqual(self.statuses(self.ada.client, method, path), {403})

    @override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])  # fast
    def test_logging_in_and_out(self) -> None:
        User.objects.create_user("eve", password="correct horse")
        client, kind = ContractClient(), "application/json"
        for password, status in ("wrong", 401), ("correct horse", 201):
            login = {"username": "eve", "password": password}
            answer = client.post("/v1/tokens", login, kind)
            self.assertEqual(answer.status_code, status)
        token = answer.json()["token"]
        self.assertFalse(Token.objects.filter(digest=token).exists())
        headers = {"Authorization": f"Bearer {token}"}
        self.assertEqual(client.get("/v1/cart", headers=headers).status_code, 200)
        self.assertEqual(client.delete("/v1/tokens", headers=headers).status_code, 204)
        self.assertEqual(client.get("/v1/cart", headers=headers).status_code, 401)
        self.ada.get("cart")

    def test_a_login_ends(self) -> None:
        later = timezone.now() + timedelta(hours=13)
        with mock.patch("django.utils.timezone.now", return_value=later):
            self.ada.get("cart", 401)
        User.objects.filter(username="ada").update(is_active=False)
        self.ada.get("cart", 401)

    def test_bodies_hold_what_is_asked_for_and_nothing_else(self) -> None:
        for body, status in [
            ("{", 400),
            ("[]", 422),
            ("{}", 422),
            ('{"quantity": 1, "price": 0}', 422),
            ('{"quantity": true}', 422),
            ('{"quantity": "1"}', 422),
            ('{"quantity": 0}', 422),
            ('{"quantity": 1e400}', 422),
        ]:
            answer = self.ada.client.put("/v1/cart/pen-red", body, "application/json")
            self.assertEqual(answer.status_code, status, body)
