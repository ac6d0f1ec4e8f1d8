"""Holds every answer that any test receives against openapi.yaml."""

import re
from pathlib import Path
from typing import Any

import yaml
from django.test import Client
from jsonschema import Draft202012Validator

DOCUMENT = yaml.safe_load((Path(__file__).parents[1] / "openapi.yaml").read_text("utf-8"))
METHODS = {"get", "post", "put", "patch", "delete"}


def resolved(part: dict) -> dict:
    """Return a part of the document, or what its reference leads to."""
    while "$ref" in part:
        found = DOCUMENT
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def operation_of(method: str, path: str) -> dict | None:
    """Return what the document says of a call, or None where it says nothing."""
    for template, item in DOCUMENT["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            return item.get(method.lower())
    return None


class ContractClient(Client):
    """A client that refuses answers which the document doesn't describe."""

    def generic(self, method: str, path: str, *args: Any, **extra: Any) -> Any:
        response = super().generic(method, path, *args, **extra)
        operation = operation_of(method, path.partition("?")[0])
        if operation is None:
            assert response.status_code in (404, 405), f"{method} {path} isn't described"
            return response
        described = operation["responses"].get(str(response.status_code))
        assert described, f"{method} {path}: {response.status_code} isn't described"
        content = resolved(described).get("content", {})
        if not content:
            assert not response.content
            return response
        schema = content[response.headers["Content-Type"]]["schema"]
        Draft202012Validator(schema | {"components": DOCUMENT["components"]}).validate(response.json())
        return response
