"""Receives events: each takes effect once, however often it is delivered."""

import hmac
import os
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Flask, abort, request

from .service import Database, transaction

Handler = Callable[[Database, str, dict[str, Any]], None]
"""Applies an event to the database: gets its id and its data."""


def accept_events(app: Flask, handlers: dict[str, Handler]) -> None:
    """Add the route that relays post to; an event of another type or version is refused and stays in its outbox."""
    key = os.environ["EVENTS_KEY"]

    @app.post("/v1/events")
    def receive() -> tuple[str, int]:
        sent = request.headers.get("Authorization", "")
        if not hmac.compare_digest(sent.encode(), f"Bearer {key}".encode()):
            abort(401, "events come from relays")
        event = request.get_json()
        handler = handlers.get(event["type"])
        if handler is None or event["version"] != 1:
            abort(422, f"{event['type']} version {event['version']} is not known here")
        event_id = str(UUID(event["id"]))
        with transaction() as db:
            seen = "INSERT INTO inbox (event_id) VALUES (%s) ON CONFLICT DO NOTHING"
            if db.execute(seen, (event_id,)).rowcount:
                handler(db, event_id, event["data"])
        return "", 204


def remember_name(db: Database, user: str, name: str, revision: int) -> None:
    """Keep the newest name of a user in the table `person`; an older one may arrive after it."""
    db.execute(
        """
        INSERT INTO person (id, name, revision) VALUES (%s, %s, %s)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, revision = excluded.revision
        WHERE person.revision < excluded.revision
        """,
        (user, name, revision),
    )


def named(db: Database, _: str, data: dict[str, Any]) -> None:
    """Handle user.registered and user.renamed."""
    remember_name(db, data["user"], data["name"], data["revision"])
