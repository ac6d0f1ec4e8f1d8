"""Every problem has a code of the one list, and the list has no code that no problem has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from nexus_core.problems import codes
from nexus_core.problems.codes import CODES, CODES_BY_TOPIC
from nexus_core.problems.problem import Problem, Span
from nexus_core.schema.kinds import KINDS
from nexus_core.write.components import COMPONENTS
from nexus_links.external.outcomes import Code

HOOKS = Path(codes.__file__).parents[2]
SOURCES = sorted(path for path in HOOKS.rglob("*.py") if path.name != "codes.py")

FIRST = {"fault", "Fault", "Refusal", "_Pattern"}
"""What is called with a code first."""
SECOND = {"problem", "advice", "Misfit", "_problem"}
"""What is called with a code second."""


def codes_in(source: Path) -> Iterator[str]:
    """Yield the codes that a module's calls name."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
        given += node.args[:1] if name in FIRST else node.args[1:2] if name in SECOND else []
        for value in given:
            if isinstance(value, ast.Constant) and re.fullmatch(r"[a-z0-9-]+", str(value.value)):
                yield str(value.value)


def texts_in(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def choices(model: type[BaseModel]) -> Iterator[str]:
    """Yield the fields of a model, and of those in it, that take one of some words."""

    def walk(annotation: object, name: str) -> Iterator[str]:
        if get_origin(annotation) is Literal:
            yield name
        elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield from choices(annotation)
        else:
            for part in get_args(annotation):
                yield from walk(part, name)

    for name, field in model.model_fields.items():
        yield from walk(field.annotation, name)


COMPUTED = {
    *(f"unknown-{name}" for kind in KINDS for name in choices(kind.fields)),
    *(f"unknown-{name}" for component in COMPONENTS.values() for name in choices(component.options)),
    *(f"unknown-{name}" for name in ("field", "option", "icon", "template", "status")),
    *(str(code) for code in Code if code is not Code.FINE),
}
"""The codes that are put together of parts."""


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(HOOKS).as_posix())
def test_every_code_of_the_sources_is_in_the_list(source: Path) -> None:
    assert set(codes_in(source)) <= set(CODES)


def test_the_list_has_the_codes_that_are_used_and_no_other() -> None:
    assert set(CODES) >= COMPUTED
    assert set(CODES) - COMPUTED - {text for source in SOURCES for text in texts_in(source)} == set()


def test_a_code_is_explained_once_in_one_line() -> None:
    assert sum(map(len, CODES_BY_TOPIC.values())) == len(CODES)
    for meaning in CODES.values():
        assert meaning.endswith(".")
        assert "\n" not in meaning
        assert "|" not in meaning


def test_no_problem_has_a_code_that_nothing_explains() -> None:
    with pytest.raises(ValueError, match="unknown code 'unheard-of'"):
        Problem(path="a.md", span=Span(1), code="unheard-of", message="wrong")
