"""What the reader takes for code, and for a heading, is what a page of the site shows as such, and nothing else."""

from __future__ import annotations

import re

import markdown
import pytest

from nexus_core.read.markdown import headings, inline_text
from nexus_core.write.headings import with_same_headings
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


@pytest.mark.parametrize(
    "text",
    [
        "# From C to C#\n\n## Notes on F##\n\nx\n",
        "# A #\n\n## B\n### C ###\n",
        "#Glued\n\n####### Seven\n\nx\n#tag\n",
        "  # A\n\nB\n---\n\nC\n===\n",
        "- #tag\n\n> #tag\n",
        "```\n# A\n```\n\n    # B\n\n<!--\n# C\n-->\n\n# D\n",
    ],
)
def test_a_page_has_the_headings_that_the_reader_finds(text: str) -> None:
    html = markdown.markdown(with_same_headings(text), extensions=list(EXTENSIONS))
    shown = [(int(level), words) for level, words in re.findall(r"<h(\d)>(.*?)</h\1>", html)]
    assert shown == [(heading.level, inline_text(heading.text)) for heading in headings(text)]
