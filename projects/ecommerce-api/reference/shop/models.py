"""The tables, with the rules that hold whatever the code above them does.

Amounts are whole cents of one currency. A constraint here is the last line of defense: the code
refuses first, with a better message.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q


class Token(models.Model):
    """A login. Only the digest is kept, so that a stolen backup opens nothing."""

    digest = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    expires_at = models.DateTimeField()


class Product(models.Model):
    """Something for sale. `stock` counts what is neither sold nor held by an order."""

    sku = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    category = models.CharField(max_length=40)
    attributes = models.JSONField(default=dict)
    price = models.PositiveIntegerField()
    stock = models.PositiveIntegerField(default=0)
    document = models.GeneratedField(
        expression=SearchVector("name", weight="A", config="english")
        + SearchVector("description", weight="C", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["document"], name="product_document"),
            GinIndex(fields=["attributes"], name="product_attributes", opclasses=["jsonb_path_ops"]),
            models.Index(fields=["category", "price", "id"], name="product_category"),
            models.Index(fields=["price", "id"], name="product_price"),
        ]


class CartLine(models.Model):
    """How many of a product a customer means to buy. It holds no stock and no price."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    product = models.ForeignKey(Product, models.CASCADE)
    quantity = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "product"], name="one_line_per_product"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="cart_quantity"),
        ]


class Order(models.Model):
    """What was bought, at the prices of that moment. Its row is the lock for all below it."""

    class Status(models.TextChoices):
        """placed leads to paid or cancelled, paid to refunded."""

        PLACED = "placed"
        PAID = "paid"
        CANCELLED = "cancelled"
        REFUNDED = "refunded"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="orders")
    key = models.CharField(max_length=64)
    status = models.CharField(max_length=9, choices=Status, default=Status.PLACED)
    total = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_order_per_key"),
        ]
        indexes = [models.Index(fields=["created_at"], name="unpaid", condition=Q(status="placed"))]


class OrderLine(models.Model):
    """A product as it was sold: renaming it or changing its price leaves the order alone."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, models.PROTECT)
    sku = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    price = models.PositiveIntegerField()
    quantity = models.PositiveSmallIntegerField()


class Payment(models.Model):
    """One attempt to charge an order. Its id is the key by which the provider knows the charge."""

    class State(models.TextChoices):
        """pending leads to paid or failed; a new attempt is a new row."""

        PENDING = "pending"
        PAID = "paid"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    order = models.ForeignKey(Order, models.PROTECT, related_name="payments")
    amount = models.PositiveBigIntegerField()
    refunded = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=7, choices=State, default=State.PENDING)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order"], name="one_open_payment", condition=~Q(state="failed")),
            models.CheckConstraint(condition=Q(refunded__lte=F("amount")), name="refunded_at_most"),
        ]


class Refund(models.Model):
    """Money on its way back; counted in `Payment.refunded` before the provider is asked."""

    class State(models.TextChoices):
        """pending leads to done or refused."""

        PENDING = "pending"
        DONE = "done"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=64)
    amount = models.PositiveBigIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.PENDING)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "key"], name="one_refund_per_key"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="refund_amount"),
        ]
