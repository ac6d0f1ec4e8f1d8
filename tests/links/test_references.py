"""A link whose label is defined nowhere is told, whatever it is made of; other brackets are not taken for one."""

from pathlib import Path

import pytest

from links.small_sites import reported

SETTINGS = "markdown_extensions: [footnotes, attr_list, tables]\n"


@pytest.mark.parametrize(
    "text",
    [
        "[the text][nope]",
        "[nope][]",
        "![a picture][nope]",
        "[CI][ci]",
        "[x][nope]",
        "[the text][1]",
        "[][nolink]",
        "[`code`][nope]",
        "[*emphasised* text][nope]",
        "[some `code` and text][nope]",
        "[![x](index.png)][ci]",
        "[![x][badge]](b.md)",
        "[te[x]t][nope]",
        "see [the text][nope]?",
        "**[the text][nope]**",
        "| [the text][nope] | b |\n| --- | --- |\n| a | b |",
        "[the\ntext][nope]",
        "- [the text][nope]",
        "> [the text][nope]",
        "[the text][nope]{ .button }",
        "[2024][archive]",
        "[the text][no pe]",
        "[Überblick][größe]",
        "_[docs here][nope]_",
        "__[docs][nope]__",
        "_![i][nope]_",
        "\\*[the text][nope]",
        "x![i][nope]",
    ],
)
def test_an_undefined_reference_is_told(tmp_path: Path, text: str) -> None:
    files: dict[str, str | bytes] = {"docs/a.md": f"# A\n\n{text}\n", "docs/b.md": "# B\n", "docs/index.png": b"x"}
    assert reported(tmp_path, files, settings=SETTINGS) == ["docs/a.md:3 undefined-reference"]


@pytest.mark.parametrize(
    "text",
    ["Why is that[^why]?", "As follows[^list]:", "*So they say[^say]*", "**bold[^i]**", "A mark[^n]{ .x }"],
)
def test_a_missing_footnote_is_told(tmp_path: Path, text: str) -> None:
    assert reported(tmp_path, {"docs/a.md": f"# A\n\n{text}\n"}, settings=SETTINGS) == [
        "docs/a.md:3 missing-footnote"
    ]


@pytest.mark.parametrize(
    "address",
    ["b.md", "b/", "b/c/", "file.docx", "tel:+15551234", "https://x.dev/a_(b)", "#part", "../b.md", "www.x.dev"],
)
def test_a_space_that_makes_a_link_text_is_told(tmp_path: Path, address: str) -> None:
    files: dict[str, str | bytes] = {"docs/a.md": f"# A\n\nSee [the text] ({address}).\n"}
    assert reported(tmp_path, files, settings=SETTINGS) == ["docs/a.md:3 space-in-link"]


PROSE = """\
A name is [a-z][0-9]+ or [A-Za-z_][A-Za-z0-9_]*, and so on.

Letters [a-z][aeiou], [^/][^/] and [\\w][\\d]{2}.

[12:30][INFO] started

[2024-01-31 12:30:01][worker] started

[ERROR][db] failed

Usage: tool [-h][--all][-o FILE][--colour=auto]

The selector [role=button][aria-pressed] and [href^="https"][target].

An entry of arr[i][j], of m[0][1], of grid[row][column] and of f()[a][b].

In [i][j], or [1][2], or [ ][x], or [x][], or [][].

Twice [[a, b][c, d]] in a list, and [1, [2][3]].

The text [as said][^1] has a footnote. A class is [^abc]+ or [^\\\\s]{2}.

[WARNING] (deprecated.py) is old. [info] (config.yml) loaded. [he] (or she) said, [see] (and/or) look.

- [x] (https://foo.org)
- [ ] (b.md)

Escaped: \\[text][nope], \\[text\\]\\[nope\\].

Code: `[text][nope]`, and <code>[text][nope]</code>.

[The text][yes], [![x](index.png)][yes], [`code`][yes], [yes][], ![x][yes].

[yes]: b.md
[^1]: A note.
"""


def test_other_brackets_are_no_references(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"docs/a.md": f"# A\n\n{PROSE}", "docs/b.md": "# B\n", "docs/index.png": b"x"}
    assert reported(tmp_path, files, settings=SETTINGS) == []
