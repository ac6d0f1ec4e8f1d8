"""What an export says: its links, its settings, and what both keep of what their author wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nexus_core.write.nav import NavItem
from nexus_export.contents import relinked
from nexus_export.settings import Settings, SettingsError, read_settings

KNOWN = {
    "learnings/deep/README.md",
    "learnings/deep/a.md",
    "learnings/pa(re)n/README.md",
    "docs/cv.md",
    "docs/p.png",
}

LINKS = {
    "[x](README.md)": "[x](index.md)",
    "[x](README.md#more)": "[x](index.md#more)",
    "[x](README.md?a=1#more)": "[x](index.md?a=1#more)",
    '[x](README.md "README.md")': '[x](index.md "README.md")',
    "[x](<README.md>)": "[x](<index.md>)",
    "[x](../pa(re)n/README.md)": "[x](../pa%28re%29n/index.md)",
    "[![x](../../docs/p.png)](../../docs/cv.md)": "[![x](../../p.png)](../../cv.md)",
    "[x][d]\n\n[d]: README.md 'title'": "[x][d]\n\n[d]: index.md 'title'",
    "[d]: <README.md>": "[d]: <index.md>",
    "\\`[x](README.md)\\`": "\\`[x](index.md)\\`",
    "| a |\n| - |\n| [x](README.md) |": "| a |\n| - |\n| [x](index.md) |",
}

SAME = (
    "[x](a.md)",
    "[x](./a.md)",
    "[x](#README.md)",
    "[x](missing/README.md)",
    "[x](https://a.test/README.md)",
    "`[x](README.md)`",
    "`` ` [x](README.md)``",
    "```\n[x](README.md)\n```",
    "> ```\n> [x](README.md)\n> ```",
    "- item\n\n    ```\n    [x](README.md)\n    ```",
    "text\n\n    [x](README.md)",
    "\\[x](README.md)",
)


@pytest.mark.parametrize(("written", "exported"), LINKS.items())
def test_a_link_leads_from_its_pages_new_place(written: str, exported: str) -> None:
    assert relinked(written, "learnings/deep/a.md", KNOWN) == f"{exported}\n"


@pytest.mark.parametrize("written", SAME)
def test_what_need_not_change_stays_as_it_is_written(written: str) -> None:
    assert relinked(written, "learnings/deep/a.md", KNOWN) == f"{written}\n"


def settings(folder: Path, text: str) -> Settings:
    path = folder / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


NAV = (NavItem("Home", "docs/index.md"), NavItem("A & <b>", children=(NavItem("A", "learnings/a/README.md"),)))


def test_settings_keep_their_words_but_for_what_needs_hooks(tmp_path: Path) -> None:
    text = '# Mine\nsite_name: A\n"hooks":\n  - x.py\nextra: { a: 1 } # kept\nwatch: [x]\n'.replace("A: !ENV", "A")
    exported = settings(tmp_path, text).exported(NAV)
    nav = "  - Home: index.md\n  - A &amp; &lt;b&gt;:\n      - A: learnings/a/index.md\n"
    assert exported == f"# Mine\nsite_name: A\nextra: {{ a: 1 }} # kept\n\nnav:\n{nav}"


def test_pages_that_go_on_with_a_list_join_those_that_are_not_in_the_nav(tmp_path: Path) -> None:
    read = settings(tmp_path, "site_name: A\nnot_in_nav: |\n  /mine/\n")
    exported = read.exported((), ["docs/learnings/page/2.md", "docs/learnings/[a] b/page/2.md"])
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
    assert yaml.safe_load(read.exported(()))["theme"] == {"name": "material", "custom_dir": "overrides"}


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
    assert yaml.safe_load(read.exported(()).replace("!ENV ", "")).get("edit_uri") == expected


@pytest.mark.parametrize("text", ["a: [", "- a\n", "", "{ site_name: x, hooks: [y] }", "a: \x00"])
def test_settings_that_cannot_be_read_are_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml"):
        settings(tmp_path, text)
