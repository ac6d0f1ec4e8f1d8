"""From the cart to the order, alone and against others."""

import re
from functools import partial
from unittest import mock

from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from shop.models import CartLine, Order, OrderLine, Product

from .shop import Person, ShopTest, at_once


class CheckoutTest(ShopTest):
    def check_out(self, person: Person, total: int, key: str = "") -> int:
        """Check out and return the status of the answer."""
        answer = person.client.post(
            "/v1/orders",
            data={"total": total},
            content_type="application/json",
            headers={"Idempotency-Key": key or f"key of {person.user.username}"},
        )
        return answer.status_code

    def test_the_cart_adds_up(self) -> None:
        self.assertEqual(self.ada.fill_cart(pen_black=2, ink_blue=1), 5800)
        self.assertEqual(self.ada.fill_cart(pen_black=1), 3300)
        self.ada.call("delete", "cart/ink-blue", status=204)
        self.assertEqual(self.ada.get("cart")["total"], 2500)
        self.assertEqual(self.bo.get("cart")["lines"], [])

    def test_an_order_takes_stock_and_empties_the_cart(self) -> None:
        order_id = self.ada.order(ink_blue=3)
        self.assertEqual(self.stock("ink-blue"), 7)
        self.assertEqual(self.ada.get("cart")["lines"], [])
        self.ada.call("post", "orders", {"total": 2400}, status=409)
        order = self.ada.get(f"orders/{order_id}")
        self.assertEqual((order["status"], order["total"]), ("placed", 2400))

    def test_the_last_item_goes_to_one_of_two_buyers(self) -> None:
        last = Product.objects.get(sku="pen-red")
        totals = [person.fill_cart(pen_red=1) for person in (self.ada, self.bo)]
        statuses = at_once(
            lambda: self.check_out(self.ada, totals[0]),
            lambda: self.check_out(self.bo, totals[1]),
            behind=last,
        )
        self.assertEqual(sorted(statuses), [201, 409])
        self.assertEqual(self.stock("pen-red"), 0)
        self.assertEqual(Order.objects.count(), 1)

    def test_two_clicks_make_one_order(self) -> None:
        for keys, expected in (
            (("same key", "same key"), [201, 201]),
            (("one key!", "two keys"), [201, 409]),
        ):
            with self.subTest(keys=keys):
                Order.objects.all().delete()
                total = self.ada.fill_cart(ink_blue=1)
                before = self.stock("ink-blue")
                statuses = at_once(
                    *[partial(self.check_out, self.ada, total, key) for key in keys],
                    behind=Product.objects.get(sku="ink-blue"),
                )
                self.assertEqual(sorted(statuses), expected)
                self.assertEqual(Order.objects.count(), 1)
                self.assertEqual(self.stock("ink-blue"), before - 1)

    def test_a_key_is_its_owners(self) -> None:
        totals = [person.fill_cart(ink_blue=1) for person in (self.ada, self.bo)]
        self.assertEqual(self.check_out(self.ada, totals[0], "12345678"), 201)
        self.assertEqual(self.check_out(self.bo, totals[1], "12345678"), 201)
        self.assertEqual(Order.objects.count(), 2)
        self.assertEqual(self.check_out(self.ada, totals[0], "short"), 400)

    def test_an_order_is_placed_whole_or_not_at_all(self) -> None:
        total = self.ada.fill_cart(pen_black=1, pen_red=2, ink_blue=1)
        self.assertEqual(self.check_out(self.ada, total), 409)
        self.assertEqual((self.stock("pen-black"), self.stock("ink-blue")), (10, 10))
        self.assertEqual(len(self.ada.get("cart")["lines"]), 3)
        self.assertFalse(Order.objects.exists())

    def test_nobody_pays_a_price_that_they_have_not_seen(self) -> None:
        total = self.ada.fill_cart(ink_blue=1)
        Product.objects.filter(sku="ink-blue").update(price=900)
        self.assertEqual(self.check_out(self.ada, total), 409)
        self.assertEqual(self.check_out(self.ada, 900), 201)

    def test_an_order_keeps_its_prices_and_names(self) -> None:
        order_id = self.ada.order(ink_blue=1)
        Product.objects.filter(sku="ink-blue").update(price=1, name="Renamed", sku="ink-new")
        [line] = self.ada.get(f"orders/{order_id}")["lines"]
        self.assertEqual((line["name"], line["price"]), ("Ink for fountain pens", 800))

    def test_what_is_added_during_checkout_stays_in_the_cart(self) -> None:
        def also_add(lines: list[OrderLine]) -> None:
            create(lines)
            black = Product.objects.get(sku="pen-black")
            CartLine.objects.create(user=self.ada.user, product=black, quantity=1)

        create = OrderLine.objects.bulk_create
        with mock.patch.object(OrderLine.objects, "bulk_create", also_add):
            self.ada.order(ink_blue=1)
        self.assertEqual([line["sku"] for line in self.ada.get("cart")["lines"]], ["pen-black"])

    def test_products_are_locked_in_one_order(self) -> None:
        # Two carts that hold the same products in different orders would deadlock otherwise.
        total = self.ada.fill_cart(notebook_a5=1, ink_blue=1, pen_black=1)
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.check_out(self.ada, total), 201)
        updates = [q["sql"] for q in queries if q["sql"].startswith('UPDATE "shop_product"')]
        ids = [int(re.search(r'"id" = (\d+)', sql)[1]) for sql in updates]
        self.assertEqual(ids, [1, 3, 4])

    def test_cancelling_puts_things_back_once(self) -> None:
        order_id = self.ada.order(ink_blue=3, pen_black=1)
        path = f"/v1/orders/{order_id}/cancellation"
        answers = at_once(
            *[lambda: self.ada.client.post(path).status_code] * 2,
            behind=Order.objects.get(pk=order_id),
        )
        self.assertEqual(sorted(answers), [200, 409])
        self.assertEqual((self.stock("ink-blue"), self.stock("pen-black")), (10, 10))
        self.assertEqual(self.ada.status_of(order_id), "cancelled")

    def test_the_database_refuses_negative_stock(self) -> None:
        with self.assertRaises(IntegrityError):
            Product.objects.filter(sku="pen-red").update(stock=-1)

    def test_lists_cost_the_same_number_of_queries_for_any_length(self) -> None:
        for orders in 1, 25:
            while Order.objects.filter(user=self.ada.user).count() < orders:
                Product.objects.update(stock=10)
                self.ada.order(ink_blue=1, pen_black=1)
            with self.assertNumQueries(3):  # The login, the orders, all their lines.
                page = self.ada.get("orders")
        self.ada.fill_cart(ink_blue=1, pen_black=1, notebook_a4=1)
        with self.assertNumQueries(2):
            self.ada.get("cart")
        rest = self.ada.get(f"orders?before={page['next']}")
        self.assertEqual((len(page["orders"]), len(rest["orders"]), rest["next"]), (20, 5, None))
