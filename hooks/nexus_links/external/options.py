"""What the caller of a check decides: how long, how much at once, what is kept, and what is allowed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HOUR = 60 * 60.0
DAY = 24 * HOUR

Lookup = Callable[[str], Sequence[str]]
"""Gives the addresses of a host name; raises `socket.gaierror` where there are none."""


def system_lookup(host: str) -> list[str]:
    """Return the addresses that the system knows for a name, in its order of preference.

    Raises:
        socket.gaierror: there is no such name, or it can't be looked up now.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How links are checked. Times are in seconds.

    Raises:
        ValueError: a number is too small to check anything with.
    """

    timeout: float = 20.0
    """The longest that one request may take, from the look-up of its host to the last byte that is read."""
    deadline: float = 300.0
    """The longest that the whole check may take; what isn't answered by then is said not to be checked."""
    concurrency: int = 16
    """Requests under way at once."""
    per_host: int = 2
    """Requests under way at once to one host."""
    pause: float = 0.25
    """The least time between the starts of two requests to one host."""
    retries: int = 2
    """Further requests for an address after one that failed in a way that may pass."""
    backoff: float = 1.0
    """The wait before the first retry where the host names none; it doubles with each."""
    max_wait: float = 30.0
    """The longest wait that a host may ask for (`Retry-After`) before it is left in peace."""
    max_redirects: int = 10
    """Redirects that are followed from one address."""
    max_page: int = 4 * 1024 * 1024
    """Bytes of a page that are read in search of anchors, both before and after it is unpacked."""
    cache: Path | None = None
    """The file that keeps what was found; None keeps nothing."""
    max_age: float = 7 * DAY
    """How long an address that was fine counts as fine."""
    max_age_of_failures: float = HOUR
    """How long any other finding is kept."""
    user_agent: str = "nexus-links/1.0 (checks the links of a portfolio)"
    """What the checker calls itself to the sites that it asks."""
    proxies: bool = False
    """Whether the proxies that the environment names are used. A proxy looks names up itself, so that only names
    and addresses that are refused as they are written stay refused."""
    allow_loopback: bool = False
    """Whether this very machine may be asked, for tests that run a server on it."""
    lookup: Lookup = system_lookup
    """Finds a host's addresses; it runs in a thread of its own and may take its time."""

    def __post_init__(self) -> None:
        for name in ("timeout", "deadline", "concurrency", "per_host"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be greater than 0")
        for name in ("pause", "retries", "backoff", "max_wait", "max_redirects", "max_page"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} can't be less than 0")
