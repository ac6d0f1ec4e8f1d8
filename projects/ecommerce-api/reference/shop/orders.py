"""From a cart to an order, and what its owner may see and do afterwards.

Stock is taken when the order is placed, by an UPDATE that carries its own condition. Everything
that changes an order afterwards holds the order's row (`locked`).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from shop.http import Problem, fields_of, idempotency_key, read_body, whole
from shop.models import CartLine, Order, OrderLine, Product

PAGE = 20


def as_json(order: Order) -> dict:
    lines = [fields_of(line, "sku", "name", "price", "quantity") for line in order.lines.all()]
    return fields_of(order, "id", "status", "total", "created_at") | {"lines": lines}


@contextmanager
def locked(**condition: object) -> Iterator[Order]:
    """Give an order that nobody else can change until the block ends, which commits."""
    with transaction.atomic():
        # NO KEY: a row that refers to the order, such as a payment, may still be inserted meanwhile.
        orders = Order.objects.select_for_update(of=["self"], no_key=True)
        yield get_object_or_404(orders, **condition)


def place(request: HttpRequest) -> HttpResponse:
    total = read_body(request, total=whole(1, 2**53 - 1))["total"]
    order = check_out(request.user, idempotency_key(request), total)
    headers = {"Location": reverse("order", args=[order.id])}
    return JsonResponse(as_json(order), status=201, headers=headers)


@transaction.atomic
def check_out(user: User, key: str, expected_total: int) -> Order:
    """Turn a customer's cart into an order; the same key again gives the same order.

    An order whose total isn't the one that the customer saw is refused.
    """
    # Two clicks at once wait here for each other. The key and the cart are read after the lock.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if known := Order.objects.filter(user=user, key=key).first():
        return known
    cart = CartLine.objects.filter(user=user)
    lines = list(cart.select_related("product").order_by("product_id"))
    if not lines:
        raise Problem(409, "the cart is empty")
    total = sum(line.product.price * line.quantity for line in lines)
    if total != expected_total:
        raise Problem(409, f"the total is {total} now")
    # In the order of their ids, or two orders with the same products could deadlock.
    for line in lines:
        _take(line.product, line.quantity)
    order = Order.objects.create(user=user, key=key, total=total)
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            product=line.product,
            quantity=line.quantity,
            **fields_of(line.product, "sku", "name", "price"),
        )
        for line in lines
    )
    # What was put into the cart meanwhile stays there.
    cart.filter(pk__in=[line.pk for line in lines]).delete()
    return order


def _take(product: Product, quantity: int) -> None:
    # Whoever waited for the row tests the condition again, on the stock that is left.
    enough = Product.objects.filter(pk=product.pk, stock__gte=quantity)
    if not enough.update(stock=F("stock") - quantity):
        raise Problem(409, f"{product.sku} is sold out")


def cancel(order: Order) -> None:
    """Cancel a locked order that isn't paid, and put what it held back on the shelf."""
    if order.status != Order.Status.PLACED:
        raise Problem(409, f"the order is {order.status}")
    order.status = Order.Status.CANCELLED
    order.save(update_fields=["status"])
    for line in order.lines.order_by("product_id"):
        Product.objects.filter(pk=line.product_id).update(stock=F("stock") + line.quantity)


def index(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    if before and not (before.isdecimal() and before.isascii()):
        raise Problem(400, "before is the id of an order")
    orders = request.user.orders.order_by("-id").prefetch_related("lines")
    if before:
        orders = orders.filter(id__lt=int(before))
    page = list(orders[: PAGE + 1])
    next_before = page[PAGE - 1].id if len(page) > PAGE else None
    return JsonResponse({"orders": [as_json(o) for o in page[:PAGE]], "next": next_before})


def show(request: HttpRequest, order_id: int) -> HttpResponse:
    # Through the owner: someone else's order isn't forbidden, it isn't found.
    return JsonResponse(as_json(get_object_or_404(request.user.orders, pk=order_id)))


def cancel_own(request: HttpRequest, order_id: int) -> HttpResponse:
    with locked(pk=order_id, user=request.user) as order:
        cancel(order)
    return JsonResponse(as_json(order))
