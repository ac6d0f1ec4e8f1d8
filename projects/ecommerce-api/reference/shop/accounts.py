"""Logging in and out. Registering is left out: it is a form, and an e-mail that confirms it."""

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, JsonResponse

from shop.http import Problem, issue_token, read_body, text


def log_in(request: HttpRequest) -> HttpResponse:
    given = read_body(request, username=text(150), password=text(200))
    user = authenticate(username=given["username"], password=given["password"])
    if user is None:
        raise Problem(401, "wrong name or password", {"WWW-Authenticate": "Bearer"})
    return JsonResponse({"token": issue_token(user)}, status=201)


def log_out(request: HttpRequest) -> HttpResponse:
    request.login.delete()
    return HttpResponse(status=204)
