"""What became of an address: one word that stays the same, and a sentence for the author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """The word for what was found; it is the `code` of the problem that it becomes."""

    FINE = "fine"
    GONE = "gone"
    """The site itself says 404 or 410. This alone is a fault."""
    MOVED = "moved"
    MISSING_ANCHOR = "missing-anchor"
    CREDENTIALS = "credentials"
    BLOCKED = "blocked"
    """The site is there and turns programs, or strangers, away."""
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
    """Time was up."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found at an address, whichever links lead there."""

    code: Code = Code.FINE
    message: str = ""
    """What is wrong, as the rest of a sentence; empty where all is fine."""
    moved_to: str = ""
    """The new address, where the site says that it moved for good."""
    anchors: Mapping[str, bool] = field(default_factory=dict)
    """Whether the page has each of the anchors that links name; True also where that can't be said."""


class AskError(Exception):
    """There is nothing to be had from an address.

    Attributes:
        code: what kind of failure it is.
        host_wide: whether each other address of the same host would fail in the same way.
    """

    def __init__(self, code: Code, message: str, *, host_wide: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.host_wide = host_wide

    @property
    def outcome(self) -> Outcome:
        """The failure as what was found."""
        return Outcome(self.code, str(self))
