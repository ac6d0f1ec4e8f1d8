"""A spool gives back every text as it was, whether that is in memory or in its file."""

from __future__ import annotations

import os
import tempfile
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_core.storage import disk_backed_texts as spool
from nexus_core.storage.disk_backed_texts import Spool

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
ROOMS = pytest.mark.parametrize("room", [0, 6, spool.ROOM])
CHANGE = st.tuples(st.sampled_from("abc"), st.none() | st.sampled_from(list(TEXTS.values())))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@ROOMS
def test_what_is_read_is_what_was_kept(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "ROOM", room)
    kept: Spool[str] = Spool()
    kept.update(TEXTS)
    assert dict(kept) == TEXTS
    assert {name: kept[name] for name in reversed(TEXTS)} == TEXTS


@ROOMS
@given(changes=st.lists(CHANGE))
def test_it_is_a_dictionary(room: int, changes: list[tuple[str, str | None]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "ROOM", room)
        kept: Spool[str] = Spool()
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
    kept: Spool[str] = Spool()
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
    monkeypatch.setattr(spool, "ROOM", 0)
    path = folder / ("file" if folder_is_there else "nowhere/file")
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: _Full(path, "w+"))
    kept: Spool[str] = Spool()
    kept.update({"first": "text", **TEXTS, "last": "text"})
    assert dict(kept) == {"first": "text", **TEXTS, "last": "text"}


@pytest.mark.skipif(os.name != "posix", reason="another system has no files without a name")
def test_no_file_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "ROOM", 0)
    kept: Spool[str] = Spool()
    kept.update(TEXTS)
    assert kept["other"] == TEXTS["other"]
    assert list(folder.iterdir()) == []


def still_its_own(kept: Spool[int], expected: dict[int, str], name: str) -> bool:
    """Write some texts to a spool and say whether it has those and what it had before."""
    for number in range(450, 550):
        kept[number] = expected[number] = f"{name} {number}"
        if dict(kept) != expected:
            return False
    return True


@pytest.mark.skipif(os.name != "posix", reason="another system has no forks")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_forked_processes_read_at_the_same_time_and_write_each_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "ROOM", 0)
    kept: Spool[int] = Spool()
    expected = {number: str(number) * number for number in range(500)}
    kept.update(expected)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = 0 if still_its_own(kept, expected, "child") else 1
        finally:
            os._exit(code)
    assert still_its_own(kept, expected, "parent")
    assert os.waitpid(child, 0)[1] == 0
