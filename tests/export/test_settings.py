"""The settings of an export keep what their author wrote, except what needs hooks."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nexus_export.settings import Settings, SettingsError, read_settings
from nexus_theme import EXTENSIONS, STYLES


def settings(folder: Path, text: str) -> Settings:
    path = folder / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_settings_keep_their_words_but_for_what_needs_hooks(tmp_path: Path) -> None:
    text = '# Mine\nsite_name: A\n"hooks":\n  - x.py\nextra: { a: 1 } # kept\nwatch: [x]\n'.replace("A: !ENV", "A")
    exported = settings(tmp_path, text).exported([{"Home": "index.md"}])
    assert exported.startswith("# Mine\nsite_name: A\nextra: { a: 1 } # kept\n\ntheme:\n")
    assert exported.endswith("\nnav:\n  - Home: index.md\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plugins: [search, nexus]\n", {"plugins": ["search"]}),
        ("plugins: [nexus, search]\n", {"plugins": ["search"]}),
        ("plugins: [nexus]\nx: y\n", {"plugins": [], "x": "y"}),
        ("plugins:\n  - search\n  - nexus\nx: y\n", {"plugins": ["search"], "x": "y"}),
        ("plugins:\n  - nexus:\n      a: b\n  - search\nx: y\n", {"plugins": ["search"], "x": "y"}),
        ("plugins:\n- search\n- nexus:\n    a: b\n\n# c\nx: y\n", {"plugins": ["search"], "x": "y"}),
        ("plugins:\n  - nexus\nx: y\n", {"plugins": [], "x": "y"}),
        ("plugins:\n  search: {}\n  nexus: {}\nx: y\n", {"plugins": {"search": {}}, "x": "y"}),
        ("extra_css: [a.css]\n", {"extra_css": [*STYLES, "a.css"]}),
        ("extra_css:\n  - a.css\n", {"extra_css": [*STYLES, "a.css"]}),
        (f"extra_css:\n  - a.css\n  - {STYLES[0]}\n", {"extra_css": [*STYLES[1:], "a.css", STYLES[0]]}),
        ("extra_css:\n", {"extra_css": [*STYLES]}),
        (
            "markdown_extensions:\n  - tables\n  - toc:\n      permalink: true\n",
            {
                "markdown_extensions": [
                    *(name for name in EXTENSIONS if name != "tables"),
                    "tables",
                    {"toc": {"permalink": True}},
                ]
            },
        ),
        (
            "markdown_extensions:\n  tables: {}\n",
            {"markdown_extensions": {name: {} for name in (*EXTENSIONS, "tables")}},
        ),
        ("theme: material\n", {"theme": {"name": "material", "custom_dir": "overrides"}}),
        (
            "theme:\n  name: material\n  font: no\n",
            {"theme": {"custom_dir": "overrides", "name": "material", "font": False}},
        ),
    ],
)
def test_what_the_plugin_adds_is_in_the_settings_and_the_plugin_is_not(
    tmp_path: Path, text: str, expected: dict[str, object]
) -> None:
    exported = yaml.safe_load(settings(tmp_path, text).exported([]))
    assert {name: exported[name] for name in expected} == expected


def test_pages_that_the_nav_leaves_out_join_those_of_the_author(tmp_path: Path) -> None:
    read = settings(tmp_path, "site_name: A\nnot_in_nav: |\n  /mine/\n")
    exported = read.exported([], ["learnings/page/2.md", "learnings/[a] b/page/2.md"])
    patterns = yaml.safe_load(exported)["not_in_nav"]
    assert patterns == "/mine/\n/learnings/page/2.md\n/learnings/\\[a\\]\\ b/page/2.md\n"


@pytest.mark.parametrize(
    "theme",
    [
        "theme:\n  name: material\n  custom_dir: 'my theme' # mine",
        "theme: { custom_dir: my theme, name: material }",
    ],
)
def test_settings_lead_to_the_projects_own_templates(tmp_path: Path, theme: str) -> None:
    (tmp_path / "my theme").mkdir()
    read = settings(tmp_path, f"{theme}\n")
    assert read.templates == tmp_path / "my theme"
    assert yaml.safe_load(read.exported([]))["theme"] == {"name": "material", "custom_dir": "overrides"}


EDIT = {
    "edit_uri: edit/main/": None,
    "edit_uri: edit/main/\nrepo_url: https://git.test/me": "edit/main/docs/",
    "edit_uri: edit/main\nrepo_url: !ENV [REPO, '']": "edit/main/docs/",
    "edit_uri: edit/main\nrepo_url: !ENV [NO_REPO, '']": None,
    "edit_uri: edit/main\nrepo_url: !ENV [NO_REPO, null]": None,
    "repo_url: https://git.test/me": None,
}


@pytest.mark.parametrize(("text", "expected"), EDIT.items())
def test_edit_links_are_there_only_where_they_lead_somewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: str | None
) -> None:
    monkeypatch.setenv("REPO", "https://git.test/me")
    read = settings(tmp_path, f"{text}\n")
    assert yaml.safe_load(read.exported([]).replace("!ENV ", "")).get("edit_uri") == expected


@pytest.mark.parametrize("text", ["a: [", "- a\n", "", "{ site_name: x, hooks: [y] }", "a: \x00"])
def test_settings_that_cannot_be_read_are_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml"):
        settings(tmp_path, text)
