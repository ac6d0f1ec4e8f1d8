"""Checks samples that are data: JSON, YAML and TOML, and GraphQL documents. It runs in a process of its own.

A YAML sample that is a GitHub workflow, a Compose file or a Kubernetes manifest is checked against the schema of
its kind as well; the schemas come with packages, not from the network.
"""

from __future__ import annotations

import importlib
import json
import platform
import sys
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any

import yaml

Versions = dict[str, str]


class _WrongError(Exception):
    """What a sample has is not what its language asks for."""


def check(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a sample was checked with, what is wrong with it, or which package is missing."""
    try:
        return {"versions": _CHECKS[request["language"]](request["source"])}
    except _WrongError as error:
        return {"wrong": str(error)}
    except RecursionError:
        return {"wrong": "it is nested too deeply"}
    except ModuleNotFoundError as error:
        return {"missing": error.name}


def _json(source: str) -> Versions:
    try:
        json.loads(source)
    except ValueError as error:
        raise _WrongError(f"not valid JSON: {error}") from error
    return {"Python": platform.python_version()}


def _toml(source: str) -> Versions:
    try:
        tomllib.loads(source)
    except ValueError as error:
        raise _WrongError(f"not valid TOML: {error}") from error
    return {"Python": platform.python_version()}


def _graphql(source: str) -> Versions:
    graphql = importlib.import_module("graphql")
    try:
        graphql.parse(source)
    except graphql.GraphQLError as error:
        raise _WrongError(f"not valid GraphQL: {error}") from error
    return {"graphql-core": version("graphql-core")}


def _yaml(source: str) -> Versions:
    try:
        documents = list(yaml.safe_load_all(source))
    except (yaml.YAMLError, ValueError) as error:
        raise _WrongError(f"not valid YAML: {error}") from error
    versions = {"PyYAML": version("pyyaml")}
    for document in documents:
        if not isinstance(document, dict):
            continue
        # YAML 1.1, which PyYAML reads, takes the key `on` for the boolean true.
        if "jobs" in document and ("on" in document or True in document):
            _fits(document, "github-workflows")
            versions["check-jsonschema"] = version("check-jsonschema")
        elif "apiVersion" in document and "kind" in document:
            _fits_kubernetes(document)
            versions["kubernetes-validate"] = version("kubernetes-validate")
        elif isinstance(document.get("services"), dict):
            _fits(document, "compose-spec")
            versions["check-jsonschema"] = version("check-jsonschema")
    return versions


def _fits(document: dict[Any, Any], schema: str) -> None:
    # Only formats need its grammar, which takes seconds to build; this process is there for these checks alone.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    named = {"on" if key is True else key: value for key, value in document.items()}
    best_match = importlib.import_module("jsonschema.exceptions").best_match
    error = best_match(_validator(schema).iter_errors(named))
    if error:
        place = "/".join(map(str, error.absolute_path)) or "the whole"
        raise _WrongError(f"not a valid file of its kind ({schema}): {place}: {error.message}")


@cache
def _validator(schema: str) -> Any:
    """Return what validates files against a schema that check-jsonschema carries."""
    jsonschema = importlib.import_module("jsonschema")
    path = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{schema}.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(content)(content)


def _fits_kubernetes(manifest: dict[str, Any]) -> None:
    validating = importlib.import_module("kubernetes_validate")
    try:
        validating.validate(manifest, validating.latest_version(), strict=True)
    except validating.ValidationError as error:
        place = "/".join(map(str, error.path))
        raise _WrongError(f"not a valid {manifest['kind']}: {place}: {error.message}") from error
    except validating.SchemaNotFoundError as error:
        raise _WrongError(error.message) from error


_CHECKS: Mapping[str, Callable[[str], Versions]] = {
    "json": _json,
    "toml": _toml,
    "graphql": _graphql,
    "yaml": _yaml,
}
