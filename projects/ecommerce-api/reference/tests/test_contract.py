"""The document describes the routes, all of them and no others, and so does the compose file."""

import re

from django.test import SimpleTestCase

from shop.http import anyone
from shop.urls import urlpatterns

from .contract import DOCUMENT, METHODS, ContractClient


class ContractTest(SimpleTestCase):
    def test_the_document_and_the_routes_agree(self) -> None:
        routes = {
            (method.lower(), "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(route.pattern))): who
            for route in urlpatterns
            for method, (who, _) in route.callback.methods.items()
        }
        described = {
            (method, path): operation
            for path, item in DOCUMENT["paths"].items()
            for method, operation in item.items()
            if method in METHODS
        }
        self.assertEqual(routes.keys(), described.keys())
        for call, who in routes.items():
            is_open = described[call].get("security") == []
            self.assertEqual(is_open, who is anyone, call)

    def test_what_has_no_route_is_refused_as_a_problem(self) -> None:
        for method, path, status in [("get", "/v2", 404), ("delete", "/v1/products", 405)]:
            answer = getattr(ContractClient(), method)(path)
            self.assertEqual((answer.status_code, answer.json()["status"]), (status, status))
