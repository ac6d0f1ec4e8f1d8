"""Charging and refunding, when answers get lost and news comes twice or in the wrong order.

A row is committed before the provider is called, and its id is the key of the call: after a crash
the call can be repeated. A webhook is news that something changed, never the change itself: what
is stored is what the provider answers when it is asked.
"""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse

from shop import provider
from shop.http import Problem, fields_of, idempotency_key, read_body, text, whole
from shop.models import Order, Payment, Refund
from shop.orders import locked


def pay(request: HttpRequest, order_id: int) -> HttpResponse:
    """Charge the caller's order. The card is a token from the provider's own form, no number."""
    card = read_body(request, card=text(100))["card"]
    with locked(pk=order_id, user=request.user) as order:
        if order.status != Order.Status.PLACED:
            raise Problem(409, f"the order is {order.status}")
        # An attempt whose answer got lost is asked about again, not made twice.
        payment, _ = order.payments.get_or_create(state=Payment.State.PENDING, defaults={"amount": order.total})
    try:
        provider.charge(payment.id, payment.amount, card)
        payment = settle(payment.id)
    except provider.Unreachable:
        pass  # The webhook or the sweep will tell.
    return JsonResponse(fields_of(payment, "id", "amount", "state"), status=202)


def webhook(request: HttpRequest) -> HttpResponse:
    event = provider.verified(request.headers.get("Signature", ""), request.body)
    try:
        settle(event["payment"])
    except provider.Unreachable:
        raise Problem(503, "deliver again") from None
    return HttpResponse(status=204)


def settle(payment_id: uuid.UUID) -> Payment:
    """Make a payment and its order what the provider says of the charge now."""
    try:
        order_id = Payment.objects.values_list("order_id", flat=True).get(pk=payment_id)
    except (Payment.DoesNotExist, ValidationError):
        raise Problem(404, "no such payment") from None
    with locked(pk=order_id) as order:
        payment = order.payments.get(pk=payment_id)
        # Asked under the lock, or an older answer could be stored over a newer one.
        charge = provider.find_charge(payment_id)
        if charge["amount"] != payment.amount:
            raise ValueError(f"payment {payment_id}: charged {charge['amount']}")
        payment.state = Payment.State.PAID if charge["state"] == "paid" else Payment.State.FAILED
        # What is reserved for a refund may not have arrived there yet.
        payment.refunded = max(payment.refunded, charge["refunded"])
        payment.save(update_fields=["state", "refunded"])
        _update_status(order, payment)
        left = payment.amount - payment.refunded
    if payment.state == Payment.State.PAID and order.status == Order.Status.CANCELLED and left:
        send(reserve(order.id, left, key="paid too late"))
    return payment


def _update_status(order: Order, payment: Payment) -> None:
    # A cancelled order has given its stock back: money that arrives afterwards changes nothing.
    if payment.state == Payment.State.PAID and order.status != Order.Status.CANCELLED:
        everything = payment.refunded == payment.amount
        order.status = Order.Status.REFUNDED if everything else Order.Status.PAID
        order.save(update_fields=["status"])


def refund(request: HttpRequest, order_id: int) -> HttpResponse:
    amount = read_body(request, amount=whole(1, 2**53 - 1))["amount"]
    made = send(reserve(order_id, amount, idempotency_key(request)))
    return JsonResponse(fields_of(made, "id", "amount", "state"), status=202)


def reserve(order_id: int, amount: int, key: str) -> Refund:
    """Count a refund as paid back before the provider is asked; the same key gives the same one."""
    with locked(pk=order_id) as order:
        payment = order.payments.filter(state=Payment.State.PAID).first()
        if payment is None:
            raise Problem(409, "nothing has been paid")
        if known := payment.refunds.filter(key=key).first():
            if known.amount != amount:
                raise Problem(422, "this key belongs to another amount")
            return known
        left = payment.amount - payment.refunded
        if amount > left:
            raise Problem(409, f"{left} is left to refund")
        payment.refunded += amount
        payment.save(update_fields=["refunded"])
        _update_status(order, payment)
        return payment.refunds.create(key=key, amount=amount)


def send(refund: Refund) -> Refund:
    """Ask the provider for a refund that is reserved; without an answer it stays pending."""
    if refund.state != Refund.State.PENDING:
        return refund
    try:
        provider.refund(refund.id, refund.payment_id, refund.amount)
    except provider.Unreachable:
        return refund
    except provider.Refused:
        return _close(refund, Refund.State.REFUSED)
    return _close(refund, Refund.State.DONE)


def _close(refund: Refund, state: str) -> Refund:
    with locked(payments=refund.payment_id) as order:
        refund.refresh_from_db()
        if refund.state == Refund.State.PENDING:
            refund.state = state
            refund.save(update_fields=["state"])
            if state == Refund.State.REFUSED:
                payment = order.payments.get(pk=refund.payment_id)
                payment.refunded -= refund.amount
                payment.save(update_fields=["refunded"])
                _update_status(order, payment)
    return refund
