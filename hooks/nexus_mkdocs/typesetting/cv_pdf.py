"""Sets the résumé of a portfolio as the PDF that the CV page offers."""

from __future__ import annotations

import logging
from typing import Any

from nexus_core.model.note import Note
from nexus_core.model.portfolio import Portfolio
from nexus_core.write.components import cv
from nexus_core.write.outputs import Site
from nexus_core.write.outputs.base import without_empty
from nexus_core.write.resume import PDF, Line, Resume, Target, Words, resume
from nexus_mkdocs import typesetting

log = logging.getLogger("mkdocs.nexus")


def cv_pdf(portfolio: Portfolio, site: Site) -> bytes | None:
    """Return the PDF; None where no page shows a résumé, nothing can set it, or no font has some letter of it."""
    named = (directive.name for note in portfolio.notes.values() for directive in note.directives)
    if cv.COMPONENT.name not in named or not typesetting.is_installed():
        return None
    try:
        return typesetting.pdf("cv.typ", _document(resume(portfolio), portfolio, site))
    except typesetting.UnsettableError as error:
        log.info("%s is left out: %s", PDF, error)
        return None


def _document(shown: Resume, portfolio: Portfolio, site: Site) -> dict[str, Any]:
    """Return the résumé as the template's data; without the site's address no link leads to its pages."""

    def address(target: Target | None) -> str:
        if isinstance(target, str) or not target or not site.url:
            return target if isinstance(target, str) else ""
        return site.page(target.path if isinstance(target, Note) else portfolio.page_of(target))

    def words(each: Words) -> dict[str, Any]:
        return without_empty({"text": each.text, "to": address(each.to)})

    def line(each: Line) -> dict[str, Any]:
        items = [words(item) for item in each.items]
        return {
            "head": words(each.head),
            "meta": each.meta,
            "text": each.text,
            "points": each.points,
            "items": items,
        }

    return {
        "title": shown.title,
        "author": [shown.name] if shown.name else [],
        "language": site.language.partition("-")[0],
        "headline": shown.headline,
        "summary": shown.summary,
        "contacts": [words(each) for each in shown.contacts],
        "sections": [
            {"title": part.title, "lines": [line(each) for each in part.lines]} for part in shown.sections
        ],
    }
