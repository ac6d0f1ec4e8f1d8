"""Every address of the API: for each method who may call it, and the handler."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from shop import accounts, cart, catalog, orders, payments
from shop.http import Problem, anyone, customer, endpoint, staff

urlpatterns = [
    path(
        "v1/tokens",
        endpoint(POST=(anyone, accounts.log_in), DELETE=(customer, accounts.log_out)),
    ),
    path("v1/products", endpoint(GET=(anyone, catalog.search))),
    path(
        "v1/products/<slug:sku>",
        endpoint(GET=(anyone, catalog.show), PATCH=(staff, catalog.reprice)),
    ),
    path("v1/cart", endpoint(GET=(customer, cart.show))),
    path("v1/cart/<slug:sku>", endpoint(PUT=(customer, cart.put), DELETE=(customer, cart.remove))),
    path("v1/orders", endpoint(GET=(customer, orders.index), POST=(customer, orders.place))),
    path("v1/orders/<int:order_id>", endpoint(GET=(customer, orders.show)), name="order"),
    path("v1/orders/<int:order_id>/cancellation", endpoint(POST=(customer, orders.cancel_own))),
    path("v1/orders/<int:order_id>/payments", endpoint(POST=(customer, payments.pay))),
    path("v1/orders/<int:order_id>/refunds", endpoint(POST=(staff, payments.refund))),
    # Anyone may call this one: its signature says who did.
    path("v1/webhooks/payments", endpoint(POST=(anyone, payments.webhook))),
]


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return Problem(404, "no such address").response()
