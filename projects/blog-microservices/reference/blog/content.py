"""The content service: posts and comments, with a copy of the names of those who wrote them."""

from typing import Any
from uuid import UUID

from flask import Flask, abort, jsonify

from . import outbox
from .inbox import accept_events, named, remember_name
from .service import Database, caller, ids, new_app, page_size, serve, text_field, transaction
from .tokens import Caller

RECEIVERS = ("notifications",)
POST = """
    SELECT post.id, author, name AS author_name, title, body, published_at
    FROM post JOIN person ON person.id = author
"""
COMMENT = """
    SELECT comment.id, post, author, name AS author_name, body, written_at
    FROM comment JOIN person ON person.id = author
"""


def create_app() -> Flask:
    """Make the app."""
    app = new_app("content")
    accept_events(app, {"user.registered": named, "user.renamed": named})

    @app.get("/v1/posts")
    def posts() -> Any:
        first, after, only = page_size(50), ids("after", 1), ids("id", 50)
        where = "WHERE true"
        if after:
            where += " AND (published_at, post.id) < (SELECT published_at, id FROM post WHERE id = %(after)s)"
        if only:
            where += " AND post.id = ANY(%(only)s)"
        query = f"{POST} {where} ORDER BY published_at DESC, post.id DESC LIMIT %(first)s"
        values = {"first": first, "after": after[0] if after else None, "only": only}
        with transaction() as db:
            return jsonify([shown(row) for row in db.execute(query, values)])

    @app.put("/v1/posts/<uuid:post>")
    def publish(post: UUID) -> Any:
        who, title, body = caller(), text_field("title", 200), text_field("body", 50_000)
        statement = "INSERT INTO post (id, author, title, body) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
        with transaction() as db:
            know(db, who)
            new = db.execute(statement, (post, who.id, title, body)).rowcount
            stored = db.execute(f"{POST} WHERE post.id = %s", (post,)).fetchone()
            if new:
                told = {"post": str(post), "author": who.id, "title": title}
                outbox.add(db, "post.published", told, RECEIVERS)
        return answer(stored, new, {"author": UUID(who.id), "title": title, "body": body})

    @app.get("/v1/comments")
    def comments() -> Any:
        wanted, first = ids("post", 50), page_size(20)
        query = f"""
            SELECT newest.* FROM unnest(%s::uuid[]) AS wanted CROSS JOIN LATERAL (
                {COMMENT} WHERE post = wanted ORDER BY written_at DESC, comment.id DESC LIMIT %s
            ) AS newest ORDER BY written_at, id
        """
        with transaction() as db:
            return jsonify([shown(row) for row in db.execute(query, (wanted, first))])

    @app.put("/v1/posts/<uuid:post>/comments/<uuid:comment>")
    def write(post: UUID, comment: UUID) -> Any:
        who, body = caller(), text_field("body", 2_000)
        statement = "INSERT INTO comment (id, post, author, body) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
        with transaction() as db:
            about = db.execute("SELECT author, title FROM post WHERE id = %s", (post,)).fetchone()
            if about is None:
                abort(404, "no such post")
            know(db, who)
            new = db.execute(statement, (comment, post, who.id, body)).rowcount
            stored = db.execute(f"{COMMENT} WHERE comment.id = %s", (comment,)).fetchone()
            if new:
                told = {
                    "post": str(post),
                    "title": about["title"],
                    "post_author": str(about["author"]),
                    "author": who.id,
                }
                outbox.add(db, "comment.written", told, RECEIVERS)
        return answer(stored, new, {"author": UUID(who.id), "post": post, "body": body})

    return app


def know(db: Database, who: Caller) -> None:
    """Keep the token's name until the user service tells of one: its event may be slower than a first post."""
    remember_name(db, who.id, who.name, 0)


def answer(stored: dict[str, Any] | None, new: int, asked: dict[str, Any]) -> Any:
    """Answer a PUT: 201 for the first, 200 for the same again, 409 if the id stands for something else."""
    if stored is None or any(stored[name] != value for name, value in asked.items()):
        abort(409, "this id is taken")
    return jsonify(shown(stored)), 201 if new else 200


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its time in ISO 8601, as the contract promises."""
    return {name: value.isoformat() if name.endswith("_at") else value for name, value in row.items()}


if __name__ == "__main__":
    serve(create_app())
