"""Money moves once and its state is the provider's, whatever gets lost, repeated or forged."""

import json
import time
from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import call_command
from django.utils import timezone

from payment_provider import sign
from shop import payments
from shop.models import Order, Payment, Refund

from .shop import ShopTest, at_once


class PaymentsTest(ShopTest):
    def setUp(self) -> None:
        super().setUp()
        self.order_id = self.ada.order(ink_blue=2)

    @property
    def charges(self) -> list[dict]:
        return list(self.provider.charges.values())

    def payment(self) -> Payment:
        return Payment.objects.get(order=self.order_id)

    def sweep(self, minutes: int) -> str:
        """Sweep as if so many minutes had passed."""
        errors = StringIO()
        later = timezone.now() + timedelta(minutes=minutes)
        with mock.patch("django.utils.timezone.now", return_value=later):
            call_command("sweep", stderr=errors)
        return errors.getvalue()

    def test_a_card_is_charged_and_the_order_is_paid(self) -> None:
        self.assertEqual(self.ada.pay(self.order_id)["state"], "paid")
        self.assertEqual(self.ada.status_of(self.order_id), "paid")
        self.assertEqual([charge["amount"] for charge in self.charges], [1600])
        self.ada.pay(self.order_id, status=409)
        self.ada.call("post", f"orders/{self.order_id}/cancellation", status=409)

    def test_a_declined_card_leaves_the_order_open_to_another(self) -> None:
        self.assertEqual(self.ada.pay(self.order_id, "declined")["state"], "failed")
        self.assertEqual(self.ada.status_of(self.order_id), "placed")
        self.assertEqual(self.ada.pay(self.order_id, "good")["state"], "paid")
        self.assertEqual([charge["state"] for charge in self.charges], ["failed", "paid"])

    def test_an_answer_that_gets_lost_charges_once(self) -> None:
        self.provider.lose_answers = True
        self.assertEqual(self.ada.pay(self.order_id)["state"], "pending")
        self.assertEqual(self.ada.pay(self.order_id)["state"], "pending")
        self.provider.lose_answers = False
        self.assertEqual(self.ada.status_of(self.order_id), "placed")
        self.assertEqual(self.ada.pay(self.order_id)["state"], "paid")
        self.assertEqual(len(self.charges), 1)

    def lose_the_answer(self) -> str:
        self.provider.lose_answers = True
        payment = self.ada.pay(self.order_id)["id"]
        self.provider.lose_answers = False
        return payment

    def test_the_webhook_tells_what_the_answer_did_not(self) -> None:
        payment = self.lose_the_answer()
        self.deliver(payment, secret="old")
        self.assertEqual(self.ada.status_of(self.order_id), "paid")

    def test_a_webhook_may_come_twice_and_late(self) -> None:
        payment = self.lose_the_answer()
        self.deliver(payment)
        self.refund(self.order_id, 1600)
        # The news of the charge comes again, after that of the refund.
        self.deliver(payment)
        self.deliver(payment)
        self.assertEqual(self.ada.status_of(self.order_id), "refunded")
        self.assertEqual((self.payment().state, self.payment().refunded), ("paid", 1600))
        self.assertEqual(len(self.charges), 1)

    def test_a_forged_webhook_changes_nothing(self) -> None:
        payment = self.lose_the_answer()
        body = json.dumps({"type": "charge.changed", "payment": payment}).encode()
        now = int(time.time())
        good = sign(body, "new", now)
        seconds = good.split(",")[0]
        for reason, signature, sent in [
            ("another secret", sign(body, "guess", now), body),
            ("another body", good, body.replace(b": ", b":")),
            ("another time", good.replace(seconds, f"t={now + 60}"), body),
            ("no time", good.split(",")[1], body),
            ("no signature", seconds, body),
            ("an empty one", f"{seconds},v1=", body),
            ("not ASCII", f"{seconds},v1=é", body),
            ("no header", "", body),
        ]:
            with self.subTest(reason):
                self.post_webhook(sent, signature, 400)
        self.deliver(payment, 400, age=301)
        self.deliver(payment, 400, age=-301)
        self.assertEqual(self.ada.status_of(self.order_id), "placed")
        self.deliver(payment, age=290)
        self.assertEqual(self.ada.status_of(self.order_id), "paid")

    def test_a_webhook_about_nothing_of_ours_is_refused(self) -> None:
        self.deliver("4c3bcbbc-5b5a-4f0d-bd07-c1a5b0a3b4b0", 404)
        self.deliver("none", 404)

    def test_an_unreachable_provider_leaves_everything_open(self) -> None:
        payment = self.lose_the_answer()
        self.provider.lose_answers = True
        self.deliver(payment, 503)
        self.assertIn("doesn't answer", self.sweep(minutes=6))
        self.assertEqual(self.payment().state, "pending")
        self.provider.lose_answers = False
        self.sweep(minutes=6)
        self.assertEqual(self.ada.status_of(self.order_id), "paid")

    def test_a_charge_of_another_amount_is_not_believed(self) -> None:
        payment = self.lose_the_answer()
        self.charges[0]["amount"] = 16
        with self.assertRaisesRegex(ValueError, "charged 16"):
            payments.settle(payment)
        self.assertEqual(self.ada.status_of(self.order_id), "placed")

    def test_a_call_that_never_arrived_can_be_made_again(self) -> None:
        self.lose_the_answer()
        self.provider.charges.clear()
        self.sweep(minutes=4)
        self.assertEqual(self.payment().state, "pending")
        self.sweep(minutes=6)
        self.assertEqual(self.payment().state, "failed")
        self.assertEqual(self.ada.pay(self.order_id)["state"], "paid")

    def test_stock_is_held_for_half_an_hour(self) -> None:
        paid = self.bo.order(ink_blue=1)
        self.bo.pay(paid)
        self.sweep(minutes=29)
        self.assertEqual(self.stock("ink-blue"), 7)
        self.sweep(minutes=31)
        self.assertEqual(self.stock("ink-blue"), 9)
        self.assertEqual(self.ada.status_of(self.order_id), "cancelled")
        self.assertEqual(self.bo.status_of(paid), "paid")

    def test_what_is_paid_too_late_is_sent_back(self) -> None:
        payment = self.lose_the_answer()
        self.ada.call("post", f"orders/{self.order_id}/cancellation", status=200)
        self.deliver(payment)
        self.deliver(payment)
        self.assertEqual(self.ada.status_of(self.order_id), "cancelled")
        self.assertEqual(self.charges[0]["refunded"], 1600)
        self.assertEqual(Refund.objects.get().state, "done")

    def test_a_cancellation_and_a_payment_leave_no_paid_order_without_stock(self) -> None:
        payment = self.lose_the_answer()
        at_once(
            lambda: self.ada.client.post(f"/v1/orders/{self.order_id}/cancellation"),
            lambda: self.deliver(payment),
            behind=Order.objects.get(pk=self.order_id),
        )
        outcome = (self.ada.status_of(self.order_id), self.stock("ink-blue"))
        self.assertIn(outcome, [("paid", 8), ("cancelled", 10)])
        self.assertEqual(self.charges[0]["refunded"], {8: 0, 10: 1600}[outcome[1]])

    def test_two_refunds_at_once_send_back_no_more_than_was_paid(self) -> None:
        self.ada.pay(self.order_id)

        def ask() -> int:
            path = f"/v1/orders/{self.order_id}/refunds"
            kind, key = "application/json", {"Idempotency-Key": f"{time.perf_counter_ns():08}"}
            answer = self.manager.client.post(path, {"amount": 1000}, kind, headers=key)
            return answer.status_code

        statuses = at_once(ask, ask, behind=Order.objects.get(pk=self.order_id))
        self.assertEqual(sorted(statuses), [202, 409])
        self.assertEqual((self.charges[0]["refunded"], self.payment().refunded), (1000, 1000))
        self.assertEqual(self.ada.status_of(self.order_id), "paid")

    def test_news_of_a_charge_leaves_a_refund_counted_that_is_on_its_way(self) -> None:
        payment = self.ada.pay(self.order_id)["id"]
        payments.reserve(self.order_id, 1000, "reserved")  # And then the process dies.
        self.deliver(payment)
        self.refund(self.order_id, 1000, 409)
        self.sweep(minutes=6)
        self.assertEqual(self.charges[0]["refunded"], 1000)

    def test_a_repeated_refund_is_the_same_refund(self) -> None:
        self.ada.pay(self.order_id)
        first = self.refund(self.order_id, 500, key="the same key")
        self.assertEqual(self.refund(self.order_id, 500, key="the same key"), first)
        self.refund(self.order_id, 400, 422, key="the same key")
        self.assertEqual(self.charges[0]["refunded"], 500)

    def test_a_refund_whose_answer_gets_lost_is_made_once(self) -> None:
        self.ada.pay(self.order_id)
        self.provider.lose_answers = True
        self.assertEqual(self.refund(self.order_id, 500)["state"], "pending")
        self.provider.lose_answers = False
        self.sweep(minutes=6)
        self.sweep(minutes=7)
        self.assertEqual(Refund.objects.get().state, "done")
        self.assertEqual((self.charges[0]["refunded"], self.payment().refunded), (500, 500))

    def test_a_refused_refund_is_not_counted(self) -> None:
        self.ada.pay(self.order_id)
        self.charges[0]["refunded"] = 1600  # By hand, in the provider's own pages.
        self.assertEqual(self.refund(self.order_id, 1600)["state"], "refused")
        self.assertEqual((self.payment().refunded, self.ada.status_of(self.order_id)), (0, "paid"))
        self.deliver(str(self.payment().id))
        self.assertEqual(self.ada.status_of(self.order_id), "refunded")

    def test_what_is_not_paid_is_not_refunded(self) -> None:
        self.refund(self.order_id, 1, 409)
        self.refund(999_999, 1, 404)
