"""Notes that can't be published because another page has their address, or whose address another page needs."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from nexus_core.checks.base import Check
from nexus_core.model.addresses import AddressConflict
from nexus_core.model.loading import Loaded
from nexus_core.problems.problem import Problem, Span
from nexus_core.read.paths import page_address
from nexus_core.write.pagination import continuation_pages


def _find(loaded: Loaded) -> Iterator[Problem]:
    for conflict in loaded.conflicts:
        yield _of_skill(conflict) if conflict.skill else _of_note(conflict)
    added = {page_address(page.path): page.title for page in continuation_pages(loaded.portfolio)}
    for path in loaded.portfolio.notes:
        title = added.get(page_address(path))
        if title:
            message = f"this note and the page '{title}' have the same address"
            yield _same_page(path, message, "move it; until then that page is left out")


def _of_note(conflict: AddressConflict) -> Problem:
    message = f"this note and {conflict.owner} both become the page /{page_address(conflict.path)}"
    if normalize("NFC", conflict.owner) == normalize("NFC", conflict.path):
        message += ", since their names differ only in Unicode normalization"
    return _same_page(conflict.path, message, "rename one; until then this one is left out")


def _of_skill(conflict: AddressConflict) -> Problem:
    message = f"this page and the page of the skill '{conflict.skill}' have the same address"
    return _same_page(conflict.path, message, f"move it; to replace the skill's page, name it {conflict.owner}")


def _same_page(path: str, message: str, hint: str) -> Problem:
    return Problem(path=path, span=Span(1), code="same-page", message=message, hint=hint)


CHECK = Check(("same-page",), _find)
