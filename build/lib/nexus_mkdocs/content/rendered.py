"""Looks over what Markdown has made of a page, before the theme puts it into its template."""

from __future__ import annotations

from nexus_core.model.note import Note
from nexus_core.problems.problem import Problem, Span
from nexus_core.read.directives import MARK

# pymdownx keeps both out of Markdown's tree, as texts for the finished page: no tree processor would see them.
_CODE = '<div class="highlight"'
_TASK = '<input type="checkbox" disabled'


def for_readers(content: str) -> str:
    """Return a page's content with its code left out of the search, and its task boxes out of screen readers."""
    # Every reader who searches downloads the index: words of the text are worth that, each sample is not.
    content = content.replace(_CODE, f"{_CODE} data-search-exclude")
    # A disabled checkbox has no label, and there is nothing to do with it.
    return content.replace(_TASK, f'{_TASK} aria-hidden="true"')


def misplaced_component(content: str, path: str, note: Note | None) -> Problem | None:
    """Return what is wrong where a page's content still has a directive, which stood where no component can be.

    Args:
        content: the content.
        path: the page's path in the repository.
        note: what it was made of, if somebody wrote it.
    """
    if MARK not in content:
        return None
    body = note.body.split("\n") if note else []
    index, line = next(((index, text) for index, text in enumerate(body) if MARK in text), (0, ""))
    return Problem(
        path=path,
        span=Span((note.body_line if note else 1) + index, line.find(MARK) + 1 or 1, len(MARK)),
        code="misplaced-component",
        message="a component must stand on a line of its own, outside other blocks",
        source_line=line,
    )
