"""What a note says of itself without being shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_core.model.loading import load
from support.small_sites import repository_in, write


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        ("", 1),
        ("word " * 1000, 5),
        ("文" * 2500, 5),
        ("ひらがな、カタカナ。" * 250, 5),
        ("한국어 단어 " * 500, 5),
        ("ภาษาไทย" * 1000, 7),
        ("ភាសាខ្មែរ" * 500, 4),
        ("word " * 400 + "文字" * 500, 4),
    ],
)
def test_how_long_a_text_takes_to_read(body: str, minutes: int, tmp_path: Path) -> None:
    notes = load(repository_in(write(tmp_path, {"learnings/a.md": body}))).portfolio.notes
    assert notes["learnings/a.md"].minutes == minutes
