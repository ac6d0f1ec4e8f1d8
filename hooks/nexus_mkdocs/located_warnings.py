"""Says where in a note a link stands that MkDocs warns about: by itself, it names no more than the file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from nexus_core.model.note import Note
from nexus_core.problems.problem import Problem, Span

if TYPE_CHECKING:
    from nexus_core.read.written_links import SourceText

_LOGGER = "mkdocs.structure.pages"


class LinkPlaces:
    """Where the links of one note's text stand."""

    def __init__(self, note: Note, body: str) -> None:
        """Take a note and its text, which is another than its body while that is edited."""
        self._note = note
        self._body = body

    @cached_property
    def _text(self) -> SourceText:
        # Nearly every build has no use for it.
        from nexus_core.read.written_links import SourceText  # noqa: PLC0415

        # What begins with an empty line begins with no front matter.
        return SourceText(self._note.path, f"\n{self._body}")

    @cached_property
    def _spans(self) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for written in self._text.links:
            if written.kind == "Markdown":  # MkDocs doesn't look into HTML
                span = self._text.span(written.offset, len(written.value.partition("\n")[0]))
                for link in dict.fromkeys((written.value, written.read)):
                    found.setdefault(link, []).append(span)
        return found

    def problem(self, link: str, message: str, hint: str = "") -> Problem:
        """Return a problem of a link; of one that stands there more than once, at the next of its places."""
        spans = self._spans.get(link) or [self._anywhere(link)]
        span = spans.pop(0) if len(spans) > 1 else spans[0]
        return Problem(
            path=self._note.path,
            span=span._replace(line=span.line + self._note.body_line - 2),
            code="broken-link",
            message=message,
            hint=hint,
            target=link,
            source_line=self._text.line(span),
        )

    def _anywhere(self, link: str) -> Span:
        offset = self._text.text.find(link)
        return self._text.span(max(1, offset), len(link) if offset > 0 else 1)


class _Placing(logging.Filter):
    """Puts a place before what MkDocs says of the link that it is looking at."""

    places: LinkPlaces | None = None
    link = ""

    def filter(self, record: logging.LogRecord) -> bool:
        said, file, what = str(record.msg).partition("' contains ")
        if self.places is not None and said.startswith("Doc file '") and file:
            record.msg = self.places.problem(self.link, what.removesuffix(".")).render()
        return True


_PLACING = _Placing()


@contextmanager
def placed(places: LinkPlaces | None, link: str) -> Iterator[None]:
    """Let what MkDocs says of a link, as long as this lasts, say where the link stands."""
    logging.getLogger(_LOGGER).addFilter(_PLACING)
    _PLACING.places, _PLACING.link = places, link
    try:
        yield
    finally:
        _PLACING.places = None
