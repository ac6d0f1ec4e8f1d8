"""What a customer means to buy. Prices are today's until checkout fixes them."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from shop.http import fields_of, read_body, whole
from shop.models import CartLine, Product


def show(request: HttpRequest) -> HttpResponse:
    lines = CartLine.objects.filter(user=request.user).select_related("product").order_by("id")
    shown = [fields_of(line.product, "sku", "name", "price") | {"quantity": line.quantity} for line in lines]
    total = sum(line["price"] * line["quantity"] for line in shown)
    return JsonResponse({"lines": shown, "total": total})


def put(request: HttpRequest, sku: str) -> HttpResponse:
    quantity = read_body(request, quantity=whole(1, 99))["quantity"]
    product = get_object_or_404(Product, sku=sku)
    CartLine.objects.update_or_create(user=request.user, product=product, defaults={"quantity": quantity})
    return HttpResponse(status=204)


def remove(request: HttpRequest, sku: str) -> HttpResponse:
    CartLine.objects.filter(user=request.user, product__sku=sku).delete()
    return HttpResponse(status=204)
