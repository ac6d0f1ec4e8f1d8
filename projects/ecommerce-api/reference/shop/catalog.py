"""Finding products: by words, by filters with counts, page by page; and changing a price."""

import json

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.db.models.fields.json import KT
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from shop import cache
from shop.http import Problem, fields_of, read_body, text, whole
from shop.models import Product

PAGE = 20
HIGHEST_PRICE = 10_000_000
FACETS = {
    "category": F("category"),
    "color": KT("attributes__color"),
    "size": KT("attributes__size"),
}


def as_json(product: Product) -> dict:
    return fields_of(product, "sku", "name", "category", "attributes", "price")


def search(request: HttpRequest) -> HttpResponse:
    query = _read_query(request)
    # Equal questions in another order of parameters are the same question.
    found = cache.remember(json.dumps(query, sort_keys=True), lambda: find(query))
    return JsonResponse(found)


def find(query: dict) -> dict:
    """Return one page of products and, for each facet, how many products each value would leave."""
    facets = {}
    for facet, value in FACETS.items():
        # A facet's own filter is left out, or the values not chosen would all count zero.
        others = {name: given for name, given in query.items() if name != facet}
        counts = matching(others).annotate(value=value).exclude(value=None)
        counts = counts.values("value").annotate(count=Count("id")).order_by("-count", "value")
        facets[facet] = list(counts[:PAGE])
    products, cursor = _page(query)
    return {"products": [as_json(p) for p in products], "next": cursor, "facets": facets}


def matching(query: dict) -> QuerySet[Product]:
    """Return the products that a query asks for, all filters together."""
    products = Product.objects.all()
    if "q" in query:
        products = products.filter(document=_words(query))
    if "category" in query:
        products = products.filter(category=query["category"])
    attributes = {name: query[name] for name in ("color", "size") if name in query}
    if attributes:
        products = products.filter(attributes__contains=attributes)
    return products.filter(price__lte=query.get("max_price", HIGHEST_PRICE))


def _page(query: dict) -> tuple[list[Product], str | None]:
    products = matching(query)
    if "q" in query:
        # A rank is no stable place to go on from: only the best matches are shown.
        rank = SearchRank(F("document"), _words(query))
        return list(products.annotate(rank=rank).order_by("-rank", "id")[:PAGE]), None
    if "after" in query:
        price, last_id = query["after"]
        products = products.filter(Q(price__gt=price) | Q(price=price, id__gt=last_id))
    page = list(products.order_by("price", "id")[: PAGE + 1])
    last = page[PAGE - 1] if len(page) > PAGE else None
    return page[:PAGE], f"{last.price}-{last.id}" if last else None


def _words(query: dict) -> SearchQuery:
    # Takes what people type, and never fails on it.
    return SearchQuery(query["q"], config="english", search_type="websearch")


def _read_query(request: HttpRequest) -> dict:
    given = request.GET.dict()
    query = {}
    try:
        for name in "q", *FACETS:
            if name in given:
                query[name] = text(100)(given.pop(name))
        if "max_price" in given:
            query["max_price"] = whole(0, HIGHEST_PRICE)(int(given.pop("max_price")))
        if "after" in given:
            price, last_id = given.pop("after").split("-")
            query["after"] = int(price), int(last_id)
    except ValueError:
        raise Problem(400, "a parameter's value can't be read") from None
    if given:
        raise Problem(400, f"unknown parameters: {', '.join(sorted(given))}")
    return query


def show(request: HttpRequest, sku: str) -> HttpResponse:
    product = get_object_or_404(Product, sku=sku)
    details = {"description": product.description, "available": product.stock > 0}
    return JsonResponse(as_json(product) | details)


def reprice(request: HttpRequest, sku: str) -> HttpResponse:
    given = read_body(request, price=whole(1, HIGHEST_PRICE))
    with transaction.atomic():
        if not Product.objects.filter(sku=sku).update(price=given["price"]):
            raise Problem(404, "not found")
        transaction.on_commit(cache.forget)
    return HttpResponse(status=204)
