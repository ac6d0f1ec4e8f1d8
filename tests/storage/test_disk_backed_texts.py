"""Texts are given back as they were, whether they are in memory or on disk."""

from __future__ import annotations

import os
import tempfile
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_core.storage import disk_backed_texts
from nexus_core.storage.disk_backed_texts import DiskBackedTexts

TEXTS = {
    "empty": "",
    "ASCII": "text",
    "Latin-1": "café",
    "other": "Ελληνικά 日本語 \U0001f600",
    "line ends": "a\r\nb\rc\n\x00\u2028",
    "mark": "\ufdd0name\ufdd2text\ufdd1 \ufeff",
    "lone surrogate": "a\ud800b\udfff",
    "long": "é" * 100_000,
}
ROOMS = pytest.mark.parametrize("room", [0, 6, disk_backed_texts.ROOM])
CHANGE = st.tuples(st.sampled_from("abc"), st.none() | st.sampled_from(list(TEXTS.values())))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@ROOMS
def test_what_is_read_is_what_was_kept(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_backed_texts, "ROOM", room)
    kept: DiskBackedTexts[str] = DiskBackedTexts()
    kept.update(TEXTS)
    assert dict(kept) == TEXTS
    assert {name: kept[name] for name in reversed(TEXTS)} == TEXTS


@ROOMS
@given(changes=st.lists(CHANGE))
def test_it_is_a_dictionary(room: int, changes: list[tuple[str, str | None]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk_backed_texts, "ROOM", room)
        kept: DiskBackedTexts[str] = DiskBackedTexts()
    expected: dict[str, str] = {}
    for key, text in changes:
        if text is None:
            assert kept.pop(key, None) == expected.pop(key, None)
        else:
            kept[key] = expected[key] = text
        assert kept.get(key) == expected.get(key)
        assert len(kept) == len(expected)
    assert dict(kept) == expected


def test_a_few_texts_need_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", None)
    kept: DiskBackedTexts[str] = DiskBackedTexts()
    kept.update(TEXTS)
    assert dict(kept) == TEXTS


class _Full(FileIO):
    """A file on a disk with room for a few bytes."""

    def write(self, data: Any) -> int:
        return super().write(data[: max(0, 9 - self.tell())])


@pytest.mark.parametrize("folder_is_there", [True, False])
def test_what_cannot_be_written_stays_in_memory(
    *, folder_is_there: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_backed_texts, "ROOM", 0)
    path = folder / ("file" if folder_is_there else "nowhere/file")
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: _Full(path, "w+"))
    kept: DiskBackedTexts[str] = DiskBackedTexts()
    kept.update({"first": "text", **TEXTS, "last": "text"})
    assert dict(kept) == {"first": "text", **TEXTS, "last": "text"}


@pytest.mark.skipif(os.name != "posix", reason="another system has no files without a name")
def test_no_file_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_backed_texts, "ROOM", 0)
    kept: DiskBackedTexts[str] = DiskBackedTexts()
    kept.update(TEXTS)
    assert kept["other"] == TEXTS["other"]
    assert list(folder.iterdir()) == []
