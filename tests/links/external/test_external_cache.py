"""What was found is kept for a while: no file, however broken, and no other run may spoil a check."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from links.external.conftest import Check, codes, links, patient
from links.external.misbehaving import PATIENCE, Server, hangs, says
from nexus_links.external import Progress, check
from nexus_links.external.cache import Cache
from nexus_links.external.options import DAY, HOUR
from nexus_links.external.outcomes import Code, Outcome

NOW = 1_700_000_000.0
FINE = Outcome(anchors={"x": True, "y": False})


def test_a_second_run_asks_nothing(server: Server, find: Check, tmp_path: Path) -> None:
    server.pages |= {"/a": says(200, "<p id=x>"), "/b": says(301, location="/a"), "/c": says(404)}
    urls = [server.url(path) for path in ("/a#x", "/a#y", "/b", "/c")]
    cache = tmp_path / "deep" / "cache.json"
    first = find(*urls, cache=cache)
    asked = list(server.asked)
    assert find(*urls, cache=cache) == first
    assert codes(first) == ["missing-anchor", "moved", "gone"]
    assert server.asked == asked


def test_a_new_anchor_of_a_known_page_is_asked_for(server: Server, find: Check, tmp_path: Path) -> None:
    server.pages["/"] = says(200, "<p id=x>")
    cache = tmp_path / "cache.json"
    assert find(server.url("/"), cache=cache) == []
    assert codes(find(server.url("/#y"), cache=cache)) == ["missing-anchor"]
    assert server.asked == ["HEAD /", "GET /"]


@pytest.mark.parametrize(
    ("outcome", "age", "is_known"),
    [
        (FINE, 0, True),
        (FINE, 7 * DAY - 1, True),
        (FINE, 7 * DAY, False),
        (FINE, -1, False),
        (FINE, -100 * DAY, False),
        (Outcome(Code.GONE, "x"), HOUR - 1, True),
        (Outcome(Code.GONE, "x"), HOUR, False),
        (Outcome(Code.TIMED_OUT, "x"), HOUR - 1, True),
        (Outcome(Code.RATE_LIMITED, "x"), 0, False),
        (Outcome(Code.NOT_CHECKED, "x"), 0, False),
        (Outcome(Code.REFUSED_ADDRESS, "x"), 0, False),
    ],
)
def test_findings_are_kept_for_as_long_as_they_hold(
    tmp_path: Path, outcome: Outcome, age: float, is_known: bool
) -> None:
    options = patient(cache=tmp_path / "cache.json")
    cache = Cache(options)
    cache.put("https://a/", outcome, NOW)
    cache.save(NOW)
    assert (Cache(options).get("https://a/", [], NOW + age) == outcome) is is_known


def test_a_clock_that_goes_back_makes_nothing_eternal(tmp_path: Path) -> None:
    options = patient(cache=tmp_path / "cache.json")
    future = Cache(options)
    future.put("https://a/", FINE, NOW + 1000 * DAY)
    future.save(NOW + 1000 * DAY)
    present = Cache(options)
    assert present.get("https://a/", [], NOW) is None
    present.put("https://a/", Outcome(Code.GONE, "x"), NOW)
    present.save(NOW)
    assert Cache(options).get("https://a/", [], NOW) == Outcome(Code.GONE, "x")


def entry(**changes: Any) -> str:
    found = changes.pop("found", time.time())
    facts = {"code": "gone", "message": "x", "moved_to": "", "anchors": {}} | changes
    return json.dumps({"version": 2, "entries": {"URL": [found, facts]}})


BROKEN = [
        "", "{", "null", "[]", "\x00\x01", "{}", '{"version": 1}', "[" * 100_000, '{"version": 1, "entries": []}',
        entry().replace('"version": 2', '"version": 1'), entry().replace('"version": 2', '"version": 3'),
        entry(found="yesterday"), entry(found=float("nan")), entry(found=float("inf")), entry(found=True),
        entry(found=None), entry(code="wonderful"), entry(anchors=[]), entry(anchors={"x": "yes"}), entry(more=1),
        entry()[:-20],
]  # fmt: skip


# By number: the time in the texts differs between the workers that collect the tests.
@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_or_older_file_is_ignored_and_replaced(
    server: Server, find: Check, tmp_path: Path, text: str
) -> None:
    server.pages["/"] = says(200)
    cache = tmp_path / "cache.json"
    cache.write_text(text.replace("URL", server.url("/")), encoding="latin-1")
    assert find(server.url("/"), cache=cache) == []
    assert json.loads(cache.read_text(encoding="utf-8"))["version"] == 2


def test_a_whole_file_of_this_form_is_believed(server: Server, find: Check, tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    cache.write_text(entry().replace("URL", server.url("/")), encoding="utf-8")
    assert codes(find(server.url("/"), cache=cache)) == ["gone"]
    assert server.log == []


def test_a_place_that_cannot_be_written_is_no_problem(server: Server, find: Check, tmp_path: Path) -> None:
    server.pages["/"] = says(200)
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    assert find(server.url("/"), cache=tmp_path / "file" / "cache.json") == []
    assert find(server.url("/"), cache=tmp_path / "folder") == []
    assert list((tmp_path / "folder").iterdir()) == []


def test_two_runs_keep_what_both_found(tmp_path: Path) -> None:
    options = patient(cache=tmp_path / "cache.json")
    one, other = Cache(options), Cache(options)
    one.put("https://a/", FINE, NOW)
    one.put("https://both/", Outcome(Code.GONE, "older"), NOW)
    other.put("https://b/", FINE, NOW)
    other.put("https://both/", Outcome(Code.GONE, "newer"), NOW + 1)
    other.save(NOW + 2)
    one.save(NOW + 2)
    merged = Cache(options)
    assert merged.get("https://a/", ["x"], NOW + 2) == merged.get("https://b/", ["y"], NOW + 2) == FINE
    assert merged.get("https://both/", [], NOW + 2) == Outcome(Code.GONE, "newer")
    assert [path.name for path in tmp_path.iterdir()] == ["cache.json"]


def test_old_findings_are_thrown_away(tmp_path: Path) -> None:
    options = patient(cache=tmp_path / "cache.json")
    cache = Cache(options)
    cache.put("https://old/", FINE, NOW)
    cache.put("https://new/", FINE, NOW + 7 * DAY)
    cache.save(NOW + 7 * DAY)
    assert list(json.loads((tmp_path / "cache.json").read_text())["entries"]) == ["https://new/"]


PROGRAM = """
import sys
from pathlib import Path
from links.external.conftest import links, patient
from nexus_links.external import check
check(links(*sys.argv[2:]), patient(cache=Path(sys.argv[1]), timeout=60.0, deadline=60.0))
"""


def test_a_run_that_is_killed_leaves_what_it_found(server: Server, find: Check, tmp_path: Path) -> None:
    server.pages |= {"/gone": says(404), "/hangs": hangs}
    cache = tmp_path / "cache.json"
    setup = f"import sys\nsys.path[:0] = {[path for path in sys.path if path]!r}\n"
    command = [sys.executable, "-c", setup + PROGRAM, str(cache), server.url("/gone"), server.url("/hangs")]
    with subprocess.Popen(command) as process:
        end = time.monotonic() + PATIENCE
        while not cache.exists() and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    asked = len(server.log)
    assert codes(find(server.url("/gone"), cache=cache)) == ["gone"]
    assert len(server.log) == asked


def test_a_run_that_is_interrupted_leaves_what_it_found(server: Server, tmp_path: Path) -> None:
    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    server.pages["/gone"] = says(404)
    options = patient(cache=tmp_path / "cache.json")
    with pytest.raises(KeyboardInterrupt):
        check(links(server.url("/gone")), options, stop)
    outcome = Cache(options).get(server.url("/gone"), [], time.time())
    assert outcome is not None
    assert outcome.code is Code.GONE
