"""A dictionary of texts that are written early and read late, of which most are on disk once there are many.

MkDocs reads and converts all pages before it writes the first, so that without this the memory of a build grows
with its pages. The texts of a small site stay in memory.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Hashable, Iterator, MutableMapping
from contextlib import suppress
from io import RawIOBase
from typing import NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)

ROOM = 4_000_000
"""How many characters stay in memory."""


class _Range(NamedTuple):
    file: RawIOBase
    offset: int
    size: int


class DiskBackedTexts(MutableMapping[K, str]):
    """Texts by key, the same as in a dictionary: which of them are on disk can't be seen.

    The file has no name, so that nothing is left of it however the process ends. It is in the folder for temporary
    files; where nothing more can be written there, texts stay in memory.
    """

    def __init__(self) -> None:
        """Begin with no texts."""
        self._room = ROOM
        self._kept: dict[K, str | _Range] = {}
        self._newest: K | None = None
        """The key whose text may still change, as it does while a page goes through MkDocs's events."""
        self._file: RawIOBase | None = None
        self._end = 0
        self._process = 0
        """The process whose file it is."""
        self._last_read: tuple[_Range | None, str] = (None, "")

    def __getitem__(self, key: K) -> str:
        kept = self._kept[key]
        if isinstance(kept, str):
            return kept
        if self._last_read[0] is not kept:
            self._last_read = kept, _read(kept).decode("utf-8", "surrogatepass")
        return self._last_read[1]

    def __setitem__(self, key: K, text: str) -> None:
        if key in self._kept and self[key] == text:
            return  # many take a text, change nothing in it and put it back
        if self._newest is not None and self._newest != key:
            self._settle(self._newest)
        self._newest = key
        self._kept[key] = text

    def __delitem__(self, key: K) -> None:
        del self._kept[key]

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[K]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def _settle(self, key: K) -> None:
        """Write the text of a key to the file, unless there is room for it in memory."""
        text = self._kept.get(key)
        if not isinstance(text, str):
            return
        if len(text) <= self._room:
            self._room -= len(text)
            return
        with suppress(OSError):
            self._kept[key] = self._append(text.encode("utf-8", "surrogatepass"))

    def _append(self, data: bytes) -> _Range:
        """Append to the file.

        Raises:
            OSError: the disk is full, or there is no folder for temporary files.
        """
        if self._file is None or self._process != os.getpid():
            # A process that was forked shares the file with the one that it comes from, and may only read it.
            self._file = tempfile.TemporaryFile(prefix="nexus-", buffering=0)  # noqa: SIM115 # closed below
            self._end, self._process = 0, os.getpid()
            weakref.finalize(self, self._file.close)
        self._file.seek(self._end)
        if self._file.write(data) != len(data):
            raise OSError
        written = _Range(self._file, self._end, len(data))
        self._end += len(data)
        return written


def _read(written: _Range) -> bytes:
    if hasattr(os, "pread"):  # which leaves alone the position that other processes share
        return os.pread(written.file.fileno(), written.size, written.offset)
    written.file.seek(written.offset)
    return written.file.read(written.size) or b""
