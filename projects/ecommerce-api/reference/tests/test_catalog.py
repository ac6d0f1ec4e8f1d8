"""Search, filters with counts, pages, and a cache that is never older than a change."""

from unittest import mock
from urllib.parse import urlencode

from django.db import connection

from shop import cache, catalog
from shop.models import Product

from .shop import ShopTest


class CatalogTest(ShopTest):
    def search(self, status: int = 200, **query: object) -> dict:
        return self.ada.get(f"products?{urlencode(query)}", status)

    def skus(self, **query: object) -> list[str]:
        return [product["sku"] for product in self.search(**query)["products"]]

    def counts(self, facet: str, **query: object) -> dict[str, int]:
        return {each["value"]: each["count"] for each in self.search(**query)["facets"][facet]}

    def test_finds_words_in_any_form_and_ranks_names_first(self) -> None:
        self.assertEqual(self.skus(q="inks"), ["ink-blue", "pen-black", "notebook-a5"])
        self.assertEqual(self.skus(q="pens -black"), ["pen-black", "pen-red", "ink-blue"])
        self.assertEqual(self.skus(q='"fountain pen" -refills'), ["pen-red", "ink-blue"])
        self.assertEqual(self.skus(q="'& | ! ( <->"), [])

    def test_filters_hold_together(self) -> None:
        self.assertEqual(self.skus(color="black"), ["notebook-a5", "pen-black"])
        self.assertEqual(self.skus(color="black", category="paper"), ["notebook-a5"])
        self.assertEqual(self.skus(color="black", size="A4"), [])
        self.assertEqual(self.skus(q="pen", max_price=1000), ["ink-blue"])

    def test_a_facet_counts_what_its_other_values_would_leave(self) -> None:
        self.assertEqual(self.counts("color"), {"black": 2, "red": 2, "blue": 1})
        paper_in_black = {"category": "paper", "color": "black"}
        self.assertEqual(self.counts("color", **paper_in_black), {"black": 1, "red": 1})
        self.assertEqual(self.counts("category", **paper_in_black), {"paper": 1, "pens": 1})
        self.assertEqual(self.counts("size", **paper_in_black), {"A5": 1})

    def test_pages_show_each_product_once_though_one_is_added_between_them(self) -> None:
        for number in range(45):
            Product.objects.create(sku=f"clip-{number}", name="Clip", category="clips", price=10)
        first = self.search(category="clips")
        Product.objects.create(sku="clip-cheap", name="Clip", category="clips", price=1)
        cache.forget()
        second = self.search(category="clips", after=first["next"])
        third = self.search(category="clips", after=second["next"])
        pages = [[product["sku"] for product in page["products"]] for page in (first, second, third)]
        expected = [f"clip-{number}" for number in range(45)]
        self.assertEqual([sku for page in pages for sku in page], expected)
        self.assertEqual([len(page) for page in pages], [20, 20, 5])
        self.assertIsNone(third["next"])

    def test_refuses_what_it_does_not_know(self) -> None:
        for query in (
            {"colour": "red"},
            {"max_price": "1e3"},
            {"after": "x"},
            {"q": "\0"},
            {"q": ""},
        ):
            self.search(400, **query)

    def test_uses_its_indexes(self) -> None:
        Product.objects.bulk_create(
            Product(
                sku=f"filler-{number}",
                name=f"Filler {number}",
                category="filler",
                attributes={"color": f"c{number % 500}"},
                price=100 + number,
            )
            for number in range(5_000)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE shop_product")
        for query, index in [
            ({"q": "fountain"}, "product_document"),
            ({"color": "c42"}, "product_attributes"),
            ({"category": "pens"}, "product_category"),
        ]:
            self.assertIn(index, catalog.matching(query).explain())

    def test_costs_the_same_number_of_queries_for_any_number_of_products(self) -> None:
        for number in range(30):
            Product.objects.create(sku=f"clip-{number}", name="Clip", category="clips", price=10)
        for query in {"category": "ink"}, {"category": "clips"}:
            with self.assertNumQueries(4):  # A page, and three facets.
                self.search(**query)
            with self.assertNumQueries(0):  # From Redis.
                self.search(**query)
        with self.assertNumQueries(1):
            self.ada.get("products/ink-blue")

    def price_in_search(self) -> int:
        return self.search(q="notebook", size="A5")["products"][0]["price"]

    def reprice(self, price: int) -> None:
        self.manager.call("patch", "products/notebook-a5", {"price": price}, status=204)

    def test_shows_a_new_price_at_once(self) -> None:
        self.assertEqual(self.price_in_search(), 900)
        self.reprice(950)
        self.assertEqual(self.price_in_search(), 950)

    def test_forgets_an_answer_that_was_computed_while_the_price_changed(self) -> None:
        def slow(query: dict) -> dict:
            found = find(query)
            self.reprice(950)  # Commits after the answer was read, before it is stored.
            return found

        find = catalog.find
        with mock.patch.object(catalog, "find", slow):
            self.assertEqual(self.price_in_search(), 900)
        self.assertEqual(self.price_in_search(), 950)

    def test_forgets_after_the_commit(self) -> None:
        # Before it, another request could read the old price and keep it under the new name.
        seen = []
        with mock.patch.object(cache, "forget", lambda: seen.append(connection.in_atomic_block)):
            self.reprice(950)
        self.assertEqual(seen, [False])

    def test_an_answer_does_not_outlive_a_minute(self) -> None:
        self.search(q="pen")
        keys = [key for key in cache.client.scan_iter("catalog:*") if key != cache.GENERATION]
        self.assertEqual(len(keys), 1)
        self.assertTrue(0 < cache.client.ttl(keys[0]) <= 60)

    def test_answers_without_redis(self) -> None:
        nowhere = cache.connect("unix:///nowhere/redis.sock")
        waiting = mock.patch("redis.retry.sleep", side_effect=AssertionError("it waits"))
        with mock.patch.object(cache, "client", nowhere), waiting:
            self.assertEqual(self.price_in_search(), 900)
            self.reprice(950)
            self.assertEqual(self.price_in_search(), 950)
