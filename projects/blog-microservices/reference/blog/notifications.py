"""The notification service: who follows whom, and what each reader is told."""

from typing import Any
from uuid import UUID

from flask import Flask, jsonify

from .inbox import accept_events, named
from .service import Database, caller, new_app, page_size, serve, transaction

ALERT = """
    INSERT INTO alert (event_id, recipient, kind, actor, post, title)
    SELECT %(event)s, recipient, %(kind)s, %(author)s, %(post)s, %(title)s
"""


def create_app() -> Flask:
    """Make the app."""
    app = new_app("notifications")
    handlers = {"user.registered": named, "user.renamed": named}
    accept_events(app, {**handlers, "post.published": published, "comment.written": commented})

    @app.put("/v1/me/follows/<uuid:author>")
    def follow(author: UUID) -> Any:
        statement = "INSERT INTO follow (follower, author) VALUES (%s, %s) ON CONFLICT DO NOTHING"
        with transaction() as db:
            db.execute(statement, (caller().id, author))
        return "", 204

    @app.get("/v1/me/alerts")
    def alerts() -> Any:
        query = """
            SELECT alert.id, kind, actor, coalesce(name, 'Someone') AS actor_name, post, title, told_at
            FROM alert LEFT JOIN person ON person.id = actor
            WHERE recipient = %s ORDER BY told_at DESC, alert.id DESC LIMIT %s
        """
        with transaction() as db:
            found = db.execute(query, (caller().id, page_size(50))).fetchall()
        return jsonify([{**alert, "told_at": alert["told_at"].isoformat()} for alert in found])

    return app


def published(db: Database, event_id: str, data: dict[str, Any]) -> None:
    """Tell the followers of a new post."""
    followers = " FROM (SELECT follower AS recipient FROM follow WHERE author = %(author)s) AS followers"
    db.execute(ALERT + followers, {**data, "event": event_id, "kind": "post"})


def commented(db: Database, event_id: str, data: dict[str, Any]) -> None:
    """Tell the author of a post of a comment, unless it is their own."""
    author = " FROM (SELECT %(post_author)s::uuid AS recipient) AS author WHERE recipient <> %(author)s"
    db.execute(ALERT + author, {**data, "event": event_id, "kind": "comment"})


if __name__ == "__main__":
    serve(create_app())
