"""Finds where a Markdown source gives an id: in an attribute, or as a heading whose words make it."""

from __future__ import annotations

import re

from markdown.extensions.toc import slugify

_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<words>[^\n{]*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_BETWEEN = re.compile(r"\A[^<>]*>|<[^>]*>|[\s#]+")
"""What may stand between two things at one place: the rest of a tag, other tags, the marks of a heading."""


def ids_in(prose: str, name: str) -> list[int]:
    """Return the places that have an id, as indexes; none where no attribute gives it.

    An anchor right before the heading of its name is one place: links land there, whichever of them they find.

    Args:
        prose: the source without its code.
        name: the id.
    """
    pattern = re.compile(rf"(?<=[#\"'=])(?:{re.escape(name)})(?=[\s\"'>}}])")
    given = [match.start() for match in pattern.finditer(prose) if _is_given(prose, match.start())]
    if not given:
        return []
    words = ((match.start("words"), _TAG.sub("", match["words"]).strip()) for match in _HEADING.finditer(prose))
    headings = {start for start, text in words if slugify(text, "-") == name}
    places: list[int] = []
    for offset in sorted({*given, *headings}):
        between = prose[places[-1] : offset] if places else ""
        is_in_heading = bool(places) and places[-1] in headings and "\n" not in between
        if not places or not (is_in_heading or not _BETWEEN.sub("", between)):
            places.append(offset)
    return places if len(places) > 1 or not headings else []


def _is_given(text: str, offset: int) -> bool:
    """Return whether an id is given at an offset, `{#id}` or `id="id"`, rather than linked to."""
    before = text[max(0, offset - 40) : offset]
    return re.search(r"(?:\{:?[^{}\n]*#|\bid\s*=\s*[\"']?|\bname\s*=\s*[\"']?)$", before) is not None
