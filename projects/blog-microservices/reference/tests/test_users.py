"""The user service: accounts, tokens, profiles."""

import time
from types import SimpleNamespace

import jwt
import pytest

from blog import tokens

GOOD = {"handle": "somebody", "name": "Ama", "password": "correct horse battery"}


def test_who_signs_up_can_sign_in_and_has_a_profile(blog):
    ama = blog.join("Ama")
    status, session = blog.send(
        "users", "POST", "/v1/sessions", {"handle": ama.handle, "password": "correct horse battery"}
    )
    assert (status, session["user"]) == (201, ama.id)
    status, [profile] = blog.send("users", "GET", f"/v1/profiles?id={ama.id}")
    assert (status, profile["handle"]) == (200, ama.handle)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"password": "too short"}, 422),
        ({"handle": "no spaces"}, 422),
        ({"handle": "ab"}, 422),
        ({"name": " "}, 422),
        ({"name": "x" * 81}, 422),
        ({"name": 7}, 422),
        ({"name": "half a pair: \ud83d"}, 422),
        ({"name": "nothing: \0"}, 422),
    ],
)
def test_an_account_that_cannot_be_is_refused(blog, change, status):
    assert blog.send("users", "POST", "/v1/accounts", GOOD | change)[0] == status


def test_a_handle_is_given_once(blog):
    ama = blog.join()
    assert blog.send("users", "POST", "/v1/accounts", GOOD | {"handle": ama.handle})[0] == 409


def test_a_wrong_password_and_an_unknown_handle_get_the_same_answer(blog):
    ama = blog.join()
    wrong = blog.send("users", "POST", "/v1/sessions", {"handle": ama.handle, "password": "a guess, and long"})
    unknown = blog.send("users", "POST", "/v1/sessions", {"handle": "nobody_here", "password": "a guess, and long"})
    assert wrong == unknown
    assert wrong[0] == 401


def test_a_password_is_stored_as_a_hash(blog):
    ama = blog.join()
    [(stored,)] = blog.query("users", "SELECT password FROM account WHERE id = %s", ama.id)
    assert stored.startswith("scrypt:")
    assert "horse" not in stored


def test_renaming_needs_a_token_and_changes_nobody_else(blog):
    ama, kofi = blog.join("Ama"), blog.join("Kofi")
    assert blog.send("users", "PUT", "/v1/me/name", {"name": "Eve"})[0] == 401
    assert blog.send("users", "PUT", "/v1/me/name", {"name": "Ama B."}, ama)[0] == 200
    names = blog.query("users", "SELECT name, revision FROM account WHERE id = ANY(%s::uuid[])", [ama.id, kofi.id])
    assert sorted(names) == [("Ama B.", 2), ("Kofi", 1)]


def test_at_most_100_profiles_are_read_at_once(blog):
    ama = blog.join()
    assert blog.send("users", "GET", "/v1/profiles?" + "&".join([f"id={ama.id}"] * 101))[0] == 422
    assert blog.send("users", "GET", "/v1/profiles?id=7")[0] == 422


def forge(blog, **change):
    key = jwt.PyJWK.from_json(blog.settings.signing_key)
    claims = {"iss": tokens.ISSUER, "aud": tokens.AUDIENCE, "sub": "7", "name": "Eve", "exp": time.time() + 60}
    headers = {"kid": change.pop("kid", "k1"), "typ": change.pop("typ", "at+jwt")}
    claims = {name: value for name, value in (claims | change).items() if value is not None}
    return jwt.encode(claims, key, algorithm="ES256", headers=headers)


@pytest.mark.parametrize(
    "change",
    [
        {"kid": "k2"},
        {"typ": "JWT"},
        {"iss": "elsewhere"},
        {"aud": "shop"},
        {"exp": 1},
        {"exp": None},
        {"name": None},
    ],
)
@pytest.mark.parametrize("service", ["users", "content", "notifications"])
def test_every_service_refuses_a_token_that_is_not_for_it(blog, service, change):
    path = {"users": "/v1/me/name", "content": f"/v1/posts/{'0' * 8}-{'0' * 4}-7000-8000-{'0' * 12}"}
    eve = SimpleNamespace(token=forge(blog, **change))
    method = "PUT" if service in path else "GET"
    body = {"name": "Eve", "title": "Mine", "body": "Mine"} if service in path else None
    assert blog.send(service, method, path.get(service, "/v1/me/alerts"), body, eve)[0] == 401


def test_without_its_database_a_service_is_alive_but_not_ready(blog, monkeypatch):
    client = blog.clients["users"]
    monkeypatch.setitem(client.app.config, "DATABASE_URL", "postgresql://users@/users?host=/nowhere")
    assert client.http.get("/livez").status_code == 200
    assert client.http.get("/readyz").status_code == 503
    assert client.send("GET", "/v1/profiles") == (503, {"status": 503, "detail": "the database does not answer"})
