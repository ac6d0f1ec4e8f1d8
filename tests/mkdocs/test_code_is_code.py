"""What the reader says is code is what a page of the site shows as code, and nothing else."""

from __future__ import annotations

import re

import markdown
import pytest

from support.markdown_cases import CODE, PROSE

EXTENSIONS = (
    *("attr_list", "def_list", "footnotes", "md_in_html", "tables"),
    *("pymdownx.superfences", "pymdownx.tasklist"),
)

_CODE = re.compile(r"<!--.*?-->|<(pre|code|kbd|script)\b[^>]*>.*?</\1>", re.DOTALL)


def outside_of_code(text: str) -> tuple[int, int]:
    """Return how often a page shows `word`, and how often outside of code."""
    html = markdown.markdown(text, extensions=list(EXTENSIONS))
    return html.count("word"), _CODE.sub("", html).count("word")


@pytest.mark.parametrize("text", CODE)
def test_a_page_shows_code_as_code(text: str) -> None:
    shown, in_prose = outside_of_code(text)
    assert shown >= 1
    assert in_prose == 0


@pytest.mark.parametrize("text", PROSE)
def test_a_page_shows_prose_as_prose(text: str) -> None:
    shown, in_prose = outside_of_code(text)
    assert in_prose == shown >= 1
