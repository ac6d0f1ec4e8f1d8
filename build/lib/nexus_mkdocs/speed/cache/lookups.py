"""Records which files the links of a page were resolved to: another build resolves them in the same way, or not."""

from __future__ import annotations

from mkdocs.structure.files import File, Files


class Lookups:
    """The files of a site, as links ask for them, and what was found."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.found: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file of a path, as `Files` does."""
        file = self._files.get_file_from_path(path)
        self.found[path] = address_in(file)
        return file


def address_in(file: File | None) -> str | None:
    """Return what a link has to know of the file that it leads to."""
    return f"{file.url} {file.inclusion.name}" if file else None
