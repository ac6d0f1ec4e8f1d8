"""Holds services to their contracts: what they answer, and what the gateway reads of that and no more."""

import json
import re
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web
from flask import Flask
from jsonschema import Draft202012Validator, FormatChecker

CONTRACTS = Path(__file__).resolve().parents[1] / "contracts"
EVENTS = yaml.safe_load((CONTRACTS / "events.yaml").read_text(encoding="utf-8"))
SOME_ID = "0198c0de-0000-7000-8000-000000000001"
SAMPLES = {"uuid": SOME_ID, "date-time": "2026-01-02T03:04:05+00:00"}


def breaches(schema: dict[str, Any], value: Any, components: Any = None) -> list[str]:
    """Return how a value breaks its schema."""
    validator = Draft202012Validator({**schema, "components": components or {}}, format_checker=FormatChecker())
    return [f"{'/'.join(map(str, found.path))}: {found.message}" for found in validator.iter_errors(value)]


class Contract:
    """One service's OpenAPI document."""

    def __init__(self, service: str) -> None:
        """Read it."""
        self.service = service
        self.document = yaml.safe_load((CONTRACTS / f"{service}.yaml").read_text(encoding="utf-8"))
        self.components = self.document["components"]

    def operations(self) -> set[tuple[str, str]]:
        """Return what clients may call, as method and path."""
        return {(method.upper(), path) for path, methods in self.document["paths"].items() for method in methods}

    def operation(self, method: str, path: str) -> dict[str, Any]:
        """Return the operation that a request is for."""
        for template, methods in self.document["paths"].items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and method.lower() in methods:
                found: dict[str, Any] = methods[method.lower()]
                return found
        raise AssertionError(f"{self.service} promises no {method} {path}")

    def body(self, operation: dict[str, Any], status: int) -> dict[str, Any] | None:
        """Return the schema of an answer's body, None if it has none."""
        answers = operation["responses"]
        answer = answers.get(str(status)) or answers["default"]
        assert str(status) in answers or status >= 400, f"{self.service} promises no status {status}"
        if "$ref" in answer:
            answer = self.components["responses"][answer["$ref"].rpartition("/")[2]]
        content = answer.get("content", {})
        return next(iter(content.values()))["schema"] if content else None

    def check(self, method: str, path: str, status: int, value: Any) -> list[str]:
        """Return how an answer breaks the contract."""
        schema = self.body(self.operation(method, path), status)
        return [] if schema is None else breaches(schema, value, self.components)

    def sample(self, schema: dict[str, Any]) -> Any:
        """Make the smallest value that a schema allows: nothing that isn't required."""
        if "$ref" in schema:
            return self.sample(self.components["schemas"][schema["$ref"].rpartition("/")[2]])
        match schema["type"]:
            case "object":
                return {name: self.sample(schema["properties"][name]) for name in schema["required"]}
            case "array":
                return [self.sample(schema["items"])]
            case "integer":
                return 900
            case _:
                return SAMPLES.get(schema.get("format", ""), schema.get("enum", ["some text"])[0])

    def stub(self) -> web.Application:
        """Make a service that knows nothing but its contract, and is as strict about what it is sent."""

        async def answer(request: web.Request) -> web.Response:
            operation = self.operation(request.method, request.path)
            known = {each["name"]: each for each in operation.get("parameters", []) if each["in"] == "query"}
            for name in request.query:
                schema = known[name]["schema"]
                values: list[Any] = request.query.getall(name)
                if schema["type"] != "array":
                    assert breaches(schema, int(values[0]) if schema["type"] == "integer" else values[0]) == []
                else:
                    assert breaches(schema, values) == []
            if "requestBody" in operation:
                schema = operation["requestBody"]["content"]["application/json"]["schema"]
                assert breaches({**schema, "additionalProperties": False}, await request.json()) == []
            assert "security" not in operation or request.headers["Authorization"] == "Bearer a-token"
            status = max(int(each) for each in operation["responses"] if each != "default")
            schema = self.body(operation, status)
            return (
                web.Response(status=204)
                if schema is None
                else web.json_response(self.sample(schema), status=status)
            )

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        return app


class Client:
    """Sends requests to a service in this process; holds every answer to the contract; none may show a password."""

    def __init__(self, contract: Contract, app: Flask) -> None:
        """Take the service and what it promises."""
        self.contract = contract
        self.app = app
        self.http = app.test_client()

    def send(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        """Return the status and the body of an answer."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = self.http.open(path, method=method, json=body, headers=headers)
        assert b"scrypt:" not in answer.data
        value = json.loads(answer.data) if answer.data else None
        found = self.contract.check(method, path.partition("?")[0], answer.status_code, value)
        assert not found, f"{self.contract.service}: {method} {path}: {found}"
        return answer.status_code, value
