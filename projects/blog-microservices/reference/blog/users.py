"""The user service: accounts, tokens and profiles. Nobody else sees a password."""

import os
from typing import Any

import jwt
from flask import Flask, abort, jsonify
from psycopg.errors import CheckViolation, UniqueViolation
from werkzeug.security import check_password_hash, generate_password_hash

from . import outbox
from .service import Database, caller, ids, new_app, serve, text_field, transaction
from .tokens import LIFETIME, Caller, issue

RECEIVERS = ("content", "notifications")
SIGN_UP = "INSERT INTO account (handle, password, name) VALUES (%s, %s, %s) RETURNING id::text, name, revision"
RENAME = "UPDATE account SET name = %s, revision = revision + 1 WHERE id = %s RETURNING id::text, name, revision"


def create_app() -> Flask:
    """Make the app; `SIGNING_KEY` is the private key of the tokens, as a JSON Web Key."""
    app = new_app("users")
    key = jwt.PyJWK.from_json(os.environ["SIGNING_KEY"])
    nobody = generate_password_hash("nobody")

    def session(account: dict[str, Any]) -> dict[str, Any]:
        token = issue(key, Caller(str(account["id"]), account["name"]))
        return {"user": account["id"], "token": token, "expires_in": LIFETIME}

    @app.post("/v1/accounts")
    def sign_up() -> Any:
        handle, name, password = text_field("handle", 30), text_field("name", 80), text_field("password", 200)
        if len(password) < 12:
            abort(422, "password must have at least 12 characters")
        try:
            with transaction() as db:
                account = change(db, "user.registered", SIGN_UP, (handle, generate_password_hash(password), name))
        except UniqueViolation:
            abort(409, "this handle is taken")
        except CheckViolation:
            abort(422, "handle must be 3 to 30 of a-z, 0-9 and _")
        return jsonify(session(account)), 201

    @app.post("/v1/sessions")
    def sign_in() -> Any:
        handle, password = text_field("handle", 30), text_field("password", 200)
        with transaction() as db:
            account = db.execute("SELECT * FROM account WHERE handle = %s", (handle,)).fetchone()
        # An unknown handle takes as long as a wrong password, so that time does not tell who has an account.
        if not check_password_hash(account["password"] if account else nobody, password) or not account:
            abort(401, "handle or password is wrong")
        return jsonify(session(account)), 201

    @app.put("/v1/me/name")
    def rename() -> Any:
        who, name = caller(), text_field("name", 80)
        with transaction() as db:
            account = change(db, "user.renamed", RENAME, (name, who.id))
        return jsonify(id=account["id"], name=account["name"])

    @app.get("/v1/profiles")
    def profiles() -> Any:
        with transaction() as db:
            query = "SELECT id, handle, joined_at FROM account WHERE id = ANY(%s)"
            found = db.execute(query, (ids("id", 100),)).fetchall()
        return jsonify([{**profile, "joined_at": profile["joined_at"].isoformat()} for profile in found])

    return app


def change(db: Database, kind: str, statement: str, values: tuple[str, ...]) -> dict[str, Any]:
    """Change an account and tell of it in the same transaction; return what it is called now."""
    account = db.execute(statement, values).fetchone()
    if account is None:
        abort(404, "no such account")
    told = {"user": account["id"], "name": account["name"], "revision": account["revision"]}
    outbox.add(db, kind, told, RECEIVERS)
    return account


if __name__ == "__main__":
    serve(create_app())
