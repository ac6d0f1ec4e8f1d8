"""Checks front matter fields, or a component's options, against a model and says what is wrong where.

What is wrong is left out and the rest is kept, so that a note with a problem still appears with what could be
read. All problems of a block are found in one pass.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nexus_core.problems.problem import Problem
from nexus_core.problems.spelling import closest, did_you_mean
from nexus_core.read.safe_yaml import MAX_DIGITS
from nexus_core.read.yaml_block import Location, YamlBlock
from nexus_core.schema.field_types import References
from nexus_core.schema.fields import NoteFields
from nexus_core.schema.other_tools import FOREIGN_FIELDS, OUR_NAMES, OUR_STATUS

M = TypeVar("M", bound=BaseModel)

NEAR = 0.8
"""Similarity from which the name of a field is taken for a misspelling of ours."""

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def validate(model: type[M], front: YamlBlock, references: References) -> tuple[M | None, list[Problem]]:
    """Return the block's fields as `model`, without what is wrong, and the problems.

    The result is None only when the model requires a field that the block lacks.
    """
    # A field that is named and left empty, as templates have it, says as much as one that isn't there.
    given = {name: value for name, value in front.fields.items() if value is not None}
    fields = copy.deepcopy(given if issubclass(model, NoteFields) else front.fields)
    problems = _check_names(model, front)
    first = True
    while True:
        try:
            return model.model_validate(fields, context=references), problems
        except ValidationError as error:
            errors = error.errors(include_url=False)
            # What a later attempt finds follows from what was removed, but for values that don't fit together:
            # they are compared once each of them is right by itself.
            problems += [_problem(model, front, detail) for detail in errors if first or _is_misfit(detail)]
            if not _mend(fields, errors, retry=not first):
                return None, problems
            first = False


def _mend(fields: dict[str, Any], errors: list[ErrorDetails], *, retry: bool) -> bool:
    """Take what is wrong out of `fields`; False when something required is missing at the top."""
    for detail in sorted(errors, key=lambda e: _sortable(e["loc"]), reverse=True):
        location = detail["loc"]
        if detail["type"] == "missing" or (retry and not _is_misfit(detail)):
            location = location[:-1]
        if not location:
            return False
        repair = detail.get("ctx", {}).get("repair")
        _replace(fields, location, repair)
    return True


def _is_misfit(detail: ErrorDetails) -> bool:
    return bool(detail.get("ctx", {}).get("is_misfit"))


def _sortable(location: Location) -> list[tuple[bool, int, str]]:
    return [(isinstance(s, int), s if isinstance(s, int) else 0, str(s)) for s in location]


def _replace(fields: dict[str, Any], location: Location, repair: Any) -> None:
    """Put `repair` at the location, or remove what is there: the nearest part that exists."""
    parent: Any = None
    step: str | int = ""
    value: Any = fields
    for following in location:
        inside = isinstance(value, dict) and following in value
        within = isinstance(value, list) and isinstance(following, int) and following < len(value)
        if not (inside or within):
            break
        parent, step, value = value, following, value[following]
    if parent is None:
        return
    if repair is not None:
        parent[step] = repair
    else:
        del parent[step]


def own_fields(model: type[BaseModel], front: YamlBlock) -> Iterable[str]:
    """Return the names of a note's fields that neither its kind nor another tool reads."""
    return (
        name
        for name in front.fields
        if name not in model.model_fields and name not in {*FOREIGN_FIELDS, *OUR_NAMES}
    )


def _check_names(model: type[BaseModel], front: YamlBlock) -> list[Problem]:
    """Tell misspelt field names from those that other tools read; for other models pydantic forbids them."""
    if not issubclass(model, NoteFields):
        return []
    known = list(model.model_fields)
    problems = []
    for name in own_fields(model, front):
        meant = closest(name, known, cutoff=NEAR)
        if meant:
            message, hint = f"unknown field '{name}'", f"did you mean '{meant}'?"
            problems.append(front.problem((name,), "unknown-field", message, hint, key=True))
    return problems


def _problem(model: type[BaseModel], front: YamlBlock, detail: ErrorDetails) -> Problem:
    location, kind, value = detail["loc"], detail["type"], detail["input"]
    context = detail.get("ctx", {})
    name = next((str(step) for step in reversed(location) if isinstance(step, str)), "this")
    if "message" in context:
        return front.problem(location, kind, context["message"], context["hint"])
    if kind == "missing":
        return front.problem(location[:-1], "missing-field", f"'{name}' is missing here")
    if kind == "extra_forbidden":
        siblings = _field_names(model, location[:-1])
        hint = did_you_mean(name, siblings) or f"known here: {', '.join(siblings)}"
        noun = "field" if issubclass(model, NoteFields) else "option"
        return front.problem(location, f"unknown-{noun}", f"unknown {noun} '{name}'", hint, key=True)
    if kind == "literal_error":
        allowed = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        hint = did_you_mean(OUR_STATUS.get(str(value).casefold(), str(value)), allowed)
        hint = hint or f"use one of {', '.join(allowed)}"
        return front.problem(location, f"unknown-{name}", f"unknown {name} '{value}'", hint)
    expected = _EXPECTED.get(kind)
    if expected:
        return front.problem(location, "wrong-type", *_wrong_type(name, location, expected, value))
    return front.problem(location, "invalid-value", f"{name}: {detail['msg']}")


def _wrong_type(name: str, location: Location, expected: str, value: Any) -> tuple[str, str]:
    subject = f"an entry of {name}" if isinstance(location[-1], int) else name
    message = f"{subject}: expected {expected}, but found {_name_of(value)}"
    if expected == "text" and isinstance(value, dict) and (written := _with_colon(value)):
        hint = (
            f"write {next(iter(value))}" if name in ("skills", "technologies") else f'put it in quotes: "{written}"'
        )
        return f"{subject}: YAML takes '{written}' for a field, because of its colon", hint
    if expected == "text" and isinstance(value, list):
        return message, "write one text, without dashes and brackets"
    if expected == "text" and not isinstance(value, (list, dict)) and value is not None:
        return message, "put it in quotes"
    if expected == "a list" and isinstance(value, str):
        return message, f"write [{value}]"
    return message, ""


def _with_colon(value: dict[Any, Any]) -> str:
    """Return the text that YAML takes for a mapping since a colon is in it; nothing if it is more than that."""
    name, inner = next(iter(value.items()), ("", None))
    is_text = len(value) == 1 and not isinstance(inner, dict | list) and '"' not in f"{name}{inner}"
    return f"{name}: {inner}" if is_text and inner is not None else ""


def _name_of(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the boolean {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return "a number too large" if len(value) > MAX_DIGITS and value.isdecimal() else "text"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return "a date"


def _field_names(model: type[BaseModel], location: Location) -> list[str]:
    """The fields known at a location, by following the model's annotations."""
    current: type[BaseModel] = model
    for step in location:
        if isinstance(step, str) and step in current.model_fields:
            nested = _models_in(current.model_fields[step].annotation)
            current = next(iter(nested), current)
    return list(current.model_fields)


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
