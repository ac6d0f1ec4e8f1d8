"""Prints problems in the format that a command was asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

import click

from nexus_core.problems.problem import Problem
from nexus_core.problems.reports import as_github, as_json, as_sarif, as_text

_COLOURS: dict[str, dict[str, Any]] = {
    "place": {"bold": True},
    "warning": {"fg": "yellow"},
    "advice": {"fg": "cyan"},
    "mark": {"fg": "red"},
    "source": {},
    "line": {},
}

_FORMS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": lambda problems: as_text(problems, lambda text, what: click.style(text, **_COLOURS.get(what, {}))),
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
}

with_format = click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMS)),
    help="Output format: text for people, github for annotations on a pull request (the default in GitHub "
    "Actions), json and sarif for programs.",
)
"""Adds the option `--format` to a command."""


def print_problems(problems: Sequence[Problem], form: str | None, summary: str) -> None:
    """Print problems in a format, and as text a summary; None selects the format by the environment."""
    form = chosen(form)
    printed = _FORMS[form](problems)
    if printed:
        click.echo(printed)
    if form == "text":
        click.echo(summary, err=True)


def chosen(form: str | None) -> str:
    """Return a format, the one that suits the environment where none is given."""
    return form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")


def counted(number: int, what: str) -> str:
    """Return a number with its noun: `1 problem`, `2 problems`."""
    return f"{number} {what}{'s' if number != 1 else ''}"
