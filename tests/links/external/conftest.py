"""Gives each test a misbehaving server, and a check whose host names lead there and that has little patience."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any, Protocol

import pytest

from links.external.misbehaving import Server, serving
from nexus_core.problems.problem import Problem, Span
from nexus_links.external import ExternalLink, Options, check


class Check(Protocol):
    """Checks addresses, each as a link on a line of its own."""

    def __call__(self, *urls: str, **options: Any) -> list[Problem]:
        """Return what is wrong with them."""


def lookup(host: str) -> list[str]:
    """Lead every name below `test` to this machine, and know no other."""
    if host.endswith(".test") and host != "missing.test":
        return ["127.0.0.1"]
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def links(*urls: str) -> list[ExternalLink]:
    """Return a link to each address, each on its own line of one note."""
    return [
        ExternalLink(url, "learnings/a.md", Span(number, 5, len(url)), f"See [{url}]({url}).")
        for number, url in enumerate(urls, start=1)
    ]


def patient(**options: Any) -> Options:
    """Return options that suit a test: this machine may be asked, and nothing takes long."""
    quick: dict[str, Any] = {
        "allow_loopback": True,
        "lookup": lookup,
        "timeout": 5.0,
        "deadline": 20.0,
        "pause": 0.0,
        "backoff": 0.01,
        "max_wait": 3.0,
    }
    return Options(**quick | options)


def codes(problems: list[Problem]) -> list[str]:
    """Return the codes of problems, in their order."""
    return [problem.code for problem in problems]


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server without a page."""
    with serving() as running:
        yield running


@pytest.fixture
def find() -> Check:
    """Return what is wrong with addresses."""

    def run(*urls: str, **options: Any) -> list[Problem]:
        return check(links(*urls), patient(**options))

    return run
