"""What was found at an address, and the problems of the links that lead there.

Only an address that its own site reports as gone, or whose host has no name, is an error: other failures may be the
network's, temporary, or aimed at programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nexus_core.problems.problem import Problem, Severity, Span


class Code(StrEnum):
    """What was found; it is the code of the problem that is made of it."""

    FINE = "fine"
    GONE = "gone"
    """The site itself answers 404 or 410."""
    MOVED = "moved"
    MISSING_ANCHOR = "missing-anchor"
    CREDENTIALS = "credentials"
    BLOCKED = "blocked"
    """The site answers, but not programs, or not strangers."""
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    UNEXPECTED_STATUS = "unexpected-status"
    BAD_REDIRECT = "bad-redirect"
    TIMED_OUT = "timed-out"
    UNREACHABLE = "unreachable"
    UNKNOWN_HOST = "unknown-host"
    UNTRUSTED = "untrusted-certificate"
    REFUSED_ADDRESS = "refused-address"
    INVALID_URL = "invalid-url"
    NOT_CHECKED = "not-checked"
    """The deadline of the run had passed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found at an address."""

    code: Code = Code.FINE
    message: str = ""
    """What is wrong; empty where nothing is."""
    moved_to: str = ""
    """The new address after permanent redirects."""
    anchors: Mapping[str, bool] = field(default_factory=dict)
    """Whether the page has each of these anchors; True also where that is unknown."""


class AskError(Exception):
    """An address can't be asked for, or doesn't answer.

    Attributes:
        code: what kind of failure it is.
        host_wide: whether every address of the host would fail like this.
    """

    def __init__(self, code: Code, message: str, *, host_wide: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.host_wide = host_wide

    @property
    def outcome(self) -> Outcome:
        """The failure as an outcome."""
        return Outcome(self.code, str(self))


_USER = re.compile(r"(https?:/*|//)([^\s/\\?#<>\"']+)@", re.IGNORECASE)
_SEVERITY = {Code.GONE: Severity.ERROR, Code.UNKNOWN_HOST: Severity.ERROR, Code.MOVED: Severity.ADVICE}
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
    """A link to another site, with its place in a note."""

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
    if _USER.search(link.url):
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
        target=_masked(link.url),
        source_line=_masked(link.source_line),
    )


def _masked(text: str) -> str:
    """Return a text with the credentials of its addresses starred out, character by character so columns stay."""
    return _USER.sub(lambda match: f"{match[1]}{'*' * len(match[2])}@", text)
