"""A file of the site as this project puts it into MkDocs's files: made when it is written, or left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Self

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

Content = str | bytes | Iterator[bytes]
"""What is in a file that the build makes, as a whole or in pieces."""


class SiteFile(File):
    """A file whose content, if the build makes it, is made in the moment in which it is written."""

    is_written: bool = False
    """Whether it is in the site already, so that MkDocs has neither to read nor to write it."""
    make: Callable[[], Content] | None = None
    """Returns its content; None for a file that is copied, or written as a page."""
    form_of: str = ""
    """The source of the page that it has in another form, if it is made of one page alone."""

    @classmethod
    def made(cls, config: MkDocsConfig, path: str, make: Callable[[], Content] | None, *, shown: str = "") -> Self:
        """Return a file that is published at a path; `shown` is what MkDocs is to take for its source."""
        file = cls(shown or path, None, config.site_dir, config.use_directory_urls, dest_uri=path)
        file.generated_by, file.abs_src_path = "nexus", None
        file.inclusion, file.make = InclusionLevel.INCLUDED, make
        return file

    def is_documentation_page(self) -> bool:
        """Return whether MkDocs has to read and to write it as a page."""
        return not self.is_written and super().is_documentation_page()

    def is_modified(self) -> bool:
        """Return whether a build of only what has changed has to write it."""
        return self.abs_src_path is None or super().is_modified()

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file, unless it is there."""
        if self.is_written:
            return
        if self.make:
            self.write(self.abs_dest_path)
        else:
            super().copy_file(dirty)

    def write(self, path: str) -> None:
        """Write what is made to a path; of what is made in pieces, no more than one is held at a time."""
        made = self.make() if self.make else ""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            for piece in made if isinstance(made, Iterator) else (made,):
                file.write(piece.encode() if isinstance(piece, str) else piece)


class JoinedFile(SiteFile):
    """A file that joins a part of every page."""

    opening: bytes
    """What stands before the first part."""
    parts: Mapping[str, Callable[[], bytes]]
    """What makes each page's part, by the path of the page's source, in their order."""

    @classmethod
    def joining(
        cls, config: MkDocsConfig, path: str, opening: bytes, parts: Mapping[str, Callable[[], bytes]]
    ) -> Self:
        """Return a file that is published at a path."""
        file = cls.made(config, path, None)
        file.opening, file.parts, file.make = opening, parts, file.pieces
        return file

    def pieces(self) -> Iterator[bytes]:
        """Yield the content: the opening, then each part on a line of its own."""
        yield self.opening
        for make in self.parts.values():
            yield b"\n"
            yield make()
