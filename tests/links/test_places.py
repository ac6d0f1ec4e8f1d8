"""A fault is told where it is written, even where the same text stands in other places that are right."""

from pathlib import Path

import pytest

from links.small_sites import reported

NOTE = "docs/guide/note.md"
OTHER = {"docs/guide/other.md": "# Other\n\n## There\n", "docs/guide/a.png": "picture"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[a](other.md)\n\n<a href='other.md'>b</a>\n", {5: "missing-page"}),
        ("<a href='other.md'>b</a>\n\n[a](other.md)\n", {3: "missing-page"}),
        ("![a](a.png)\n\n<img src='a.png'>\n", {5: "missing-file"}),
        ("[a](<other.md>)\n\n<a href='other.md'>b</a>\n", {5: "missing-page"}),
        ("[a][o]\n\n<a href='other.md'>b</a>\n\n[o]: other.md\n", {5: "missing-page"}),
        ("<a href='../other/#no'>b</a>\n\n[a](other.md#no)\n", {3: "missing-anchor", 5: "missing-anchor"}),
        ("[a](other.md?x=1#no)\n", {3: "missing-anchor"}),
        ("[a](gone.md)\n\n<a href='gone.md'>b</a>\n", {3: "missing-page", 5: "missing-page"}),
        ("[a](other.md)\n\n`other.md`\n\n<a href=other.md>b</a>\n", {7: "missing-page"}),
    ],
)
def test_the_kind_of_a_link_tells_which_of_the_same_text_is_wrong(
    tmp_path: Path, body: str, expected: dict[int, str]
) -> None:
    found = reported(tmp_path, {NOTE: f"# Note\n\n{body}", **OTHER})
    assert found == [f"{NOTE}:{line} {code}" for line, code in expected.items()]


@pytest.mark.parametrize("key", ["source", "image", "see", "title", "tags"])
@pytest.mark.parametrize("link", ["[a](gone.md)", "<a href='gone.md'>a</a>", "[a][g]\n\n[g]: gone.md"])
def test_front_matter_of_the_same_words_is_not_the_place(tmp_path: Path, key: str, link: str) -> None:
    found = reported(tmp_path, {NOTE: f"---\n{key}: gone.md\n---\n\n# Note\n\n{link}\n"})
    line = 9 if "[g]:" in link else 7
    assert found == [f"{NOTE}:{line} missing-page"]


def test_front_matter_that_a_template_shows_is_the_place(tmp_path: Path) -> None:
    template = "{% extends 'base.html' %}{% block content %}<a href='{{ page.meta.see }}'>See</a>{% endblock %}"
    files = {NOTE: "---\nsee: gone.md\n---\n\n# Note\n\n`gone.md`\n", "overrides/main.html": template}
    found = reported(tmp_path, files, settings="theme: {name: mkdocs, custom_dir: overrides}\n")
    assert f"{NOTE}:2 missing-page" in found


def test_a_base_is_the_place_of_all_that_it_breaks(tmp_path: Path) -> None:
    files = {
        NOTE: "# Note\n\n<base href='https://small.test-site.dev/sub/gone/'>\n",
        "docs/guide/other.md": "# Other\n\n[home](../index.md) [note](note.md)\n",
    }
    assert [place.split()[0] for place in reported(tmp_path, files)] == [f"{NOTE}:3"]


def test_the_same_link_is_told_in_a_page_and_in_its_snippet(tmp_path: Path) -> None:
    files = {NOTE: '# Note\n\n[a](gone.md)\n\n--8<-- "part.md"\n', "part.md": "[b](gone.md)\n"}
    settings = "markdown_extensions:\n  - pymdownx.snippets: {base_path: [!relative $config_dir ]}\n"
    assert reported(tmp_path, files, settings=settings) == [f"{NOTE}:3 missing-page", "part.md:1 missing-page"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<a id='install'></a>\n\n## Install\n", 0),
        ("## Install <a id='install'></a>\n", 0),
        ("<div id='install'></div>\n\nSome text.\n\n## Install\n", 9),
        ("## Install\n\nSome text.\n\n<div id='install'></div>\n", 9),
        ("<p id='install'>a</p><p id='install'>b</p>\n", 5),
        ("## First {#install}\n\n## Install {#install}\n", 7),
    ],
)
def test_a_second_id_is_told_unless_it_is_at_the_same_place(tmp_path: Path, body: str, line: int) -> None:
    found = reported(
        tmp_path, {NOTE: f"# Note\n\n[a](#install)\n\n{body}"}, settings="markdown_extensions: [attr_list]\n"
    )
    assert found == ([f"{NOTE}:{line} duplicate-id"] if line else [])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[a](gone.md\nand (so) on)\n", ["missing-file"]),
        ("Write to <me@host>.\n", ["invalid-mailto"]),
        ("<x-card href='gone'>a</x-card>\n", []),
    ],
)
def test_what_is_no_plain_link_is_told_at_its_line(tmp_path: Path, body: str, expected: list[str]) -> None:
    found = reported(tmp_path, {NOTE: f"# Note\n\n{body}"})
    assert found == [f"{NOTE}:3 {code}" for code in expected]
