"""Keeps texts that are made early and asked for late in an unnamed file, so that memory doesn't grow with them.

The text that was put away last is the one that is asked for next, and those of a small site are no burden: they
stay in memory.
"""

from __future__ import annotations

import os
import sys
import tempfile
import weakref
from collections.abc import Hashable, Iterator, MutableMapping
from contextlib import suppress
from io import RawIOBase
from typing import NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)

ROOM = 4_000_000
"""How many characters of one spool may stay in memory."""


class _Place(NamedTuple):
    offset: int
    size: int


class Spool(MutableMapping[K, str]):
    """Texts by key, the same as in a dictionary: which of them are in a file can't be seen.

    The file has no name, so that nothing is left of it however the process ends. It is in the folder for temporary
    files, and where nothing more can be written there, texts stay in memory. A forked process reads what is there,
    and holds what it adds.
    """

    def __init__(self) -> None:
        """Begin with no texts."""
        self._room = ROOM
        self._kept: dict[K, str | _Place] = {}
        self._newest: K | None = None
        self._file: RawIOBase | None = None
        self._end = 0
        self._writer = os.getpid()
        self._read: tuple[_Place | None, str] = (None, "")

    def __getitem__(self, key: K) -> str:
        kept = self._kept[key]
        if isinstance(kept, str):
            return kept
        if self._read[0] is not kept:
            self._read = kept, self._bytes(kept).decode("utf-8", "surrogatepass")
        return self._read[1]

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
        """Put away the text of a key, which others have followed by now."""
        text = self._kept.get(key)
        if not isinstance(text, str):
            return
        if len(text) <= self._room or os.getpid() != self._writer:
            self._room -= len(text)
            return
        with suppress(OSError):
            self._kept[key] = self._written(text.encode("utf-8", "surrogatepass"))

    def _written(self, data: bytes) -> _Place:
        """Append to the file.

        Raises:
            OSError: there is no room for that on the disk, or no folder for temporary files.
        """
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="nexus-", buffering=0)  # noqa: SIM115 # closed below
            weakref.finalize(self, self._file.close)
        self._file.seek(self._end)
        if self._file.write(data) != len(data):
            raise OSError
        place = _Place(self._end, len(data))
        self._end += len(data)
        return place

    def _bytes(self, place: _Place) -> bytes:
        assert self._file is not None  # noqa: S101 # there is one, or nothing would have a place in it
        if sys.platform == "win32":
            self._file.seek(place.offset)
            return self._file.read(place.size) or b""
        return os.pread(self._file.fileno(), place.size, place.offset)
