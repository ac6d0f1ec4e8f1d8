"""The graph that the gateway serves: which service is asked for each field. It decides no rule of the blog."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from graphql import build_schema

from .upstream import Loader, Upstream, error

SDL = (Path(__file__).parents[1] / "contracts/schema.graphql").read_text(encoding="utf-8")
schema = build_schema(SDL)


class Ask:
    """What the resolvers of one request share: the services, and what has been loaded from them."""

    def __init__(self, upstream: Upstream) -> None:
        """Start with nothing loaded."""
        self.call = upstream.call
        self.profiles = Loader(self._profiles, most=100)
        self._comments: dict[int, Loader] = {}

    async def _profiles(self, ids: list[str]) -> dict[str, Any]:
        return {profile["id"]: profile for profile in await self.call("users", "GET", "/v1/profiles", id=ids)}

    def comments(self, first: int) -> Loader:
        """Return the loader of pages of this size: one request may ask for several."""

        async def fetch(posts: list[str]) -> dict[str, Any]:
            pages: dict[str, Any] = {post: [] for post in posts}
            for comment in await self.call("content", "GET", "/v1/comments", post=posts, first=first):
                pages[comment["post"]].append(comment)
            return pages

        return self._comments.setdefault(first, Loader(fetch, most=50))


def from_row(row: dict[str, Any], info: Any, **_: Any) -> Any:
    """Resolve every field without a resolver: `publishedAt` is what a service calls `published_at`."""
    return row[re.sub("([A-Z])", r"_\1", info.field_name).lower()]


def uuid_of(text: str) -> str:
    """Return an id as services spell it; what a client sends becomes part of a path, so nothing else may pass."""
    try:
        return str(UUID(text))
    except ValueError:
        raise error("BAD_INPUT", "an id is a UUID") from None


def field(type_name: str, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function the resolver of a field: it gets the parent, the request, and the field's arguments."""

    def attach(function: Callable[..., Any]) -> Callable[..., Any]:
        kind: Any = schema.type_map[type_name]
        kind.fields[name].resolve = lambda parent, info, **given: function(parent, info.context, **given)
        return function

    return attach


@field("Query", "posts")
async def newest_posts(_: Any, ask: Ask, first: int, after: str | None = None) -> Any:
    return await ask.call("content", "GET", "/v1/posts", first=first, after=after)


@field("Query", "post")
async def one_post(_: Any, ask: Ask, id: str) -> Any:
    found = await ask.call("content", "GET", "/v1/posts", id=id)
    return found[0] if found else None


@field("Query", "alerts")
async def alerts(_: Any, ask: Ask, first: int) -> Any:
    return await ask.call("notifications", "GET", "/v1/me/alerts", first=first)


@field("Post", "author")
@field("Comment", "author")
def author_of(row: Any, _: Ask) -> Any:
    return {"id": row["author"], "name": row["author_name"]}


@field("Alert", "actor")
def actor_of(row: Any, _: Ask) -> Any:
    return {"id": row["actor"], "name": row["actor_name"]}


@field("Post", "comments")
async def comments_of(post: Any, ask: Ask, first: int) -> Any:
    return await ask.comments(first).load(post["id"])


@field("Author", "profile")
async def profile_of(author: Any, ask: Ask) -> Any:
    return await ask.profiles.load(author["id"])


@field("Mutation", "signUp")
async def sign_up(_: Any, ask: Ask, **account: str) -> Any:
    return await ask.call("users", "POST", "/v1/accounts", account)


@field("Mutation", "signIn")
async def sign_in(_: Any, ask: Ask, **credentials: str) -> Any:
    return await ask.call("users", "POST", "/v1/sessions", credentials)


@field("Mutation", "rename")
async def rename(_: Any, ask: Ask, name: str) -> Any:
    return await ask.call("users", "PUT", "/v1/me/name", {"name": name})


@field("Mutation", "publish")
async def publish(_: Any, ask: Ask, id: str, title: str, body: str) -> Any:
    return await ask.call("content", "PUT", f"/v1/posts/{uuid_of(id)}", {"title": title, "body": body})


@field("Mutation", "comment")
async def comment(_: Any, ask: Ask, id: str, post: str, body: str) -> Any:
    path = f"/v1/posts/{uuid_of(post)}/comments/{uuid_of(id)}"
    return await ask.call("content", "PUT", path, {"body": body})


@field("Mutation", "follow")
async def follow(_: Any, ask: Ask, author: str) -> bool:
    await ask.call("notifications", "PUT", f"/v1/me/follows/{uuid_of(author)}")
    return True
