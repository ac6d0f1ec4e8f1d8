"""What the services share: reading requests, reaching their database, answering errors. No model of any."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import jwt
import psycopg
from flask import Flask, Response, abort, current_app, jsonify, request
from psycopg.rows import DictRow, dict_row
from werkzeug.exceptions import HTTPException
from werkzeug.serving import make_server

from .tokens import Caller, Verifier

Database = psycopg.Connection[DictRow]


def new_app(name: str) -> Flask:
    """Make an app with probes and problem+json errors; its settings come from the environment."""
    app = Flask(name)
    app.config.update(
        DATABASE_URL=os.environ["DATABASE_URL"],
        VERIFIER=Verifier(os.environ["TOKEN_KEYS"]),
        MAX_CONTENT_LENGTH=128 * 1024,
    )

    @app.get("/livez")
    def livez() -> str:
        return "ok"  # Without the database: restarting this process would not mend it.

    @app.get("/readyz")
    def readyz() -> str:
        with transaction() as db:
            db.execute("SELECT 1")
        return "ready"

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        return problem(error.code or 500, error.description or error.name)

    @app.errorhandler(psycopg.OperationalError)
    def unavailable(error: psycopg.OperationalError) -> Response:
        app.logger.error("database: %s", error)
        return problem(503, "the database does not answer")

    return app


def problem(status: int, detail: str) -> Response:
    """Return an error as RFC 9457 describes it."""
    answer = jsonify(status=status, detail=detail)
    answer.status_code, answer.content_type = status, "application/problem+json"
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


@contextmanager
def transaction() -> Iterator[Database]:
    """Open a connection for one transaction: committed at the end of the block, rolled back by an exception."""
    with psycopg.connect(current_app.config["DATABASE_URL"], row_factory=dict_row) as db:
        yield db


def caller() -> Caller:
    """Return who sent the request; answer 401 without a valid token."""
    try:
        found: Caller = current_app.config["VERIFIER"].verify(request.headers.get("Authorization", ""))
    except jwt.InvalidTokenError:
        abort(401, "sign in first")
    return found


def text_field(name: str, limit: int) -> str:
    """Return a field of the JSON body; answer 422 unless it is a text of 1 to `limit` characters."""
    body = request.get_json()
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, str) or not value.strip() or len(value) > limit or not is_storable(value):
        abort(422, f"{name} must be a text of 1 to {limit} characters")
    return value


def is_storable(text: str) -> bool:
    """Return whether PostgreSQL takes a text: JSON can hold NUL and half a surrogate pair, a column can't."""
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)


def ids(name: str, limit: int) -> list[UUID]:
    """Return the ids of a query such as `?id=…&id=…`; answer 422 if there are too many."""
    values = request.args.getlist(name)
    if len(values) > limit:
        abort(422, f"at most {limit} of {name}")
    try:
        return [UUID(value) for value in values]
    except ValueError:
        abort(422, f"{name} must be a UUID")


def page_size(limit: int) -> int:
    """Return `first` of the query; answer 422 unless it is between 1 and `limit`."""
    first = request.args.get("first", str(limit))
    if not first.isdecimal() or not 1 <= int(first) <= limit:
        abort(422, f"first must be between 1 and {limit}")
    return int(first)


def serve(app: Any) -> None:
    """Run an app on loopback, to try it and to test it; containers run gunicorn."""
    make_server("127.0.0.1", int(os.environ["PORT"]), app, threaded=True).serve_forever()
