"""Finishes what was left half done: run it every minute.

Everything it does can be done twice, and by two sweeps at once.
"""

from datetime import datetime, timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from shop import payments, provider
from shop.models import Order, Payment, Refund
from shop.orders import cancel, locked

PATIENCE = timedelta(minutes=5)
HELD_FOR = timedelta(minutes=30)


class Command(BaseCommand):
    """Asks after payments, repeats refunds, and frees the stock of orders that nobody paid."""

    help = __doc__

    def handle(self, **options: object) -> None:
        now = timezone.now()
        try:
            self.ask_after_payments(now - PATIENCE)
            for refund in Refund.objects.filter(state="pending", created_at__lt=now - PATIENCE):
                payments.send(refund)
        except provider.Unreachable:
            self.stderr.write("the provider doesn't answer")
        self.free_stock(now - HELD_FOR)

    def ask_after_payments(self, before: datetime) -> None:
        for payment in Payment.objects.filter(state="pending", created_at__lt=before):
            try:
                payments.settle(payment.id)
            except provider.Refused:  # The call never got there.
                pending = Payment.objects.filter(pk=payment.pk, state="pending")
                pending.update(state=Payment.State.FAILED)

    def free_stock(self, before: datetime) -> None:
        unpaid = Order.objects.filter(status="placed", created_at__lt=before)
        for order_id in unpaid.values_list("id", flat=True):
            with locked(pk=order_id) as order:
                if order.status == Order.Status.PLACED:
                    cancel(order)
