"""How links are checked: how long, how much at once, what is kept, and what is allowed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HOUR = 60 * 60.0
DAY = 24 * HOUR

Lookup = Callable[[str], Sequence[str]]
"""Returns the IP addresses of a host name; raises `socket.gaierror` where there are none."""


def system_lookup(host: str) -> list[str]:
    """Return the IP addresses of a name, in the system's order of preference.

    Raises:
        socket.gaierror: there is no such name, or it can't be looked up now.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How links are checked. Times are in seconds."""

    timeout: float = 20.0
    """For one request, from the look-up of its host to the last byte that is read."""
    deadline: float = 300.0
    """For the whole check; what isn't answered by then is reported as not checked."""
    concurrency: int = 16
    """Requests at the same time."""
    per_host: int = 2
    """Requests at the same time to one host."""
    pause: float = 0.25
    """The least time between the starts of two requests to one host."""
    retries: int = 2
    """Further requests after a failure that may be temporary."""
    backoff: float = 1.0
    """The wait before the first retry where the host names none; it doubles with each retry."""
    max_wait: float = 30.0
    """The longest `Retry-After` that is waited for; an address that asks for more isn't asked again."""
    max_redirects: int = 10
    """Redirects that are followed from one address."""
    max_page: int = 4 * 1024 * 1024
    """Bytes of a page that are searched for anchors, before and after decompression."""
    cache: Path | None = None
    """The file that keeps results; None keeps nothing."""
    max_age: float = 7 * DAY
    """How long an address that was fine counts as fine."""
    max_age_of_failures: float = HOUR
    """How long any other result is kept."""
    agent: str = "nexus-links/1.0 (checks the links of a site)"
    """Who asks, as sites are told."""
    allow_loopback: bool = False
    """Whether this machine itself may be asked, for tests that run a server on it."""
    lookup: Lookup = system_lookup
    """Looks up host names; it runs in a thread, so it may be slow."""
