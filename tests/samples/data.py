"""Checks samples that are data: JSON, YAML and TOML, and GraphQL documents.

A YAML sample that is a GitHub workflow, a Compose file or a Kubernetes manifest is checked
against the schema of its kind as well; the schemas come with the packages, not from the network.
"""

import json
import sys
import tomllib

import kubernetes_validate
import yaml
from graphql import GraphQLError, parse

from .notes import Sample
from .process import SampleError, run_program
from .runs import NoteRun


def check_json(sample: Sample, _: NoteRun) -> str:
    """Parses the sample as JSON."""
    try:
        json.loads(sample.source)
    except ValueError as error:
        raise SampleError(f"not valid JSON: {error}") from error
    return ""


def check_toml(sample: Sample, _: NoteRun) -> str:
    """Parses the sample as TOML."""
    try:
        tomllib.loads(sample.source)
    except ValueError as error:
        raise SampleError(f"not valid TOML: {error}") from error
    return ""


def check_graphql(sample: Sample, _: NoteRun) -> str:
    """Parses the sample as a GraphQL document."""
    try:
        parse(sample.source)
    except GraphQLError as error:
        raise SampleError(f"not valid GraphQL: {error}") from error
    return ""


def check_yaml(sample: Sample, run: NoteRun) -> str:
    """Parses the sample as YAML and checks the kinds of document it knows."""
    try:
        documents = list(yaml.safe_load_all(sample.source))
    except yaml.YAMLError as error:
        raise SampleError(f"not valid YAML: {error}") from error
    for document in documents:
        if not isinstance(document, dict):
            continue
        # YAML 1.1, which PyYAML reads, takes the key `on` for the boolean true.
        if "jobs" in document and ("on" in document or True in document):
            check_schema(sample, run, "vendor.github-workflows")
        elif "apiVersion" in document and "kind" in document:
            check_kubernetes(document)
        elif isinstance(document.get("services"), dict):
            check_schema(sample, run, "vendor.compose-spec")
    return ""


def check_schema(sample: Sample, run: NoteRun, schema: str) -> None:
    """Checks a file against a schema that check-jsonschema carries."""
    directory = run.new_directory()
    (directory / "sample.yml").write_text(sample.source, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, "sample.yml"]
    run_program(command, directory=directory, environment=run.environment, merge_errors=True)


def check_kubernetes(manifest: dict[str, object]) -> None:
    """Checks one manifest strictly against the newest schemas that the package carries."""
    try:
        kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)
    except kubernetes_validate.ValidationError as error:
        path = "/".join(str(part) for part in error.path)
        raise SampleError(f"not a valid {manifest['kind']}: {path}: {error.message}") from error
    except kubernetes_validate.SchemaNotFoundError as error:
        raise SampleError(error.message) from error
