"""Pages that several processes build are those that one builds, and no process outlives its build."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil
import pytest
from mkdocs.exceptions import BuildError, PluginError

from nexus_mkdocs.speed import workers
from nexus_mkdocs.speed.workers import VARIABLE, BuiltPage, build_in_processes, number_of_workers
from support.killing import tree
from support.small_sites import BASE, build_site, write

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="pages are built in one process without fork"),
    # From Python 3.12 on, it warns of the threads that pytest-xdist has.
    pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning"),
]

FAULTY = {
    **BASE,
    "learnings/one.md": "# One\n\n[nowhere](none.md), [no such place](two.md#none)\n",
    "learnings/two.md": "# Two\n\n[nowhere](gone.md)\n\n> <!-- nexus/stats -->\n",
    "learnings/three.md": "# Three\n\n[no such place](one.md#nothing), [here](#nowhere)\n",
}
PATHS = [f"{number}.md" for number in range(7)]


def built_by(
    workers: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], Mapping[str, bytes | None]]:
    monkeypatch.setenv(VARIABLE, workers)
    site = build_site(write(root, FAULTY), strict=False)
    assert not site.failed
    return site.warnings, tree(root / "site")


def test_the_site_and_what_is_said_of_it_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = built_by("1", tmp_path / "one", monkeypatch)
    assert len([warning for warning in one[0] if "none" in warning or "gone" in warning]) == 3
    assert built_by("3", tmp_path / "three", monkeypatch) == one


def test_each_page_is_built_once_and_all_of_it_comes_back() -> None:
    def build(page: BuiltPage) -> None:
        page.entries, page.anchors = f"{page.path} by {os.getpid()}", {page.path}

    built = build_in_processes(PATHS, 3, build)
    assert {path: page.anchors for path, page in built.items()} == {path: {path} for path in PATHS}
    assert len({page.entries.partition(" by ")[2] for page in built.values()}) == 3


@pytest.mark.parametrize(
    ("die", "how"),
    [
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGKILL), "SIGKILL", id="killed"),
        pytest.param(lambda: os._exit(7), "exit status 7", id="exits"),
    ],
)
def test_a_process_that_dies_is_told_with_its_page(die: Callable[[], None], how: str) -> None:
    parent, before = os.getpid(), psutil.Process().children()

    def build(page: BuiltPage) -> None:
        if page.path == "4.md" and os.getpid() != parent:
            die()

    with pytest.raises(BuildError) as raised:
        build_in_processes(["0.md", "4.md", "1.md"], 2, build)
    assert str(raised.value) == f"4.md: the process that built this page died ({how}): build with {VARIABLE}=1"
    assert psutil.Process().children() == before


class OddError(Exception):
    """What can't be handed from process to process."""

    def __init__(self, one: object, two: object) -> None:
        super().__init__("no such filter")


@pytest.mark.parametrize("path", ["0.md", "1.md"])
def test_an_error_comes_back_as_that_of_its_page(path: str) -> None:
    def build(page: BuiltPage) -> None:
        if page.path == path:
            raise OddError(1, 2)

    built = build_in_processes(PATHS, 2, build)
    assert "no such filter" in str(built[path].error)
    assert not any(page.error for page in built.values() if page.path != path)


def test_an_interrupt_leaves_no_process_behind() -> None:
    parent, before = os.getpid(), psutil.Process().children()

    def build(page: BuiltPage) -> None:
        if os.getpid() == parent:
            raise KeyboardInterrupt
        signal.pause()

    with pytest.raises(KeyboardInterrupt):
        build_in_processes(PATHS, 3, build)
    assert psutil.Process().children() == before


@pytest.mark.parametrize(
    ("named", "pages", "expected"),
    [
        ("", 99, 1),
        ("", 100, 1),
        ("", 250, 2),
        ("", 10_000, 4),
        ("1", 10_000, 1),
        ("3", 7, 3),
        ("3", 2, 2),
        ("2", 0, 1),
    ],
)
def test_there_are_as_many_processes_as_cores_where_there_are_pages_for_them(
    named: str, pages: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 4)
    monkeypatch.setenv(VARIABLE, named)
    assert number_of_workers(pages) == expected


@pytest.mark.parametrize("named", ["0", "-1", "two", "²"])
def test_a_number_that_is_none_is_a_problem(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, named)
    with pytest.raises(PluginError, match=f"{VARIABLE} is '{named}': write how many processes"):
        number_of_workers(10)
