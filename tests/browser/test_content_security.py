"""A published page runs the theme's scripts and none that came with a text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.published import Published
from nexus_mkdocs.search.settings import program
from support.skipping import absent
from support.small_sites import BASE, build_site, settings, write

pytestmark = pytest.mark.own_notes

HOSTILE = """\
---
title: "<script>window.injected = 'title'</script>"
description: "\\"><script>window.injected = 'description'</script>"
skills: [Redis]
---

# Hostile

<script>window.injected = 'inline'</script>

<script type="module">window.injected = 'module'</script>

<img src="data:image/gif;base64,x" onerror="window.injected = 'handler'" alt="">

<svg onload="window.injected = 'svg'"></svg>

<a id="go" href="javascript:window.injected='link'">go</a>

<iframe srcdoc="<script>parent.injected = 'frame'</script>" title="frame"></iframe>

<object data="data:text/html,<script>parent.injected='object'</script>"></object>

<base href="https://elsewhere.invalid/">
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(params=["material", "pagefind"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A site with a hostile note, served, whose policy allows what its search needs."""
    if request.param == "pagefind" and program() is None:
        absent("no Pagefind: install the extra `search`")
    configured = settings(extra=f"{{ search: {request.param} }}")
    write(tmp_path, {**BASE, "mkdocs.yml": configured, "learnings/hostile.md": HOSTILE})
    build_site(tmp_path, strict=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_script_in_a_note_never_runs(page: Page, address: str) -> None:
    for path in ("learnings/hostile/", "learnings/", "skills/redis/", ""):
        assert_nothing_runs(page, address, path)


def assert_nothing_runs(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    if path == "learnings/hostile/":
        page.locator("#go").click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.injected") is None
    # The theme's own scripts do run.
    assert page.evaluate("typeof __md_get") == "function"


def test_nothing_of_the_site_itself_is_refused(page: Page, site: Published) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    for path in ("", "projects/", "skills/", "cv/", "nowhere/"):
        page.goto(site.url + path)
        page.wait_for_load_state("networkidle")
    page.goto(site.url)
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type("project")
    page.locator(".md-search-result__link").first.wait_for()
    page.locator("[data-md-component=palette] label:visible").first.click(force=True)
    assert refused == []
