"""Which fields of the theme's a theme can't use, and what is said about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.read.frontmatter import split_front_matter
from nexus_core.schema.theme_fields import Theme
from support.small_sites import write


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    files = dict.fromkeys((".icons/material/account.svg", ".icons/simple/redis.svg", "main.html"), "")
    return Theme((str(write(tmp_path / "theme", files)),), frozenset({"new", "deprecated"}))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("icon: material/account", None),
        (
            "icon: material/acount",
            "2:7 unknown-icon: unknown icon 'material/acount' (did you mean 'material/account'?)",
        ),
        ("icon: ../main", "unknown icon '../main'"),
        ("icon: 3", "unknown icon '3'"),
        ("template: main.html", None),
        ("template: man.html", "unknown template 'man.html' (did you mean 'main.html'?)"),
        ("template: /main.html", "unknown template '/main.html'"),
        ("hide: [toc]", None),
        ("hide: toc", "wrong-type: hide: expected a list (write [toc])"),
        ("hide: [1]", "hide: expected a list"),
        ("search: { exclude: true }", None),
        ("search: false", "wrong-type: search: expected a mapping (write { exclude: true })"),
        ("status: new", None),
        ("status: neww", "unknown-status: unknown status 'neww' (did you mean 'new'?)"),
        ("status: odd", "unknown status 'odd' (list it in extra.status of mkdocs.yml)"),
        ("colour: blue", None),
    ],
)
def test_a_field_that_the_theme_cannot_use_is_a_problem(theme: Theme, line: str, message: str | None) -> None:
    front = split_front_matter("x.md", f"---\n{line}\n---\n")[0]
    found = [
        (field, f"{p.span.line}:{p.span.column} {p.code}: {p.message} ({p.hint})")
        for field, p in theme.unusable_fields(front, {"title"})
    ]
    assert [field for field, _ in found] == ([line.partition(":")[0]] if message else [])
    assert all((message or "") in text for _, text in found)


def test_a_field_of_the_portfolio_is_none_of_the_themes(theme: Theme) -> None:
    front = split_front_matter("x.md", "---\nstatus: completed\n---\n")[0]
    assert not list(theme.unusable_fields(front, {"status"}))
