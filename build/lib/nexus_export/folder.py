"""Writes an export into its folder, completely or not at all, and never over files that no export wrote."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from nexus_core.storage.folder_swap import FolderSwap

MARKER = ".nexus-export"
"""The checksums of an export's files, as `sha256sum --check` reads them: only these may be replaced."""

_BUILT = frozenset({"site", ".cache"})
"""Folders that generators write beside the settings."""


class FolderError(Exception):
    """The folder may not be written; the message says why and what to do."""


def write_export(folder: Path, texts: Iterable[tuple[str, str]], copies: Mapping[str, Path]) -> int:
    """Replace the content of a folder with an export, and return the number of its files.

    Args:
        folder: the folder; it may be missing, empty or an earlier export.
        texts: path and text of each file that is written.
        copies: path of each file that is copied, and its original; a text at the same path wins.

    Raises:
        FolderError: the folder holds files that no export wrote, or that were changed since.
        OSError: a file can't be read or written.
        ValueError: the name of a file is not UTF-8.
    """
    _check(folder)
    with FolderSwap(folder) as swap:
        made = swap.new
        for path, text in texts:
            _place(made / path).write_text(text, encoding="utf-8", newline="")
        for path, source in copies.items():
            if not (made / path).exists():
                shutil.copyfile(source, _place(made / path))
        sums = _sums(made)
        lines = "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))
        (made / MARKER).write_text(lines, encoding="utf-8", newline="")
        swap.publish()
    return len(sums)


def _check(folder: Path) -> None:
    """Refuse a folder that may not be replaced."""
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder} is not a folder: name another one")
    if not folder.exists() or not any(folder.iterdir()):
        return
    marker = folder / MARKER
    if not marker.is_file():
        raise FolderError(f"{folder} is not empty and not an earlier export: name another folder")
    lines = marker.read_text(encoding="utf-8", errors="replace").splitlines()
    known = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    others = sorted(path for path, digest in _sums(folder).items() if known.get(path) != digest)
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise FolderError(
            f"{folder} holds files that no export wrote, or that were changed since: {others[0]}{more}; "
            "move them elsewhere, or name another folder"
        )


def _sums(folder: Path) -> dict[str, str]:
    """Return the checksum of each file in an export, without what generators built from it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    inside = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in inside.items()
        if name != MARKER and name.partition("/")[0] not in _BUILT
    }


def _place(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
