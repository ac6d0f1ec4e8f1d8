"""The component `field-reference`: every field of every kind of note, from the models that check them."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

from markupsafe import Markup
from pydantic import BaseModel

from nexus_core.schema.fields import NoteFields
from nexus_core.schema.kinds import KINDS
from nexus_core.write.components.base import Component, Options
from nexus_core.write.markup import Place, render


def rows(model: type[BaseModel], *, without: type[BaseModel] | None = None) -> Iterator[tuple[str, str, str]]:
    """Yield name, type in words and description of a model's fields, in the order in which they are declared."""
    for name, info in model.model_fields.items():
        if without is None or name not in without.model_fields:
            yield name, type_in_words(info.annotation), info.description or ""


def type_in_words(annotation: Any) -> str:
    """Return `text`, `list of text`, `one of a, b` and so on for a field's type."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return type_in_words(next(part for part in arguments if part is not types.NoneType))
    if origin is Literal:
        return "one of " + ", ".join(map(str, arguments))
    if origin is tuple:
        return "list of " + type_in_words(arguments[0])
    if hasattr(annotation, "__metadata__"):
        return type_in_words(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return re.sub(r"(?<!^)(?=[A-Z])", " ", annotation.__name__).lower()
    return {str: "text", int: "whole number", bool: "true or false"}.get(annotation, "value")


def field_reference(options: Options, place: Place) -> Markup:
    """Return a table of the fields that all notes have, then one for each kind."""
    kinds = [(kind, list(rows(kind.fields, without=NoteFields))) for kind in KINDS]
    return render("components/field_reference.md.j2", place, common=list(rows(NoteFields)), kinds=kinds)


COMPONENT = Component("field-reference", "every front matter field, by kind of note", Options, field_reference)
