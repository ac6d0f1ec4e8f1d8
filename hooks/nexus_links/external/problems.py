"""Words what was found at an address as problems of the links that lead there.

Only an address that its own site says is gone is an error: what else goes wrong may lie with the network, with the
site's mood towards programs, or pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nexus_core.problems.problem import Problem, Severity, Span
from nexus_links.external.outcome import Code, Outcome
from nexus_links.external.target import has_credentials, masked

_SEVERITY = {Code.GONE: Severity.ERROR, Code.MOVED: Severity.ADVICE}
"""All others are warnings."""

_HINTS = {
    Code.GONE: "find where it went, or take the link out",
    Code.MISSING_ANCHOR: "open the page and see what the place is called now; a script may make it",
    Code.CREDENTIALS: "take them out, and change the password: whoever reads the note has it",
    Code.BLOCKED: "open it in a browser: it may turn away programs only",
    Code.RATE_LIMITED: "check again later",
    Code.SERVER_ERROR: "check again later",
    Code.UNEXPECTED_STATUS: "open it in a browser",
    Code.BAD_REDIRECT: "open it in a browser, and link to the address that it ends at",
    Code.TIMED_OUT: "check again later",
    Code.UNREACHABLE: "check again later",
    Code.UNKNOWN_HOST: "see whether the name is spelled right, and whether the site is still there",
    Code.UNTRUSTED: "open it in a browser: readers may be warned away",
    Code.REFUSED_ADDRESS: "link to a public address, or write it as code",
    Code.INVALID_URL: "write it as https://host/path",
    Code.NOT_CHECKED: "check again with more time",
}


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """A link that leads outside, with its place in a note."""

    url: str
    """The address as it is written, with its fragment."""
    path: str
    """Path of the note from the repository root."""
    span: Span
    source_line: str = ""
    """The line that holds the link."""


def problems_of(link: ExternalLink, outcome: Outcome, anchor: str) -> Iterator[Problem]:
    """Yield what is wrong with a link.

    Args:
        link: the link.
        outcome: what was found at its address.
        anchor: what it points to in the page, as `Target.anchor`.
    """
    if has_credentials(link.url):
        yield _problem(link, Code.CREDENTIALS, "the address has a name or a password in it")
    if outcome.code is not Code.FINE:
        yield _problem(link, outcome.code, outcome.message)
        return
    if outcome.moved_to:
        fragment = link.url.strip().partition("#")[2]
        address = outcome.moved_to if "#" in outcome.moved_to or not fragment else f"{outcome.moved_to}#{fragment}"
        yield _problem(link, Code.MOVED, "the page has moved for good", f"write {address}")
    if not outcome.anchors.get(anchor, True):
        yield _problem(link, Code.MISSING_ANCHOR, f"the page has nothing called '{anchor}'")


def _problem(link: ExternalLink, code: Code, message: str, hint: str = "") -> Problem:
    return Problem(
        path=link.path,
        span=link.span,
        code=str(code),
        message=message,
        hint=hint or _HINTS[code],
        severity=_SEVERITY.get(code, Severity.WARNING),
        target=masked(link.url),
        source_line=masked(link.source_line),
    )
