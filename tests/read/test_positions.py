"""An offset in a text is a line and a column of its file."""

from __future__ import annotations

import pytest

from nexus_core.problems.problem import Span
from nexus_core.read.positions import line_at, span_at

TEXT = "one\ntwö\n\nfour"


@pytest.mark.parametrize(
    ("offset", "span", "line"),
    [
        pytest.param(0, Span(1, 1), "one", id="the beginning"),
        pytest.param(3, Span(1, 4), "one", id="a line break belongs to its line"),
        pytest.param(6, Span(2, 3), "twö", id="columns count characters"),
        pytest.param(8, Span(3, 1), "", id="an empty line"),
        pytest.param(len(TEXT), Span(4, 5), "four", id="the end"),
    ],
)
def test_an_offset_has_a_place_and_a_line(offset: int, span: Span, line: str) -> None:
    assert span_at(TEXT, offset) == span
    assert line_at(TEXT, offset) == line


def test_a_text_may_begin_anywhere_in_its_file() -> None:
    assert span_at(TEXT, 4, 3, first_line=10) == Span(11, 1, 3)


def test_a_place_is_at_least_one_character_wide() -> None:
    assert span_at(TEXT, 0, 0).width == 1
